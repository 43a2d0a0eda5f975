//! The scan: a document's candidates, every name of the gazetteer in it, longer and shorter, before any is judged.

use super::{
    around::Around,
    lexicon::Senses,
    seen::{Seen, seen},
    tally::Tally,
    walk::{Finder, Found, Sort},
    words::Words,
};
use crate::{
    gazetteer::{Bearers, Gazetteer, NameKind, PlaceClass},
    text::TokenKind,
};

/// How many bearers of a name are looked at.
const BEARERS: usize = 4;

/// A name where it stands.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'g> {
    pub(super) start: usize,
    pub(super) sentence: usize,
    pub(super) found: Found<'g>,
    /// Number of its [`Name`].
    pub(super) name: usize,
    /// Whether a longer one starts with the same token.
    pub(super) longer: bool,
    /// Whether a shorter one starts with the same token.
    pub(super) shorter: bool,
    /// Whether it starts within one that starts before.
    pub(super) inner: bool,
}

impl Candidate<'_> {
    pub(super) fn end(&self) -> usize {
        self.found.end
    }

    pub(super) fn is_single(&self) -> bool {
        self.found.end == self.start + 1
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.start < other.end() && other.start < self.end()
    }
}

/// What the gazetteer says of a name, and how often the document has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) hash: u32,
    pub(super) class: PlaceClass,
    pub(super) kind: NameKind,
    /// The classes of the best bearers, a bit each; those of other than main names higher.
    pub(super) classes: u32,
    /// Half the binary logarithm of the largest population.
    pub(super) size: u32,
    /// How many places bear it.
    pub(super) count: usize,
    /// Country and first-order division of the best bearers; 0 where there is none.
    pub(super) divisions: [(u32, u32); BEARERS],
    /// How many candidates have it.
    pub(super) mentions: u32,
}

impl Default for Name {
    fn default() -> Self {
        Self {
            hash: 0,
            class: PlaceClass::Settlement,
            kind: NameKind::Alternate,
            classes: 0,
            size: 0,
            count: 0,
            divisions: [(0, 0); BEARERS],
            mentions: 0,
        }
    }
}

impl Name {
    fn of(hash: u32, gazetteer: &Gazetteer, bearers: Bearers<'_>) -> Self {
        let mut name = Self { hash, count: bearers.count(), ..Self::default() };
        let mut population = 0;
        for (n, (place, kind)) in bearers.iter().take(BEARERS).enumerate() {
            let facts = gazetteer.facts(place);
            if n == 0 {
                (name.class, name.kind) = (facts.class, kind);
            }
            name.classes |= 1 << (facts.class as u32 + 8 * kind as u32);
            population = population.max(facts.population);
            name.divisions[n] = (u32::from(facts.country), facts.admin1);
        }
        name.size = (u64::BITS - population.leading_zeros()) / 2;
        name
    }

    /// A country, a province or more.
    pub(super) fn is_great(&self) -> bool {
        self.class >= PlaceClass::Province && self.class != PlaceClass::Region
    }

    /// Whether a place of this name lies in one of the other: 2 by its province, 1 by its country.
    pub(super) fn lies_in(&self, outer: &Self) -> u32 {
        let mut best = 0;
        for &(country, admin1) in self.divisions.iter().filter(|d| d.0 != 0) {
            for &(outer_country, outer_admin1) in &outer.divisions {
                if outer.class == PlaceClass::Country && country == outer_country {
                    best = best.max(1);
                } else if admin1 != 0 && admin1 == outer_admin1 {
                    best = 2;
                }
            }
        }
        best
    }
}

/// A document with its candidates, in the order of their starts, the shorter before the longer.
pub(super) struct Scan<'t, 'g> {
    pub(super) words: &'t Words<'t>,
    pub(super) sentences: Vec<Around<'t>>,
    pub(super) seen: Tally<Seen>,
    pub(super) names: Tally<Name>,
    pub(super) candidates: Vec<Candidate<'g>>,
}

impl<'t, 'g> Scan<'t, 'g> {
    pub(super) fn of(gazetteer: &'g Gazetteer, words: &'t Words<'t>) -> Self {
        let sentences: Vec<Around<'t>> = words.tokens.sentences.iter().map(|s| Around::new(words, &s.tokens)).collect();
        let seen = seen(words, &sentences);
        let mut candidates: Vec<Candidate<'g>> = Vec::with_capacity(words.capitals());
        let mut finder = Finder::new(gazetteer);
        for (sentence, around) in sentences.iter().enumerate() {
            let end = around.range.end;
            let mut reach = 0;
            for start in around.range.clone() {
                if !words.is_capital(start) && !words.leads_name(start, end) {
                    continue;
                }
                let all = finder.from(words, start, end);
                let longest = all.last().map_or(0, |f| f.end);
                let first = candidates.len();
                for (n, &found) in all.iter().enumerate() {
                    // "Donetsk" of "Donetsk region" is no name beside it
                    if all.get(n + 1).map(|f| f.end).is_some_and(|next| (found.end..next).all(|i| words.is_lower(i))) {
                        continue;
                    }
                    // months and the like are names of villages too, which nobody writes about
                    if found.end == start + 1
                        && (words.senses(start).any(Senses::NEVER) || words.get(start).chars().nth(1).is_none())
                        && found.sort != Sort::Abbreviation
                    {
                        continue;
                    }
                    if found.sort != Sort::Abbreviation && around.is_acronym(start, found.end) {
                        continue;
                    }
                    let longer = found.end < longest;
                    let shorter = candidates.len() > first;
                    let inner = start < reach;
                    candidates.push(Candidate { start, sentence, found, name: 0, longer, shorter, inner });
                }
                reach = reach.max(longest);
            }
        }
        let mut names: Tally<Name> = Tally::new(candidates.len());
        for candidate in &mut candidates {
            let hash = name_hash(words, candidate.start, candidate.end(), candidate.found.sort);
            let (number, name) = names.entry(hash);
            if name.mentions == 0 {
                *name = Name::of(hash, gazetteer, candidate.found.bearers);
            }
            name.mentions += 1;
            candidate.name = number;
        }
        Self { words, sentences, seen, names, candidates }
    }

    /// The candidates that start with token `start`.
    pub(super) fn starting(&self, start: usize) -> impl Iterator<Item = usize> {
        let first = self.candidates.partition_point(|c| c.start < start);
        (first..self.candidates.len()).take_while(move |&i| self.candidates[i].start == start)
    }

    /// The candidates that share a token with candidate `index`.
    pub(super) fn rivals(&self, index: usize) -> impl Iterator<Item = usize> {
        /// No name has more tokens.
        const REACH: usize = 16;
        let own = &self.candidates[index];
        let before = (0..index).rev().take_while(move |&i| self.candidates[i].start + REACH > own.start);
        let after = (index + 1..self.candidates.len()).take_while(move |&i| self.candidates[i].start < own.end());
        before.chain(after).filter(move |&i| self.candidates[i].meets(own))
    }

    /// The likeliest candidates from `threshold` on that share no token, in the order of the document.
    pub(super) fn choose(&self, chances: &[f32], threshold: f32) -> Vec<usize> {
        let mut order: Vec<usize> = (0..chances.len()).filter(|&i| chances[i] >= threshold).collect();
        order.sort_by(|&a, &b| chances[b].total_cmp(&chances[a]));
        let mut chosen = vec![false; chances.len()];
        for i in order {
            chosen[i] = !self.rivals(i).any(|rival| chosen[rival]);
        }
        (0..chances.len()).filter(|&i| chosen[i]).collect()
    }

    pub(super) fn name(&self, candidate: &Candidate<'_>) -> &Name {
        self.names.at(candidate.name)
    }
}

/// One number for the letters of a name in any case, without its hyphens and dots.
fn name_hash(words: &Words<'_>, start: usize, end: usize, sort: Sort) -> u32 {
    (start..end)
        .map(|i| words.at(i))
        .filter(|w| w.kind != TokenKind::Punct)
        .fold(sort as u32, |hash, w| (hash ^ w.hash).wrapping_mul(0x0100_0193))
}

//! The scene: a document's distinct names with their rows, and the variants of each: mentions of one name beside which
//! the text says the same.

use std::{iter::successors, ops::Range};

use super::{
    rows::{Favour, LEVELS, MOST, NOWHERE, Row, keep},
    slots::Slots,
    stated::{Stated, stated},
};
use crate::{
    gazetteer::{Gazetteer, PlaceClass},
    recognise::{Mention, MentionKind, Senses, senses},
    text::Tokens,
};

/// A name of the document.
#[derive(Debug)]
pub(super) struct Name {
    /// Its rows in [`Scene::rows`].
    pub(super) rows: Range<usize>,
    pub(super) kind: MentionKind,
    /// Written as an abbreviation.
    pub(super) short: bool,
    /// How many mentions it has, and how many of them stand after "in" or the like.
    pub(super) count: usize,
    pub(super) led: usize,
    /// Its first mention.
    pub(super) first: usize,
    /// How much it speaks for others.
    pub(super) weight: f32,
    /// The last of its variants in [`Scene::variants`].
    variant: Option<usize>,
    /// The names before and after its mentions.
    pub(super) beside: Vec<usize>,
}

/// The mentions of a name beside which the same is said.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: usize,
    /// The sort of place that is said.
    pub(super) sort: Option<PlaceClass>,
    pub(super) count: usize,
    /// Its first mention.
    first: usize,
    /// The links of its first mention: index into [`Scene::links`], and whether it is the inner of the two.
    pub(super) links: Vec<(usize, bool)>,
    /// For each row of the name how likely it is meant here, in [`Scene::shares`].
    pub(super) shares: Range<usize>,
    /// The name's variant before this one.
    before: Option<usize>,
}

/// A statement of containment between variants.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) inner: usize,
    pub(super) outer: usize,
    pub(super) listed: bool,
    /// For each row of the inner name the set of the outer name's rows that contain it.
    pub(super) held: Vec<u32>,
}

/// A document before the resolver.
#[derive(Debug)]
pub(super) struct Scene<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) names: Vec<Name>,
    pub(super) rows: Vec<Row>,
    pub(super) variants: Vec<Variant>,
    pub(super) shares: Vec<f32>,
    pub(super) links: Vec<Linked>,
    /// The variant of each mention.
    pub(super) of_mention: Vec<Option<usize>>,
    pub(super) stated: Vec<Stated>,
    /// How many slots the rows have, with those that are none.
    pub(super) slots: usize,
}

impl<'g> Scene<'g> {
    pub(super) fn of(gazetteer: &'g Gazetteer, tokens: &Tokens<'_>, mentions: &[Mention]) -> Self {
        let (mut names, name_of) = names(tokens, mentions);
        let (rows, slots) = rows(gazetteer, mentions, &mut names);
        let fits = |inner: usize, outer: usize| {
            let (Some(i), Some(o)) = (name_of[inner], name_of[outer]) else {
                return false;
            };
            let inner = &rows[names[i].rows.clone()];
            rows[names[o].rows.clone()].iter().any(|o| inner.iter().any(|i| o.contains(gazetteer, i)))
        };
        let stated = stated(tokens, mentions, fits);
        let mut scene = Self {
            gazetteer,
            names,
            rows,
            variants: Vec::with_capacity(mentions.len()),
            shares: Vec::new(),
            links: Vec::new(),
            of_mention: Vec::with_capacity(mentions.len()),
            stated,
            slots,
        };
        scene.add_variants(tokens, mentions, &name_of);
        scene.add_links();
        scene
    }

    /// The rows of a variant's name.
    pub(super) fn rows_of(&self, variant: usize) -> &[Row] {
        &self.rows[self.names[self.variants[variant].name].rows.clone()]
    }

    /// How likely each row of a variant's name is meant there.
    pub(super) fn shares_of(&self, variant: usize) -> &[f32] {
        &self.shares[self.variants[variant].shares.clone()]
    }

    /// The variants of a name.
    pub(super) fn variants_of(&self, name: usize) -> impl Iterator<Item = usize> {
        successors(self.names[name].variant, |&v| self.variants[v].before)
    }

    fn add_variants(&mut self, tokens: &Tokens<'_>, mentions: &[Mention], name_of: &[Option<usize>]) {
        // what is said beside each mention: the other's name, which of the two it is, whether of a list
        let mut said: Vec<Vec<(usize, bool, bool)>> = vec![Vec::new(); mentions.len()];
        for s in &self.stated {
            if let (Some(inner), Some(outer)) = (name_of[s.inner], name_of[s.outer]) {
                said[s.inner].push((outer, true, s.listed));
                said[s.outer].push((inner, false, s.listed));
            }
        }
        for (i, mention) in mentions.iter().enumerate() {
            let Some(name) = name_of[i] else {
                self.of_mention.push(None);
                continue;
            };
            let sort = sort(tokens, mention);
            let alike = |v: &Variant| v.sort == sort && said[v.first] == said[i];
            let variant = self.variants_of(name).find(|&v| alike(&self.variants[v]));
            let variant = variant.unwrap_or_else(|| {
                let start = self.shares.len();
                self.shares.resize(start + self.names[name].rows.len(), 0.0);
                let before = self.names[name].variant.replace(self.variants.len());
                let shares = start..self.shares.len();
                self.variants.push(Variant { name, sort, count: 0, first: i, links: Vec::new(), shares, before });
                self.variants.len() - 1
            });
            self.variants[variant].count += 1;
            self.of_mention.push(Some(variant));
        }
    }

    fn add_links(&mut self) {
        for s in &self.stated {
            let (Some(inner), Some(outer)) = (self.of_mention[s.inner], self.of_mention[s.outer]) else {
                continue;
            };
            let same = |l: &Linked| l.inner == inner && l.outer == outer && l.listed == s.listed;
            if self.variants[inner].links.iter().any(|&(l, _)| same(&self.links[l])) {
                continue;
            }
            let (rows, outers) = (self.rows_of(inner), self.rows_of(outer));
            let held = rows
                .iter()
                .map(|i| {
                    let bits = outers.iter().enumerate().filter(|(_, o)| o.contains(self.gazetteer, i));
                    bits.fold(0, |set, (bit, _)| set | 1 << bit)
                })
                .collect();
            let link = self.links.len();
            self.links.push(Linked { inner, outer, listed: s.listed, held });
            self.variants[inner].links.push((link, true));
            self.variants[outer].links.push((link, false));
        }
    }
}

/// The distinct names, in the order of their first mentions, and the name of each mention that has rows.
fn names(tokens: &Tokens<'_>, mentions: &[Mention]) -> (Vec<Name>, Vec<Option<usize>>) {
    let mut by_words = Slots::with_room(mentions.len());
    let mut names: Vec<Name> = Vec::with_capacity(mentions.len());
    let mut name_of = Vec::with_capacity(mentions.len());
    let mut last: Option<(usize, usize)> = None;
    for (i, mention) in mentions.iter().enumerate() {
        if mention.candidates.is_empty() {
            name_of.push(None);
            continue;
        }
        let words = tokens.slice(tokens.part_of(mention.sentence), mention.span);
        let name = by_words.add(hash(words, mention.kind)) as usize;
        if name == names.len() {
            names.push(Name {
                rows: 0..0,
                kind: mention.kind,
                short: is_short(words),
                count: 0,
                led: 0,
                first: i,
                weight: if mention.kind == MentionKind::Demonym { 0.6 } else { 1.0 },
                variant: None,
                beside: Vec::new(),
            });
        }
        names[name].count += 1;
        names[name].led += usize::from(is_led(tokens, mention));
        if let Some((before, sentence)) = last
            && before != name
            && mention.sentence <= sentence + 1
        {
            for (a, b) in [(before, name), (name, before)] {
                if !names[a].beside.contains(&b) {
                    names[a].beside.push(b);
                }
            }
        }
        last = Some((name, mention.sentence));
        name_of.push(Some(name));
    }
    (names, name_of)
}

/// The rows of all names, of the plain names first heard in which divisions to look for the others'; and how many slots
/// they have.
fn rows(gazetteer: &Gazetteer, mentions: &[Mention], names: &mut [Name]) -> (Vec<Row>, usize) {
    let of = |name: &Name| &mentions[name.first];
    let most: usize = names.iter().map(|n| of(n).candidates.len().min(MOST)).sum();
    let mut rows: Vec<Row> = Vec::with_capacity(most);
    for name in names.iter_mut() {
        let mention = of(name);
        if mention.candidates.len() > MOST {
            continue;
        }
        let start = rows.len();
        for (i, &place) in mention.candidates.iter().enumerate() {
            let kind = mention.names.get(i).copied().unwrap_or(crate::gazetteer::NameKind::Main);
            rows.push(Row::new(gazetteer, place, kind));
        }
        name.rows = start..rows.len();
    }
    if names.iter().any(|n| n.rows.is_empty()) {
        let mut favour = Favour::with_room(rows.len());
        for name in names.iter() {
            for row in &rows[name.rows.clone()] {
                favour.hear(row, name.rows.len());
            }
        }
        for name in names.iter_mut().filter(|n| n.rows.is_empty()) {
            let mention = of(name);
            let start = rows.len();
            rows.extend(keep(gazetteer, &mention.candidates, &mention.names, &favour));
            name.rows = start..rows.len();
        }
    }
    for name in names.iter() {
        rank(&mut rows[name.rows.clone()]);
    }
    let slots = divide(&mut rows);
    (rows, slots)
}

/// Gives the rows their slots, and how many there are.
fn divide(rows: &mut [Row]) -> usize {
    let mut slots = Slots::with_room((rows.len() + 1) * LEVELS);
    for nowhere in NOWHERE {
        slots.add(u64::from(nowhere) << 32);
    }
    for row in rows {
        let numbers = row.numbers();
        for ((slot, nowhere), number) in row.slots.iter_mut().zip(NOWHERE).zip(numbers) {
            // by its kind and its number
            *slot = if number == 0 { nowhere } else { slots.add(u64::from(nowhere) << 32 | u64::from(number)) };
        }
    }
    slots.len()
}

/// Ranks the rows of a name by population; of equals the gazetteer's first is the larger.
fn rank(rows: &mut [Row]) {
    let mut people = [0.0; MOST];
    for (people, row) in people.iter_mut().zip(&*rows) {
        *people = row.people;
    }
    let people = &people[..rows.len()];
    for (i, row) in rows.iter_mut().enumerate() {
        let before = people[..i].iter().filter(|&&other| other >= row.people);
        let after = people[i + 1..].iter().filter(|&&other| other > row.people);
        row.rank = before.count() + after.count();
    }
}

/// FNV-1a of a name in small letters, and of what it is.
fn hash(words: &str, kind: MentionKind) -> u64 {
    words.bytes().chain([kind as u8]).fold(0xcbf2_9ce4_8422_2325, |hash, b| {
        (hash ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// "U.S.", "UAE", "La.": capitals alone, or with a full stop.
fn is_short(words: &str) -> bool {
    let letters = words.bytes().filter(u8::is_ascii_alphabetic).count();
    letters <= 5 && (words.contains('.') || letters >= 2 && words.bytes().all(|b| !b.is_ascii_lowercase()))
}

/// Whether a mention stands after a word that leads to where something is.
fn is_led(tokens: &Tokens<'_>, mention: &Mention) -> bool {
    let sentence = &tokens.sentences[mention.sentence];
    if mention.tokens.start <= sentence.tokens.start {
        return false;
    }
    let before = tokens.slice(sentence.part, tokens.tokens[mention.tokens.start - 1].span);
    ["in", "at", "near", "from"].iter().any(|w| before.eq_ignore_ascii_case(w))
}

/// The sort of place that the text says beside the name, or with its last word.
fn sort(tokens: &Tokens<'_>, mention: &Mention) -> Option<PlaceClass> {
    if let Some(generic) = &mention.generic {
        return Some(generic.class);
    }
    if mention.tokens.len() < 2 || mention.kind == MentionKind::Demonym {
        return None;
    }
    let part = tokens.part_of(mention.sentence);
    let last = tokens.slice(part, tokens.tokens[mention.tokens.end - 1].span);
    let senses = senses(last);
    // "City" of a name says little: Kansas City, Mexico City, Quezon City
    if senses.any(Senses::SORT) { senses.class().filter(|c| *c != PlaceClass::Settlement) } else { None }
}

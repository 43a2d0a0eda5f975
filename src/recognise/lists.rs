//! Lists: what stands among "the towns of …" or before "… provinces" names places, also where a text has lost its commas, and
//! there what follows "in" too ("in Aleppo Hama and Idlib"); and what the gazetteer has with the word for a site at its end
//! ("Ali Al Salem Air Base") is that site.

use std::ops::Range;

use super::{
    around::Around,
    lexicon::Senses,
    scan::{Candidate, Scan},
    walk::Sort,
    words::{Case, Words},
};
use crate::gazetteer::PlaceClass;

/// How much likelier the longer of two names that begin alike is for each of its words.
const LONGER: f32 = 0.01;

/// How many words a text without commas has that has lost them.
const LONG: usize = 30;

/// Senses of words that are no part of a list of places.
const NO_PLACE: Senses = Senses::TITLE
    .or(Senses::GIVEN)
    .or(Senses::NEVER)
    .or(Senses::ORGANISATION)
    .or(Senses::ACTOR)
    .or(Senses::BEFORE_NAME);

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The tokens of those in which every name is a place's, whether the gazetteer has it or not; in order.
    ranges: Vec<Range<usize>>,
    /// Whether the text has lost its commas.
    pub(super) bare: bool,
}

impl Lists {
    /// Where the list ends in which a token stands.
    pub(super) fn end(&self, token: usize) -> Option<usize> {
        let range = self.ranges.get(self.ranges.partition_point(|r| r.end <= token))?;
        (range.start <= token).then_some(range.end)
    }

    /// The lists of a document, whose names are made as likely as `threshold`, as are those of sites.
    pub(super) fn raise(scan: &Scan<'_, '_>, chances: &mut [f32], threshold: f32) -> Self {
        for (index, candidate) in scan.candidates.iter().enumerate() {
            let is_site = scan.name(candidate).class == PlaceClass::Site && candidate.found.sort == Sort::Name;
            if is_site && !candidate.is_single() && scan.words.senses(candidate.end() - 1).any(Senses::SITE) {
                let own = |i: &usize| (candidate.start..candidate.end()).contains(&scan.candidates[*i].start);
                let inner = scan.rivals(index).filter(own).map(|i| chances[i]).fold(threshold, f32::max);
                chances[index] = chances[index].max(inner + LONGER);
            }
        }
        let mut lists = Self { ranges: Vec::new(), bare: scan.words.lost_commas(LONG) };
        let mut next = 0;
        for (sentence, around) in scan.sentences.iter().enumerate() {
            let first = next;
            next += scan.candidates[first..].iter().take_while(|c| c.sentence == sentence).count();
            if around.case != Case::Sentence || first == next && !lists.bare {
                continue;
            }
            let candidates = &scan.candidates[first..next];
            let chances = &mut chances[first..next];
            for sort in around.range.clone().filter(|&i| is_plural_sort(around.words, i)) {
                if let Some(list) = after(around, sort) {
                    raise_in(around.words, &list, candidates, chances, threshold);
                    lists.ranges.push(list);
                } else if let Some(list) = before(around, sort) {
                    raise_in(around.words, &list, candidates, chances, threshold);
                }
            }
            if !lists.bare {
                continue;
            }
            for list in runs(around) {
                let inside = |c: &Candidate<'_>| list.contains(&c.start) && c.end() <= list.end;
                let likely = candidates.iter().zip(&*chances).filter(|&(c, &chance)| chance >= threshold && inside(c));
                // "against" and the like lead to people too
                let led = list.start > around.range.start && matches!(around.words.get(list.start - 1), "in" | "near");
                let wanted = if led {
                    0
                } else if around.is_cued(list.start) {
                    1
                } else {
                    2
                };
                if likely.count() >= wanted
                    && !lists.ranges.iter().rev().take(8).any(|l| l.start < list.end && list.start < l.end)
                {
                    raise_in(around.words, &list, candidates, chances, threshold);
                    lists.ranges.push(list);
                }
            }
            lists.ranges.sort_unstable_by_key(|list| list.start);
        }
        lists
    }
}

/// Makes the names of a list as likely as `threshold`, the longer a little more.
fn raise_in(words: &Words<'_>, list: &Range<usize>, candidates: &[Candidate<'_>], chances: &mut [f32], threshold: f32) {
    for (candidate, chance) in candidates.iter().zip(chances) {
        let within = list.start <= candidate.start && candidate.end() <= list.end;
        let next = candidate.end();
        let goes_on = words.is_capital(next) || words.leads_name(next, list.end);
        if within && candidate.is_single() && goes_on && next < list.end && words.binds(candidate.start, list.end) {
            *chance = 0.0;
        } else if within && is_whole(words, candidate) {
            #[allow(clippy::cast_precision_loss, reason = "a few words")]
            let length = (candidate.end() - candidate.start) as f32;
            *chance = chance.max(threshold + LONGER * length);
        }
    }
}

/// Whether a name is none of the words of a longer one: "al" and "Rastan" of "al-Rastan".
fn is_whole(words: &Words<'_>, candidate: &Candidate<'_>) -> bool {
    let next = candidate.end();
    let parted = words.at(next).hyphen && !words.at(next).space_before && !words.at(next + 1).space_before;
    candidate.found.sort == Sort::Name && !parted && !words.follows_hyphen(candidate.start, 0)
}

/// In a sentence that has lost its commas the runs of three and more capitalised words that "and" joins: "Aleppo Hama and Idlib".
fn runs<'w>(around: &'w Around<'_>) -> impl Iterator<Item = Range<usize>> + 'w {
    let words = around.words;
    let end = around.range.end;
    // "al-Imam"
    let is_person = move |i: usize| words.senses(i).any(NO_PLACE) && !words.follows_hyphen(i, around.range.start);
    let is_name = move |i: usize| is_listed(words, i, end) && !is_person(i) || words.get(i) == "and";
    let mut at = around.range.start;
    std::iter::from_fn(move || {
        while at < end {
            let start = at;
            let stop = (start..end).find(|&i| !is_name(i)).unwrap_or(end);
            at = stop.max(start + 1);
            let trimmed = (start..stop)
                .find(|&i| words.get(i) != "and")
                .zip((start..stop).rev().find(|&i| words.get(i) != "and").map(|i| i + 1));
            let Some((start, stop)) = trimmed else { continue };
            let names = (start..stop).filter(|&i| words.is_capital(i)).count();
            if names > 2 && (start..stop).any(|i| words.get(i) == "and") {
                return Some(start..stop);
            }
        }
        None
    })
}

/// "towns", "provinces"
fn is_plural_sort(words: &Words<'_>, i: usize) -> bool {
    const SORTS: Senses = Senses::DISTRICT.or(Senses::PROVINCE).or(Senses::SETTLEMENT);
    words.is_lower(i) && words.senses(i).any(SORTS) && words.get(i).ends_with('s')
}

/// The names after "towns of".
fn after(around: &Around<'_>, sort: usize) -> Option<Range<usize>> {
    let (words, start) = (around.words, sort + 2);
    let end = (start..around.range.end).find(|&i| !is_listed(words, i, around.range.end)).unwrap_or(around.range.end);
    (words.get(sort + 1) == "of" && start < end).then_some(start..end)
}

/// The names before "provinces".
fn before(around: &Around<'_>, sort: usize) -> Option<Range<usize>> {
    let words = around.words;
    let first = (around.range.start..sort).rev().take_while(|&i| is_listed(words, i, around.range.end)).last()?;
    // "Russian cities" are no list
    (first..sort).any(|i| matches!(words.get(i), "," | "and")).then_some(first..sort)
}

fn is_listed(words: &Words<'_>, i: usize, end: usize) -> bool {
    words.is_capital(i)
        || words.leads_name(i, end)
        || words.at(i).hyphen && !words.at(i).space_before
        || matches!(words.get(i), "," | "and" | "or")
}

//! Lists: what stands among "the towns of …" or before "… provinces" names places, also where a text has lost its commas; and
//! what the gazetteer has with the word for a site at its end ("Ali Al Salem Air Base") is that site.

use std::ops::Range;

use super::{
    around::Around,
    lexicon::Senses,
    scan::Scan,
    walk::Sort,
    words::{Case, Words},
};
use crate::gazetteer::PlaceClass;

/// How much likelier the longer of two names that begin alike is for each of its words.
const LONGER: f32 = 0.01;

/// Makes such names as likely as `threshold`.
pub(super) fn raise(scan: &Scan<'_, '_>, chances: &mut [f32], threshold: f32) {
    for (index, candidate) in scan.candidates.iter().enumerate() {
        let is_site = scan.name(candidate).class == PlaceClass::Site && candidate.found.sort == Sort::Name;
        if is_site && !candidate.is_single() && scan.words.senses(candidate.end() - 1).any(Senses::SITE) {
            let own = |i: &usize| (candidate.start..candidate.end()).contains(&scan.candidates[*i].start);
            let inner = scan.rivals(index).filter(own).map(|i| chances[i]).fold(threshold, f32::max);
            chances[index] = chances[index].max(inner + LONGER);
        }
    }
    let mut next = 0;
    for (sentence, around) in scan.sentences.iter().enumerate() {
        let first = next;
        next += scan.candidates[first..].iter().take_while(|c| c.sentence == sentence).count();
        if first == next || around.case != Case::Sentence {
            continue;
        }
        for sort in around.range.clone().filter(|&i| is_plural_sort(around.words, i)) {
            let Some(list) = after(around, sort).or_else(|| before(around, sort)) else { continue };
            for (candidate, chance) in scan.candidates[first..next].iter().zip(&mut chances[first..next]) {
                let within = list.start <= candidate.start && candidate.end() <= list.end;
                if within && candidate.found.sort == Sort::Name {
                    #[allow(clippy::cast_precision_loss, reason = "a few words")]
                    let words = (candidate.end() - candidate.start) as f32;
                    *chance = chance.max(threshold + LONGER * words);
                }
            }
        }
    }
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

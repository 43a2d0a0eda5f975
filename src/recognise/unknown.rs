//! Unknown places: capitalised words after "in" or "village of" that the gazetteer lacks.

use std::ops::Range;

use super::{judge::Judge, lexicon::Senses, words::Case};
use crate::gazetteer::PlaceClass;

/// Senses of words that no unknown place has in its name.
const NO_NAME: Senses = Senses::NEVER
    .or(Senses::TITLE)
    .or(Senses::GIVEN)
    .or(Senses::SURNAME)
    .or(Senses::ORGANISATION)
    .or(Senses::ACTOR)
    .or(Senses::BEFORE_NAME);

impl Judge<'_> {
    /// The tokens of an unknown place's name that starts with token `start`, its sort included ("Hostomel airfield").
    /// `listed` tells that it stands in a list after a place.
    pub(super) fn unknown(&self, start: usize, listed: bool) -> Option<Range<usize>> {
        let words = self.words;
        if self.case != Case::Sentence || words.follows_hyphen(start, self.range.start) {
            return None;
        }
        let article = start > self.range.start && words.get(start - 1).eq_ignore_ascii_case("the");
        let cued = self.is_cued(start);
        if !cued && !listed {
            return None;
        }
        let mut end = start;
        while end < self.range.end {
            let senses = words.senses(end);
            let hyphen = end > start
                && super::words::is_hyphen(words.get(end))
                && !words.token(end).space_before
                && end + 1 < self.range.end
                && !words.token(end + 1).space_before;
            if hyphen && (words.is_capital(end + 1) || words.get(end + 1).len() <= 3) {
                end += 2;
                continue;
            }
            let name =
                (end == start || words.is_capital(end) && words.token(end).space_before) && !words.is_clitic(end);
            if !name {
                break;
            }
            let acronym =
                words.get(end).len() <= 5 && words.get(end).len() > 1 && !words.get(end).contains(char::is_lowercase);
            let particle = senses.any(Senses::PARTICLE) && end == start;
            if senses.any(NO_NAME) && !particle || acronym || self.persons.has(words.get(end)) {
                return None;
            }
            end += 1;
        }
        if end == start || end > start + 4 || words.get(end - 1).chars().count() < 3 {
            return None;
        }
        let word = words.senses(start).any(Senses::WORD.or(Senses::DIRECTION).or(Senses::SORT));
        let (sort_end, sort) = self.sort_after(end);
        let sort_within = end > start + 1 && words.senses(end - 1).any(Senses::SORT);
        let has_sort = sort || sort_within;
        if (article || word) && !has_sort {
            return None;
        }
        if listed && !cued && !has_sort {
            let next = words.get(end);
            if end < self.range.end && !matches!(next, "," | "and" | "." | ";") {
                return None;
            }
        }
        // "the Pangram area" is around Pangram, not a place of that name
        let area = sort && words.senses(sort_end - 1).class() == Some(PlaceClass::Region);
        Some(start..if area { end } else { sort_end })
    }

    /// Where a word for a sort of place that follows token `end - 1` ends, and whether there is one: "sector",
    /// "air base".
    pub(super) fn sort_after(&self, end: usize) -> (usize, bool) {
        let words = self.words;
        let at = |i: usize, sense: Senses| {
            i < self.range.end && words.token(i).space_before && !words.is_clitic(i) && words.senses(i).any(sense)
        };
        if at(end, Senses::SORT) {
            return (end + 1, true);
        }
        for skipped in 1..=2 {
            if (end..end + skipped).all(|i| at(i, Senses::SORT_ADJECTIVE.or(Senses::DIRECTION)))
                && at(end + skipped, Senses::SORT)
            {
                return (end + skipped + 1, true);
            }
        }
        (end, false)
    }
}

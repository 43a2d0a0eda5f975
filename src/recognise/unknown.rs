//! Unknown places: capitalised words after "in" or "village of" that the gazetteer lacks.

use std::ops::Range;

use super::{around::Around, lexicon::Senses, seen::Seen, tally::Tally, words::Case};
use crate::gazetteer::PlaceClass;

/// Senses of words that no unknown place has in its name.
const NO_NAME: Senses = Senses::NEVER
    .or(Senses::TITLE)
    .or(Senses::GIVEN)
    .or(Senses::SURNAME)
    .or(Senses::ORGANISATION)
    .or(Senses::ACTOR)
    .or(Senses::BEFORE_NAME);

impl Around<'_> {
    /// The tokens of an unknown place's name that starts with token `start`, its sort included ("Hostomel airfield").
    /// `listed` tells that it stands in a list after a place, `sites` that a site needs no "in" before it ("stormed the Salwa prison").
    pub(super) fn unknown(&self, start: usize, listed: bool, sites: bool, seen: &Tally<Seen>) -> Option<Range<usize>> {
        let words = self.words;
        if self.case != Case::Sentence || words.follows_hyphen(start, self.range.start) {
            return None;
        }
        let article = start > self.range.start && words.get(start - 1).eq_ignore_ascii_case("the");
        let mut cued = self.is_cued(start);
        if !cued && !listed && !sites {
            return None;
        }
        let mut end = start;
        while end < self.range.end {
            let senses = words.senses(end);
            let hyphen = end > start
                && words.at(end).hyphen
                && !words.at(end).space_before
                && end + 1 < self.range.end
                && !words.at(end + 1).space_before;
            if hyphen && (words.is_capital(end + 1) || words.get(end + 1).len() <= 3) {
                end += 2;
                continue;
            }
            // "Maarat al-Numan"
            let led = |at: usize| words.leads_name(at, self.range.end) && words.at(at).space_before;
            if end > start && led(end) {
                end += 3;
                continue;
            }
            let name = (end == start || words.is_capital(end) && words.at(end).space_before) && !words.is_clitic(end);
            if !name {
                break;
            }
            let acronym = words.get(end).len() <= 5 && words.at(end).capitals;
            let person = seen.get(words.at(end).hash).is_some_and(Seen::is_person);
            let particle = senses.any(Senses::PARTICLE) && end == start;
            if senses.any(NO_NAME) && !particle && !led(end + 1) || acronym || person || is_glued(words.get(end)) {
                return None;
            }
            end += 1;
        }
        if end == start || end > start + 4 {
            return None;
        }
        let first = words.senses(start);
        cued |= sites && !first.any(Senses::CUE.or(Senses::FUNCTION)) && self.is_located(end);
        // "Wadi Zghaitoun"
        let leads = first.any(Senses::LEADER) && end > start + 1;
        let word = first.any(Senses::WORD.or(Senses::DIRECTION).or(Senses::SORT)) && !leads;
        let (sort_end, sort) = self.sort_after(end);
        let sort_within = end > start + 1 && words.senses(end - 1).any(Senses::SORT);
        let has_sort = sort || sort_within;
        // "Khai Pheme Ki village", "Khai Pheme Ki, a village in"
        let sorted = sort || self.is_sorted_behind(end);
        if words.get(end - 1).chars().count() < 3 && !(sorted && end > start + 1) {
            return None;
        }
        if (article || word || !cued && !listed) && !has_sort {
            return None;
        }
        // "Riverside Hotel" may as well be who runs it
        let sorts = Senses::SITE.or(Senses::SETTLEMENT).or(Senses::DISTRICT);
        let one = start > self.range.start && matches!(words.get(start - 1), "a" | "an" | "A" | "An");
        let site = words.senses(sort_end - 1).any(sorts) && words.is_lower(sort_end - 1) && !one;
        if !cued && !listed && (!site || self.is_organisation(sort_end)) {
            return None;
        }
        if listed && !cued && !has_sort {
            let next = words.get(end);
            if end < self.range.end && !matches!(next, "," | "and" | "." | ";" | "on") {
                return None;
            }
        }
        // "the Pangram area" is around Pangram, not a place of that name
        let area = sort && words.senses(sort_end - 1).class() == Some(PlaceClass::Region);
        Some(start..if area { end } else { sort_end })
    }

    /// ", a village in": whether the words behind the comma say of what sort it is.
    fn is_sorted_behind(&self, end: usize) -> bool {
        let at = |i: usize| self.words.within(end + i, &self.range).text;
        let (stop, sort) = self.sort_after(end + 2);
        let behind = self.words.within(stop, &self.range).text;
        at(0) == "," && matches!(at(1), "a" | "the") && sort && matches!(behind, "in" | "of" | "near" | "," | ".")
    }

    /// "Galayi, in Djugu territory": whether what follows tells in which area that is.
    fn is_located(&self, end: usize) -> bool {
        let words = self.words;
        let at = |i: usize| words.within(i, &self.range).text;
        let name = end + 1 + usize::from(at(end + 1) == "in");
        let last = self.run_after(name);
        at(end) == "," && last > name && self.sort_after(last).1
    }
}

impl Around<'_> {
    /// The tokens of a name that starts with token `start` of a list that goes up to token `end`: up to the next comma, and where the
    /// text has none (`bare`) a word, with what it binds and with the next where only both are `spelled` like a place.
    pub(super) fn listed(
        &self,
        start: usize,
        end: usize,
        bare: bool,
        spelled: impl Fn(Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        let words = self.words;
        let word = |at: usize| -> Option<usize> {
            let led = words.leads_name(at, end);
            if at >= end || !led && !words.is_capital(at) {
                return None;
            }
            let mut stop = if led { at + 3 } else { at + 1 };
            while stop + 1 < end
                && words.at(stop).hyphen
                && !words.at(stop).space_before
                && !words.at(stop + 1).space_before
            {
                stop += 2;
            }
            Some(stop)
        };
        let mut stop = word(start)?;
        while let Some(next) = word(stop) {
            if bare && !words.binds(stop - 1, end) {
                let both = !spelled(start..stop) && spelled(start..next);
                stop = if both { next } else { stop };
                break;
            }
            stop = next;
        }
        let long = (start..stop).any(|i| words.get(i).chars().count() > 2 && words.is_capital(i));
        (long && stop <= start + 6).then_some(start..stop)
    }
}

/// "SirsaLater": two words whose full stop and space were lost; but `KwaZulu`.
fn is_glued(word: &str) -> bool {
    let mut small = 0;
    word.chars().any(|c| {
        let glued = c.is_uppercase() && small > 3;
        small = if c.is_lowercase() { small + 1 } else { 0 };
        glued
    })
}

//! The judge: whether a name of the gazetteer names a place where it stands, by the words around it.

use std::ops::Range;

use super::{
    lexicon::Senses,
    persons::{Persons, is_surname, skip_dot},
    walk::{Found, Sort},
    words::{Case, Words, is_hyphen},
};
use crate::gazetteer::{Gazetteer, PlaceClass};

/// What the judge found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A place.
    Place,
    /// A place that belongs to a longer name or word: "Pakistan-backed", "Punjab Police".
    Compound,
    /// No place.
    Other,
}

/// Senses of names that by themselves are seldom a place.
const NOT_ALONE: Senses = Senses::WORD
    .or(Senses::SURNAME)
    .or(Senses::GIVEN)
    .or(Senses::SORT)
    .or(Senses::ORGANISATION)
    .or(Senses::ACTOR)
    .or(Senses::TITLE);

/// One sentence under judgement.
pub(super) struct Judge<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) persons: &'a Persons,
    pub(super) case: Case,
    pub(super) range: Range<usize>,
}

impl Judge<'_> {
    /// Judges a name. `last` is the end of the mention before it in the sentence, if any.
    pub(super) fn judge(&self, start: usize, found: &Found<'_>, last: Option<usize>) -> Verdict {
        let end = found.end;
        let single = end == start + 1;
        let senses = self.words.senses(start);
        let cued = self.is_cued(start);
        if single && (senses.any(Senses::NEVER.or(Senses::DIRECTION)) || self.is_initial(start)) {
            return Verdict::Other;
        }
        if single && found.sort == Sort::Name && (self.is_acronym(start) || self.is_particle(start)) {
            return Verdict::Other;
        }
        if found.sort == Sort::Abbreviation && !self.may_abbreviate(start, found, last) {
            return Verdict::Other;
        }
        if self.is_named_after(start) || self.is_organisation(end) {
            return Verdict::Other;
        }
        if found.sort == Sort::Name && self.is_person(start, found, cued, last) {
            return Verdict::Other;
        }
        if found.sort == Sort::Name && single && senses.any(NOT_ALONE) && !self.is_word_a_place(start, end, cued, last)
        {
            return Verdict::Other;
        }
        if self.is_compound(start, end) { Verdict::Compound } else { Verdict::Place }
    }

    /// Whether a word that leads to places stands before: "in", "at", "near".
    pub(super) fn is_cued(&self, start: usize) -> bool {
        let Some(mut i) = self.before(start) else {
            return false;
        };
        for _ in 0..2 {
            let senses = self.words.senses(i);
            let of_sort =
                self.words.get(i) == "of" && i > self.range.start && self.words.senses(i - 1).any(Senses::SORT);
            if senses.any(Senses::CUE) || of_sort {
                return true;
            }
            let skip = senses.any(Senses::DIRECTION) || self.words.get(i).eq_ignore_ascii_case("the");
            match self.before(i) {
                Some(earlier) if skip => i = earlier,
                _ => return false,
            }
        }
        false
    }

    fn before(&self, i: usize) -> Option<usize> {
        (i > self.range.start).then(|| i - 1)
    }

    fn is_initial(&self, start: usize) -> bool {
        self.words.get(start).chars().count() == 1
    }

    /// "BLA" is not Bla; but "KYIV (AP)" at the start is a dateline.
    fn is_acronym(&self, start: usize) -> bool {
        let word = self.words.get(start);
        let next = self.words.get(start + 1);
        let dateline = start == self.range.start && matches!(next, "," | "(" | "—" | "–" | "-" | ":");
        self.case == Case::Sentence
            && !dateline
            && word.len() <= 5
            && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
    }

    /// "Al" of "Al-Jabriya", "Abu" of "Abu Obeida".
    fn is_particle(&self, start: usize) -> bool {
        let words = self.words;
        let mut next = start + 1;
        if next < self.range.end && is_hyphen(words.get(next)) && !words.token(next).space_before {
            next += 1;
        }
        next < self.range.end && words.is_capital(next) && words.senses(start).any(Senses::PARTICLE)
    }

    /// "IN", "OR", "Miss": abbreviations of provinces only after the name of a place in them.
    fn may_abbreviate(&self, start: usize, found: &Found<'_>, last: Option<usize>) -> bool {
        let word = self.words.get(start);
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let short = letters <= 2 || (letters <= 5 && word[1..].bytes().all(|b| !b.is_ascii_uppercase()));
        let province = found.bearers.first().is_some_and(|p| self.gazetteer.class(p) == PlaceClass::Province);
        let after_name = start > self.range.start && self.words.get(start - 1) == "," && last == Some(start - 1);
        if province && short && found.end == start + 1 {
            return after_name;
        }
        self.case != Case::Capitals || !self.words.senses(start).any(Senses::FUNCTION) || word.contains('.')
    }

    /// "Operation Sindoor", "Lashkar-e-Taiba", "Bank of Punjab".
    fn is_named_after(&self, start: usize) -> bool {
        let first = self.range.start;
        if self.words.follows_hyphen(start, first) && start >= first + 2 {
            let before = self.words.get(start - 2);
            if matches!(before, "e" | "i" | "ul" | "ud" | "ur" | "al" | "el" | "un") {
                return true;
            }
        }
        let mut i = start;
        // back over the capitalised words and the "of" between them
        while i > first && i + 4 > start {
            i -= 1;
            let word = self.words.get(i);
            if self.words.is_capital(i) {
                let senses = self.words.senses(i);
                let of_bank = i + 1 == start || self.words.get(i + 1) == "of";
                if senses.any(Senses::BEFORE_NAME) && of_bank {
                    return true;
                }
            } else if word != "of" {
                break;
            }
        }
        false
    }

    /// "Washington Post", "Punjab National Bank": the last capitalised word tells.
    fn is_organisation(&self, end: usize) -> bool {
        let mut i = end;
        while i < self.range.end && i < end + 4 && self.words.is_capital(i) {
            i += 1;
        }
        if i == end || self.words.is_clitic(end) {
            return false;
        }
        let senses = self.words.senses(i - 1);
        // in a headline every noun looks so
        let near = self.case == Case::Sentence || i == end + 1;
        near && senses.any(Senses::ORGANISATION) && !senses.any(Senses::SORT)
    }

    /// "Imran Khan", "President Jordan", "Jordan Smith", and "Jordan" later on.
    fn is_person(&self, start: usize, found: &Found<'_>, cued: bool, last: Option<usize>) -> bool {
        let (words, first) = (self.words, self.range.start);
        let end = found.end;
        let single = end == start + 1;
        let class = found.bearers.first().map(|p| self.gazetteer.class(p));
        let great = matches!(class, Some(PlaceClass::Country | PlaceClass::Province | PlaceClass::Continent));
        // the name before it, over the full stop of "Gen."
        let mut before = start;
        if before > first && words.get(before - 1) == "." && !words.token(before - 1).space_before {
            before -= 1;
        }
        if before > first && last != Some(before) && words.is_capital(before - 1) {
            let senses = words.senses(before - 1);
            let titled = senses.any(Senses::TITLE) && single && (!great || is_surname(words, end, self.range.end));
            if titled && !words.get(before - 1).eq_ignore_ascii_case("st") {
                return true;
            }
            let given = senses.any(Senses::GIVEN) || self.persons.has(words.get(before - 1)) && before == start;
            if given && before == start {
                return true;
            }
            // "Foo Donetsk": part of a name that the gazetteer lacks
            let unknown = before == start
                && before - 1 > first
                && self.case == Case::Sentence
                && single
                && senses == Senses::default()
                && !great
                && words.token(start).space_before;
            let initial = before < start && words.get(before - 1).len() == 1 && single && !great;
            if unknown || initial {
                return true;
            }
        }
        if !single {
            return false;
        }
        let senses = words.senses(start);
        let follows = is_surname(words, end, self.range.end) && self.case == Case::Sentence;
        if follows
            && senses.any(Senses::GIVEN.or(Senses::GIVEN_PLACE))
            && (!words.senses(end).any(Senses::WORD) || words.senses(end).any(Senses::SURNAME))
            && !self.gazetteer.is_demonym(words.get(end))
        {
            return true;
        }
        // "Wang Yi": a village's name before a word that nothing is known of
        let small = found.bearers.iter().all(|(p, _)| {
            self.gazetteer.class(p) < PlaceClass::Province && self.gazetteer.place(p).population < 100_000
        });
        if follows && small && !cued && words.senses(end) == Senses::default() {
            return true;
        }
        self.persons.has(words.get(start)) && !cued && (!great || senses.any(Senses::GIVEN_PLACE))
    }

    /// Whether a name that is also a word, or mostly a surname, stands as a place: after "in", before ", Haryana" or
    /// before "district".
    fn is_word_a_place(&self, start: usize, end: usize, cued: bool, last: Option<usize>) -> bool {
        let words = self.words;
        let next = |i: usize| (i < self.range.end).then_some(i);
        let sorted = next(end)
            .is_some_and(|i| words.token(i).space_before && words.senses(i).any(Senses::SORT) && !words.is_clitic(i));
        let contained =
            next(end).is_some_and(|i| words.get(i) == ",") && next(end + 1).is_some_and(|i| words.is_capital(i));
        let listed = last.is_some_and(|l| start - l <= 2 && matches!(words.get(start - 1), "," | "and"));
        let followed = next(end).is_some_and(|i| words.is_capital(i)) && !sorted;
        let article = self.before(start).is_some_and(|i| words.get(i).eq_ignore_ascii_case("the"));
        match self.case {
            _ if article => sorted,
            Case::Sentence => !followed && (cued || contained || listed) || sorted,
            Case::Title => cued && !followed || contained && start > self.range.start,
            Case::Capitals => cued && contained,
        }
    }

    /// "Pakistan-backed", "pro-Russia", "Punjab Police".
    fn is_compound(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        if end + 1 < self.range.end
            && is_hyphen(words.get(end))
            && !words.token(end).space_before
            && !words.token(end + 1).space_before
            && words.senses(end + 1).any(Senses::COMPOUND)
        {
            return true;
        }
        if words.follows_hyphen(start, self.range.start) && start >= self.range.start + 2 && words.is_lower(start - 2) {
            return true;
        }
        let end = skip_dot(words, end, self.range.end);
        end < self.range.end && words.is_capital(end) && words.senses(end).any(Senses::ACTOR)
    }
}

//! Around: what the words of its sentence say of a name: "in", "Operation", "Police", "-backed".

use std::ops::Range;

use super::{
    lexicon::Senses,
    words::{Case, Words},
};
use crate::text::TokenKind;

/// A sentence, asked about names in it.
#[derive(Clone)]
pub(super) struct Around<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) case: Case,
    pub(super) range: Range<usize>,
}

impl<'a> Around<'a> {
    pub(super) fn new(words: &'a Words<'a>, range: &Range<usize>) -> Self {
        Self { words, case: words.case(range), range: range.clone() }
    }

    /// Whether a word that leads to places stands before: "in", "at", "near".
    pub(super) fn is_cued(&self, start: usize) -> bool {
        let mut i = start;
        for _ in 0..2 {
            if i == self.range.start {
                return false;
            }
            i -= 1;
            let word = self.words.at(i);
            let of_sort = word.text == "of" && i > self.range.start && self.words.senses(i - 1).any(Senses::SORT);
            if word.senses.any(Senses::CUE) || of_sort {
                return true;
            }
            if !word.senses.any(Senses::DIRECTION) && !word.text.eq_ignore_ascii_case("the") {
                return false;
            }
        }
        false
    }

    /// "Operation Sindoor", "Lashkar-e-Taiba", "Bank of Punjab".
    pub(super) fn is_named_after(&self, start: usize) -> bool {
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
            let word = self.words.at(i);
            if word.capital {
                let of_bank = i + 1 == start || self.words.get(i + 1) == "of";
                if word.senses.any(Senses::BEFORE_NAME) && of_bank {
                    return true;
                }
            } else if word.text != "of" {
                break;
            }
        }
        false
    }

    /// "Washington Post", "Punjab National Bank": the last capitalised word tells.
    pub(super) fn is_organisation(&self, end: usize) -> bool {
        let last = self.run_after(end);
        if last == end || self.words.is_clitic(end) {
            return false;
        }
        let senses = self.words.senses(last - 1);
        // "near Kyiv TV tower"
        let next = self.words.within(last, &self.range);
        if next.senses.any(Senses::SORT) && next.space_before && !next.capital {
            return false;
        }
        // in a headline every noun looks so
        let near = self.case == Case::Sentence || last == end + 1;
        near && senses.any(Senses::ORGANISATION) && !senses.any(Senses::SORT)
    }

    /// One past the capitalised words from `end` on, at most four.
    pub(super) fn run_after(&self, end: usize) -> usize {
        let mut i = end;
        while i < self.range.end && i < end + 4 && self.words.is_capital(i) {
            i += 1;
        }
        i
    }

    /// The first of the capitalised words before `start`, at most four.
    pub(super) fn run_before(&self, start: usize) -> usize {
        let mut i = start;
        while i > self.range.start && i + 4 > start && self.words.is_capital(i - 1) {
            i -= 1;
        }
        i
    }

    /// "SANA reporter", "told SANA": three to five capitals in running text that no "in" leads to, and no dateline.
    pub(super) fn is_acronym(&self, start: usize, end: usize) -> bool {
        let word = self.words.at(start);
        let dateline = start < self.range.start + 3 && self.words.within(end, &self.range).kind != TokenKind::Word;
        end == start + 1
            && word.capitals
            && (3..=5).contains(&word.text.len())
            && self.case == Case::Sentence
            && !dateline
            && !self.is_cued(start)
    }

    /// "W." before the name.
    pub(super) fn follows_initial(&self, start: usize) -> bool {
        start >= self.range.start + 2
            && self.words.get(start - 1) == "."
            && !self.words.at(start - 1).space_before
            && self.words.is_capital(start - 2)
            && self.words.get(start - 2).len() == 1
    }

    /// "Pakistan-backed", "pro-Russia", "Punjab Police", "Washington Post": whose, not where.
    pub(super) fn is_compound(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        let (hyphen, after) = (words.within(end, &self.range), words.within(end + 1, &self.range));
        if hyphen.hyphen && !hyphen.space_before && !after.space_before && after.senses.any(Senses::COMPOUND) {
            return true;
        }
        if words.follows_hyphen(start, self.range.start) && start >= self.range.start + 2 && words.is_lower(start - 2) {
            return true;
        }
        let next = words.within(skip_dot(words, end, self.range.end), &self.range);
        next.capital && next.senses.any(Senses::ACTOR) || self.is_named_after(start) || self.is_organisation(end)
    }

    /// Where a word for a sort of place that follows token `end - 1` ends, and whether there is one: "sector",
    /// "air base".
    pub(super) fn sort_after(&self, end: usize) -> (usize, bool) {
        let at = |i: usize, sense: Senses| {
            let word = self.words.within(i, &self.range);
            word.space_before && !word.clitic && word.senses.any(sense)
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

/// The token after the full stop of "Gen." or "S."
fn skip_dot(words: &Words<'_>, i: usize, end: usize) -> usize {
    if i < end && words.get(i) == "." && !words.at(i).space_before && words.get(i - 1).len() <= 4 { i + 1 } else { i }
}

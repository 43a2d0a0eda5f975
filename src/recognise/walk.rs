//! The walk: from a token, the names of the gazetteer that begin there, in the text as it stands.

use std::ops::Range;

use super::{lexicon::Senses, words::Words};
use crate::{
    gazetteer::{Bearers, Gazetteer, Joint, Maps, Names, fold_into, spelled},
    text::TokenKind,
};

/// A name found in the text.
#[derive(Clone, Copy)]
pub(super) struct Found<'g> {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) bearers: Bearers<'g>,
    pub(super) sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Demonym,
    Abbreviation,
}

/// Finds names from token to token; holds what would otherwise be allocated for each.
pub(super) struct Finder<'g> {
    names: Maps<'g>,
    demonyms: Maps<'g>,
    abbreviations: Maps<'g>,
    word: Vec<u8>,
    found: Vec<Found<'g>>,
}

impl<'g> Finder<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            names: gazetteer.maps(Names::Name),
            demonyms: gazetteer.maps(Names::Demonym),
            abbreviations: gazetteer.maps(Names::Abbreviation),
            word: Vec::with_capacity(64),
            found: Vec::new(),
        }
    }

    /// The names, demonyms and abbreviations that start with token `start` before token `end`, the shorter before the
    /// longer, one of each length: an abbreviation ("US") before a demonym before a name (Us in France).
    pub(super) fn from(&mut self, words: &Words<'_>, start: usize, end: usize) -> &[Found<'g>] {
        self.found.clear();
        self.folded(words, start, end);
        if words.at(start).capital && self.abbreviation(words, start, end) {
            self.found.sort_by_key(|f| (f.end, f.sort != Sort::Abbreviation));
            self.found.dedup_by_key(|f| f.end);
        }
        &self.found
    }

    fn folded(&mut self, words: &Words<'_>, start: usize, end: usize) {
        let (names, demonyms) = (self.names, self.demonyms);
        let mut walks = [(&names, names.walk(), Sort::Name), (&demonyms, demonyms.walk(), Sort::Demonym)];
        let mut joint: Option<Joint> = None;
        let mut i = start;
        while let Some(word) = self.next_word(words, &mut i, start..end) {
            let token = words.at(i);
            let space = !token.clitic && joint.is_some_and(|j| !j.joins(word));
            let mut goes_on = false;
            for (maps, walk, _) in &mut walks {
                goes_on |= (!space || maps.go(walk, b" ")) && maps.go(walk, word);
            }
            if !goes_on {
                break;
            }
            joint = Some(if token.clitic { Joint::Plain } else { Joint::of(word) });
            if token.kind != TokenKind::Punct && !token.clitic && ends_name(words, start, i) {
                for (maps, walk, sort) in &walks {
                    if let Some(bearers) = maps.bearers(walk) {
                        self.note(Found { end: i + 1, bearers, sort: *sort });
                    }
                }
            }
            i += 1;
        }
    }

    /// The folded word at or after token `i`, which is put there; none where a name cannot go on.
    fn next_word(&mut self, words: &Words<'_>, i: &mut usize, range: Range<usize>) -> Option<&[u8]> {
        self.word.clear();
        while *i < range.end {
            let token = words.at(*i);
            if token.kind != TokenKind::Punct {
                fold_into(token.text, &mut self.word, |_, _| {});
                return Some(spelled(&self.word));
            }
            match token.text {
                "&" => return Some(b"and"),
                "." if *i > range.start && !token.space_before && words.get(*i - 1).len() <= 4 => {}
                _ if *i > range.start && token.hyphen && !token.space_before => {}
                _ => return None,
            }
            *i += 1;
        }
        None
    }

    /// Of two names of one length the later counts.
    fn note(&mut self, found: Found<'g>) {
        match self.found.last_mut() {
            Some(last) if last.end == found.end => *last = found,
            _ => self.found.push(found),
        }
    }

    /// "U.S.", "UAE", "J&K": letter for letter in their own case, tokens without spaces between. Whether there is one.
    fn abbreviation(&mut self, words: &Words<'_>, start: usize, end: usize) -> bool {
        let mut walk = self.abbreviations.walk();
        let before = self.found.len();
        for i in start..end.min(start + 5) {
            let word = words.at(i);
            if i > start && word.space_before {
                break;
            }
            self.word.clear();
            self.word.extend(word.text.bytes().filter(|&b| b != b'.'));
            if !self.abbreviations.go(&mut walk, &self.word) {
                break;
            }
            if word.kind == TokenKind::Word
                && let Some(bearers) = self.abbreviations.bearers(&walk)
            {
                self.found.push(Found { end: i + 1, bearers, sort: Sort::Abbreviation });
            }
        }
        self.found.len() > before
    }
}

/// Whether a name of several words may end with token `i`: with a capital, a number, a word for a sort of place, or
/// after a hyphen.
fn ends_name(words: &Words<'_>, start: usize, i: usize) -> bool {
    i == start || !words.is_lower(i) || words.senses(i).any(Senses::SORT) || words.follows_hyphen(i, start)
}

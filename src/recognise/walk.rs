//! The walk: from a token, the names of the gazetteer that begin there, in the text as it stands.

use super::{lexicon::Senses, words::Words};
use crate::{
    gazetteer::{Bearers, Gazetteer, Joint, Names, Walk, fold_into, spelled},
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
    /// At the empty name.
    names: Walk<'g>,
    demonyms: Walk<'g>,
    abbreviations: Walk<'g>,
    word: Vec<u8>,
    found: Vec<Found<'g>>,
}

impl<'g> Finder<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            names: gazetteer.walk(Names::Name),
            demonyms: gazetteer.walk(Names::Demonym),
            abbreviations: gazetteer.walk(Names::Abbreviation),
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
        let mut walks = [(self.names, Sort::Name, true), (self.demonyms, Sort::Demonym, true)];
        let mut joint: Option<Joint> = None;
        for i in start..end {
            let token = words.at(i);
            self.word.clear();
            if token.kind == TokenKind::Punct {
                match token.text {
                    "&" => self.word.extend_from_slice(b"and"),
                    "." if i > start && !token.space_before && words.get(i - 1).len() <= 4 => continue,
                    _ if token.hyphen && i > start && !token.space_before => continue,
                    _ => break,
                }
            } else {
                fold_into(token.text, &mut self.word, |_, _| {});
            }
            let word = spelled(&self.word);
            let space = joint.is_some_and(|j| !token.clitic && !j.joins(word));
            let accepted = token.kind != TokenKind::Punct && !token.clitic && ends_name(words, start, i);
            let mut alive = false;
            for (walk, sort, going) in &mut walks {
                *going = *going && (!space || walk.go(b" ")) && walk.go(word);
                alive |= *going;
                if *going
                    && accepted
                    && let Some(bearers) = walk.bearers()
                {
                    let found = Found { end: i + 1, bearers, sort: *sort };
                    match self.found.last_mut() {
                        Some(last) if last.end == found.end => *last = found,
                        _ => self.found.push(found),
                    }
                }
            }
            if !alive {
                break;
            }
            joint = Some(if token.clitic { Joint::Plain } else { Joint::of(word) });
        }
    }

    /// "U.S.", "UAE", "J&K": letter for letter in their own case, tokens without spaces between. Whether there is one.
    fn abbreviation(&mut self, words: &Words<'_>, start: usize, end: usize) -> bool {
        let mut walk = self.abbreviations;
        let before = self.found.len();
        for i in start..end.min(start + 5) {
            let word = words.at(i);
            if i > start && word.space_before {
                break;
            }
            self.word.clear();
            self.word.extend(word.text.bytes().filter(|&b| b != b'.'));
            if !walk.go(&self.word) {
                break;
            }
            if word.kind == TokenKind::Word
                && let Some(bearers) = walk.bearers()
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

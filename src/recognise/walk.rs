//! The walk: from a token, the longest name of the gazetteer, in the text as it stands.

use super::{
    lexicon::Senses,
    words::{Words, is_hyphen},
};
use crate::{
    gazetteer::{Bearers, Gazetteer, Joint, Names, fold_into, spelled},
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
    gazetteer: &'g Gazetteer,
    word: Vec<u8>,
}

impl<'g> Finder<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, word: Vec::with_capacity(64) }
    }

    /// The longest name, demonym or abbreviation that starts with token `start`, before token `end`.
    pub(super) fn longest(&mut self, words: &Words<'_>, start: usize, end: usize) -> Option<Found<'g>> {
        let folded = self.folded(words, start, end);
        let exact = self.abbreviation(words, start, end);
        match (folded, exact) {
            (Some(f), Some(e)) => Some(if e.end > f.end { e } else { f }),
            (folded, exact) => folded.or(exact),
        }
    }

    fn folded(&mut self, words: &Words<'_>, start: usize, end: usize) -> Option<Found<'g>> {
        let mut walks = [
            (self.gazetteer.walk(Names::Name), Sort::Name, true),
            (self.gazetteer.walk(Names::Demonym), Sort::Demonym, true),
        ];
        let mut found = None;
        let mut joint: Option<Joint> = None;
        for i in start..end {
            let token = words.token(i);
            let text = words.get(i);
            self.word.clear();
            if token.kind == TokenKind::Punct {
                match text {
                    "&" => self.word.extend_from_slice(b"and"),
                    "." if i > start && !token.space_before && words.get(i - 1).len() <= 4 => {
                        continue;
                    }
                    _ if is_hyphen(text) && i > start && !token.space_before => continue,
                    _ => break,
                }
            } else {
                fold_into(text, &mut self.word, |_, _| {});
            }
            let clitic = words.is_clitic(i);
            let word = spelled(&self.word);
            let space = joint.is_some_and(|j| !clitic && !j.joins(word));
            let accepted = token.kind != TokenKind::Punct && !clitic && ends_name(words, start, i);
            for (walk, sort, alive) in &mut walks {
                *alive = *alive && (!space || walk.go(b" ")) && walk.go(word);
                if !*alive || !accepted {
                    continue;
                }
                if let Some(bearers) = walk.bearers() {
                    // the walk of demonyms comes last, so a name that is one too is one
                    found = Some(Found { end: i + 1, bearers, sort: *sort });
                }
            }
            if walks.iter().all(|(_, _, alive)| !alive) {
                break;
            }
            joint = Some(if clitic { Joint::Plain } else { Joint::of(word) });
        }
        found
    }

    /// "U.S.", "UAE", "J&K": letter for letter in their own case, tokens without spaces between.
    fn abbreviation(&mut self, words: &Words<'_>, start: usize, end: usize) -> Option<Found<'g>> {
        let mut walk = self.gazetteer.walk(Names::Abbreviation);
        let mut found = None;
        for i in start..end.min(start + 5) {
            let text = words.get(i);
            if i > start && words.token(i).space_before {
                break;
            }
            self.word.clear();
            self.word.extend(text.bytes().filter(|&b| b != b'.'));
            if !walk.go(&self.word) {
                break;
            }
            if words.token(i).kind == TokenKind::Word
                && let Some(bearers) = walk.bearers()
            {
                found = Some(Found { end: i + 1, bearers, sort: Sort::Abbreviation });
            }
        }
        found
    }
}

/// Whether a name of several words may end with token `i`: with a capital, a number, a word for a sort of place, or
/// after a hyphen.
fn ends_name(words: &Words<'_>, start: usize, i: usize) -> bool {
    i == start || !words.is_lower(i) || words.senses(i).any(Senses::SORT) || words.follows_hyphen(i, start)
}

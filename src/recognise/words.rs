//! Words: the tokens of one document with what the recogniser asks of them, found out once a token.

use std::ops::Range;

use super::lexicon::{Lexicon, Senses, hash_within, lexicon};
use crate::text::{Token, TokenKind, Tokens};

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals mark names.
    Sentence,
    /// Every longer word has one, as in a headline.
    Title,
    /// All letters are capitals.
    Capitals,
}

/// A token with what is known of it.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is one answer, found once")]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Of its letters in lower case.
    pub(super) hash: u32,
    pub(super) senses: Senses,
    pub(super) kind: TokenKind,
    pub(super) space_before: bool,
    /// A word that starts with a capital, or with a letter that has no case.
    pub(super) capital: bool,
    /// A word that starts in lower case.
    pub(super) lower: bool,
    /// A word of more than one letter, all of them capitals.
    pub(super) capitals: bool,
    /// "’s", "’re"
    pub(super) clitic: bool,
    pub(super) hyphen: bool,
}

/// What stands beyond a sentence.
const NOTHING: Word<'static> = Word {
    text: "",
    hash: 0,
    senses: Senses::NONE,
    kind: TokenKind::Punct,
    space_before: false,
    capital: false,
    lower: false,
    capitals: false,
    clitic: false,
    hyphen: false,
};

impl<'t> Word<'t> {
    fn of(token: &Token, part: &'t str, lexicon: &Lexicon) -> Self {
        let text = &part[token.span.start..token.span.end];
        let hash = hash_within(part, token.span.start, token.span.end);
        let mut word = Word { text, hash, kind: token.kind, space_before: token.space_before, ..NOTHING };
        match token.kind {
            TokenKind::Punct => word.hyphen = is_hyphen(text),
            TokenKind::Number => {}
            TokenKind::Word => {
                word.senses = lexicon.get(hash);
                match text.as_bytes().first() {
                    Some(b'a'..=b'z') => word.lower = true,
                    Some(b'A'..=b'Z') => word.capital = true,
                    Some(b'\'') => word.clitic = true,
                    _ => {
                        word.clitic = text.starts_with(['’', 'ʼ', '‘']);
                        word.lower = text.starts_with(char::is_lowercase);
                        word.capital = !word.lower && !word.clitic && text.starts_with(char::is_alphabetic);
                    }
                }
                word.capitals = word.capital && text.len() > 1 && !text.contains(char::is_lowercase);
            }
        }
        word
    }
}

/// The tokens of one document.
pub(super) struct Words<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    all: Vec<Word<'t>>,
    capitals: usize,
}

impl<'t> Words<'t> {
    pub(super) fn of(tokens: &'t Tokens<'t>) -> Self {
        let lexicon = lexicon();
        let mut words = Vec::with_capacity(tokens.tokens.len());
        for sentence in &tokens.sentences {
            let part = tokens.part(sentence.part);
            // sentences stand one after another and leave no token out
            let tokens = &tokens.tokens[sentence.tokens.clone()];
            words.extend(tokens.iter().map(|t| Word::of(t, part, lexicon)));
        }
        let capitals = words.iter().filter(|w: &&Word<'_>| w.capital).count();
        Self { tokens, all: words, capitals }
    }

    /// How many capitalised words there are.
    pub(super) fn capitals(&self) -> usize {
        self.capitals
    }

    /// Token `i`; beyond the document a word of no letters.
    pub(super) fn at(&self, i: usize) -> &Word<'t> {
        self.all.get(i).unwrap_or(&NOTHING)
    }

    /// Token `i` where it lies in `range`, otherwise a word of no letters.
    pub(super) fn within(&self, i: usize, range: &Range<usize>) -> &Word<'t> {
        if range.contains(&i) { self.at(i) } else { &NOTHING }
    }

    pub(super) fn token(&self, i: usize) -> &Token {
        &self.tokens.tokens[i]
    }

    pub(super) fn get(&self, i: usize) -> &'t str {
        self.at(i).text
    }

    pub(super) fn senses(&self, i: usize) -> Senses {
        self.at(i).senses
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.at(i).capital
    }

    /// Whether a lower-case word is the article of a name: "al-Mawasi".
    pub(super) fn leads_name(&self, i: usize, end: usize) -> bool {
        // most words stop at the first of these
        if !self.at(i).senses.any(Senses::PARTICLE) || i + 2 >= end {
            return false;
        }
        let (hyphen, name) = (self.at(i + 1), self.at(i + 2));
        hyphen.hyphen && !hyphen.space_before && !name.space_before && name.capital
    }

    pub(super) fn is_lower(&self, i: usize) -> bool {
        self.at(i).lower
    }

    pub(super) fn is_clitic(&self, i: usize) -> bool {
        self.at(i).clitic
    }

    /// Whether the token directly before `i` without a space between is a hyphen.
    pub(super) fn follows_hyphen(&self, i: usize, first: usize) -> bool {
        i > first && !self.at(i).space_before && self.at(i - 1).hyphen
    }

    /// Whether the document has at least so many words and no comma.
    pub(super) fn lost_commas(&self, long: usize) -> bool {
        self.all.len() >= long && !self.all.iter().any(|word| word.text == ",")
    }

    /// Whether a word begins a name and does not end it where another follows: "Tell Rifaat", "Taybat al-Imam".
    pub(super) fn binds(&self, i: usize, end: usize) -> bool {
        let text = self.get(i);
        // the feminine noun before its genitive
        let genitive = || text.len() > 4 && ["at", "et", "it"].iter().any(|end| text.ends_with(end));
        self.senses(i).any(Senses::PARTICLE.or(Senses::LEADER)) || self.leads_name(i + 1, end) && genitive()
    }

    /// How the sentence is written.
    pub(super) fn case(&self, sentence: &Range<usize>) -> Case {
        let (mut words, mut capital, mut all, mut lower) = (0, 0, 0, 0);
        for word in &self.all[sentence.clone()] {
            if word.kind != TokenKind::Word || word.clitic {
                continue;
            }
            words += 1;
            if word.capital {
                capital += 1;
                all += usize::from(word.capitals);
            } else if !word.senses.any(Senses::NEVER.or(Senses::CUE).or(Senses::FUNCTION)) {
                lower += 1;
            }
        }
        // a headline has no full stop
        let stopped = sentence.clone().next_back().is_some_and(|i| self.get(i) == ".");
        if words >= 3 && all * 10 >= words * 8 {
            Case::Capitals
        } else if words >= 4 && capital * 2 > words && lower * 8 <= words && !stopped {
            Case::Title
        } else {
            Case::Sentence
        }
    }
}

pub(super) fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "‐" | "‑" | "–")
}

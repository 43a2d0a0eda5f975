//! Words: the tokens of one document with what the recogniser asks of them.

use std::ops::Range;

use super::lexicon::{Senses, senses};
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

/// The tokens of one document.
pub(super) struct Words<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    /// The sentence of each token and its string.
    text: Vec<&'t str>,
}

impl<'t> Words<'t> {
    pub(super) fn of(tokens: &'t Tokens<'t>) -> Self {
        let mut text = Vec::with_capacity(tokens.tokens.len());
        for sentence in &tokens.sentences {
            let part = tokens.part(sentence.part);
            // sentences stand one after another and leave no token out
            text.extend(tokens.tokens[sentence.tokens.clone()].iter().map(|t| &part[t.span.start..t.span.end]));
        }
        Self { tokens, text }
    }

    pub(super) fn token(&self, i: usize) -> &Token {
        &self.tokens.tokens[i]
    }

    pub(super) fn get(&self, i: usize) -> &'t str {
        self.text.get(i).copied().unwrap_or("")
    }

    pub(super) fn senses(&self, i: usize) -> Senses {
        senses(self.get(i))
    }

    /// Whether a word starts with a capital, or with a letter that has no case.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.token(i).kind == TokenKind::Word
            && self.get(i).starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    }

    /// Whether a lower-case word is the article of a name: "al-Mawasi".
    pub(super) fn leads_name(&self, i: usize, end: usize) -> bool {
        i + 2 < end
            && is_hyphen(self.get(i + 1))
            && !self.token(i + 1).space_before
            && !self.token(i + 2).space_before
            && self.is_lower(i)
            && self.is_capital(i + 2)
            && self.senses(i).any(Senses::PARTICLE)
    }

    /// Whether a word starts in lower case.
    pub(super) fn is_lower(&self, i: usize) -> bool {
        self.token(i).kind == TokenKind::Word && self.get(i).starts_with(char::is_lowercase)
    }

    pub(super) fn is_clitic(&self, i: usize) -> bool {
        self.token(i).kind == TokenKind::Word && self.get(i).starts_with(['\'', '’', 'ʼ', '‘'])
    }

    /// Whether the token directly before `i` without a space between is a hyphen.
    pub(super) fn follows_hyphen(&self, i: usize, first: usize) -> bool {
        i > first && !self.token(i).space_before && is_hyphen(self.get(i - 1))
    }

    /// How the sentence is written.
    pub(super) fn case(&self, sentence: &Range<usize>) -> Case {
        let (mut words, mut capital, mut all, mut lower) = (0, 0, 0, 0);
        for i in sentence.clone() {
            let word = self.get(i);
            if self.token(i).kind != TokenKind::Word || self.is_clitic(i) {
                continue;
            }
            words += 1;
            if self.is_capital(i) {
                capital += 1;
                all += usize::from(word.len() > 1 && !word.contains(char::is_lowercase));
            } else if !self.senses(i).any(Senses::NEVER.or(Senses::CUE).or(Senses::FUNCTION)) {
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

//! Words: one sentence's tokens as strings, for grammars that look left and right and fall off neither end.

use std::ops::Range;

use super::{Token, TokenKind, Tokens};

/// The words of one sentence, under the token numbers of the whole document.
///
/// Outside the sentence every word is empty, so that `words.get(i + 3)` needs no check.
#[derive(Debug, Clone, Copy)]
pub struct Words<'t> {
    text: &'t str,
    tokens: &'t [Token],
    start: usize,
    end: usize,
}

impl<'t> Words<'t> {
    /// The words of sentence `sentence`.
    pub fn of(tokens: &'t Tokens<'_>, sentence: usize) -> Self {
        let sentence = &tokens.sentences[sentence];
        Self {
            text: tokens.part(sentence.part),
            tokens: &tokens.tokens,
            start: sentence.tokens.start,
            end: sentence.tokens.end,
        }
    }

    /// The sentence's tokens.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The word at token `i`; empty outside the sentence.
    pub fn get(self, i: usize) -> &'t str {
        self.token(i).map_or("", |t| &self.text[t.span.start..t.span.end])
    }

    /// The word `n` tokens before `i`; empty outside the sentence.
    pub fn before(self, i: usize, n: usize) -> &'t str {
        i.checked_sub(n).map_or("", |i| self.get(i))
    }

    /// The token at `i`, if it belongs to the sentence.
    pub fn token(self, i: usize) -> Option<&'t Token> {
        (self.start..self.end).contains(&i).then(|| &self.tokens[i])
    }

    /// Whether the word at `i` is `word`, in any case.
    pub fn is(self, i: usize, word: &str) -> bool {
        self.get(i).eq_ignore_ascii_case(word)
    }

    /// Whether the word at `i` is one of `words`, in any case.
    pub fn any(self, i: usize, words: &[&str]) -> bool {
        let word = self.get(i);
        !word.is_empty() && words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Whether the words from `i` on are `phrase`, in any case.
    pub fn phrase(self, i: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(n, w)| self.is(i + n, w))
    }

    /// Whether token `i` is a word.
    pub fn is_word(self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether token `i` is a number.
    pub fn is_number(self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Whether token `i` starts with a capital letter.
    pub fn is_capital(self, i: usize) -> bool {
        self.get(i).starts_with(char::is_uppercase)
    }

    /// Whether token `i` follows the one before it without a space.
    pub fn is_glued(self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.space_before) && i > self.start
    }

    /// Whether token `i` is a hyphen or a dash.
    pub fn is_dash(self, i: usize) -> bool {
        matches!(self.get(i), "-" | "‐" | "‑" | "–" | "—" | "−" | "―")
    }
}

/// A short ASCII word in lower case, on the stack, so that it can be matched against literals.
pub(crate) struct Lower {
    bytes: [u8; 16],
    len: usize,
}

impl Lower {
    /// Of a word of at most 16 ASCII letters; anything else is empty.
    pub(crate) fn of(word: &str) -> Self {
        let mut bytes = [0; 16];
        let mut len = 0;
        if word.len() <= bytes.len() && word.is_ascii() {
            len = word.len();
            for (to, from) in bytes.iter_mut().zip(word.bytes()) {
                *to = from.to_ascii_lowercase();
            }
        }
        Self { bytes, len }
    }

    /// The word.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

/// The first two letters, the last one and the length of some words: turns nearly every other word away in three loads.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// By first letter, a bit a length.
    lengths: [u32; 26],
    /// By first letter, a bit a second letter.
    seconds: [u32; 26],
    /// By first letter, a bit a last letter.
    lasts: [u32; 26],
}

impl Sieve {
    /// Of no words.
    pub(crate) const fn new() -> Self {
        Self { lengths: [0; 26], seconds: [0; 26], lasts: [0; 26] }
    }

    /// With `words`, of at most 31 ASCII letters each, added.
    pub(crate) const fn with(mut self, words: &[&str]) -> Self {
        let mut n = 0;
        while n < words.len() {
            self = self.and(words[n]);
            n += 1;
        }
        self
    }

    /// With one word added.
    pub(crate) const fn and(mut self, word: &str) -> Self {
        let bytes = word.as_bytes();
        let first = (bytes[0] | 0x20) - b'a';
        self.lengths[first as usize] |= 1 << bytes.len();
        self.lasts[first as usize] |= 1 << (bytes[bytes.len() - 1] & 31);
        if bytes.len() > 1 {
            self.seconds[first as usize] |= 1 << (bytes[1] & 31);
        }
        self
    }

    /// Whether `word`, in any case, may be one of the words.
    pub(crate) fn admits(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let Some(first) = bytes.first().map(|b| usize::from((b | 0x20).wrapping_sub(b'a'))) else {
            return false;
        };
        first < 26
            && bytes.len() < 32
            && self.lengths[first] & (1 << bytes.len()) != 0
            && bytes.get(1).is_none_or(|b| self.seconds[first] & (1 << (b & 31)) != 0)
            && bytes.last().is_none_or(|b| self.lasts[first] & (1 << (b & 31)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lower, Sieve, Words};
    use crate::{read::Document, text::Tokens};

    #[test]
    fn nothing_lies_outside_a_sentence() {
        let document = Document { text: "One fell. Two stood.".into(), ..Document::default() };
        let tokens = Tokens::of(&document);
        let words = Words::of(&tokens, 1);
        assert_eq!(words.range(), 3..6);
        assert_eq!((words.get(2), words.get(3), words.get(99)), ("", "Two", ""));
        assert_eq!(words.before(3, 1), "");
        assert!(words.phrase(3, &["two", "STOOD"]) && words.is_glued(5));
        assert!(!words.is(usize::MAX, "x"));
    }

    #[test]
    fn a_sieve_lets_its_words_through() {
        const SIEVE: Sieve = Sieve::new().with(&["at", "a", "overnight"]);
        assert!(["AT", "a", "Overnight"].iter().all(|w| SIEVE.admits(w)));
        assert!(!["to", "an't", "over", "overtaken", "", "—", "ämter"].iter().any(|w| SIEVE.admits(w)));
    }

    #[test]
    fn lower_case_on_the_stack() {
        assert_eq!(Lower::of("MiXeD").as_str(), "mixed");
        assert_eq!(Lower::of("Zürich").as_str(), "");
        assert_eq!(Lower::of("antidisestablishment").as_str(), "");
    }
}

//! Text: a document's title and text in, tokens and sentences out, as spans into the text as it stands.
//! Knows nothing of places or events.

pub mod calendar;
mod fold;
pub mod number;
pub mod pos;
mod sentence;
mod token;
mod words;

pub use fold::fold;
pub use sentence::Sentence;
pub use token::{Token, TokenKind};
pub use words::Words;
pub(crate) use words::{Lower, Sieve};

use crate::read::Document;

/// A byte range of a document's text or title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Whether `other` lies within this span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Which of a document's two strings a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `Document.title`
    Title,
    /// `Document.text`
    Text,
}

/// A document cut into tokens and sentences; the title's come first.
#[derive(Debug)]
pub struct Tokens<'d> {
    title: &'d str,
    text: &'d str,
    /// All tokens, the title's first, each with a span into its part.
    pub tokens: Vec<Token>,
    /// All sentences, as ranges of `tokens`.
    pub sentences: Vec<Sentence>,
}

impl<'d> Tokens<'d> {
    /// Cuts a document. A title that the text does not begin with is a sentence of its own.
    pub fn of(document: &'d Document) -> Self {
        let text = document.text.as_str();
        let title = document.title.as_deref().unwrap_or("");
        let title = if text.trim_start().starts_with(title.trim()) { "" } else { title };
        let mut all = Self { title, text, tokens: Vec::with_capacity(text.len() / 5), sentences: Vec::new() };
        for part in [Part::Title, Part::Text] {
            let first = all.tokens.len();
            token::tokenize(all.part(part), &mut all.tokens);
            sentence::split(all.part(part), part, first, &all.tokens, &mut all.sentences);
        }
        all
    }

    /// The string that spans of `part` point into.
    pub fn part(&self, part: Part) -> &'d str {
        match part {
            Part::Title => self.title,
            Part::Text => self.text,
        }
    }

    /// The part that sentence `sentence` stands in.
    pub fn part_of(&self, sentence: usize) -> Part {
        self.sentences[sentence].part
    }

    /// The text of a span.
    pub fn slice(&self, part: Part, span: Span) -> &'d str {
        &self.part(part)[span.start..span.end]
    }
}

/// Counts Unicode code points up to rising byte offsets of one string, so that a document is walked once.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    /// Starts at the first byte of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    /// Code points before byte `offset`, which must lie on a character boundary.
    pub fn before(&mut self, offset: usize) -> usize {
        if offset < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += self.text[self.byte..offset].chars().count();
        self.byte = offset;
        self.count
    }
}

//! Recognise: tokens in, mentions out: the spans that name places or peoples. Knows nothing of events, and not which
//! place of a name is meant.

use std::ops::Range;

use crate::{gazetteer::PlaceId, text::Span};

/// What a mention's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name of a place: "Sirsa", "Nur Khan Airbase".
    Name,
    /// A people or adjective: "Indian", "Pakistanis"; its candidates are the countries or regions.
    Demonym,
    /// Words that look like a place's name but that the gazetteer lacks.
    Unknown,
}

/// A span that names a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index into `Tokens.tokens`, without a possessive "’s".
    pub tokens: Range<usize>,
    /// Index into `Tokens.sentences`.
    pub sentence: usize,
    /// Bytes of the sentence's part.
    pub span: Span,
    /// What the words are.
    pub kind: MentionKind,
    /// The rows that bear the name, in the gazetteer's order; empty for an unknown name.
    pub candidates: Vec<PlaceId>,
}

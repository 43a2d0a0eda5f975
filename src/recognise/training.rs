//! Training: the candidates of a document as the example `train_recognise` needs them.

use std::ops::Range;

use super::{
    document,
    features::{DOCUMENT, Keys},
    scan::Scan,
    words::Words,
};
use crate::{gazetteer::Gazetteer, text::Tokens};

/// A document's words, looked up.
pub struct Text<'t>(Words<'t>);

impl<'t> Text<'t> {
    /// The words of a document.
    pub fn of(tokens: &'t Tokens<'t>) -> Self {
        Self(Words::of(tokens))
    }
}

/// A document's candidates.
pub struct Candidates<'t, 'g>(Scan<'t, 'g>);

impl<'t, 'g> Candidates<'t, 'g> {
    /// The candidates of a document.
    pub fn of(gazetteer: &'g Gazetteer, text: &'t Text<'t>) -> Self {
        Self(Scan::of(gazetteer, &text.0))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.candidates.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The tokens of candidate `index`, as a range of `Tokens.tokens`.
    pub fn tokens(&self, index: usize) -> Range<usize> {
        let candidate = &self.0.candidates[index];
        candidate.start..candidate.end()
    }

    /// The sentence of candidate `index`.
    pub fn sentence(&self, index: usize) -> usize {
        self.0.candidates[index].sentence
    }

    /// What [`super::weights::Weights::words`] sums of candidate `index`.
    pub fn keys(&self, index: usize) -> Vec<u32> {
        let mut keys = Vec::new();
        Keys(|key| keys.push(key)).of(&self.0, index);
        keys
    }

    /// The document features of all candidates from their scores.
    pub fn document(&self, scores: &[f32]) -> Vec<[f32; DOCUMENT]> {
        document::features(&self.0, scores)
    }

    /// The likeliest candidates from `threshold` on that share no token.
    pub fn choose(&self, chances: &[f32], threshold: f32) -> Vec<usize> {
        self.0.choose(chances, threshold)
    }
}

//! Weigh: how likely it is that the event of a trigger happened at a toponym beside it, from what the rules make of the two
//! and from the words around them, by weights that were learned from annotated articles (`data/tag.md`).

mod features;
mod weights;

pub(crate) use features::{Carried, Deed, Outcome, Pair, hash};
pub use weights::{Bar, FormatError, KINDS, Weights};

/// How likely a pair is right, by the odds above the bar and what the rules and the resolver say: one of the numbers by which
/// the trees sift.
pub(crate) fn confidence(odds: f32, ruled: f64) -> f64 {
    let odds = f64::from(odds.clamp(-1.0, 6.0));
    let sure = ruled.clamp(0.02, 0.98);
    let log = -0.50 + 0.21 * odds + 0.53 * (sure / (1.0 - sure)).ln();
    1.0 / (1.0 + (-log).exp())
}

/// What is known of a trigger and a toponym, for training.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Index into `Kinds.kinds`.
    pub kind: usize,
    /// Index into the document's toponyms.
    pub toponym: usize,
    /// The sentence of the trigger.
    pub sentence: usize,
    /// Whether the rules alone would report it.
    pub ruled: bool,
    /// Whether it is reported whatever the weights say.
    pub kept: bool,
    /// Whether the rules say that it did not happen there.
    pub denied: bool,
    /// Keys of what is so.
    pub features: Vec<u32>,
}

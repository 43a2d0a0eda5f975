//! Score: precision, recall and F1 of a count.

use serde::Serialize;

/// How much of what was found is right, and how much of what there is was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Precision: `tp` of `pred`.
    pub p: f64,
    /// Recall: `tp` of `gold`.
    pub r: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// How many were found and are right.
    pub tp: usize,
    /// How many were found.
    pub pred: usize,
    /// How many there are.
    pub gold: usize,
}

impl Score {
    /// From its counts.
    pub(super) fn of(tp: usize, pred: usize, gold: usize) -> Self {
        let (p, r) = (share(tp, pred), share(tp, gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self { p, r, f1, tp, pred, gold }
    }
}

/// `n` of `all`; 0 of nothing.
pub(super) fn share(n: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { number(n) / number(all) }
}

/// A count to reckon with.
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) fn number(n: usize) -> f64 {
    n as f64
}

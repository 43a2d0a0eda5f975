//! Figures: the sums over all documents. Their names are those of `score_incidents.py`.

use std::{collections::BTreeMap, iter::Sum};

use serde::Serialize;

use super::{Claim, Gold, tally::Tally};
use crate::evaluate::{Calibration, resample, score::share};

/// All figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// How many texts.
    pub documents: usize,
    /// Over all kinds.
    #[serde(flatten)]
    pub all: Outcome,
    /// Documents without incidents for which nothing was reported.
    pub negatives_clean: usize,
    /// Documents without incidents.
    pub negatives: usize,
    /// Decoys where something was reported.
    pub decoys_mapped: usize,
    /// Places that are named and where nothing happened.
    pub decoys: usize,
    /// By name, of the matched incidents that state it.
    pub attributes: BTreeMap<&'static str, Share>,
    /// Of the matched incidents with coordinates on both sides and an `uncertainty_km`: those that lie within it.
    pub within_uncertainty: Share,
    /// By kind.
    pub kinds: BTreeMap<String, Outcome>,
    /// Of the headline figures, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_95: Option<Intervals>,
    /// Whether confidence is the share that is right, of the reports that are right or wrong.
    pub calibration: Calibration,
}

/// How many incidents were found. Unlike [`Score`](crate::evaluate::Score)'s, precision of nothing is 1, and recall too.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Outcome {
    /// `tp` of `tp` and `fp`.
    pub precision: f64,
    /// `tp` of `tp` and `fn`.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// Incidents that a report matches.
    pub tp: usize,
    /// Reports that match nothing and repeat nothing.
    pub fp: usize,
    /// Incidents that no report matches.
    #[serde(rename = "fn")]
    pub missed: usize,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// How many there are.
    pub of: usize,
}

/// From the 2.5th to the 97.5th percentile over resampled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Intervals {
    /// Over all kinds.
    pub precision: [f64; 2],
    /// Over all kinds.
    pub recall: [f64; 2],
    /// Over all kinds.
    pub f1: [f64; 2],
}

/// What [`Outcome`] is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) tp: usize,
    pub(super) fp: usize,
    pub(super) missed: usize,
}

/// Scores what was reported, document by document in the gold's order. `rounds` of resampling give intervals, 0 none.
pub fn evaluate(gold: &[Gold], reports: &[Vec<Claim>], rounds: usize) -> Evaluation {
    let tallies: Vec<Tally<'_>> = gold.iter().zip(reports).map(|(gold, claims)| Tally::of(gold, claims)).collect();
    let mut kinds: BTreeMap<String, Counts> = BTreeMap::new();
    let mut attributes: BTreeMap<&'static str, Share> = BTreeMap::new();
    for tally in &tallies {
        for (&kind, &counts) in &tally.kinds {
            let sum = kinds.entry(kind.to_owned()).or_default();
            *sum = sum.and(counts);
        }
        for (&name, &share) in &tally.attributes {
            let sum = attributes.entry(name).or_default();
            *sum = sum.and(share);
        }
    }
    let counts: Vec<Counts> = tallies.iter().map(Tally::counts).collect();
    let intervals = resample::intervals_95(counts.len(), rounds, |drawn| {
        let all = drawn.iter().map(|&document| counts[document]).sum::<Counts>().outcome();
        [all.precision, all.recall, all.f1]
    });
    let decoys: Share = tallies.iter().map(|t| t.decoys).sum();
    Evaluation {
        documents: gold.len(),
        all: counts.iter().copied().sum::<Counts>().outcome(),
        negatives_clean: tallies.iter().filter(|t| t.clean).count(),
        negatives: tallies.iter().filter(|t| t.negative).count(),
        decoys_mapped: decoys.right,
        decoys: decoys.of,
        attributes,
        within_uncertainty: tallies.iter().map(|t| t.uncertainty).sum(),
        kinds: kinds.into_iter().map(|(kind, counts)| (kind, counts.outcome())).collect(),
        interval_95: intervals.map(|[precision, recall, f1]| Intervals { precision, recall, f1 }),
        calibration: Calibration::of(tallies.iter().flat_map(|t| &t.confidences).copied()),
    }
}

impl Counts {
    fn and(self, more: Self) -> Self {
        Self { tp: self.tp + more.tp, fp: self.fp + more.fp, missed: self.missed + more.missed }
    }

    fn outcome(self) -> Outcome {
        let Self { tp, fp, missed } = self;
        let of = |all| if all == 0 { 1.0 } else { share(tp, all) };
        let (precision, recall) = (of(tp + fp), of(tp + missed));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Outcome { precision, recall, f1, tp, fp, missed }
    }
}

impl Share {
    pub(super) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn and(self, more: Self) -> Self {
        Self { right: self.right + more.right, of: self.of + more.of }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::and)
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::and)
    }
}

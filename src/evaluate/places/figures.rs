//! Figures: the sums over all documents as shares, distances and intervals. Their names are those of `score_toponyms.py`.

use serde::Serialize;

use super::{
    Gold, Toponym,
    tally::{Counts, Tally},
};
use crate::evaluate::{
    Calibration, Score, resample,
    score::{number, share},
};

/// The error of a name that was found and not placed: half the Earth's girth.
const LARGEST_ERROR_KM: f64 = 20039.0;

/// All figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// How many texts.
    pub documents: usize,
    /// Names, wherever they were put.
    pub recognition: Recognition,
    /// Places of the names that were found.
    pub resolution: Resolution,
    /// Names at their places.
    pub end_to_end: Score,
    /// Of the headline figures, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_95: Option<Intervals>,
    /// Whether confidence is the share that is right.
    pub calibration: Calibration,
}

/// Names, wherever they were put.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recognition {
    /// The same start and end.
    pub exact: Score,
    /// At least one character in common.
    pub overlap: Score,
}

/// Places of the names that were found and that have coordinates in the gold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Resolution {
    /// How many such names.
    pub matched: usize,
    /// How many of them were placed.
    pub placed: usize,
    /// The share of `matched` within the radius.
    pub acc: f64,
    /// Over `placed`.
    pub mean_error_km: Option<f64>,
    /// Over `placed`.
    pub median_error_km: Option<f64>,
    /// Area under the sorted ln(1 + error in km), from 0, the best, to 1 (Jurgens et al. 2015).
    pub auc: f64,
}

/// From the 2.5th to the 97.5th percentile over resampled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Intervals {
    /// `recognition.exact.f1`
    pub exact_f1: [f64; 2],
    /// `recognition.overlap.f1`
    pub overlap_f1: [f64; 2],
    /// `resolution.acc`
    pub acc: [f64; 2],
    /// `end_to_end.f1`
    pub end_to_end_f1: [f64; 2],
}

/// Scores what was `found`, document by document in the gold's order. A place is right within `radius_km`; `rounds` of
/// resampling give intervals, 0 none.
pub fn evaluate(gold: &[Gold], found: &[Vec<Toponym>], radius_km: f64, rounds: usize) -> Evaluation {
    let tallies: Vec<Tally> =
        gold.iter().zip(found).map(|(gold, found)| Tally::of(&gold.toponyms, found, radius_km)).collect();
    let counts: Counts = tallies.iter().map(|t| t.counts).sum();
    let errors_km = tallies.iter().flat_map(|t| &t.errors_km).copied().collect();
    let (exact, overlap, end_to_end) = counts.scores();
    Evaluation {
        documents: gold.len(),
        recognition: Recognition { exact, overlap },
        resolution: counts.resolution(errors_km),
        end_to_end,
        interval_95: intervals(&tallies, rounds),
        calibration: Calibration::of(tallies.iter().flat_map(|t| &t.confidences).copied()),
    }
}

impl Counts {
    fn scores(&self) -> (Score, Score, Score) {
        (
            Score::of(self.exact, self.found, self.gold),
            Score::of(self.overlap, self.found, self.gold),
            Score::of(self.right, self.judged, self.gold_placed),
        )
    }

    fn acc(&self) -> f64 {
        share(self.right, self.placed + self.unplaced)
    }

    fn resolution(&self, mut errors_km: Vec<f64>) -> Resolution {
        errors_km.sort_unstable_by(f64::total_cmp);
        let (n, matched) = (errors_km.len(), self.placed + self.unplaced);
        let logarithms = errors_km.iter().map(|e| e.ln_1p()).sum::<f64>();
        let area = logarithms / LARGEST_ERROR_KM.ln_1p() + number(self.unplaced);
        Resolution {
            matched,
            placed: self.placed,
            acc: self.acc(),
            mean_error_km: (n > 0).then(|| errors_km.iter().sum::<f64>() / number(n)),
            median_error_km: (n > 0).then(|| f64::midpoint(errors_km[(n - 1) / 2], errors_km[n / 2])),
            auc: if matched == 0 { 0.0 } else { area / number(matched) },
        }
    }
}

fn intervals(tallies: &[Tally], rounds: usize) -> Option<Intervals> {
    let [exact_f1, overlap_f1, acc, end_to_end_f1] = resample::intervals_95(tallies.len(), rounds, |drawn| {
        let counts: Counts = drawn.iter().map(|&document| tallies[document].counts).sum();
        let (exact, overlap, end_to_end) = counts.scores();
        [exact.f1, overlap.f1, counts.acc(), end_to_end.f1]
    })?;
    Some(Intervals { exact_f1, overlap_f1, acc, end_to_end_f1 })
}

//! Tally: the counts of one document, which add up over documents.

use std::iter::Sum;

use super::{Toponym, pairs::pairs};

/// Counts; every figure that is no distance is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) found: usize,
    pub(super) exact: usize,
    pub(super) overlap: usize,
    /// Names of the gold that have coordinates.
    pub(super) gold_placed: usize,
    /// Names found and placed, but for those matched to one without coordinates: nothing could judge them.
    pub(super) judged: usize,
    /// Matched names with coordinates on both sides.
    pub(super) placed: usize,
    /// Matched names with coordinates in the gold alone.
    pub(super) unplaced: usize,
    /// Matched names whose places lie within the radius of each other.
    pub(super) right: usize,
}

/// What one document adds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tally {
    pub(super) counts: Counts,
    /// Distances of the matched names with coordinates on both sides.
    pub(super) errors_km: Vec<f64>,
    /// Of each judged name that tells its confidence: that, and whether it is right.
    pub(super) confidences: Vec<(f64, bool)>,
}

impl Tally {
    /// Compares a document's names.
    pub(super) fn of(gold: &[Toponym], found: &[Toponym], radius_km: f64) -> Self {
        let placed = |names: &[Toponym]| names.iter().filter(|t| t.point().is_some()).count();
        let mut tally = Self::default();
        let counts = &mut tally.counts;
        (counts.gold, counts.found) = (gold.len(), found.len());
        (counts.gold_placed, counts.judged) = (placed(gold), placed(found));
        // whether each name found is right; none where nothing can judge it
        let mut verdicts: Vec<Option<bool>> = found.iter().map(|t| t.point().map(|_| false)).collect();
        for pair in pairs(gold, found) {
            counts.overlap += 1;
            counts.exact += usize::from(pair.exact);
            let (name, guess) = (&gold[pair.gold], &found[pair.found]);
            if let Some(error) = name.distance_km(guess) {
                let right = error <= radius_km;
                counts.placed += 1;
                counts.right += usize::from(right);
                verdicts[pair.found] = Some(right);
                tally.errors_km.push(error);
            } else if name.point().is_some() {
                counts.unplaced += 1;
            } else if guess.point().is_some() {
                counts.judged -= 1;
                verdicts[pair.found] = None;
            }
        }
        let told = found.iter().zip(verdicts).filter_map(|(t, verdict)| t.confidence.zip(verdict));
        tally.confidences.extend(told);
        tally
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            gold: a.gold + b.gold,
            found: a.found + b.found,
            exact: a.exact + b.exact,
            overlap: a.overlap + b.overlap,
            gold_placed: a.gold_placed + b.gold_placed,
            judged: a.judged + b.judged,
            placed: a.placed + b.placed,
            unplaced: a.unplaced + b.unplaced,
            right: a.right + b.right,
        })
    }
}

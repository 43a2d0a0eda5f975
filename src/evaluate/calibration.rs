//! Calibration: of what is told with confidence 0.8, are eight in ten right?

use serde::Serialize;

use super::score::{number, share};

const BINS: u8 = 10;

/// Confidence beside the share that is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// How many tell their confidence and can be judged.
    pub n: usize,
    /// Expected calibration error: how far confidence and the share right lie apart, averaged over all.
    pub expected_error: f64,
    /// Ten of equal width.
    pub bins: Vec<Bin>,
}

/// Those of some confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// The least confidence.
    pub from: f64,
    /// All below this; the last bin has 1 too.
    pub to: f64,
    /// How many.
    pub n: usize,
    /// Their mean confidence.
    pub confidence: Option<f64>,
    /// The share of them that is right.
    pub right: Option<f64>,
}

impl Calibration {
    /// Of each confidence, and whether what was told with it is right.
    pub(super) fn of(told: impl Iterator<Item = (f64, bool)>) -> Self {
        let mut sums = [(0, 0.0, 0); BINS as usize];
        for (confidence, right) in told {
            let bin = (1..BINS).take_while(|&b| confidence >= f64::from(b) / f64::from(BINS)).count();
            let (n, sum, rights) = &mut sums[bin];
            *n += 1;
            *sum += confidence;
            *rights += usize::from(right);
        }
        let n = sums.iter().map(|(n, ..)| n).sum();
        let apart: f64 = sums.iter().map(|&(_, sum, rights)| (sum - number(rights)).abs()).sum();
        let bins = sums.into_iter().zip(0..BINS).map(|((n, sum, rights), b)| Bin {
            from: f64::from(b) / f64::from(BINS),
            to: f64::from(b + 1) / f64::from(BINS),
            n,
            confidence: (n > 0).then(|| sum / number(n)),
            right: (n > 0).then(|| share(rights, n)),
        });
        Self { n, expected_error: if n > 0 { apart / number(n) } else { 0.0 }, bins: bins.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_their_distance_from_truth() {
        let calibration = Calibration::of([(0.7, true), (0.75, false), (1.0, true), (0.0, false)].into_iter());
        let n: Vec<usize> = calibration.bins.iter().map(|b| b.n).collect();
        assert_eq!(n, [1, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
        assert_eq!((calibration.bins[7].right, calibration.bins[1].right), (Some(0.5), None));
        // two that are 0.225 too sure of themselves, and two that are right to be as sure as they are
        assert!((calibration.expected_error - 0.1125).abs() < 1e-12);
    }
}

//! Resample: how far a figure would move with other documents of the same sort (the bootstrap).

/// Any would do; it is fixed so that the same files give the same intervals.
const SEED: u64 = 1;

/// [SplitMix64](https://prng.di.unimi.it/splitmix64.c): small, fast, and the same everywhere from the same seed.
#[derive(Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; the bias of the multiplication is below `n` in 2^64.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from((u128::from(self.next()) * n as u128) >> 64).unwrap_or(0)
    }
}

/// The intervals of figures over `rounds` drawings of as many documents as there are, by their indices; none of no rounds.
pub(super) fn intervals_95<const N: usize>(
    documents: usize,
    rounds: usize,
    figures: impl Fn(&[usize]) -> [f64; N],
) -> Option<[[f64; 2]; N]> {
    let mut random = SplitMix64(SEED);
    let mut samples: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    let mut drawn = vec![0; documents];
    for _ in 0..rounds {
        drawn.fill_with(|| random.below(documents));
        for (samples, figure) in samples.iter_mut().zip(figures(&drawn)) {
            samples.push(figure);
        }
    }
    let mut intervals = [[0.0; 2]; N];
    for (interval, samples) in intervals.iter_mut().zip(samples) {
        *interval = interval_95(samples)?;
    }
    Some(intervals)
}

/// From the 2.5th to the 97.5th percentile; none of no samples.
fn interval_95(mut samples: Vec<f64>) -> Option<[f64; 2]> {
    let last = samples.len().checked_sub(1)?;
    samples.sort_unstable_by(f64::total_cmp);
    Some([samples[last * 25 / 1000], samples[last * 975 / 1000]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = SplitMix64(0);
        assert_eq!((random.next(), random.next()), (0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4));
        assert!((0..1000).all(|_| random.below(7) < 7));
        assert_eq!(interval_95((0..=1000).rev().map(f64::from).collect()), Some([25.0, 975.0]));
    }

    #[test]
    fn as_many_documents_are_drawn_as_there_are() {
        let draw = |rounds| intervals_95(5, rounds, |drawn| [f64::from(u8::try_from(drawn.len()).unwrap())]);
        assert_eq!((draw(0), draw(9)), (None, Some([[5.0, 5.0]])));
    }
}

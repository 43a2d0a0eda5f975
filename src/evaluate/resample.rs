//! Resample: how far a figure would move with other documents of the same sort (the bootstrap).

/// [SplitMix64](https://prng.di.unimi.it/splitmix64.c): small, fast, and the same everywhere from the same seed.
#[derive(Debug)]
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; the bias of the multiplication is below `n` in 2^64.
    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from((u128::from(self.next()) * n as u128) >> 64).unwrap_or(0)
    }
}

/// From the 2.5th to the 97.5th percentile; none of no samples.
pub(super) fn interval_95(mut samples: Vec<f64>) -> Option<[f64; 2]> {
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
}

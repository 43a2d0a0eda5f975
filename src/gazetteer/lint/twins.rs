//! Twins: lines that are alike in some way, found by sorting sixteen bytes a line.

use std::hash::{DefaultHasher, Hash, Hasher};

/// 64 bits of a value; of twelve million values two are taken for one once in 250,000 files.
pub(super) type Fingerprint = u64;

/// The fingerprint of a value, the same in every run.
pub(super) fn fingerprint(value: &(impl Hash + ?Sized)) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Fingerprints with the lines that they stand in.
#[derive(Debug, Default)]
pub(super) struct Twins(Vec<(Fingerprint, u32)>);

impl Twins {
    pub(super) fn add(&mut self, fingerprint: Fingerprint, line: usize) {
        self.0.push((fingerprint, u32::try_from(line).unwrap_or(u32::MAX)));
    }

    pub(super) fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> + use<'_> {
        self.0.iter().map(|(fingerprint, _)| *fingerprint)
    }

    /// Each line that is like an earlier one, with the earliest.
    pub(super) fn pairs(&mut self) -> Vec<(usize, usize)> {
        self.0.sort_unstable();
        let alike = self.0.chunk_by(|a, b| a.0 == b.0);
        alike.flat_map(|group| group[1..].iter().map(|twin| (twin.1 as usize, group[0].1 as usize))).collect()
    }
}

//! Weights, as they lie in `data/tag.bin`: `imtag2`, the threshold and what the rules' word counts for in each of [`KINDS`] kinds
//! in two bytes each, then three bytes of a feature's key and one of its weight, in the order of the keys; all in steps of a
//! 32nd, little-endian.

/// What a weights file starts with.
const MAGIC: &[u8; 6] = b"imtag2";
/// What one step of a weight is worth.
const STEP: f32 = 1.0 / 32.0;
/// How many of a key's 24 bits say where to look for it.
const FIRST: u32 = 12;
/// How many kinds the rules' word has weights for: those of `data/kinds.toml`.
pub const KINDS: usize = 5;

/// The bytes are not weights of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a tagger weights file of this version: make it anew with the example train_tag")]
pub struct FormatError;

/// The weights of features by their keys.
#[derive(Debug, Clone)]
pub struct Weights<'b> {
    threshold: f32,
    trust: [f32; KINDS],
    /// Where the entries of each beginning of a key start, and one past the last.
    starts: Box<[u32]>,
    entries: &'b [[u8; 4]],
}

impl Weights<'static> {
    /// Those of `data/tag.md`.
    pub fn embedded() -> Self {
        let none = || Self { threshold: 0.5, trust: [1.0; KINDS], starts: [0; (1 << FIRST) + 1].into(), entries: &[] };
        Self::new(include_bytes!("../../../data/tag.bin")).unwrap_or_else(|_| none())
    }
}

impl<'b> Weights<'b> {
    /// Of the bytes of a weights file.
    ///
    /// # Errors
    /// When they are not a weights file of this version.
    pub fn new(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError)?;
        let (threshold, rest) = rest.split_first_chunk::<2>().ok_or(FormatError)?;
        let (trust, rest) = rest.split_first_chunk::<{ 2 * KINDS }>().ok_or(FormatError)?;
        let (trust, _) = trust.as_chunks::<2>();
        let (entries, []) = rest.as_chunks::<4>() else { return Err(FormatError) };
        if !entries.is_sorted_by_key(key_of) {
            return Err(FormatError);
        }
        let start = |first: u32| entries.partition_point(|e| key_of(e) >> (24 - FIRST) < first);
        let starts = (0..=1 << FIRST).map(|first| u32::try_from(start(first)).unwrap_or(0)).collect();
        let of = |steps: &[u8; 2]| f32::from(i16::from_le_bytes(*steps)) * STEP;
        let trust = std::array::from_fn(|kind| of(&trust[kind]));
        Ok(Self { threshold: of(threshold), trust, starts, entries })
    }

    /// The bytes of a weights file. Keys are put in order; of those that are equal in 24 bits the heaviest counts.
    pub fn encode(threshold: f32, trust: [f32; KINDS], weights: &[(u32, f32)]) -> Vec<u8> {
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let steps = |value: f32| ((value / STEP).round() as i16).to_le_bytes();
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let step = |value: f32| ((value / STEP).round() as i8).to_le_bytes();
        let mut sorted: Vec<(u32, f32)> = weights.iter().map(|&(key, weight)| (key >> 8, weight)).collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.abs().total_cmp(&a.1.abs())));
        sorted.dedup_by_key(|entry| entry.0);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(steps(threshold));
        bytes.extend(trust.into_iter().flat_map(steps));
        for (key, weight) in sorted {
            bytes.extend_from_slice(&key.to_le_bytes()[..3]);
            bytes.extend(step(weight));
        }
        bytes
    }

    /// By how much the log odds that features give exceed those from which an event is reported; `ruled` is the kind of
    /// which the rules report one.
    pub fn excess(&self, features: &[u32], ruled: Option<usize>) -> f32 {
        let learned: f32 = features.iter().map(|&key| self.weight(key)).sum();
        learned + ruled.and_then(|kind| self.trust.get(kind)).unwrap_or(&0.0) - self.threshold
    }

    fn weight(&self, key: u32) -> f32 {
        let first = (key >> (32 - FIRST)) as usize;
        let own = &self.entries[self.starts[first] as usize..self.starts[first + 1] as usize];
        let found = own.iter().find(|e| key_of(e) == key >> 8);
        found.map_or(0.0, |entry| f32::from(i8::from_le_bytes([entry[3]])) * STEP)
    }
}

fn key_of(entry: &[u8; 4]) -> u32 {
    u32::from_le_bytes([entry[0], entry[1], entry[2], 0])
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Weights};

    #[test]
    fn what_was_written_is_read() {
        let bytes = Weights::encode(-0.5, [1.0; KINDS], &[(7 << 9, 1.5), (3 << 9, -2.25), (u32::MAX, 0.0)]);
        let weights = Weights::new(&bytes).unwrap();
        assert!((weights.excess(&[3 << 9, 7 << 9, 99 << 9], None) + 0.25).abs() < 1e-6);
        assert!((weights.excess(&[3 << 9], Some(2)) + 0.75).abs() < 1e-6);
        assert!(Weights::new(&bytes[..bytes.len() - 1]).is_err() && Weights::new(b"").is_err());
        assert!(!Weights::embedded().entries.is_empty());
    }
}

//! Weights, as they lie in `data/tag.bin`: `imtag2`; for each of [`KINDS`] kinds the log odds that an event needs, first if no rule
//! finds it and then if one does, in two bytes each; then three bytes of a feature's key and one of its weight, in the order of
//! the keys; all in steps of a 32nd, little-endian.

/// What a weights file starts with.
const MAGIC: &[u8; 6] = b"imtag2";
/// What one step of a weight is worth.
const STEP: f32 = 1.0 / 32.0;
/// How many of a key's 24 bits say where to look for it.
const FIRST: u32 = 12;
/// How many kinds are weighed: those of `data/kinds.toml`.
pub const KINDS: usize = 5;

/// The bytes are not weights of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a tagger weights file of this version: make it anew with the example train_tag")]
pub struct FormatError;

/// The log odds that an event of a kind needs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bar {
    /// If no rule finds it.
    pub new: f32,
    /// If one does.
    pub old: f32,
}

/// The weights of features by their keys.
#[derive(Debug, Clone)]
pub struct Weights<'b> {
    bars: [Bar; KINDS],
    /// Where the entries of each beginning of a key start, and one past the last.
    starts: Box<[u32]>,
    entries: &'b [[u8; 4]],
}

impl Weights<'static> {
    /// Those of `data/tag.md`.
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a test reads the embedded file")]
    pub fn embedded() -> Self {
        Self::new(include_bytes!("../../../data/tag.bin")).expect("data/tag.bin is made by the example train_tag")
    }
}

impl<'b> Weights<'b> {
    /// Of the bytes of a weights file.
    ///
    /// # Errors
    /// When they are not a weights file of this version.
    pub fn new(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError)?;
        let (bars, rest) = rest.split_first_chunk::<{ 4 * KINDS }>().ok_or(FormatError)?;
        let (bars, _) = bars.as_chunks::<4>();
        let (entries, []) = rest.as_chunks::<4>() else { return Err(FormatError) };
        if !entries.is_sorted_by_key(|&entry| key_of(entry)) {
            return Err(FormatError);
        }
        let start = |first: u32| entries.partition_point(|&e| key_of(e) >> (24 - FIRST) < first);
        let starts = (0..=1 << FIRST).map(|first| u32::try_from(start(first)).unwrap_or(0)).collect();
        let of = |low, high| f32::from(i16::from_le_bytes([low, high])) * STEP;
        let bar = |[a, b, c, d]: [u8; 4]| Bar { new: of(a, b), old: of(c, d) };
        Ok(Self { bars: std::array::from_fn(|kind| bar(bars[kind])), starts, entries })
    }

    /// The bytes of a weights file. Keys are put in order; of those that are equal in 24 bits the heaviest counts.
    pub fn encode(bars: [Bar; KINDS], weights: &[(u32, f32)]) -> Vec<u8> {
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let steps = |value: f32| ((value / STEP).round() as i16).to_le_bytes();
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let step = |value: f32| ((value / STEP).round() as i8).to_le_bytes();
        let mut sorted: Vec<(u32, f32)> = weights.iter().map(|&(key, weight)| (key >> 8, weight)).collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.abs().total_cmp(&a.1.abs())));
        sorted.dedup_by_key(|entry| entry.0);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(bars.iter().flat_map(|bar| [steps(bar.new), steps(bar.old)]).flatten());
        for (key, weight) in sorted {
            bytes.extend_from_slice(&key.to_le_bytes()[..3]);
            bytes.extend(step(weight));
        }
        bytes
    }

    /// What features count for together: a whole number of steps, exact in any order.
    pub fn sum(&self, features: &[u32]) -> f32 {
        features.iter().map(|&key| self.weight(key)).sum()
    }

    /// By how much log odds exceed what an event of `kind` needs; `learned` is the sum of all features, `ruled` says whether the
    /// rules report it.
    pub fn excess(&self, learned: f32, kind: usize, ruled: bool) -> f32 {
        let bar = self.bars.get(kind).copied().unwrap_or_default();
        learned - if ruled { bar.old } else { bar.new }
    }

    fn weight(&self, key: u32) -> f32 {
        let first = (key >> (32 - FIRST)) as usize;
        let own = &self.entries[self.starts[first] as usize..self.starts[first + 1] as usize];
        let found = own.iter().find(|&&e| key_of(e) == key >> 8);
        found.map_or(0.0, |entry| f32::from(i8::from_le_bytes([entry[3]])) * STEP)
    }
}

fn key_of([a, b, c, _]: [u8; 4]) -> u32 {
    u32::from_le_bytes([a, b, c, 0])
}

#[cfg(test)]
mod tests {
    use super::{Bar, KINDS, Weights};

    #[test]
    fn what_was_written_is_read() {
        let bytes =
            Weights::encode([Bar { new: -0.5, old: -1.5 }; KINDS], &[(7 << 9, 1.5), (3 << 9, -2.25), (u32::MAX, 0.0)]);
        let weights = Weights::new(&bytes).unwrap();
        assert!((weights.excess(weights.sum(&[3 << 9, 7 << 9, 99 << 9]), 0, false) + 0.25).abs() < 1e-6);
        assert!((weights.excess(weights.sum(&[3 << 9]), 2, true) + 0.75).abs() < 1e-6);
        assert!(Weights::new(&bytes[..bytes.len() - 1]).is_err() && Weights::new(b"").is_err());
        assert!(!Weights::embedded().entries.is_empty());
    }
}

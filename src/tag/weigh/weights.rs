//! Weights, as they lie in `data/tag.bin`: `imtag2`; for each of [`KINDS`] kinds the log odds that an event needs, first if no rule
//! finds it and then if one does, in two bytes each; then three bytes of a feature's key and one of its weight, in the order of
//! the keys; all in steps of a 32nd, little-endian.

/// What a weights file starts with.
const MAGIC: &[u8; 6] = b"imtag2";
/// What one step of a weight is worth.
const STEP: f32 = 1.0 / 32.0;
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
pub struct Weights {
    bars: [Bar; KINDS],
    /// A hash table of at least twice as many slots as weights, a power of two: the key's 24 bits and the weight in the lowest
    /// eight. A key stands in the slot that its upper bits name, or in the next free one; 0 is free.
    slots: Box<[u32]>,
    /// A bit for each value of the upper bits that some key has: most keys that are asked for have none, and 32 kB tell so.
    marks: Box<[u64]>,
}

/// How many upper bits of a key have a mark.
const MARKED: u32 = 18;

/// The word and the bit of a key's mark.
fn mark(key: u32) -> (usize, u64) {
    let upper = key >> (32 - MARKED);
    ((upper >> 6) as usize, 1 << (upper & 63))
}

impl Weights {
    /// Those of `data/tag.md`.
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a test reads the embedded file")]
    pub fn embedded() -> Self {
        Self::new(include_bytes!("../../../data/tag.bin")).expect("data/tag.bin is made by the example train_tag")
    }

    /// Of the bytes of a weights file.
    ///
    /// # Errors
    /// When they are not a weights file of this version.
    pub fn new(bytes: &[u8]) -> Result<Self, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError)?;
        let (bars, rest) = rest.split_first_chunk::<{ 4 * KINDS }>().ok_or(FormatError)?;
        let (bars, _) = bars.as_chunks::<4>();
        let (entries, []) = rest.as_chunks::<4>() else { return Err(FormatError) };
        if !entries.is_sorted_by_key(|&entry| key_of(entry)) {
            return Err(FormatError);
        }
        let of = |low, high| f32::from(i16::from_le_bytes([low, high])) * STEP;
        let bar = |[a, b, c, d]: [u8; 4]| Bar { new: of(a, b), old: of(c, d) };
        let room = (2 * entries.len()).next_power_of_two().max(16);
        let bars = std::array::from_fn(|kind| bar(bars[kind]));
        let mut weights = Self { bars, slots: vec![0; room].into(), marks: vec![0; 1 << (MARKED - 6)].into() };
        for &[a, b, c, weight] in entries {
            let key = u32::from_le_bytes([0, a, b, c]);
            let (word, bit) = mark(key);
            weights.marks[word] |= bit;
            let slot = weights.slot(key);
            // of equal keys the first counts
            if weights.slots[slot] == 0 {
                weights.slots[slot] = key | u32::from(weight);
            }
        }
        Ok(weights)
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
        let steps: i32 = features.iter().map(|&key| i32::from(self.weight(key))).sum();
        #[allow(clippy::cast_precision_loss, reason = "below 2^24")]
        let steps = steps as f32;
        steps * STEP
    }

    /// By how much log odds exceed what an event of `kind` needs; `learned` is the sum of all features, `ruled` says whether the
    /// rules report it.
    pub fn excess(&self, learned: f32, kind: usize, ruled: bool) -> f32 {
        let bar = self.bars.get(kind).copied().unwrap_or_default();
        learned - if ruled { bar.old } else { bar.new }
    }

    /// The weight of a key, in steps.
    fn weight(&self, key: u32) -> i8 {
        let (word, bit) = mark(key);
        if self.marks[word] & bit == 0 {
            return 0;
        }
        let [weight, ..] = self.slots[self.slot(key)].to_le_bytes();
        weight.cast_signed()
    }

    /// The slot in which a key stands, or the free one that it would get.
    fn slot(&self, key: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = (key >> 8) as usize >> (24 - self.slots.len().trailing_zeros().min(24));
        loop {
            let own = self.slots[slot & last];
            if own == 0 || (own ^ key) >> 8 == 0 {
                return slot & last;
            }
            slot += 1;
        }
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
        assert!(Weights::embedded().slots.iter().any(|&slot| slot != 0));
    }

    #[test]
    fn a_key_without_a_mark_has_no_weight() {
        let weights = Weights::embedded();
        let plain = |key: u32| weights.slots[weights.slot(key)].to_le_bytes()[0].cast_signed();
        assert!((0..1 << 24).map(|n| n << 8).all(|key| weights.weight(key) == plain(key)));
    }
}

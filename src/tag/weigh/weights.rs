//! Weights, as they lie in `data/tag.bin`: `imtag1`, the threshold and what the rules' word counts for in two bytes each, then a
//! key of four bytes and a weight of two for each feature, in the order of the keys; weights in 256ths, all little-endian.

/// What a weights file starts with.
const MAGIC: &[u8; 6] = b"imtag1";
/// What one step of a weight is worth.
const STEP: f32 = 1.0 / 256.0;

/// The bytes are not weights of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a tagger weights file of this version: make it anew with the example train_tag")]
pub struct FormatError;

/// The weights of features by their keys.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'b> {
    threshold: f32,
    trust: f32,
    entries: &'b [[u8; 6]],
}

impl Weights<'static> {
    /// Those of `data/tag.md`.
    pub fn embedded() -> Self {
        Self::new(include_bytes!("../../../data/tag.bin")).unwrap_or(Self { threshold: 0.5, trust: 1.0, entries: &[] })
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
        let (trust, rest) = rest.split_first_chunk::<2>().ok_or(FormatError)?;
        let (entries, []) = rest.as_chunks::<6>() else { return Err(FormatError) };
        let of = |steps: &[u8; 2]| f32::from(i16::from_le_bytes(*steps)) * STEP;
        Ok(Self { threshold: of(threshold), trust: of(trust), entries })
    }

    /// The bytes of a weights file. Keys are put in order; of equal ones the last counts.
    pub fn encode(threshold: f32, trust: f32, weights: &[(u32, f32)]) -> Vec<u8> {
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let steps = |value: f32| ((value / STEP).round() as i16).to_le_bytes();
        let sorted: std::collections::BTreeMap<u32, f32> = weights.iter().copied().collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(steps(threshold));
        bytes.extend(steps(trust));
        for (key, weight) in sorted {
            bytes.extend(key.to_le_bytes());
            bytes.extend(steps(weight));
        }
        bytes
    }

    /// By how much the log odds that features give exceed those from which an event is reported; `ruled` says whether the
    /// rules report it.
    pub fn excess(&self, features: &[u32], ruled: bool) -> f32 {
        let learned: f32 = features.iter().map(|&key| self.weight(key)).sum();
        learned + if ruled { self.trust } else { 0.0 } - self.threshold
    }

    fn weight(&self, key: u32) -> f32 {
        let key_of = |entry: &[u8; 6]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        match self.entries.binary_search_by_key(&key, key_of) {
            Ok(at) => f32::from(i16::from_le_bytes([self.entries[at][4], self.entries[at][5]])) * STEP,
            Err(_) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn what_was_written_is_read() {
        let bytes = Weights::encode(-0.5, 1.0, &[(7, 1.5), (3, -2.25), (u32::MAX, 0.0)]);
        let weights = Weights::new(&bytes).unwrap();
        assert!((weights.excess(&[3, 7, 99], false) + 0.25).abs() < 1e-6);
        assert!((weights.excess(&[3], true) + 0.75).abs() < 1e-6);
        assert!(Weights::new(&bytes[..bytes.len() - 1]).is_err() && Weights::new(b"").is_err());
        assert!(!Weights::embedded().entries.is_empty());
    }
}

//! Weights, as they lie in `data/recognise.bin`: read in place.
//!
//! Little-endian, in this order:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `imrec1` and, in two bytes, the number of document weights |
//! | 4 | the probability from which a candidate is a mention, as `f32` |
//! | 4 × … | the document weights, as `f32` |
//! | 4 × 2^16 | a hash table of the word weights |
//!
//! An entry of the table is the lower 20 bits of a key × 4096 + weight + 2048, the weight in 128ths; 0 is a free slot.
//! A key's entry stands in the slot that its upper 16 bits name or in one of the 15 after it.

use super::features::DOCUMENT;

/// What a weights file starts with; the number of document weights follows in two bytes.
pub const MAGIC: &[u8; 6] = b"imrec1";
/// Word weights lie within plus and minus this many [`STEP`]s.
pub const LIMIT: i32 = 2047;
/// What one step of a word weight is worth.
pub const STEP: f32 = 1.0 / 128.0;
const SLOTS: usize = 1 << 16;
const PROBES: usize = 16;
/// In units of four bytes.
const HEAD: usize = 3;
const TABLE: usize = HEAD + DOCUMENT;

/// The bytes are not weights of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a recogniser weights file of this version: make it anew with the example train_recognise")]
pub struct FormatError;

/// A table of weights in the format above.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'b> {
    threshold: f32,
    document: &'b [[u8; 4]],
    table: &'b [[u8; 4]],
}

impl<'b> Weights<'b> {
    /// Takes bytes that may be anything.
    ///
    /// # Errors
    /// When they are not a whole table of this version.
    pub fn new(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let count = u16::try_from(DOCUMENT).map_err(|_| FormatError)?.to_le_bytes();
        let headed = bytes.starts_with(MAGIC) && bytes.get(6..8) == Some(&count);
        if headed && bytes.len() == 4 * (TABLE + SLOTS) { Ok(Self::trusted(bytes)) } else { Err(FormatError) }
    }

    /// Takes bytes that the tests have checked.
    pub(super) const fn trusted(bytes: &'b [u8]) -> Self {
        const NOTHING: (&[[u8; 4]], &[[u8; 4]]) = (&[[0; 4]; TABLE], &[]);
        let units = bytes.as_chunks::<4>().0;
        let (head, table) = match units.split_at_checked(TABLE) {
            Some(parts) => parts,
            None => NOTHING,
        };
        let (head, document) = head.split_at(HEAD);
        Self { threshold: f32::from_le_bytes(head[HEAD - 1]), document, table }
    }

    /// Lays out a table of word weights, in steps, by their keys. Of two that share slot and fingerprint the first is
    /// kept.
    ///
    /// # Errors
    /// When they are more than the table can hold.
    pub fn encode(threshold: f32, document: &[f32; DOCUMENT], words: &[(u32, i32)]) -> Result<Vec<u8>, FormatError> {
        let mut table = vec![0_u32; SLOTS];
        for &(key, weight) in words {
            let weight = u32::try_from(weight.clamp(-LIMIT, LIMIT) + LIMIT + 1).map_err(|_| FormatError)?;
            let slot = (0..PROBES)
                .map(|n| (slot(key) + n) % SLOTS)
                .find(|&s| table[s] == 0 || table[s] >> 12 == fingerprint(key))
                .ok_or(FormatError)?;
            if table[slot] == 0 {
                table[slot] = fingerprint(key) << 12 | weight;
            }
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u16::try_from(DOCUMENT).map_err(|_| FormatError)?.to_le_bytes());
        bytes.extend(threshold.to_le_bytes());
        bytes.extend(document.iter().flat_map(|w| w.to_le_bytes()));
        bytes.extend(table.iter().flat_map(|entry| entry.to_le_bytes()));
        Ok(bytes)
    }

    /// The probability from which a candidate is a mention.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// The weight of a key, in steps; 0 for one that the table lacks.
    #[inline]
    pub(super) fn word(&self, key: u32) -> i32 {
        let first = slot(key);
        let mut entry = self.entry(first);
        // four keys in five find a free slot or their own at once
        for n in 1..PROBES {
            if entry >> 12 == fingerprint(key) || entry == 0 {
                break;
            }
            entry = self.entry(first + n);
        }
        if entry != 0 && entry >> 12 == fingerprint(key) { (entry & 0xfff).cast_signed() - LIMIT - 1 } else { 0 }
    }

    fn entry(&self, slot: usize) -> u32 {
        self.table.get(slot % SLOTS).map_or(0, |entry| u32::from_le_bytes(*entry))
    }

    /// The probability of what has these document features.
    pub fn document(&self, features: &[f32; DOCUMENT]) -> f32 {
        let sum: f32 =
            features.iter().zip(self.document).map(|(feature, weight)| feature * f32::from_le_bytes(*weight)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// What a sum of word weights in steps comes to.
pub(super) fn log_odds(steps: i32) -> f32 {
    // sums of some hundred weights of twelve bits are exact in `f32`
    #[allow(clippy::cast_precision_loss, reason = "below 2^24")]
    let steps = steps as f32;
    steps * STEP
}

fn slot(key: u32) -> usize {
    (key >> 16) as usize
}

fn fingerprint(key: u32) -> u32 {
    // never 0 with a weight of 1 or more, so that an entry is never 0
    key & 0xf_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole_and_a_torn_one_is_refused() {
        let whole = super::super::EMBEDDED;
        assert!(Weights::new(whole).is_ok());
        assert!(Weights::new(&whole[..whole.len() - 2]).is_err());
        assert!(Weights::new(b"").is_err());
    }

    #[test]
    fn what_was_written_is_read() {
        let words: Vec<(u32, i32)> =
            (1..2000).map(|n: u32| (n.wrapping_mul(0x9e37_79b9), n.cast_signed() - 1000)).collect();
        let bytes = Weights::encode(0.25, &[0.5; DOCUMENT], &words).unwrap();
        let weights = Weights::new(&bytes).unwrap();
        assert!(words.iter().all(|&(key, weight)| weights.word(key) == weight));
        assert_eq!((weights.word(12_345), weights.threshold().to_bits()), (0, 0.25_f32.to_bits()));
    }
}

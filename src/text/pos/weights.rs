//! Weights, as they lie in `data/pos.bin`: a hash table in one piece, read in place.
//!
//! Little-endian, in this order; `b` is the top 16 bits of a key, its *fingerprint* the next 11:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `impos1` and the number of tags |
//! | 4 × 256 | base of buckets `256 n`, in units from the start of the pool |
//! | 2 × 65,537 | start of bucket `b`, from the base of its 256; the last is the end |
//! | 2 × … | the pool of 16-bit units |
//!
//! A bucket is a row of entries, an entry a head (fingerprint × 32 + number of cells) and its cells
//! (tag × 1024 + weight + 512). The cells of a word's entry (key of [`word_key`]) are its usual tags, the most frequent
//! first; weight 1 on the first says that it is always so.

use std::ops::Range;

use super::Tag;
use super::features::{self, Features};

/// What a weights file starts with; the number of tags follows in two bytes.
pub const MAGIC: &[u8; 6] = b"impos1";
/// Weights lie within plus and minus this.
pub const LIMIT: i32 = 511;
const BUCKETS: usize = 1 << 16;
const BASES: usize = 8;
const STARTS: usize = BASES + 4 * 257;
const POOL: usize = STARTS + 2 * (BUCKETS + 1);

/// The bytes are not weights of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a part-of-speech weights file of this version: make it anew with the example train_pos")]
pub struct FormatError;

/// A table of weights in the format above.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'b> {
    bytes: &'b [u8],
}

/// What the table knows of a word: its usual tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usual {
    /// A number for the one or two most frequent tags, 0 for a word that is not known.
    pub class: u16,
    /// The only tag it has, when it has but one.
    pub fixed: Option<Tag>,
}

impl Usual {
    /// From the most frequent tag, the next one if there is one worth naming, and whether the first is the only one.
    pub fn new(first: Tag, second: Option<Tag>, fixed: bool) -> Self {
        let second = second.map_or(0, |tag| tag as u16 + 1);
        Self { class: (first as u16 + 1) << 6 | second, fixed: fixed.then_some(first) }
    }
}

/// The key of a word's entry, from the hash of its letters in lower case.
pub fn word_key(hash: u64) -> u64 {
    super::features::key(0, hash, 0)
}

impl<'b> Weights<'b> {
    /// Takes bytes that may be anything.
    ///
    /// # Errors
    /// When they are not a whole table of this version.
    pub fn new(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let weights = Self { bytes };
        let tags = u16::try_from(Tag::COUNT).map_err(|_| FormatError)?;
        let headed = bytes.starts_with(MAGIC) && weights.unit(MAGIC.len()) == tags;
        let whole = bytes.len() >= POOL && POOL + 2 * weights.start(BUCKETS) == bytes.len();
        if headed && whole { Ok(weights) } else { Err(FormatError) }
    }

    /// Takes bytes that the tests have checked.
    pub(super) const fn trusted(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Lays out a table. `entries` are keys with their cells, at most 31 a key; of two entries that share bucket and
    /// fingerprint the first is kept.
    ///
    /// # Errors
    /// When they are more than the format can hold.
    pub fn encode(entries: &[(u64, Vec<(Tag, i16)>)]) -> Result<Vec<u8>, FormatError> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|&i| entries[i].0 >> 37);
        order.dedup_by_key(|i| entries[*i].0 >> 37);
        let mut pool: Vec<u16> = Vec::new();
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut next = order.into_iter().peekable();
        for bucket in 0..BUCKETS as u64 {
            starts.push(pool.len());
            while let Some(i) = next.next_if(|&i| entries[i].0 >> 48 == bucket) {
                let (key, cells) = &entries[i];
                let cells = &cells[..cells.len().min(31)];
                pool.push(fingerprint(*key) << 5 | u16::try_from(cells.len()).unwrap_or(31));
                pool.extend(cells.iter().map(|&(tag, weight)| {
                    let weight = i32::from(weight).clamp(-LIMIT, LIMIT) + LIMIT + 1;
                    (tag as u16) << 10 | u16::try_from(weight).unwrap_or(0)
                }));
            }
        }
        starts.push(pool.len());
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u16::try_from(Tag::COUNT).map_err(|_| FormatError)?.to_le_bytes());
        let base = |bucket: usize| starts[bucket / 256 * 256];
        for block in 0..=BUCKETS / 256 {
            let base = u32::try_from(base(block * 256)).map_err(|_| FormatError)?;
            bytes.extend(base.to_le_bytes());
        }
        for (bucket, start) in starts.iter().enumerate() {
            let start = u16::try_from(start - base(bucket)).map_err(|_| FormatError)?;
            bytes.extend(start.to_le_bytes());
        }
        bytes.extend(pool.iter().flat_map(|unit| unit.to_le_bytes()));
        Ok(bytes)
    }

    fn unit(&self, at: usize) -> u16 {
        match self.bytes.get(at..at + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        }
    }

    /// Where bucket `bucket` starts in the pool, in units.
    fn start(&self, bucket: usize) -> usize {
        let base = BASES + bucket / 256 * 4;
        let base = usize::from(self.unit(base)) | usize::from(self.unit(base + 2)) << 16;
        base + usize::from(self.unit(STARTS + 2 * bucket))
    }

    /// Where a key's bucket lies in the bytes.
    fn bucket(&self, key: u64) -> Range<usize> {
        let bucket = usize::from((key >> 48) as u16);
        POOL + 2 * self.start(bucket)..POOL + 2 * self.start(bucket + 1)
    }

    /// The cells of a key in its bucket, none when it is not there.
    fn cells(&self, key: u64, bucket: Range<usize>) -> impl Iterator<Item = (usize, i32)> + use<'b> {
        let mut rest = self.bytes.get(bucket).unwrap_or_default();
        let wanted = fingerprint(key);
        let mut found: &[u8] = &[];
        while let [low, high, tail @ ..] = rest {
            let head = u16::from_le_bytes([*low, *high]);
            let Some((cells, tail)) = tail.split_at_checked(2 * usize::from(head & 31)) else {
                break;
            };
            if head >> 5 == wanted {
                found = cells;
                break;
            }
            rest = tail;
        }
        let (cells, _) = found.as_chunks::<2>();
        cells.iter().map(|&cell| {
            let cell = u16::from_le_bytes(cell);
            (usize::from(cell >> 10), i32::from(cell & 1023) - LIMIT - 1)
        })
    }

    /// What is known of the word with this hash.
    pub fn word(&self, hash: u64) -> Usual {
        let tag = |cell: (usize, i32)| Tag::ALL.get(cell.0).copied();
        let key = word_key(hash);
        let mut cells = self.cells(key, self.bucket(key));
        let Some(cell) = cells.next() else {
            return Usual::default();
        };
        let second = cells.next().and_then(tag);
        tag(cell).map_or_else(Usual::default, |first| Usual::new(first, second, cell.1 == 1))
    }

    /// The tag with the highest sum of weights, the first of equals.
    pub fn best(&self, features: &Features) -> Tag {
        let keys = features.keys();
        // all buckets are touched before the first is read, so that the waits for memory overlap (1.13 for 0.65 M tokens/s)
        let mut buckets = [const { 0..0 }; features::COUNT];
        let mut touched = 0;
        for (bucket, &key) in buckets.iter_mut().zip(keys) {
            *bucket = self.bucket(key);
        }
        for bucket in &buckets {
            touched |= self.unit(bucket.start);
        }
        std::hint::black_box(touched);
        let mut scores = [0_i32; 64];
        for (bucket, &key) in buckets.into_iter().zip(keys) {
            for (tag, weight) in self.cells(key, bucket) {
                scores[tag] += weight;
            }
        }
        let mut best = Tag::Nn;
        for (&tag, &score) in Tag::ALL.iter().zip(&scores) {
            if score > scores[best as usize] && features.may_be(tag) {
                best = tag;
            }
        }
        best
    }
}

fn fingerprint(key: u64) -> u16 {
    ((key >> 37) & 0x7ff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole() {
        assert!(Weights::new(super::super::EMBEDDED).is_ok());
    }

    #[test]
    fn a_torn_table_is_refused() {
        let whole = super::super::EMBEDDED;
        assert!(Weights::new(&whole[..whole.len() - 2]).is_err());
        assert!(Weights::new(&whole[..100]).is_err());
        assert!(Weights::new(b"").is_err());
    }

    #[test]
    fn what_was_written_is_read() {
        let key = |n: u64| super::super::features::key(5, n, 0);
        let mut entries: Vec<_> = (0..5000_i16)
            .map(|n| (key(n.cast_unsigned().into()), vec![(Tag::Vbn, n % 512), (Tag::Dt, -(n % 512))]))
            .collect();
        entries.push((word_key(7), vec![(Tag::In, 1), (Tag::Rp, 0)]));
        let bytes = Weights::encode(&entries).unwrap();
        let weights = Weights::new(&bytes).unwrap();
        for n in [0, 1, 77, 4999] {
            let cells: Vec<_> = weights.cells(key(n), weights.bucket(key(n))).collect();
            let weight = i32::try_from(n % 512).unwrap();
            assert_eq!(cells, [(Tag::Vbn as usize, weight), (Tag::Dt as usize, -weight)]);
        }
        assert_eq!(weights.word(7), Usual::new(Tag::In, Some(Tag::Rp), true));
        assert_eq!(weights.word(8), Usual::default());
        assert_eq!(weights.best(&Features::of([key(77); features::COUNT])), Tag::Vbn);
    }
}

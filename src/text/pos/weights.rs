//! Weights, as they lie in `data/pos.bin`: a hash table in one piece.
//!
//! Little-endian, in this order; `b` is the top 16 bits of a key, its *fingerprint* the next 11:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `impos2` and the number of tags |
//! | 4 × 257 | base of buckets `256 n`, in units from the start of the pool |
//! | 2 × 65,537 | start of bucket `b`, from the base of its 256; the last is the end |
//! | 2 × … | the pool of 16-bit units |
//! | 4 | how many contexts follow |
//! | 5 × … | the upper half of the key of each context in which a word has always had one tag, and the tag |
//!
//! A bucket is a row of entries, an entry a head (fingerprint × 32 + number of cells) and its cells
//! (tag × 1024 + weight + 512). The cells of a word's entry (key of [`word_key`]) are its usual tags, the most frequent
//! first; weight 1 on the first says that it is always so.

use std::ops::Range;

use super::Tag;
use super::features::{self, Features};
use super::settled::{self, Settled};

/// What a weights file starts with; the number of tags follows in two bytes.
pub const MAGIC: &[u8; 6] = b"impos2";
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

/// A table of weights, unpacked from the format above.
#[derive(Debug, Clone)]
pub struct Weights {
    /// The units of the buckets. In an entry of [`WIDE`] cells or more the number of its row stands before the cells.
    pool: Box<[u16]>,
    /// Of each bucket, and one past the last: where it starts in the pool (the lower [`START`] bits), and a bit for each
    /// [`share`] of the fingerprints that it holds, so that one load turns most keys away that are in none.
    heads: Box<[u32; BUCKETS + 1]>,
    /// The weights of wide entries by tag: half of the entries that a token meets, with most of the cells. The processor adds
    /// eight of a row at once.
    rows: Box<[Row]>,
    settled: Settled,
}

/// A number for each tag, by eights, which the compiler adds as vectors; those beyond the last are 0.
type Row = [[i16; 8]; 6];

/// From how many cells on an entry has a row.
const WIDE: usize = 6;
/// How many bits of a head are a start.
const START: u32 = 19;
/// The bits of the others.
const SHARES: u32 = 32 - START;

/// Which of the shares of all fingerprints one is in.
fn share(fingerprint: u16) -> u32 {
    (u32::from(fingerprint) * SHARES) >> 11
}

/// The tag and the weight of a cell.
fn cell(cell: u16) -> (usize, i16) {
    (usize::from(cell >> 10), (cell & 1023).cast_signed() - 512)
}

/// What the pool has under a key.
#[derive(Debug, Clone, Copy)]
struct Entry<'w> {
    /// The number of its row, if it is wide.
    row: Option<u16>,
    cells: &'w [u16],
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

impl Weights {
    /// Takes bytes that may be anything.
    ///
    /// # Errors
    /// When they are not a whole table of this version.
    pub fn new(bytes: &[u8]) -> Result<Self, FormatError> {
        let Parts { head, pool, contexts } = parts(bytes)?;
        let pool = pool.as_chunks::<2>().0;
        let start = |bucket| start(head, bucket);
        let settled = Settled::new(contexts).ok_or(FormatError)?;
        let mut own: Vec<u16> = Vec::with_capacity(pool.len() + pool.len() / 16);
        let mut heads = Vec::with_capacity(BUCKETS + 1);
        let mut rows: Vec<Row> = Vec::new();
        for bucket in 0..BUCKETS {
            let mut head = u32::try_from(own.len()).map_err(|_| FormatError)?;
            let mut rest = pool.get(start(bucket)..start(bucket + 1)).ok_or(FormatError)?;
            while let Some((first, tail)) = rest.split_first() {
                let first = u16::from_le_bytes(*first);
                let (cells, tail) = tail.split_at_checked(usize::from(first & 31)).ok_or(FormatError)?;
                rest = tail;
                head |= 1 << (START + share(first >> 5));
                own.push(first);
                let cells = cells.iter().map(|&unit| u16::from_le_bytes(unit));
                if cells.clone().any(|unit| cell(unit).0 >= Tag::COUNT) {
                    return Err(FormatError);
                }
                if cells.len() >= WIDE {
                    own.push(u16::try_from(rows.len()).map_err(|_| FormatError)?);
                    let mut row = Row::default();
                    for (tag, weight) in cells.clone().map(cell) {
                        row.as_flattened_mut()[tag] += weight;
                    }
                    rows.push(row);
                }
                own.extend(cells);
            }
            heads.push(head);
        }
        heads.push(u32::try_from(own.len()).map_err(|_| FormatError)?);
        let heads = heads.into_boxed_slice().try_into().map_err(|_| FormatError)?;
        if own.len() >> START != 0 {
            return Err(FormatError);
        }
        Ok(Self { pool: own.into(), heads, rows: rows.into(), settled })
    }

    /// Lays out a table. `entries` are keys with their cells, at most 31 a key; of two entries that share bucket and
    /// fingerprint the first is kept. No contexts are settled yet.
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
        bytes.extend(0_u32.to_le_bytes());
        Ok(bytes)
    }

    /// The bytes of a table with these contexts, the most useful first: in each a word has always had one tag.
    ///
    /// # Errors
    /// When `bytes` are not a table of this version.
    pub fn settle(bytes: &[u8], contexts: &[(u64, Tag)]) -> Result<Vec<u8>, FormatError> {
        let Parts { head, pool, .. } = parts(bytes)?;
        let contexts = settled::encode(&contexts[..contexts.len().min(settled::MOST)]);
        let count = u32::try_from(contexts.len() / settled::BYTES).map_err(|_| FormatError)?;
        Ok([head, pool, &count.to_le_bytes(), &contexts].concat())
    }

    /// The bucket in which a key may be, none when it surely is in none.
    fn bucket(&self, key: u64) -> Option<Range<usize>> {
        let bucket = usize::from((key >> 48) as u16);
        let (head, next) = (self.heads[bucket], self.heads[bucket + 1]);
        let start = |head: u32| (head & ((1 << START) - 1)) as usize;
        (head >> (START + share(fingerprint(key))) & 1 == 1).then(|| start(head)..start(next))
    }

    /// What a key has in its bucket.
    fn entry(&self, key: u64, bucket: Range<usize>) -> Option<Entry<'_>> {
        let wanted = fingerprint(key);
        let mut rest = self.pool.get(bucket)?;
        loop {
            let (&head, tail) = rest.split_first()?;
            let count = usize::from(head & 31);
            let (row, tail) = if count < WIDE { (None, tail) } else { (Some(*tail.first()?), tail.get(1..)?) };
            let (cells, tail) = tail.split_at_checked(count)?;
            if head >> 5 == wanted {
                return Some(Entry { row, cells });
            }
            rest = tail;
        }
    }

    /// What is known of the word with this hash.
    pub fn word(&self, hash: u64) -> Usual {
        let key = word_key(hash);
        let entry = self.bucket(key).and_then(|bucket| self.entry(key, bucket));
        let mut cells = entry.map_or(&[][..], |entry| entry.cells).iter().map(|&unit| cell(unit));
        let tag = |cell: (usize, i16)| Tag::ALL.get(cell.0).copied();
        let Some(cell) = cells.next() else {
            return Usual::default();
        };
        let second = cells.next().and_then(tag);
        tag(cell).map_or_else(Usual::default, |first| Usual::new(first, second, cell.1 == 1))
    }

    /// The tag that a word always has in one of these contexts, if there is one.
    pub fn settled(&self, contexts: [u64; features::CONTEXTS]) -> Option<Tag> {
        contexts.into_iter().find_map(|key| self.settled.tag(key))
    }

    /// The tag with the highest sum of weights, of equals NN or else the first.
    pub fn best(&self, features: &Features) -> Tag {
        // all buckets are touched before the first is read, so that the waits for memory overlap (1.13 for 0.65 M tokens/s)
        let mut buckets = [const { (0, 0..0) }; features::COUNT];
        let mut count = 0;
        let mut touched = 0;
        for &key in features.keys() {
            if let Some(bucket) = self.bucket(key) {
                touched |= self.pool.get(bucket.start).map_or(0, |&unit| unit);
                buckets[count] = (key, bucket);
                count += 1;
            }
        }
        std::hint::black_box(touched);
        // forty weights of ten bits each fit
        let mut scores = Row::default();
        for (key, bucket) in &buckets[..count] {
            let Some(entry) = self.entry(*key, bucket.clone()) else { continue };
            if let Some(row) = entry.row.and_then(|row| self.rows.get(usize::from(row))) {
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score = std::array::from_fn(|i| score[i] + weight[i]);
                }
            } else {
                for (tag, weight) in entry.cells.iter().map(|&unit| cell(unit)) {
                    scores.as_flattened_mut()[tag] += weight;
                }
            }
        }
        let scores = scores.as_flattened();
        let mut best = Tag::Nn;
        for (&tag, &score) in Tag::ALL.iter().zip(scores) {
            if score > scores[best as usize] && features.may_be(tag) {
                best = tag;
            }
        }
        best
    }
}

/// A file in its parts.
struct Parts<'b> {
    /// What stands before the pool.
    head: &'b [u8],
    pool: &'b [u8],
    contexts: &'b [u8],
}

fn parts(bytes: &[u8]) -> Result<Parts<'_>, FormatError> {
    let tags = u16::try_from(Tag::COUNT).map_err(|_| FormatError)?.to_le_bytes();
    let (head, rest) = bytes.split_at_checked(POOL).ok_or(FormatError)?;
    if !head.starts_with(MAGIC) || !head[MAGIC.len()..].starts_with(&tags) {
        return Err(FormatError);
    }
    let (pool, rest) = rest.split_at_checked(2 * start(head, BUCKETS)).ok_or(FormatError)?;
    let (count, contexts) = rest.split_first_chunk::<4>().ok_or(FormatError)?;
    if contexts.len() != settled::BYTES * u32::from_le_bytes(*count) as usize {
        return Err(FormatError);
    }
    Ok(Parts { head, pool, contexts })
}

/// Where in the pool a bucket starts, in units.
fn start(head: &[u8], bucket: usize) -> usize {
    let unit = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let base = BASES + bucket / 256 * 4;
    (unit(base) | unit(base + 2) << 16) + unit(STARTS + 2 * bucket)
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
        assert!(Weights::new(&whole[..whole.len() - settled::BYTES]).is_err());
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
        entries.push((key(7777), Tag::ALL[..WIDE].iter().map(|&tag| (tag, 3 * i16::from(tag as u8) - 4)).collect()));
        let bytes = Weights::settle(&Weights::encode(&entries).unwrap(), &[(9 << 32, Tag::Md)]).unwrap();
        let weights = Weights::new(&bytes).unwrap();
        for n in [0, 1, 77, 4999] {
            let entry = weights.entry(key(n), weights.bucket(key(n)).unwrap()).unwrap();
            let cells: Vec<_> = entry.cells.iter().map(|&unit| cell(unit)).collect();
            let weight = i16::try_from(n % 512).unwrap();
            assert_eq!(cells, [(Tag::Vbn as usize, weight), (Tag::Dt as usize, -weight)]);
        }
        assert_eq!(weights.word(7), Usual::new(Tag::In, Some(Tag::Rp), true));
        assert_eq!(weights.word(8), Usual::default());
        assert_eq!(weights.settled([8 << 32, 9 << 32]), Some(Tag::Md));
        assert_eq!(weights.settled([8 << 32, 7 << 32]), None);
        assert_eq!(weights.best(&Features::of([key(77); features::COUNT])), Tag::Vbn);
        assert_eq!(weights.best(&Features::of([key(7777); features::COUNT])), Tag::ALL[WIDE - 1]);
    }
}

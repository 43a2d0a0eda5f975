//! Contexts in which a word has always had one tag: most words need no weights.
//!
//! A context is the key of a word among what stands around it (`Scan::contexts`). `data/pos.bin` lists those that the weights
//! settled alike every time, or nearly so, in the text that they were trained on; one or two looks into 128 kB answer for
//! most words that it would take forty looks into a megabyte to weigh.

use super::Tag;

/// How many contexts a file may list: half of the slots.
pub(super) const MOST: usize = SLOTS / 2;
/// How many bytes of a file a context takes: the upper half of its key, little-endian, and its tag.
pub(super) const BYTES: usize = 5;
const SLOTS: usize = 1 << 15;
/// How many bits of the upper half of a key do not say in which slot it is.
const REST: u32 = 32 - SLOTS.trailing_zeros();
/// How many bits a tag takes in a slot; 0 is none.
const TAG: u32 = 6;

/// A table of contexts by their keys.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    slots: Box<[u32; SLOTS]>,
}

impl Settled {
    /// From what [`encode`] wrote; none when it is something else.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let (entries, []) = bytes.as_chunks::<BYTES>() else { return None };
        if entries.len() > MOST {
            return None;
        }
        let mut slots: Box<[u32; SLOTS]> = vec![0; SLOTS].into_boxed_slice().try_into().ok()?;
        for [a, b, c, d, tag] in entries {
            let (slot, rest) = place(u32::from_le_bytes([*a, *b, *c, *d]));
            let tag = Tag::ALL.get(usize::from(*tag))?;
            let free = probes(slot).find(|&at| slots[at] == 0)?;
            slots[free] = rest | (*tag as u32 + 1);
        }
        Some(Self { slots })
    }

    /// The tag that a word has in the context with this key.
    pub(super) fn tag(&self, key: u64) -> Option<Tag> {
        let (slot, rest) = place(upper(key));
        let mut entries = probes(slot).map(|at| self.slots[at]).take_while(|&entry| entry != 0);
        let entry = entries.find(|entry| entry >> TAG == rest >> TAG)?;
        Tag::ALL.get((entry & ((1 << TAG) - 1)) as usize - 1).copied()
    }
}

/// The bytes of a table; of two contexts with one upper half the first is kept.
pub(super) fn encode(contexts: &[(u64, Tag)]) -> Vec<u8> {
    let mut order: Vec<(u32, Tag)> = contexts.iter().map(|&(key, tag)| (upper(key), tag)).collect();
    order.sort_by_key(|&(key, _)| key);
    order.dedup_by_key(|&mut (key, _)| key);
    order.iter().flat_map(|&(key, tag)| [&key.to_le_bytes()[..], &[tag as u8]].concat()).collect()
}

/// All slots in the order in which they are looked through for a key of this one.
fn probes(slot: usize) -> impl Iterator<Item = usize> {
    (0..SLOTS).map(move |n| (slot + n) % SLOTS)
}

#[allow(clippy::cast_possible_truncation, reason = "the upper half")]
fn upper(key: u64) -> u32 {
    (key >> 32) as u32
}

/// The slot of a key's upper half, and what tells it from others there, above the bits of a tag.
fn place(upper: u32) -> (usize, u32) {
    ((upper >> REST) as usize, (upper & ((1 << REST) - 1)) << TAG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let key = |n: u64| super::super::features::key(41, n, 0);
        let tags = Tag::ALL.iter().cycle();
        let contexts: Vec<_> = (0..MOST as u64).map(key).zip(tags.copied()).collect();
        let bytes = encode(&contexts);
        let settled = Settled::new(&bytes).unwrap();
        let right = contexts.iter().filter(|&&(key, tag)| settled.tag(key) == Some(tag)).count();
        assert!(right * 1000 >= MOST * 999, "{right} of {MOST}");
        let strange = (MOST as u64..2 * MOST as u64).filter(|&n| settled.tag(key(n)).is_some()).count();
        assert!(strange < 10, "{strange}");
    }

    #[test]
    fn a_torn_table_is_refused() {
        let bytes = encode(&[(1 << 40, Tag::Nn)]);
        assert!(Settled::new(&bytes).is_some());
        assert!(Settled::new(&bytes[1..]).is_none());
        assert!(Settled::new(&[0, 0, 0, 0, 99]).is_none());
        assert!(Settled::new(&vec![0; BYTES * (MOST + 1)]).is_none());
    }
}

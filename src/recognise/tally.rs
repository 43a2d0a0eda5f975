//! Tally: a small table from a hash to what was counted under it.

/// Counts by hash, in the order of their first sight.
#[derive(Debug, Clone)]
pub(super) struct Tally<T> {
    slots: Vec<u32>,
    shift: u32,
    entries: Vec<(u32, T)>,
}

impl<T: Default> Tally<T> {
    /// With room for `most` hashes.
    pub(super) fn new(most: usize) -> Self {
        let bits = (most * 2).max(16).next_power_of_two().trailing_zeros();
        Self { slots: vec![0; 1 << bits], shift: 32 - bits.min(31), entries: Vec::with_capacity(most.min(256)) }
    }

    /// The slot of a hash, or the free one that it would get.
    fn slot(&self, hash: u32) -> usize {
        // as many slots as a power of two, so that no division is needed
        let last = self.slots.len() - 1;
        let mut at = (hash.wrapping_mul(0x9e37_79b9) >> self.shift) as usize & last;
        loop {
            let entry = self.slots[at];
            if entry == 0 || self.entries[entry as usize - 1].0 == hash {
                return at;
            }
            at = (at + 1) & last;
        }
    }

    /// What is counted under a hash.
    pub(super) fn get(&self, hash: u32) -> Option<&T> {
        let entry = self.slots[self.slot(hash)];
        (entry > 0).then(|| &self.entries[entry as usize - 1].1)
    }

    /// What is counted under a hash, if anything is, to change it.
    pub(super) fn known(&mut self, hash: u32) -> Option<&mut T> {
        let entry = self.slots[self.slot(hash)];
        if entry > 0 { self.entries.get_mut(entry as usize - 1).map(|(_, t)| t) } else { None }
    }

    /// The number of a hash, from 0 on in the order of first sight, and its count; no more than `most` hashes fit.
    pub(super) fn entry(&mut self, hash: u32) -> (usize, &mut T) {
        let slot = self.slot(hash);
        if self.slots[slot] == 0 {
            self.entries.push((hash, T::default()));
            self.slots[slot] = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        }
        let at = self.slots[slot] as usize - 1;
        (at, &mut self.entries[at].1)
    }

    /// The count of the hash with this number.
    pub(super) fn at(&self, number: usize) -> &T {
        &self.entries[number].1
    }
}

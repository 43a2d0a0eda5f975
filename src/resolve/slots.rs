//! Slots: numbers to small indices, so that what is known of each is an array.

/// A table from a number to the order in which it came.
#[derive(Debug)]
pub(super) struct Slots {
    /// The number and its index plus one; zero where free. A power of two long.
    table: Vec<(u64, u32)>,
    len: u32,
}

impl Slots {
    /// For at most `most` numbers.
    pub(super) fn with_room(most: usize) -> Self {
        Self { table: vec![(0, 0); (most + most / 3 + 1).next_power_of_two()], len: 0 }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// The index of `number`, a new one if it is new. There must be room.
    pub(super) fn add(&mut self, number: u64) -> u32 {
        let at = self.at(number);
        if self.table[at].1 == 0 {
            self.len += 1;
            self.table[at] = (number, self.len);
        }
        self.table[at].1 - 1
    }

    /// The index of `number`.
    pub(super) fn get(&self, number: u64) -> Option<usize> {
        (self.table[self.at(number)].1 as usize).checked_sub(1)
    }

    fn at(&self, number: u64) -> usize {
        let mask = self.table.len() - 1;
        #[allow(clippy::cast_possible_truncation, reason = "any of its bits do")]
        let mut at = (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.table[at].1 != 0 && self.table[at].0 != number {
            at = (at + 1) & mask;
        }
        at
    }
}

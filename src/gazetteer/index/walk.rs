//! The walk: along a finite-state map of names, byte by byte.

use super::{Index, Names, node};

/// The names of one index that begin with the bytes walked so far.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'g> {
    index: &'g Index,
    map: &'g [u8],
    at: usize,
    output: u64,
    alive: bool,
}

impl<'g> Walk<'g> {
    /// From the empty name.
    pub(crate) fn begin(index: &'g Index, which: Names) -> Self {
        let map = index.map(which).as_bytes();
        Self { index, map, at: node::root(map), output: 0, alive: true }
    }

    /// Goes on by `bytes`; false when no name begins so, and the walk is over.
    pub(crate) fn go(&mut self, bytes: &[u8]) -> bool {
        if !self.alive {
            return false;
        }
        for &byte in bytes {
            let Some((at, output)) = node::step(self.map, self.at, byte) else {
                self.alive = false;
                return false;
            };
            self.output = self.output.wrapping_add(output);
            self.at = at;
        }
        true
    }

    /// The postings of the name that the bytes so far are; empty if they are none.
    pub(crate) fn bearers(&self) -> &'g [u8] {
        match node::ending(self.map, self.at) {
            Some(output) if self.alive => self.index.bearers(self.output.wrapping_add(output)),
            _ => &[],
        }
    }
}

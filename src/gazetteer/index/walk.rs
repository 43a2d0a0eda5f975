//! The walk: along a finite-state map of names, byte by byte.

use fst::raw::{CompiledAddr, Fst, Output};

use super::{Index, Names};

/// The names of one index that begin with the bytes walked so far.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'g> {
    index: &'g Index,
    which: Names,
    at: CompiledAddr,
    output: Output,
    alive: bool,
}

impl<'g> Walk<'g> {
    /// From the empty name.
    pub(crate) fn begin(index: &'g Index, which: Names) -> Self {
        let map = index.map(which);
        Self { index, which, at: map.root().addr(), output: Output::zero(), alive: true }
    }

    /// Goes on by `bytes`; false when no name begins so, and the walk is over.
    pub(crate) fn go(&mut self, bytes: &[u8]) -> bool {
        if !self.alive {
            return false;
        }
        let map: &Fst<_> = self.index.map(self.which);
        for &byte in bytes {
            let node = map.node(self.at);
            let Some(i) = node.find_input(byte) else {
                self.alive = false;
                return false;
            };
            let transition = node.transition(i);
            self.output = self.output.cat(transition.out);
            self.at = transition.addr;
        }
        true
    }

    /// The postings of the name that the bytes so far are; empty if they are none.
    pub(crate) fn bearers(&self) -> &'g [u8] {
        if !self.alive {
            return &[];
        }
        let node = self.index.map(self.which).node(self.at);
        if node.is_final() { self.index.bearers(self.output.cat(node.final_output()).value()) } else { &[] }
    }
}

//! The walk: along a finite-state map of names, byte by byte.

use super::{Index, Names, node};

/// The names of one index.
#[derive(Clone, Copy)]
pub(crate) struct Map<'g> {
    index: &'g Index,
    bytes: &'g [u8],
}

/// How far a walk along a map has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    node: usize,
    /// On the way to the node.
    output: u64,
}

impl Stand {
    /// No name begins with the bytes walked.
    pub(crate) const OVER: Self = Self { node: usize::MAX, output: 0 };

    /// Whether some name begins with the bytes walked.
    pub(crate) fn goes_on(self) -> bool {
        self.node != usize::MAX
    }
}

impl<'g> Map<'g> {
    pub(crate) fn of(index: &'g Index, which: Names) -> Self {
        Self { index, bytes: index.map(which).as_bytes() }
    }

    /// At the empty name.
    pub(crate) fn root(self) -> Stand {
        Stand { node: node::root(self.bytes), output: 0 }
    }

    /// Where `letters` lead to.
    pub(crate) fn go(self, mut stand: Stand, letters: &[u8]) -> Stand {
        if !stand.goes_on() {
            return stand;
        }
        for &letter in letters {
            let Some((node, output)) = node::step(self.bytes, stand.node, letter) else {
                return Stand::OVER;
            };
            stand = Stand { node, output: stand.output.wrapping_add(output) };
        }
        stand
    }

    /// The postings of the name that the bytes walked are; empty if they are none.
    pub(crate) fn bearers(self, stand: Stand) -> &'g [u8] {
        // a node beyond the map ends nothing
        let ending = node::ending(self.bytes, stand.node);
        ending.map_or(&[], |output| self.index.bearers(stand.output.wrapping_add(output)))
    }
}

//! Bytes: those of an index, wherever they lie, and parts of them that live on their own.

#![allow(unsafe_code, reason = "mapping a file; see `Bytes::map`")]

use std::{fs::File, io, ops::Range, sync::Arc};

/// The bytes of an index. A clone is the same bytes.
#[derive(Clone)]
pub(crate) enum Bytes {
    /// Part of the program.
    Embedded(&'static [u8]),
    /// Made in memory.
    Made(Arc<Vec<u8>>),
    /// A file, read as it is asked for.
    Mapped(Arc<memmap2::Mmap>),
}

impl Bytes {
    /// The bytes of a file, none of them read yet.
    pub(crate) fn map(file: &File) -> io::Result<Self> {
        // SAFETY: the map is read only. If another program cuts the file short meanwhile, the system ends ours with
        // SIGBUS; if it writes into the file, what we read changes. Both are why `gazetteer build` never writes into a
        // file but renames a new one over it, and no reader of ours takes what it read for valid: each number
        // is checked against the length, each string is checked to be UTF-8.
        let map = unsafe { memmap2::Mmap::map(file) }?;
        Ok(Self::Mapped(Arc::new(map)))
    }

    /// A part of them.
    pub(crate) fn part(&self, range: Range<usize>) -> Part {
        Part { bytes: self.clone(), range }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Embedded(bytes) => bytes,
            Self::Made(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

/// A range of the bytes.
#[derive(Clone)]
pub(crate) struct Part {
    bytes: Bytes,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        self.bytes.as_ref().get(self.range.clone()).unwrap_or(&[])
    }
}

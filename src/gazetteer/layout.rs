//! Layout: how an index file is divided, written and found again.
//!
//! A header of fixed size (magic, version, length, where each section lies with its CRC-32, and its own CRC-32), then the
//! sections one after another, all numbers little-endian.

use std::io::{self, Seek, SeekFrom, Write};

/// The first bytes of an index: not text, and broken by a transfer that changes line ends.
pub(crate) const MAGIC: [u8; 8] = *b"\x89IMGAZ\r\n";
/// Raised with every change of the layout or of how keys are folded.
pub(crate) const VERSION: u32 = 2;

/// The parts of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Rows of [`super::record::SIZE`] bytes.
    Records,
    /// The strings of the rows.
    Pool,
    /// Pairs of an id's hash and its row, in the order of the hashes.
    Ids,
    /// Finite-state map from a folded name to where its bearers start in `Postings`.
    Names,
    /// The same of demonyms.
    Demonyms,
    /// The same of abbreviations, in their own case.
    Abbreviations,
    /// The same of the consonants of names that are spelled in more than one way.
    Spellings,
    /// A count of bearers, then each bearer: twice its row, and one more where the name is not its main one.
    Postings,
    /// Pairs of a country's number and its row, in the order of the numbers.
    Countries,
    /// The same of first-order divisions.
    Provinces,
    /// The same of second-order divisions.
    Districts,
    /// The files that it was made from, a line each.
    Origin,
}

impl Section {
    /// All of them, in the order in which they stand.
    pub(crate) const ALL: [Self; 12] = [
        Self::Records,
        Self::Pool,
        Self::Ids,
        Self::Names,
        Self::Demonyms,
        Self::Abbreviations,
        Self::Spellings,
        Self::Postings,
        Self::Countries,
        Self::Provinces,
        Self::Districts,
        Self::Origin,
    ];
}

/// Where a section lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extent {
    pub(crate) start: u64,
    pub(crate) len: u64,
    pub(crate) crc: u32,
}

/// The extents of all sections, in the order of [`Section::ALL`].
pub(crate) type Extents = [Extent; Section::ALL.len()];

const EXTENT: usize = 20;
const FIXED: usize = MAGIC.len() + 4 + 8;
/// Bytes of the header.
pub(crate) const HEADER: usize = FIXED + Section::ALL.len() * EXTENT + 4;

/// What is wrong with a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The file has another length than its header says, or ends within it.
    Cut {
        /// Bytes there are.
        has: u64,
        /// Bytes there should be.
        wants: u64,
    },
    /// Of another version.
    Version(u32),
    /// Bytes were changed.
    Damaged,
}

/// The header of an index of these extents.
pub(crate) fn header(extents: &Extents) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    let end = extents.last().map_or(0, |e| e.start + e.len);
    bytes.extend_from_slice(&end.to_le_bytes());
    for extent in extents {
        bytes.extend_from_slice(&extent.start.to_le_bytes());
        bytes.extend_from_slice(&extent.len.to_le_bytes());
        bytes.extend_from_slice(&extent.crc.to_le_bytes());
    }
    let crc = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes
}

/// The extents that the header of `file` tells, each of which lies within the file.
pub(crate) fn extents(file: &[u8]) -> Result<Extents, Fault> {
    let has = file.len() as u64;
    let cut = Fault::Cut { has, wants: HEADER as u64 };
    let version = u32_at(file, MAGIC.len()).ok_or(cut)?;
    // first of all, as another version may have another header
    if version != VERSION {
        return Err(Fault::Version(version));
    }
    let head = file.get(..HEADER - 4).ok_or(cut)?;
    if u32_at(file, HEADER - 4) != Some(crc32fast::hash(head)) {
        return Err(Fault::Damaged);
    }
    let wants = u64_at(file, MAGIC.len() + 4).ok_or(cut)?;
    if has != wants {
        return Err(Fault::Cut { has, wants });
    }
    let mut extents = Extents::default();
    for (i, extent) in extents.iter_mut().enumerate() {
        let at = FIXED + i * EXTENT;
        let read = || Some((u64_at(file, at)?, u64_at(file, at + 8)?, u32_at(file, at + 16)?));
        let (start, len, crc) = read().ok_or(cut)?;
        if start.checked_add(len).is_none_or(|end| end > has) {
            return Err(Fault::Damaged);
        }
        *extent = Extent { start, len, crc };
    }
    Ok(extents)
}

/// The number at byte `at`.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

/// The number at byte `at`.
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|b| u64::from_le_bytes(*b))
}

/// Writes the sections of an index one after another, and its header last.
pub(crate) struct Writer<W> {
    out: W,
    at: u64,
    crc: crc32fast::Hasher,
    extents: Extents,
    done: usize,
}

impl<W: Write + Seek> Writer<W> {
    /// Starts an index at the start of `out`.
    pub(crate) fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(&[0; HEADER])?;
        Ok(Self { out, at: HEADER as u64, crc: crc32fast::Hasher::new(), extents: Extents::default(), done: 0 })
    }

    /// Ends the section that was being written; they come in the order of [`Section::ALL`].
    pub(crate) fn end(&mut self, section: Section) {
        debug_assert_eq!(Section::ALL[self.done], section);
        let start = self.done.checked_sub(1).map_or(HEADER as u64, |before| {
            let before = self.extents[before];
            before.start + before.len
        });
        let crc = std::mem::take(&mut self.crc).finalize();
        self.extents[self.done] = Extent { start, len: self.at - start, crc };
        self.done += 1;
    }

    /// Writes the header and gives back what was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(&self.extents))?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.crc.update(&bytes[..n]);
        self.at += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

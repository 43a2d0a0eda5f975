//! Index: the bytes that [`super::compile`] made, read where they lie. Nothing is parsed when it is opened, and nothing
//! that it holds is trusted: what points outside is as good as empty.

mod bytes;
mod node;
mod walk;

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    ops::Range,
    path::Path,
};

pub(crate) use bytes::Bytes;
pub(crate) use walk::{Map, Stand};

use bytes::Part;
use fst::raw::Fst;

use super::{
    GazetteerError,
    layout::{self, Extents, Fault, MAGIC, Section},
    record::{self, Record, SIZE, id_hash},
    table::Row,
};

/// Files up to this size are held against their checksums whenever they are opened, which takes about 30 ms at most;
/// larger ones by `gazetteer info`.
const CHECKED: usize = 256 << 20;

/// An opened index.
pub(crate) struct Index {
    bytes: Bytes,
    extents: Extents,
    names: Fst<Part>,
    demonyms: Fst<Part>,
    abbreviations: Fst<Part>,
    spellings: Fst<Part>,
    records: Part,
    pool: Part,
    postings: Part,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// The strings of a row, but for its other names, of which a country has some thousand bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strings<'i> {
    pub(crate) id: &'i str,
    pub(crate) name: &'i str,
    pub(crate) admin1_code: &'i str,
    pub(crate) admin2_code: &'i str,
    pub(crate) feature_class: &'i str,
    pub(crate) feature_code: &'i str,
    pub(crate) country_code: &'i str,
}

impl Index {
    /// The index that the bytes are, not held against its checksums; `path` names it should it be wrong.
    pub(crate) fn new(bytes: Bytes, path: &Path) -> Result<Self, GazetteerError> {
        Self::of(bytes).map_err(|fault| error(path, fault))
    }

    fn of(bytes: Bytes) -> Result<Self, Fault> {
        let extents = layout::extents(bytes.as_ref())?;
        let part = |section: Section| {
            let e = extents[section as usize];
            let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            bytes.part(at(e.start)..at(e.start + e.len))
        };
        let map = |section| Fst::new(part(section)).map_err(|_| Fault::Damaged);
        Ok(Self {
            names: map(Section::Names)?,
            demonyms: map(Section::Demonyms)?,
            abbreviations: map(Section::Abbreviations)?,
            spellings: map(Section::Spellings)?,
            records: part(Section::Records),
            pool: part(Section::Pool),
            postings: part(Section::Postings),
            extents,
            bytes,
        })
    }

    /// Opens the index file at `path`; none if the file is something else.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, GazetteerError> {
        Self::open_checked(path, CHECKED)
    }

    /// As [`Self::open`], held against its checksums whatever its size.
    pub(crate) fn open_whole(path: &Path) -> Result<Option<Self>, GazetteerError> {
        Self::open_checked(path, usize::MAX)
    }

    /// Opens an index file, held against its checksums if it has no more than `most` bytes.
    fn open_checked(path: &Path, most: usize) -> Result<Option<Self>, GazetteerError> {
        let read = |source| GazetteerError::Read { path: path.into(), source };
        let file = File::open(path).map_err(read)?;
        if !is_index(&file).map_err(read)? {
            return Ok(None);
        }
        let index = Self::new(Bytes::map(&file).map_err(read)?, path)?;
        if index.size() <= most {
            index.verify(path)?;
        }
        Ok(Some(index))
    }

    /// Holds all of it against its checksums.
    pub(crate) fn verify(&self, path: &Path) -> Result<(), GazetteerError> {
        let whole = Section::ALL.iter().all(|&s| crc32fast::hash(self.section(s)) == self.extents[s as usize].crc);
        if whole { Ok(()) } else { Err(error(path, Fault::Damaged)) }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.records.as_ref().len() / SIZE).unwrap_or(u32::MAX)
    }

    /// How many names there are.
    pub(crate) fn names_len(&self) -> usize {
        self.names.len() + self.demonyms.len() + self.abbreviations.len()
    }

    /// Bytes in all.
    pub(crate) fn size(&self) -> usize {
        self.bytes.as_ref().len()
    }

    /// A number for all that it holds: the CRC-32 of its header, which has those of the sections.
    pub(crate) fn checksum(&self) -> u32 {
        layout::u32_at(self.bytes.as_ref(), layout::HEADER - 4).unwrap_or(0)
    }

    /// The lines that tell what it was made from.
    pub(crate) fn origin(&self) -> &str {
        std::str::from_utf8(self.section(Section::Origin)).unwrap_or("")
    }

    /// A row without its strings.
    pub(crate) fn record(&self, row: u32) -> Record {
        Record::decode(self.bytes_of(row))
    }

    fn bytes_of(&self, row: u32) -> &[u8; SIZE] {
        let at = row as usize * SIZE;
        self.records.as_ref().get(at..).and_then(|b| b.first_chunk()).unwrap_or(&[0; SIZE])
    }

    /// The strings of a row.
    pub(crate) fn strings(&self, row: u32) -> Strings<'_> {
        let [id, name, admin1_code, admin2_code] = self.pooled(row).map(utf8);
        let [feature_class, country_code, feature_code] = record::CODES.map(|range| self.code(row, range));
        Strings { id, name, admin1_code, admin2_code, feature_class, feature_code, country_code }
    }

    /// Its id alone.
    pub(crate) fn id(&self, row: u32) -> &str {
        utf8(self.pooled(row)[0])
    }

    /// Its main name alone.
    pub(crate) fn name(&self, row: u32) -> &str {
        utf8(self.pooled(row)[1])
    }

    /// The code of its country alone.
    pub(crate) fn country_code(&self, row: u32) -> &str {
        let [_, country, _] = record::CODES;
        self.code(row, country)
    }

    /// Its id, its name and the codes of its divisions, not known to be UTF-8.
    fn pooled(&self, row: u32) -> [&[u8]; 4] {
        let r = self.record(row);
        let mut rest = self.pool.as_ref().get(r.start as usize..).unwrap_or(&[]);
        [r.id_len.into(), r.name_len.into(), r.admin1_len.into(), r.admin2_len.into()].map(|len: usize| {
            let (text, after) = rest.split_at_checked(len).unwrap_or((&[], &[]));
            rest = after;
            text
        })
    }

    fn code(&self, row: u32, range: Range<usize>) -> &str {
        let code = &self.bytes_of(row)[range];
        let end = code.iter().position(|&b| b == 0).unwrap_or(code.len());
        utf8(&code[..end])
    }

    /// All of a row, as a table would have it.
    pub(crate) fn row(&self, row: u32) -> Row<'_> {
        let (text, record) = (self.strings(row), self.record(row));
        let (latitude, longitude) = record.point();
        Row {
            line: 0,
            name: text.name,
            latitude,
            longitude,
            id: text.id,
            alternates: self.alternates(row),
            separator: '|',
            feature_class: text.feature_class,
            feature_code: text.feature_code,
            country_code: text.country_code,
            admin1_code: text.admin1_code,
            admin2_code: text.admin2_code,
            population: record.population,
        }
    }

    /// Its other names, joined by `|`.
    pub(crate) fn alternates(&self, row: u32) -> &str {
        let r = self.record(row);
        let lengths = [r.id_len.into(), r.name_len.into(), r.admin1_len.into(), r.admin2_len.into()];
        let start = r.start as usize + lengths.iter().sum::<usize>();
        let text = self.pool.as_ref().get(start..).and_then(|rest| rest.get(..r.alternates_len as usize));
        std::str::from_utf8(text.unwrap_or(&[])).unwrap_or("")
    }

    /// The row of an id.
    pub(crate) fn by_id(&self, id: &str) -> Option<u32> {
        self.pairs(Section::Ids).equal(id_hash(id)).find(|&row| self.pooled(row)[0] == id.as_bytes())
    }

    /// The row of the country or division that has these codes, by its number at the depth.
    pub(crate) fn division(&self, number: u32, country: [u8; 2], codes: &[&[u8]]) -> Option<u32> {
        let section = [Section::Countries, Section::Provinces, Section::Districts][codes.len().min(2)];
        self.pairs(section).equal(number).find(|&row| {
            let [_, _, own @ ..] = self.pooled(row);
            self.record(row).country == country && own.iter().zip(codes).all(|(a, b)| a == b)
        })
    }

    /// The codes of its divisions, the first-order one first.
    pub(crate) fn codes(&self, row: u32) -> [&[u8]; 2] {
        let [_, _, codes @ ..] = self.pooled(row);
        codes
    }

    /// The names by their keys.
    pub(crate) fn map(&self, which: Names) -> &Fst<Part> {
        match which {
            Names::Name => &self.names,
            Names::Demonym => &self.demonyms,
            Names::Abbreviation => &self.abbreviations,
            Names::Spelling => &self.spellings,
        }
    }

    /// The postings that start at number `at`, four bytes each.
    pub(crate) fn bearers(&self, at: u64) -> &[u8] {
        let all = self.postings.as_ref();
        let Some(at) = usize::try_from(at).ok().and_then(|at| at.checked_mul(4)) else { return &[] };
        let Some(count) = layout::u32_at(all, at) else { return &[] };
        all.get(at + 4..).and_then(|rest| rest.get(..count as usize * 4)).unwrap_or(&[])
    }

    fn section(&self, section: Section) -> &[u8] {
        let e = self.extents[section as usize];
        let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        self.bytes.as_ref().get(at(e.start)..at(e.start + e.len)).unwrap_or(&[])
    }

    fn pairs(&self, section: Section) -> Pairs<'_> {
        Pairs(self.section(section).as_chunks().0)
    }
}

/// The text of bytes that the compiler of indexes wrote; of damaged ones nothing.
fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or("")
}

/// Whether a file begins as an index does.
pub(crate) fn is_index(mut file: &File) -> io::Result<bool> {
    let mut start = Vec::with_capacity(MAGIC.len());
    if file.metadata()?.is_file() {
        file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut start)?;
    }
    Ok(start == MAGIC)
}

/// Which names of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Names of places, folded.
    Name,
    /// Peoples and adjectives, folded.
    Demonym,
    /// Capitals as they are written, without dots.
    Abbreviation,
    /// Consonants of names of countries that write otherwise.
    Spelling,
}

/// Pairs of a number and a row, in the order of the numbers.
struct Pairs<'i>(&'i [[u8; 8]]);

impl<'i> Pairs<'i> {
    /// The rows of a number.
    fn equal(self, number: u32) -> impl Iterator<Item = u32> + use<'i> {
        let halves = |pair: &[u8; 8]| {
            let both = u64::from_le_bytes(*pair);
            ((both & 0xffff_ffff) as u32, (both >> 32) as u32)
        };
        let first = self.first(|pair| halves(pair).0 < number, number);
        let same = self.0.get(first..).unwrap_or(&[]).iter().map(halves);
        same.take_while(move |&(n, _)| n == number).map(|(_, row)| row)
    }

    /// The first pair that is not below `number`: sought around where it stands if the numbers are spread evenly, which
    /// hashes are. Of 12 million pairs that is a page or two, of which halving the whole would touch a dozen.
    fn first(&self, below: impl Fn(&[u8; 8]) -> bool, number: u32) -> usize {
        let len = self.0.len();
        let guess = usize::try_from((u64::from(number) * len as u64) >> 32).unwrap_or(0);
        let (mut low, mut high, mut step) = (guess, guess, 64);
        while low > 0 && !below(&self.0[low - 1]) {
            high = low;
            low = low.saturating_sub(step);
            step *= 2;
        }
        while high < len && below(&self.0[high]) {
            low = high;
            high = (high + step).min(len);
            step *= 2;
        }
        low + self.0[low..high].partition_point(below)
    }
}

/// What is wrong with an index, and what to do.
fn error(path: &Path, fault: Fault) -> GazetteerError {
    const ANEW: &str = "make it anew with `incident-mapper gazetteer build`";
    let message = match fault {
        Fault::Cut { has, wants } => {
            format!(
                "the index has {has} bytes where it should have {wants}: it was not copied whole; copy it again, or {ANEW}"
            )
        }
        Fault::Version(version) => {
            format!("the index has format {version}, and this program reads format {}; {ANEW}", layout::VERSION)
        }
        Fault::Damaged => format!("the index is damaged: its bytes do not agree with its checksums; {ANEW}"),
    };
    GazetteerError::Index { path: path.into(), message }
}

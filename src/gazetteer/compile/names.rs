//! Names: every name of every row under its key, and who bears it.

use std::{
    collections::HashSet,
    io::{self, Seek, Write},
    sync::LazyLock,
};

use super::{
    super::{
        PlaceClass,
        key::{Keys, consonants, exact},
        layout::{Section, Writer},
        record::Record,
    },
    AliasKind,
};

/// Scripts, and where each is at home.
const SCRIPTS: &str = include_str!("../../../data/scripts.csv");

/// The names of an index on their way into it.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: Entries,
    demonyms: Entries,
    abbreviations: Entries,
    spellings: Entries,
    keys: Keys,
}

/// Keys, and what bears each.
#[derive(Debug, Default)]
struct Entries {
    keys: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    len: u16,
    other: bool,
    row: u32,
}

impl Names {
    /// Adds the names of all rows.
    pub(super) fn add_rows(&mut self, records: &[Record], pool: &str) {
        for (row, record) in (0..).zip(records) {
            let name = record.start as usize + usize::from(record.id_len);
            let codes = name + usize::from(record.name_len);
            let alternates = codes + usize::from(record.admin1_len) + usize::from(record.admin2_len);
            let foreign = record.class <= PlaceClass::Province && writes_otherwise(record.country);
            self.add(&pool[name..codes], row, false, foreign);
            for alternate in pool[alternates..][..record.alternates_len as usize].split('|') {
                self.add(alternate, row, true, foreign);
            }
        }
    }

    /// Adds a name from elsewhere.
    pub(super) fn add_alias(&mut self, alias: &str, row: u32, kind: AliasKind) {
        match kind {
            AliasKind::Alternate => self.add(alias, row, true, false),
            AliasKind::Abbreviation => self.abbreviations.push(&exact(alias), row, false),
            AliasKind::Demonym => self.demonyms.push(self.keys.key(alias), row, false),
        }
    }

    fn add(&mut self, name: &str, row: u32, other: bool, foreign: bool) {
        // "the U.S." too
        let bare = name.strip_prefix("the ").unwrap_or(name);
        if is_abbreviation(bare) {
            self.abbreviations.push(&exact(bare), row, other);
            return;
        }
        let key = self.keys.key(name);
        self.places.push(key, row, other);
        if foreign && key.is_ascii() {
            self.spellings.push(&consonants(key), row, other);
        }
        if let Some(rest) = key.strip_prefix(b"the ") {
            self.places.push(rest, row, other);
        }
    }

    /// Writes the sections from the names to the postings.
    pub(super) fn write<W: Write + Seek>(self, writer: &mut Writer<W>, populations: &[u64]) -> io::Result<()> {
        let mut postings = Vec::new();
        for (entries, section) in [
            (self.places, Section::Names),
            (self.demonyms, Section::Demonyms),
            (self.abbreviations, Section::Abbreviations),
            (self.spellings, Section::Spellings),
        ] {
            entries.write(&mut *writer, populations, &mut postings)?;
            writer.end(section);
        }
        for number in &postings {
            writer.write_all(&number.to_le_bytes())?;
        }
        writer.end(Section::Postings);
        Ok(())
    }
}

impl Entries {
    fn push(&mut self, key: &[u8], row: u32, other: bool) {
        // longer than 65,535 bytes is no name
        let Ok(len) = u16::try_from(key.len()) else { return };
        if len > 0 {
            // keys past four gigabytes cannot come from a pool below that
            let start = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            self.entries.push(Entry { start, len, other, row });
            self.keys.extend_from_slice(key);
        }
    }

    /// Writes the finite-state map, and appends its postings: the best bearers first, which are those of the main name
    /// and of them the larger.
    fn write(mut self, out: impl Write, populations: &[u64], postings: &mut Vec<u32>) -> io::Result<()> {
        let keys = &self.keys;
        let key = |e: &Entry| &keys[e.start as usize..][..usize::from(e.len)];
        self.entries.sort_unstable_by(|a, b| {
            key(a).cmp(key(b)).then_with(|| a.row.cmp(&b.row)).then_with(|| a.other.cmp(&b.other))
        });
        let mut map = fst::MapBuilder::new(out).map_err(of_fst)?;
        let mut bearers: Vec<Entry> = Vec::new();
        for group in self.entries.chunk_by(|a, b| key(a) == key(b)) {
            map.insert(key(&group[0]), postings.len() as u64).map_err(of_fst)?;
            bearers.clear();
            bearers.extend_from_slice(group);
            // of a row that bears the name twice the first is the main name
            bearers.dedup_by_key(|e| e.row);
            bearers.sort_by_key(|e| (e.other, std::cmp::Reverse(populations[e.row as usize]), e.row));
            postings.push(u32::try_from(bearers.len()).unwrap_or(u32::MAX));
            postings.extend(bearers.iter().map(|e| e.row * 2 + u32::from(e.other)));
        }
        map.finish().map_err(of_fst)
    }
}

/// Whether a country has a script of its own, from which every paper spells its names in another way.
fn writes_otherwise(country: [u8; 2]) -> bool {
    static COUNTRIES: LazyLock<HashSet<[u8; 2]>> = LazyLock::new(|| {
        let codes = SCRIPTS.lines().skip(1).filter_map(|line| line.rsplit(',').next());
        codes.flat_map(str::split_whitespace).filter_map(|code| code.as_bytes().first_chunk().copied()).collect()
    });
    COUNTRIES.contains(&country)
}

fn of_fst(error: fst::Error) -> io::Error {
    match error {
        fst::Error::Io(error) => error,
        error @ fst::Error::Fst(_) => io::Error::other(error),
    }
}

/// "UAE", "U. S.", "J&K": letters that are all capitals match only as capitals, since "us" is a word.
fn is_abbreviation(name: &str) -> bool {
    let bytes = name.as_bytes();
    let letter = |(i, b): (usize, &u8)| match b {
        b' ' => bytes[..i].ends_with(b"."),
        b => b.is_ascii_uppercase() || matches!(b, b'.' | b'&'),
    };
    name.len() <= 8
        && bytes.iter().filter(|b| b.is_ascii_uppercase()).count() >= 2
        && bytes.iter().enumerate().all(letter)
}

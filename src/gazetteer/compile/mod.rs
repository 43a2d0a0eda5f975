//! Compile: rows in, the bytes of an index out. The build script compiles this folder too.
//!
//! Twelve million rows pass through here, so rows are records over one pool from the start, and what is done with is
//! dropped before the names are sorted.

mod divisions;
mod names;

use std::{
    collections::HashSet,
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    GazetteerError, PlaceClass, RowError,
    layout::{Section, Writer},
    record::{Record, id_hash, number},
    table::Row,
};
use names::Names;

/// Rows and aliases on their way into an index.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pool: String,
    records: Vec<Record>,
    /// The line of each record in its file.
    lines: Vec<u32>,
    files: Vec<File>,
    /// Further names, by ids that are looked up when all rows are there, with whether some row must have the id.
    aliases: Texts<(AliasKind, bool)>,
    /// Of these, those of a user's own tables.
    own: Texts<AliasKind>,
    /// How many live in a place whose row does not say.
    populations: Texts<u64>,
    made: String,
}

/// A file of rows.
#[derive(Debug)]
struct File {
    path: PathBuf,
    /// Its first record.
    first: usize,
}

/// What an alias is to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AliasKind {
    /// Another name.
    Alternate,
    /// Its people, or their adjective.
    Demonym,
    /// Letters that stand for it in their own case only.
    Abbreviation,
}

impl AliasKind {
    /// The kind of a word in the third column of a table of aliases.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "" | "alternate" => Some(Self::Alternate),
            "demonym" => Some(Self::Demonym),
            "abbreviation" => Some(Self::Abbreviation),
            _ => None,
        }
    }
}

impl Builder {
    /// Begins a file of rows. Of rows of one id that of the later file stays.
    pub(crate) fn begin(&mut self, path: &Path) {
        self.files.push(File { path: path.into(), first: self.records.len() });
    }

    /// Adds a row of the file that was begun last. The error is a column and what is wrong there.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> Result<(), (&'static str, String)> {
        row.fits()?;
        let start = u32::try_from(self.pool.len()).unwrap_or(u32::MAX);
        let id_len = if row.id.is_empty() {
            user_id(row, &mut self.made);
            self.pool.push_str(&self.made);
            self.made.len()
        } else {
            self.pool.push_str(row.id);
            row.id.len()
        };
        for text in [row.name, row.admin1_code, row.admin2_code] {
            self.pool.push_str(text);
        }
        let before = self.pool.len();
        if row.separator == '|' {
            self.pool.push_str(row.alternates);
        } else {
            self.pool.extend(row.alternates.chars().map(|c| if c == row.separator { '|' } else { c }));
        }
        let mut country = [0; 2];
        country[..row.country_code.len()].copy_from_slice(row.country_code.as_bytes());
        let mut feature_code = [0; 8];
        feature_code[..row.feature_code.len()].copy_from_slice(row.feature_code.as_bytes());
        self.records.push(Record {
            start,
            alternates_len: u32::try_from(self.pool.len() - before).unwrap_or(0),
            id_len: short(id_len),
            name_len: short(row.name.len()),
            admin1_len: byte(row.admin1_code.len()),
            admin2_len: byte(row.admin2_code.len()),
            feature_class: row.feature_class.bytes().next().unwrap_or(0),
            class: PlaceClass::of(row.feature_class, row.feature_code, row.country_code, row.population),
            latitude: degrees(row.latitude),
            longitude: degrees(row.longitude),
            country,
            spread_km: 0,
            admin1: number(&[row.country_code, row.admin1_code]),
            admin2: number(&[row.country_code, row.admin1_code, row.admin2_code]),
            feature_code,
            population: row.population,
        });
        self.lines.push(u32::try_from(row.line).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Adds the lines `id,alias,kind` of an embedded table of aliases, of which the rows at hand need some only.
    pub(crate) fn add_aliases(&mut self, text: &str) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        while matches!(reader.read_record(&mut record), Ok(true)) {
            if let (Some(id), Some(alias), Some(kind)) = (record.get(0), record.get(1), record.get(2)) {
                let kind = AliasKind::named(kind).unwrap_or(AliasKind::Alternate);
                self.aliases.push(id, alias, (kind, false));
            }
        }
    }

    /// Adds an alias of a user's own table, whose row may be one below.
    pub(crate) fn add_own_alias(&mut self, id: &str, alias: &str, kind: AliasKind) {
        self.add_alias(id, alias, kind);
        self.own.push(id, alias, kind);
    }

    /// Those of which no row has the id.
    pub(crate) fn homeless(&self) -> Vec<(String, String, AliasKind)> {
        let id = |r: &Record| &self.pool[r.start as usize..][..usize::from(r.id_len)];
        let known: HashSet<&str> = self.records.iter().map(id).collect();
        let homeless = self.own.iter().filter(|(id, ..)| !known.contains(id));
        homeless.map(|(id, alias, kind)| (id.to_owned(), alias.to_owned(), kind)).collect()
    }

    /// Adds a row of another index, of which `spread_km` was measured.
    pub(crate) fn copy(&mut self, row: &Row<'_>, spread_km: u16) {
        // a row that an index holds fits into another
        if self.add(row).is_ok()
            && let Some(record) = self.records.last_mut()
        {
            record.spread_km = spread_km;
        }
    }

    /// Adds another name for the row of an id; it is left out, and counted, where no row has the id.
    pub(crate) fn add_alias(&mut self, id: &str, alias: &str, kind: AliasKind) {
        self.aliases.push(id, alias, (kind, true));
    }

    /// Adds how many live in the place of an id, for a row that does not say.
    pub(crate) fn add_population(&mut self, id: &str, population: u64) {
        self.populations.push(id, "", population);
    }

    /// Writes the index, and gives back how many further names had no row. `origin` is a line for each file that it was
    /// made from; `path` is what `out` is called in an error.
    pub(crate) fn write<W: Write + Seek>(
        mut self,
        out: W,
        origin: &str,
        path: &Path,
    ) -> Result<(W, usize), GazetteerError> {
        if self.records.len() >= (u32::MAX / 2) as usize || self.pool.len() >= u32::MAX as usize {
            return Err(GazetteerError::TooLarge("more than two thousand million rows or four gigabytes of names"));
        }
        let ids = self.settle()?;
        self.lines = Vec::new();
        for (id, _, population) in self.populations.iter() {
            if let Some(row) = find(&ids, &self.records, &self.pool, id)
                && self.records[row as usize].population == 0
            {
                self.records[row as usize].population = population;
            }
        }
        let divisions = divisions::of(&mut self.records, &self.pool);
        let mut names = Names::default();
        names.add_rows(&self.records, &self.pool);
        let mut homeless = 0;
        for (id, alias, (kind, counts)) in self.aliases.iter() {
            match find(&ids, &self.records, &self.pool, id) {
                Some(row) => names.add_alias(alias, row, kind),
                None => homeless += usize::from(counts),
            }
        }
        self.aliases = Texts::default();
        let populations: Vec<u64> = self.records.iter().map(|r| r.population).collect();
        let written = (|| -> io::Result<W> {
            let mut writer = Writer::begin(BufWriter::new(out))?;
            for record in &self.records {
                writer.write_all(&record.encode())?;
            }
            writer.end(Section::Records);
            self.records = Vec::new();
            writer.write_all(self.pool.as_bytes())?;
            writer.end(Section::Pool);
            self.pool = String::new();
            write_pairs(&mut writer, &ids)?;
            writer.end(Section::Ids);
            names.write(&mut writer, &populations)?;
            for (section, pairs) in [Section::Countries, Section::Provinces, Section::Districts].iter().zip(&divisions)
            {
                write_pairs(&mut writer, pairs)?;
                writer.end(*section);
            }
            writer.write_all(origin.as_bytes())?;
            writer.end(Section::Origin);
            writer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
        })();
        written.map(|out| (out, homeless)).map_err(|source| GazetteerError::Write { path: path.into(), source })
    }

    /// Keeps one row an id, the last, and gives the ids' hashes with their rows, in order.
    fn settle(&mut self) -> Result<Vec<(u32, u32)>, GazetteerError> {
        let id = |i: u32| {
            let r = &self.records[i as usize];
            &self.pool[r.start as usize..][..usize::from(r.id_len)]
        };
        let count = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let mut order: Vec<(u32, u32)> = (0..count).map(|i| (id_hash(id(i)), i)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(id(b.1))).then(a.1.cmp(&b.1)));
        let mut gone = vec![false; self.records.len()];
        let mut twice: Vec<(u32, u32)> = Vec::new();
        for pair in order.windows(2) {
            let ((hash, earlier), (other, later)) = (pair[0], pair[1]);
            if hash == other && id(earlier) == id(later) {
                gone[earlier as usize] = true;
                if self.file_of(earlier) == self.file_of(later) {
                    twice.push((later, earlier));
                }
            }
        }
        if !twice.is_empty() {
            twice.sort_unstable();
            return Err(self.repeated(&twice));
        }
        // the rows that stay close up
        let mut now: Vec<u32> = Vec::with_capacity(self.records.len());
        let mut kept = 0;
        for &gone in &gone {
            now.push(kept);
            kept += u32::from(!gone);
        }
        order.retain(|&(_, i)| !gone[i as usize]);
        for (_, i) in &mut order {
            *i = now[*i as usize];
        }
        let mut stays = gone.iter().map(|gone| !gone);
        self.records.retain(|_| stays.next().unwrap_or(true));
        Ok(order)
    }

    fn file_of(&self, record: u32) -> usize {
        self.files.partition_point(|f| f.first <= record as usize)
    }

    /// The error of rows that repeat an id of their own file.
    fn repeated(&self, twice: &[(u32, u32)]) -> GazetteerError {
        let rows = twice.iter().take(RowError::LIMIT).map(|&(later, earlier)| {
            let r = &self.records[later as usize];
            let id = &self.pool[r.start as usize..][..usize::from(r.id_len)];
            let first = self.lines[earlier as usize];
            RowError {
                path: self.files[self.file_of(later) - 1].path.clone(),
                line: self.lines[later as usize] as usize,
                column: "id".to_owned(),
                message: format!("`{id}` stands already in line {first}; remove one of the two rows"),
            }
        });
        GazetteerError::Rows { rows: rows.collect(), more: twice.len().saturating_sub(RowError::LIMIT) }
    }
}

/// Pairs of strings with something beside each, in one string.
#[derive(Debug)]
struct Texts<T> {
    text: String,
    /// Where the pair starts, where the second string starts after it and where it ends.
    pairs: Vec<(usize, u32, u32, T)>,
}

impl<T> Default for Texts<T> {
    fn default() -> Self {
        Self { text: String::new(), pairs: Vec::new() }
    }
}

impl<T: Copy> Texts<T> {
    fn push(&mut self, first: &str, second: &str, beside: T) {
        let start = self.text.len();
        self.text.push_str(first);
        self.text.push_str(second);
        let middle = u32::try_from(first.len()).unwrap_or(0);
        let end = u32::try_from(self.text.len() - start).unwrap_or(0);
        self.pairs.push((start, middle, end, beside));
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str, T)> {
        self.pairs.iter().map(|&(start, middle, end, beside)| {
            let (first, second) = self.text[start..start + end as usize].split_at(middle as usize);
            (first, second, beside)
        })
    }
}

/// The row of an id.
fn find(ids: &[(u32, u32)], records: &[Record], pool: &str, id: &str) -> Option<u32> {
    let hash = id_hash(id);
    let first = ids.partition_point(|&(h, _)| h < hash);
    let mut same = ids[first..].iter().take_while(|&&(h, _)| h == hash).map(|&(_, i)| i);
    same.find(|&i| {
        let r = &records[i as usize];
        &pool[r.start as usize..][..usize::from(r.id_len)] == id
    })
}

fn write_pairs(out: &mut impl Write, pairs: &[(u32, u32)]) -> io::Result<()> {
    for (key, row) in pairs {
        out.write_all(&key.to_le_bytes())?;
        out.write_all(&row.to_le_bytes())?;
    }
    Ok(())
}

fn short(len: usize) -> u16 {
    u16::try_from(len).unwrap_or(0)
}

fn byte(len: usize) -> u8 {
    u8::try_from(len).unwrap_or(0)
}

/// Ten-millionths of a degree, about a centimetre.
#[allow(clippy::cast_possible_truncation, reason = "at most 1.8e9 by the table's own check")]
fn degrees(value: f64) -> i32 {
    (value * 1e7).round() as i32
}

/// The id of a row that has none: the same for the same name and point, in any file and line.
fn user_id(row: &Row<'_>, id: &mut String) {
    use std::fmt::Write;
    // the decimals that a record keeps
    let said = format!("{}|{:.7}|{:.7}", row.name, row.latitude, row.longitude);
    id.clear();
    id.push_str("user:");
    for byte in &Sha256::digest(said.as_bytes())[..6] {
        let _ = write!(id, "{byte:02x}");
    }
}

//! Building: rows in, the flat records and the indexes of a gazetteer out.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    Gazetteer, GazetteerError, PlaceClass, PlaceId,
    country::is_swapped,
    divisions::Divisions,
    key::Keys,
    names::{Entry, NameIndex, NameKind},
    record::{Pool, Record},
    table::{self, Row},
};

/// A gazetteer under construction.
#[derive(Default)]
pub(super) struct Builder {
    pool: Pool,
    records: Vec<Record>,
    ids: HashMap<Box<str>, PlaceId>,
    aliases: Vec<(PlaceId, Box<str>, AliasKind)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AliasKind {
    Alternate,
    Demonym,
    Abbreviation,
}

impl Builder {
    /// Adds a table of rows. Of the same id the row that is added last stays.
    pub(super) fn add(&mut self, path: &Path, bytes: &[u8], users: bool) -> Result<(), GazetteerError> {
        // the line of each place that this file gave
        let mut lines: Vec<usize> = vec![0; self.records.len()];
        let mut made = String::new();
        table::read(path, bytes, |row| {
            // the embedded rows are checked where they are made, and opening is fast
            if users && is_swapped((row.longitude, row.latitude), row.country_code) {
                let Row { latitude, longitude, country_code, .. } = row;
                let message = format!(
                    "`{latitude}` with longitude `{longitude}` lies outside {country_code}; are latitude and longitude swapped?"
                );
                return Err(("latitude", message));
            }
            let id = if row.id.is_empty() {
                user_id(row, &mut made);
                made.as_str()
            } else {
                row.id
            };
            let place = self.place(row, id, users);
            if lines.len() <= place.index() {
                lines.resize(place.index() + 1, 0);
            }
            let first = std::mem::replace(&mut lines[place.index()], row.line);
            if first > 0 {
                return Err(("id", format!("`{id}` stands already in line {first}; remove one of the two rows")));
            }
            Ok(())
        })
    }

    fn place(&mut self, row: &Row<'_>, id: &str, users: bool) -> PlaceId {
        let known = self.ids.get(id).copied();
        let pool = &mut self.pool;
        let alternates = match row.separator {
            '|' => pool.add(row.alternates),
            other => pool.add(&row.alternates.replace(other, "|")),
        };
        let record = Record {
            id: known.map_or_else(|| pool.add(id), |p| self.records[p.index()].id),
            name: pool.add(row.name),
            alternates,
            latitude: degrees(row.latitude),
            longitude: degrees(row.longitude),
            feature_class: pool.intern(row.feature_class),
            feature_code: pool.intern(row.feature_code),
            country_code: pool.intern(row.country_code),
            admin1_code: pool.intern(row.admin1_code),
            admin2_code: pool.intern(row.admin2_code),
            population: row.population,
            class: PlaceClass::of(row.feature_class, row.feature_code, row.country_code, row.population),
            users,
        };
        if let Some(place) = known {
            self.records[place.index()] = record;
            return place;
        }
        let place = PlaceId(u32::try_from(self.records.len()).unwrap_or(u32::MAX));
        self.records.push(record);
        self.ids.insert(id.into(), place);
        place
    }

    /// Adds the lines `id,alias,kind` of the embedded table of aliases; those of unknown ids are left out.
    pub(super) fn add_aliases(&mut self, text: &str) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        while matches!(reader.read_record(&mut record), Ok(true)) {
            let (Some(id), Some(alias), Some(kind)) = (record.get(0), record.get(1), record.get(2)) else {
                continue;
            };
            let kind = match kind {
                "demonym" => AliasKind::Demonym,
                "abbreviation" => AliasKind::Abbreviation,
                _ => AliasKind::Alternate,
            };
            if let Some(&place) = self.ids.get(id) {
                self.aliases.push((place, alias.into(), kind));
            }
        }
    }

    /// Builds the indexes.
    pub(super) fn finish(mut self) -> Result<Gazetteer, GazetteerError> {
        if self.records.len() >= u32::MAX as usize || self.pool.is_full() {
            return Err(GazetteerError::TooLarge("more than four gigabytes of names"));
        }
        let (mut names, mut demonyms, mut abbreviations) = (Entries::default(), Entries::default(), Entries::default());
        let mut keys = Keys::default();
        for (i, record) in self.records.iter().enumerate() {
            let place = PlaceId(u32::try_from(i).unwrap_or(u32::MAX));
            let name = self.pool.get(record.name);
            let others = self.pool.get(record.alternates);
            for (alias, kind) in
                std::iter::once((name, NameKind::Main)).chain(others.split('|').map(|a| (a, NameKind::Alternate)))
            {
                if is_abbreviation(alias) {
                    abbreviations.push(&exact(alias), place, kind);
                } else {
                    let key = keys.key(alias);
                    names.push(key, place, kind);
                    if let Some(rest) = key.strip_prefix(b"the ") {
                        names.push(rest, place, kind);
                    }
                }
            }
        }
        // a name that is also a demonym ("Saudi") is one
        let mut seen = HashSet::new();
        for (place, alias, kind) in &self.aliases {
            match kind {
                AliasKind::Abbreviation => {
                    abbreviations.push(&exact(alias), *place, NameKind::Main);
                }
                AliasKind::Alternate if is_abbreviation(alias) => {
                    abbreviations.push(&exact(alias), *place, NameKind::Alternate);
                }
                AliasKind::Alternate => names.push(keys.key(alias), *place, NameKind::Alternate),
                AliasKind::Demonym => {
                    if seen.insert((*place, alias)) {
                        demonyms.push(keys.key(alias), *place, NameKind::Main);
                    }
                }
            }
        }
        let records = &self.records;
        let rank = |place: PlaceId, kind: NameKind| {
            let record = &records[place.index()];
            (!record.users, kind, std::cmp::Reverse(record.population), place)
        };
        let names = names.build(rank)?;
        let demonyms = demonyms.build(rank)?;
        let abbreviations = abbreviations.build(rank)?;
        let mut by_id: Vec<PlaceId> =
            (0..self.records.len()).map(|i| PlaceId(u32::try_from(i).unwrap_or(u32::MAX))).collect();
        let pool = &self.pool;
        by_id.sort_unstable_by_key(|p| pool.get(records[p.index()].id));
        let divisions = Divisions::of(&self.pool, &self.records);
        self.records.shrink_to_fit();
        Ok(Gazetteer {
            pool: self.pool.close(),
            by_id,
            names,
            demonyms,
            abbreviations,
            has_default: self.records.iter().any(|r| !r.users),
            records: self.records,
            divisions,
        })
    }
}

/// The names of one index, on their way into it.
#[derive(Default)]
struct Entries {
    keys: Vec<u8>,
    entries: Vec<Entry>,
}

impl Entries {
    fn push(&mut self, key: &[u8], place: PlaceId, kind: NameKind) {
        if key.is_empty() {
            return;
        }
        self.entries.push(Entry {
            start: u32::try_from(self.keys.len()).unwrap_or(u32::MAX),
            len: u32::try_from(key.len()).unwrap_or(0),
            place,
            kind,
        });
        self.keys.extend_from_slice(key);
    }

    fn build<R: Ord>(mut self, rank: impl Fn(PlaceId, NameKind) -> R) -> Result<NameIndex, GazetteerError> {
        if self.keys.len() > u32::MAX as usize {
            return Err(GazetteerError::TooLarge("more than four gigabytes of names"));
        }
        NameIndex::build(&self.keys, &mut self.entries, rank)
    }
}

/// "UAE", "U.S.", "J&K": letters that are all capitals match only as capitals, since "us" is a word.
fn is_abbreviation(name: &str) -> bool {
    name.len() <= 7
        && name.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'&'))
}

/// The key of an abbreviation: as it is written, without dots and spaces.
pub(super) fn exact(name: &str) -> Vec<u8> {
    name.bytes().filter(|b| !matches!(b, b'.' | b' ')).collect()
}

/// Ten-millionths of a degree, about a centimetre.
#[allow(clippy::cast_possible_truncation, reason = "at most 1.8e9 by the table's own check")]
fn degrees(value: f64) -> i32 {
    (value * 1e7).round() as i32
}

/// The id of a row that has none: the same for the same name and point, in any file and line.
fn user_id(row: &Row<'_>, id: &mut String) {
    use std::fmt::Write;
    let said = format!("{}|{:.7}|{:.7}", row.name, row.latitude, row.longitude);
    id.clear();
    id.push_str("user:");
    for byte in &Sha256::digest(said.as_bytes())[..6] {
        let _ = write!(id, "{byte:02x}");
    }
}

//! Lint: files of places in, all that is wrong or doubtful in them out.
//!
//! Holds sixteen bytes a row and no strings of rows, so that the world's dump can be looked through; what it finds is
//! held in full.

mod check;
mod name;
mod row;
mod twins;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use check::{Check, Severity};

use super::{
    Format, GazetteerError,
    error::Faults,
    index::Index,
    open::embedded_index,
    source::{self, AliasKind, Item},
};
use row::Rows;
use twins::{Fingerprint, Twins, fingerprint};

/// What is wrong or doubtful in a line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub path: Arc<Path>,
    /// Counted from 1.
    pub line: usize,
    /// Which check it failed.
    pub check: Check,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, check, message } = self;
        write!(f, "{}:{line}: {}: {message} [{}]", path.display(), check.severity(), check.id())
    }
}

/// All that was found in some files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lint {
    /// In the order of the files and lines.
    pub findings: Vec<Finding>,
    /// Places that were read.
    pub rows: u64,
    /// Further names that were read, those in the places' own rows not counted.
    pub aliases: u64,
}

impl Lint {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.check.severity() == severity).count()
    }
}

/// Looks through files, each of the `format` or of the one that its content tells. An id may stand in two files, since
/// the later then replaces the earlier; aliases are held against the ids of all files.
///
/// # Errors
/// A file that cannot be opened or read. What is in a file that is no table is a finding.
pub fn lint(paths: &[PathBuf], format: Option<Format>) -> Result<Lint, GazetteerError> {
    let mut lint = Lint::default();
    let mut ids: Vec<Fingerprint> = Vec::new();
    let mut named = Vec::new();
    for path in paths {
        let file = File::read(path, format)?;
        lint.rows += file.rows;
        lint.aliases += file.aliases;
        lint.findings.extend(file.findings);
        ids.extend(file.ids.fingerprints());
        named.push((file.path, file.named));
    }
    ids.sort_unstable();
    let unknown = |id: &Fingerprint| ids.binary_search(id).is_err();
    for (path, named) in named {
        for (_, line) in named.into_iter().filter(|(id, _)| unknown(id)) {
            let message = "neither a file that was given nor the program has a row of this id; check it, or name the file that has it";
            lint.findings.push(Finding {
                path: path.clone(),
                line: line as usize,
                check: Check::UnknownId,
                message: message.into(),
            });
        }
    }
    let order = |path: &Path| paths.iter().position(|p| p == path);
    lint.findings.sort_by_cached_key(|f| (order(&f.path), f.line, f.check));
    Ok(lint)
}

/// A file that is looked through.
struct File {
    path: Arc<Path>,
    findings: Vec<Finding>,
    rows: u64,
    aliases: u64,
    ids: Twins,
    places: Twins,
    names: Twins,
    /// The ids of aliases that the world lacks, and their lines.
    named: Vec<(Fingerprint, u32)>,
    world: Option<Index>,
}

impl File {
    fn read(path: &Path, format: Option<Format>) -> Result<Self, GazetteerError> {
        let mut file = Self {
            path: path.into(),
            findings: Vec::new(),
            rows: 0,
            aliases: 0,
            ids: Twins::default(),
            places: Twins::default(),
            names: Twins::default(),
            named: Vec::new(),
            world: embedded_index().ok(),
        };
        let mut faults = Faults::new(usize::MAX);
        let mut rows = Rows::default();
        let tally = source::read_with(path, format, &mut faults, &mut |item| {
            file.item(&mut rows, item);
            Ok(())
        });
        match tally {
            Ok(_) => {}
            Err(GazetteerError::Read { path, source }) => return Err(GazetteerError::Read { path, source }),
            Err(error) => {
                let (line, message) = of_the_file(&error);
                file.find(line, Check::BadFile, message);
            }
        }
        if let Err(GazetteerError::Rows { rows, .. }) = faults.finish() {
            for row in rows {
                file.find(row.line, Check::BadRow, format!("column {}: {}", row.column, row.message));
            }
        }
        file.twins();
        Ok(file)
    }

    fn find(&mut self, line: usize, check: Check, message: String) {
        self.findings.push(Finding { path: self.path.clone(), line, check, message });
    }

    fn item(&mut self, rows: &mut Rows, item: Item<'_>) {
        match item {
            Item::Row(row) => {
                self.rows += 1;
                rows.check(&row, &mut |check, message| self.find(row.line, check, message));
                let point = (row.latitude.to_bits(), row.longitude.to_bits());
                let id = if row.id.is_empty() { fingerprint(&(row.name, point)) } else { fingerprint(row.id) };
                self.ids.add(id, row.line);
                self.places.add(rows.place(&row), row.line);
            }
            Item::Alias { line, id, name, kind, own } => {
                self.aliases += 1;
                row::alias(name, kind, &mut |check, message| self.find(line, check, message));
                let said = kind == AliasKind::Demonym;
                self.names.add(fingerprint(&(id, rows.key(name), said)), line);
                if own && self.world.as_ref().is_none_or(|world| world.by_id(id).is_none()) {
                    self.named.push((fingerprint(id), u32::try_from(line).unwrap_or(u32::MAX)));
                }
            }
            Item::Population { .. } => {}
        }
    }

    /// What is said of lines that are alike.
    fn twins(&mut self) {
        for (line, first) in self.ids.pairs() {
            let message =
                format!("the id stands already in line {first}; give the row another, or remove one of the two");
            self.find(line, Check::DuplicateId, message);
        }
        for (line, first) in self.places.pairs() {
            let message = format!("the same name, sort and point as line {first}; remove one of the two");
            self.find(line, Check::DuplicatePlace, message);
        }
        for (line, first) in self.names.pairs() {
            self.find(line, Check::RepeatedName, format!("says what line {first} says; remove one of the two"));
        }
    }
}

/// The line and message of a file that is no table.
fn of_the_file(error: &GazetteerError) -> (usize, String) {
    let (path, line) = match error {
        GazetteerError::NotUtf8 { path, line, .. } | GazetteerError::Header { path, line, .. } => (path, *line),
        GazetteerError::Empty { path } | GazetteerError::Archive { path, .. } => (path, 1),
        _ => return (1, error.to_string()),
    };
    let said = error.to_string();
    let rest = said.strip_prefix(&path.display().to_string()).unwrap_or(&said);
    (line, rest.trim_start_matches(|c: char| c == ':' || c == ' ' || c.is_ascii_digit()).to_owned())
}

#[cfg(test)]
mod tests;

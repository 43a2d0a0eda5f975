//! Check: is a folder whole and still the contract.
//!
//! Checksums say that something changed; the checks behind them say what and where, and hold also when somebody wrote
//! the checksums anew: every value of a feature stands in its layer and in `incidents.geojsonl`, and most stand in
//! `reports.csv` a third time.

mod areas;
mod features;
mod files;
mod formats;
mod sums;
mod table;

use std::{collections::HashSet, fmt, fs, path::Path};

use super::{ExportError, INCIDENTS, Manifest, REPORTS, RUN, UNRESOLVED, lock::Lock, staging, users};

/// Something wrong with a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the folder.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    fn of(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, message: message.into() }
    }

    fn at(file: &str, line: u64, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::of(file, message) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// What a problem's message ends with when only another run can mend it.
const AGAIN: &str = "write the folder again with `map` or `assemble`";

/// The styles and projects in the folder `dir` that are the user's own. Nothing is wrong with them.
///
/// # Errors
/// `dir` is no folder, or cannot be read.
pub fn notes(dir: &Path) -> Result<Vec<Problem>, ExportError> {
    fs::metadata(dir).map_err(|e| ExportError::io("read the folder", dir, e))?;
    let text =
        "is yours, and runs keep it; remove it, or pass --overwrite, for one that fits the layers as they are now";
    Ok(Manifest::read(dir).iter().flat_map(|m| users::of(dir, m)).map(|name| Problem::of(&name, text)).collect())
}

/// Everything that is wrong with the folder `dir`; nothing if it is whole and as the contract says.
///
/// # Errors
/// `dir` is no folder, or cannot be read.
pub fn check(dir: &Path) -> Result<Vec<Problem>, ExportError> {
    match fs::metadata(dir) {
        Err(e) => return Err(ExportError::io("read the folder", dir, e)),
        Ok(meta) if !meta.is_dir() => return Err(ExportError::NotAFolder(dir.to_owned())),
        Ok(_) => {}
    }
    let mut problems = Vec::new();
    if Lock::is_held(dir) {
        problems.push(Problem::of(RUN, "a run is writing this folder; check again when it is done"));
    } else if dir.join(staging::STAGING).exists() {
        let text = format!("torn: a run was cut off here and left its staged files; {AGAIN}");
        problems.push(Problem::of(staging::STAGING, text));
    }
    let Some((manifest, sealed)) = files::manifest(dir, &mut problems) else {
        return Ok(problems);
    };
    let files::Listed { present, changed } = files::checksums(dir, &manifest, &mut problems);
    let mut found = content(dir, &manifest, &present);
    found.sort();
    if sealed && !changed.is_empty() {
        // what a changed file does to the sums and to the other files would hide where it was changed
        let mut told = HashSet::new();
        found.sort_by_key(|problem| (problem.line.is_none(), problem.line));
        found.retain(|problem| changed.contains(&problem.file) && told.insert(problem.file.clone()));
    }
    problems.extend(found);
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// What is wrong with the files themselves, and with each beside the others.
fn content(dir: &Path, manifest: &Manifest, present: &HashSet<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    // bytes that are no UTF-8 become U+FFFD, and the line that they stand on is found
    let text = |name: &str| {
        let bytes = fs::read(dir.join(name)).ok().filter(|_| present.contains(name));
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    };

    let mut layers = Vec::new();
    for kind in manifest.kinds.iter().filter(|k| present.contains(&k.file)) {
        layers.extend(features::layer(&text(&kind.file), kind, manifest, &mut problems));
    }
    features::places(&layers, &mut problems);
    if present.contains(INCIDENTS) {
        features::together(&text(INCIDENTS), &layers, &mut problems);
    }
    let areas: Vec<_> = manifest.kinds.iter().map(|kind| (areas::file(kind), kind)).collect();
    let mut countries = Vec::new();
    for (file, kind) in areas.iter().filter(|(file, _)| manifest.options.areas && present.contains(file)) {
        countries.extend(areas::layer(&text(file), (file, kind), &layers, manifest, &mut problems));
    }
    formats::check(manifest, present, &text, &mut problems);
    let rows = table::rows(REPORTS, &text(REPORTS), manifest, &mut problems);
    let unresolved = table::rows(UNRESOLVED, &text(UNRESOLVED), manifest, &mut problems);
    sums::check(manifest, &layers, &countries, &rows, &unresolved, &mut problems);
    problems
}

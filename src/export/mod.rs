//! Export: incidents in, a folder of layers out. Knows nothing of text.
//!
//! Every file is staged in a folder inside the target, synced and renamed, `run.json` last: a kill leaves each file
//! whole, and a folder that is whole or that [`check`] calls torn and the next run mends.
//!
//! **Whose file.** Ours is what an earlier run's `run.json` lists, or a file that begins as ours do (so that a folder
//! whose `run.json` is lost can be mended). Layers, lists and `run.json` are always replaced, also when they were
//! changed since (a folder with an edited layer could never be whole), and the change is said in a warning. A file
//! of an earlier run that this one does not make is removed if its checksum is ours; a changed one is kept with a
//! warning unless [`WriteOptions::overwrite`]. A file of somebody else's under one of our names stops the run; any
//! other file is not looked at. Styles and the project are the user's as soon as they are whole and not as a run wrote
//! them: saving them is what QGIS is for. They are kept, `run.json` lists them as kept, and [`notes`] tells of them.

mod areas;
mod cell;
pub mod check;
mod diff;
mod error;
mod formats;
mod layer;
mod link;
mod lock;
mod manifest;
mod names;
mod page;
mod previous;
mod qgis;
mod quote;
mod rows;
mod staging;
mod types;
mod users;
mod xml;

use std::{collections::BTreeMap, path::Path};

use serde_json::{Map, Value};

pub use check::{Problem, check, notes};
pub use diff::{Difference, diff};
pub use error::ExportError;
pub use formats::{Format, Formats};
pub use link::link;
pub use manifest::{Counts, Documents, FileEntry, Manifest};
pub use qgis::{BASEMAP, PROJECT, VRT};

use crate::{
    assemble::{Assembly, Outcome},
    kinds::{Kind, Kinds},
    report::Report,
};
use manifest::ManifestKind;
use previous::{Previous, Whose};
use staging::Staging;

/// All incidents, one Feature a line.
pub const INCIDENTS: &str = "incidents.geojsonl";
/// One row a report.
pub const REPORTS: &str = "reports.csv";
/// The rows of `reports.csv` without a place.
pub const UNRESOLVED: &str = "unresolved.csv";
/// Where the data come from.
pub const ATTRIBUTION: &str = "ATTRIBUTION.txt";
/// The incidents on a map, in one file for a browser.
pub const PAGE: &str = "map.html";
/// Versions, checksums, sums; written last.
pub const RUN: &str = "run.json";

/// The first line of `ATTRIBUTION.txt`.
const ATTRIBUTION_HEAD: &str = "Sources of the map data in this folder, written by incident-mapper.";

/// What the caller knows of a run.
///
/// `data` and `attribution` must be the same for `map` and for `assemble`; what only one of them knows goes into
/// `run`, which is the only part of the folder that may differ.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Checksums of the data behind the result, by name: `kinds`.
    pub data: BTreeMap<String, String>,
    /// Lines of `ATTRIBUTION.txt`.
    pub attribution: Vec<String>,
    /// How many documents were read, and what became of them.
    pub documents: Option<Documents>,
    /// Anything else about the run: command, inputs.
    pub run: Map<String, Value>,
}

/// How a folder is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Leave the `marker-*` columns out.
    pub no_style: bool,
    /// Replace or remove also what the user changed, and foreign files under our names.
    pub overwrite: bool,
    /// What the layers are written in beside GeoJSON.
    pub to: Formats,
    /// Cut the quoted evidence to so many characters, wherever it is quoted.
    pub quote_length: Option<usize>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Every file but `run.json`.
    pub files: Vec<FileEntry>,
    /// Reports, incidents and fates.
    pub counts: Counts,
    /// What the user should know, a line each.
    pub warnings: Vec<String>,
}

/// Writes the folder `dir`, which is made if it is not there.
///
/// `cancelled` is asked while files are staged and a last time before the first one is renamed; after that the run
/// is finished.
///
/// # Errors
/// [`ExportError`]; before the first rename an earlier result in `dir` is untouched.
pub fn export(
    dir: &Path,
    assembly: &Assembly,
    kinds: &Kinds,
    facts: &Facts,
    options: WriteOptions,
    cancelled: &dyn Fn() -> bool,
) -> Result<Summary, ExportError> {
    check_layers(kinds, assembly.options.areas, options.to)?;
    check_reports(assembly, kinds)?;
    let assembly = &*quote::cut(assembly, options.quote_length);
    make_folder(dir)?;
    let _lock = lock::Lock::take(dir)?;
    let previous = Previous::read(dir);
    let layer_files: Vec<String> = kinds.kinds.iter().map(layer::file_name).collect();
    let area_files = areas::file_names(assembly, kinds);
    let names = file_names(kinds, assembly.options.areas, options.to);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let outlines = areas::Outlines::default();
    let qgis = qgis::files(assembly, kinds, facts, options, &outlines);
    let mut warnings = Vec::new();
    let kept = replaceable(&previous, &names, kinds, options.overwrite, &mut warnings)?;
    let is_kept = |name: &str| kept.iter().any(|file| file.name == name);

    let counts = count(assembly, kinds);
    let mut staging = Staging::open(dir, cancelled)?;
    for (kind, name) in kinds.kinds.iter().zip(&layer_files) {
        let incidents = of_kind(assembly, kind);
        staging.write(name, |out| layer::write(out, kind, &incidents, options.no_style))?;
    }
    for (kind, name) in kinds.kinds.iter().zip(&area_files) {
        let incidents = areas::incidents(assembly, kind);
        staging.write(name, |out| areas::write(out, kind, &incidents, &outlines, options.no_style))?;
    }
    formats::stage(&mut staging, assembly, kinds, options, &outlines)?;
    staging.write(INCIDENTS, |out| {
        for incident in &assembly.incidents {
            let kind = kinds.get(&incident.kind).filter(|_| !options.no_style);
            writeln!(out, "{}", incident.feature(kind.map(layer::markers)))?;
        }
        Ok(Some(assembly.incidents.len() as u64))
    })?;
    staging.write(REPORTS, |out| rows::write(out, assembly.fates.iter(), kinds))?;
    staging.write(UNRESOLVED, |out| {
        let without = |f: &&crate::assemble::Fate| f.outcome == Outcome::Unresolved;
        rows::write(out, assembly.fates.iter().filter(without), kinds)
    })?;
    staging.write(ATTRIBUTION, |out| {
        out.write_all(attribution_text(&facts.attribution).as_bytes())?;
        Ok(None)
    })?;
    staging.write(PAGE, |out| page::write(out, assembly, kinds, &facts.attribution))?;
    for (name, text) in qgis.iter().filter(|(name, _)| !is_kept(name)) {
        staging.write(name, |out| out.write_all(text.as_bytes()).map(|()| None))?;
    }
    let files = staging.files().to_vec();
    let mut manifest = Manifest::new(assembly, kinds, facts, options, counts.clone(), files.clone());
    manifest.kept.clone_from(&kept);
    staging.write(RUN, |out| {
        out.write_all(manifest.to_text().as_bytes())?;
        Ok(None)
    })?;

    let mut stale = Vec::new();
    for name in previous.not_among(&names).filter(|name| !is_kept(name)) {
        match previous.whose(name) {
            Whose::Ours => stale.push(name),
            Whose::Changed if options.overwrite => stale.push(name),
            Whose::Changed => warnings.push(format!(
                "{}: is of an earlier run and was changed since, so it is kept; remove it, or pass --overwrite",
                dir.join(name).display()
            )),
            Whose::Absent | Whose::Foreign => {}
        }
    }
    staging.commit(&stale)?;
    Ok(Summary { files, counts, warnings })
}

/// Whether a run of these kinds and options can write the folder `dir`: what can be known before there are reports, so
/// that nobody waits for the reports to be told.
///
/// # Errors
/// As [`export`] would give: a layer's name, a file in the way, a run that writes the folder now.
pub fn ready(dir: &Path, kinds: &Kinds, areas: bool, options: WriteOptions) -> Result<(), ExportError> {
    check_layers(kinds, areas, options.to)?;
    if dir.exists() && !dir.is_dir() {
        return Err(ExportError::NotAFolder(dir.to_owned()));
    }
    if lock::Lock::is_held(dir) {
        return Err(ExportError::Locked(dir.to_owned()));
    }
    let names = file_names(kinds, areas, options.to);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    replaceable(&Previous::read(dir), &names, kinds, options.overwrite, &mut Vec::new()).map(drop)
}

/// The names of the files that a run of these kinds and options makes.
pub fn file_names(kinds: &Kinds, areas: bool, to: Formats) -> Vec<String> {
    names::names(kinds.kinds.iter().map(|kind| kind.layer.as_str()), areas, to)
}

/// What stays of the user's, of files that else can all be replaced.
fn replaceable(
    previous: &Previous,
    names: &[&str],
    kinds: &Kinds,
    overwrite: bool,
    warnings: &mut Vec<String>,
) -> Result<Vec<FileEntry>, ExportError> {
    let kept = if overwrite { Vec::new() } else { users::kept(previous, names, &ManifestKind::all(kinds), warnings) };
    for name in names.iter().filter(|name| !kept.iter().any(|file| file.name == **name)) {
        let path = previous.path(name);
        match previous.whose(name) {
            Whose::Changed => {
                warnings.push(format!("{}: was changed since the last run, and is replaced", path.display()));
            }
            Whose::Foreign if path.is_dir() => return Err(ExportError::InTheWay(path)),
            Whose::Foreign if !overwrite => return Err(ExportError::Foreign(path)),
            _ => {}
        }
    }
    Ok(kept)
}

fn make_folder(dir: &Path) -> Result<(), ExportError> {
    if dir.exists() && !dir.is_dir() {
        return Err(ExportError::NotAFolder(dir.to_owned()));
    }
    std::fs::create_dir_all(dir).map_err(|e| ExportError::io("make the folder", dir, e))
}

fn attribution_text(lines: &[String]) -> String {
    let head = [ATTRIBUTION_HEAD, ""].into_iter();
    (head.chain(lines.iter().map(String::as_str))).flat_map(|line| [line, "\n"]).collect()
}

/// Every kind has a layer of its own, with a name that is a file's.
fn check_layers(kinds: &Kinds, with_areas: bool, formats: Formats) -> Result<(), ExportError> {
    let mut layers = std::collections::HashSet::new();
    let beside = formats.iter().any(|format| format == Format::Csv).then_some([REPORTS, UNRESOLVED]);
    layers.extend(beside.into_iter().flatten().map(|name| name.trim_end_matches(".csv").to_owned()));
    for kind in &kinds.kinds {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let good = !kind.layer.is_empty() && kind.layer.chars().all(plain);
        let mut own = |name: &str| layers.insert(name.to_ascii_lowercase());
        let areas = with_areas.then(|| areas::name(&kind.layer));
        if !good {
            return Err(ExportError::Layer { kind: kind.name.clone(), layer: kind.layer.clone() });
        }
        if let Some(taken) = [Some(kind.layer.clone()), areas].into_iter().flatten().find(|name| !own(name)) {
            let reports =
                [REPORTS, UNRESOLVED].into_iter().find(|file| file.eq_ignore_ascii_case(&format!("{taken}.csv")));
            let file = reports.map_or_else(|| format!("{taken}.geojson"), str::to_owned);
            return Err(ExportError::Taken { kind: kind.name.clone(), layer: kind.layer.clone(), file });
        }
    }
    Ok(())
}

/// Every report has a kind of the run, and every incident one of its subkinds.
fn check_reports(assembly: &Assembly, kinds: &Kinds) -> Result<(), ExportError> {
    let placed: Vec<&Report> = assembly.incidents.iter().chain(&assembly.countries).collect();
    let named = placed.iter().map(|i| (&i.kind, &i.id));
    let mut all = named.chain(assembly.fates.iter().map(|f| (&f.kind, &f.report_id)));
    if let Some((kind, report)) = all.find(|(kind, _)| kinds.get(kind).is_none()) {
        return Err(ExportError::Kind { kind: kind.clone(), report: report.clone() });
    }
    for incident in placed {
        let lacks =
            |name: &&String| !kinds.get(&incident.kind).is_some_and(|k| k.subkinds.iter().any(|s| s.name == **name));
        if let Some(subkind) = incident.subkind.as_ref().filter(lacks) {
            let (kind, subkind, report) = (incident.kind.clone(), subkind.clone(), incident.id.clone());
            return Err(ExportError::Subkind { kind, subkind, report });
        }
    }
    Ok(())
}

fn of_kind<'a>(assembly: &'a Assembly, kind: &Kind) -> Vec<&'a Report> {
    (assembly.incidents.iter()).filter(|i| i.kind == kind.name).collect()
}

/// Every layer's and every fate's count is there, also when it is 0.
fn count(assembly: &Assembly, kinds: &Kinds) -> Counts {
    let named = Outcome::NAMED.iter().filter_map(|o| o.name());
    let mut fates: BTreeMap<String, u64> = named.map(|n| (n.to_owned(), 0)).collect();
    fates.extend(kinds.kinds.iter().map(|k| (layer::file_name(k), 0)));
    fates.extend(areas::file_names(assembly, kinds).into_iter().map(|name| (name, 0)));
    for fate in &assembly.fates {
        *fates.entry(rows::fate_name(fate, kinds)).or_default() += 1;
    }
    Counts { reports: assembly.fates.len() as u64, incidents: assembly.incidents.len() as u64, fates }
}

//! Files: is everything there that `run.json` lists, with its checksum.

use std::{collections::HashSet, fs, path::Path};

use super::{AGAIN, Problem};
use crate::export::{
    ATTRIBUTION, FileEntry, Format, Manifest, RUN, VRT, attribution_text,
    manifest::{Documents, FORMAT, GENERATOR},
    names::names,
    previous::{checksum, is_plain},
    qgis, users,
};

/// Reads `run.json`, and says whether it is as it was written; none if nothing can be checked by it.
pub(super) fn manifest(dir: &Path, problems: &mut Vec<Problem>) -> Option<(Manifest, bool)> {
    let mut problem = |message: String| problems.push(Problem::of(RUN, message));
    let text = match fs::read_to_string(dir.join(RUN)) {
        Ok(text) => text,
        Err(e) => {
            problem(format!(
                "cannot be read ({e}); a run was cut off before its end, or this is no folder of layers; {AGAIN}"
            ));
            return None;
        }
    };
    let manifest: Manifest = match serde_json::from_str(&text) {
        Ok(manifest) => manifest,
        Err(e) => {
            problem(format!("cut short or changed: {e}; {AGAIN}"));
            return None;
        }
    };
    if manifest.generator != GENERATOR || manifest.format != FORMAT {
        problem(format!(
            "is of {} with format {}, not of incident-mapper with format {FORMAT}; check it with the version that wrote it",
            manifest.generator, manifest.format
        ));
        return None;
    }
    let sealed = Manifest::is_sealed(&text);
    if !sealed {
        problem(format!("was changed since it was written; {AGAIN}"));
    }
    if let Some(found) = manifest.run.get("documents").filter(|d| !d.is_null()) {
        match serde_json::from_value::<Documents>(found.clone()) {
            Ok(d) if d.read == d.mapped + d.empty + d.skipped + d.failed => {}
            _ => problem(format!(
                "the documents do not add up: read should be mapped + empty + skipped + failed in {found}; {AGAIN}"
            )),
        }
    }
    Some((manifest, sealed))
}

/// The listed files.
pub(super) struct Listed {
    /// Those that are there.
    pub(super) present: HashSet<String>,
    /// Those that are not as they were written, or not there.
    pub(super) changed: HashSet<String>,
}

/// Compares every listed file with its checksum.
pub(super) fn checksums(dir: &Path, manifest: &Manifest, problems: &mut Vec<Problem>) -> Listed {
    let (mut present, mut changed) = (HashSet::new(), HashSet::new());
    for file in &manifest.files {
        if !is_plain(&file.name) {
            let text = format!("lists {:?}, which is no file's name; {AGAIN}", file.name);
            problems.push(Problem::of(RUN, text));
            continue;
        }
        let message = match checksum(&dir.join(&file.name)) {
            Err(e) => format!("missing: run.json lists it, but it cannot be read ({e}); {AGAIN}"),
            Ok((found, _)) if found != file.sha256 && users::is_users(dir, &file.name) => continue,
            Ok((found, bytes)) => {
                present.insert(file.name.clone());
                if bytes < file.bytes {
                    format!("cut short or changed: {bytes} bytes of {}; {AGAIN}", file.bytes)
                } else if bytes > file.bytes {
                    format!("changed: {bytes} bytes instead of {}; {AGAIN}", file.bytes)
                } else if found != file.sha256 {
                    format!("changed since it was written: its checksum is another; {AGAIN}")
                } else {
                    continue;
                }
            }
        };
        changed.insert(file.name.clone());
        problems.push(Problem::of(&file.name, message));
    }
    let stems = manifest.kinds.iter().map(|kind| kind.file.trim_end_matches(".geojson"));
    let to = manifest.options.to.iter().filter_map(|end| Format::of(end)).collect();
    let listed = |name: &String| {
        let is = |file: &FileEntry| file.name == *name;
        manifest.files.iter().any(is) || users::is_style(name) && manifest.kept.iter().any(is)
    };
    for name in names(stems, manifest.options.areas, to).iter().filter(|name| *name != RUN && !listed(name)) {
        problems.push(Problem::of(RUN, format!("does not list {name}; {AGAIN}")));
    }
    if present.contains(ATTRIBUTION)
        && fs::read_to_string(dir.join(ATTRIBUTION)).ok() != Some(attribution_text(&manifest.attribution))
    {
        let text = format!("is not the attribution of run.json; {AGAIN}");
        problems.push(Problem::of(ATTRIBUTION, text));
    }
    let layers: Vec<&str> = manifest.kinds.iter().filter_map(|k| k.file.strip_suffix(".geojson")).collect();
    if present.contains(VRT)
        && fs::read_to_string(dir.join(VRT)).ok()
            != Some(qgis::vrt(&layers, manifest.options.areas, manifest.options.style))
    {
        let text = format!("does not give the layers of run.json their columns and types; {AGAIN}");
        problems.push(Problem::of(VRT, text));
    }
    Listed { present, changed }
}

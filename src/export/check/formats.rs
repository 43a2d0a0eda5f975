//! Formats: does each file beside the GeoJSON of a layer hold as many features.

use std::collections::HashSet;

use super::{AGAIN, Problem, areas};
use crate::export::{Manifest, REPORTS, UNRESOLVED};

/// The files that `--to` of a run asks for, each with the GeoJSON beside which it stands.
pub(super) fn files(manifest: &Manifest) -> Vec<(String, String)> {
    let layers = manifest.kinds.iter().flat_map(|kind| {
        let areas = manifest.options.areas.then(|| areas::file(kind));
        [Some(kind.file.clone()), areas]
    });
    let layers: Vec<String> = layers.flatten().collect();
    let of = |end: &String| {
        let named = |layer: &String| (format!("{}.{end}", layer.trim_end_matches(".geojson")), layer.clone());
        layers.iter().map(named).collect::<Vec<_>>()
    };
    manifest.options.to.iter().flat_map(of).collect()
}

/// Compares counts. Rows and placemarks are counted; of the rest the checksum answers for what `run.json` says.
pub(super) fn check(
    manifest: &Manifest,
    present: &HashSet<String>,
    text: &dyn Fn(&str) -> String,
    problems: &mut Vec<Problem>,
) {
    let listed = |name: &str| manifest.files.iter().find(|file| file.name == name).and_then(|file| file.features);
    for (name, layer) in files(manifest).iter().filter(|(name, _)| present.contains(name)) {
        let found = match name.rsplit_once('.') {
            Some((_, "csv")) if ![REPORTS, UNRESOLVED].contains(&name.as_str()) => {
                Some(csv::Reader::from_reader(text(name).as_bytes()).records().flatten().count() as u64)
            }
            Some((_, "kml")) => Some(text(name).matches("<Placemark ").count() as u64),
            _ => listed(name),
        };
        if found != listed(layer) || listed(name) != listed(layer) {
            let (found, expected) = (found.unwrap_or(0), listed(layer).unwrap_or(0));
            let text = format!("{found} features, but {layer} has {expected}; {AGAIN}");
            problems.push(Problem::of(name, text));
        }
    }
}

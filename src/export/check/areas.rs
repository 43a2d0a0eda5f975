//! Areas: does every line of a layer's areas hold a polygon, and the columns of its incident.

use std::collections::{HashMap, HashSet};

use geojson::{Feature, GeometryValue, Position};
use serde_json::Value;

use super::{
    AGAIN, Problem,
    features::{self, Found},
};
use crate::{
    assemble::is_area,
    export::{Manifest, areas::file_name, layer::positions, manifest::ManifestKind},
    report::{AREA_STYLE, AREA_SUFFIX, Report},
};

/// The file of the areas of a kind.
pub(super) fn file(kind: &ManifestKind) -> String {
    file_name(&kind.file)
}

/// Reads the areas of a kind and gives those whose incident has no point: whole countries.
pub(super) fn layer<'m>(
    text: &str,
    (file, kind): (&'m String, &ManifestKind),
    layers: &[Found<'_>],
    manifest: &Manifest,
    problems: &mut Vec<Problem>,
) -> Vec<Found<'m>> {
    let points: HashMap<&str, &Found<'_>> = layers.iter().map(|found| (found.report.id.as_str(), found)).collect();
    let Some((first, lines)) = features::lines(file, text, problems) else {
        return Vec::new();
    };
    let (mut countries, mut all, mut with_area) = (Vec::new(), Vec::new(), HashSet::new());
    let before = problems.len();
    for (&line, number) in lines.iter().zip(2..) {
        let mut problem = |message: String| {
            let advised = if message.ends_with(AGAIN) { message } else { format!("{message}; {AGAIN}") };
            problems.push(Problem::at(file, number, advised));
        };
        let (report, reached) = match area(line, manifest) {
            Ok(found) => found,
            Err(message) => {
                problem(message);
                continue;
            }
        };
        all.extend(reached);
        with_area.insert(report.id.clone());
        let report = match points.get(report.id.as_str()) {
            // of a point the incident has more decimals than the polygon tells
            Some(point) if (Report { point: point.report.point, ..report.clone() }) != point.report => {
                problem(format!("{} differs from its incident in {} line {}", report.id, point.file, point.line));
                continue;
            }
            Some(_) => continue,
            None => report,
        };
        if report.kind != kind.name || report.geo_precision.is_some() {
            problem(format!("{} has no point in {}, and is no whole country of its kind", report.id, kind.file));
        }
        if !manifest.options.fits(&report.notes, report.evidence_start, report.evidence_end) {
            problem(format!("{}: notes are not as long as they should be", report.id));
        }
        countries.push(Found { file, line: number, text: line.to_owned(), report });
    }
    // an area that cannot be read is told already
    let lacks = |found: &&Found<'_>| {
        found.report.kind == kind.name && is_area(&found.report) && !with_area.contains(&found.report.id)
    };
    let whole = problems.len() == before;
    for Found { file: layer, line, report, .. } in layers.iter().filter(lacks).filter(|_| whole) {
        problems
            .push(Problem::of(file, format!("the area of {} ({layer} line {line}) is missing; {AGAIN}", report.id)));
    }
    let listed = manifest.files.iter().find(|entry| entry.name == *file).and_then(|entry| entry.features);
    if listed != Some(lines.len() as u64) {
        let listed = listed.map_or_else(|| "none".to_owned(), |listed| listed.to_string());
        let text = format!("{} features, but run.json says {listed}; {AGAIN}", lines.len());
        problems.push(Problem::of(file, text));
    }
    features::begins(file, first, all.into_iter(), problems);
    countries
}

/// The incident of an area, without a point, and the positions of its polygons.
fn area(line: &str, manifest: &Manifest) -> Result<(Report, Vec<(f64, f64)>), String> {
    let mut value = features::columns(line, if manifest.options.style { &AREA_STYLE } else { &[] })?;
    let feature: Feature = line.parse().map_err(|error| format!("no GeoJSON feature: {error}"))?;
    polygons(&feature)?;
    for id in ["/id", "/properties/id"] {
        let found = value.pointer_mut(id);
        let bare = found.as_ref().and_then(|id| id.as_str()?.strip_suffix(AREA_SUFFIX)).map(str::to_owned);
        match (found, bare) {
            (Some(id), Some(bare)) => *id = Value::String(bare),
            _ => return Err(format!("its ids do not end with {AREA_SUFFIX}")),
        }
    }
    value["geometry"] = Value::Null;
    let report = Report::from_line(&value.to_string()).map_err(|error| error.to_string())?;
    Ok((report, positions(&feature)))
}

/// Holds the geometry to RFC 7946: closed rings, the outer counter-clockwise and the holes clockwise.
fn polygons(feature: &Feature) -> Result<(), String> {
    let Some(GeometryValue::MultiPolygon { coordinates }) = feature.geometry.as_ref().map(|g| &g.value) else {
        return Err("its geometry is no MultiPolygon".to_owned());
    };
    if coordinates.is_empty() || coordinates.iter().any(Vec::is_empty) {
        return Err("a polygon without a ring".to_owned());
    }
    // first, as the rest reads both numbers of each
    let is_position = |at: &Position| at.len() == 2 && at[0].abs() <= 180.0 && at[1].abs() <= 90.0;
    if !coordinates.iter().flatten().flatten().all(is_position) {
        return Err("a position that is no longitude and latitude".to_owned());
    }
    for (number, ring) in coordinates.iter().flat_map(|polygon| polygon.iter().enumerate()) {
        if ring.len() < 4 || ring.first() != ring.last() {
            return Err("a ring of an area must be closed and have four positions".to_owned());
        }
        if (doubled(ring) > 0.0) != (number == 0) {
            return Err("outer rings must be counter-clockwise, holes clockwise".to_owned());
        }
    }
    Ok(())
}

/// Twice the area within a ring, negative if it runs clockwise. From its first position, so that no digits are lost.
fn doubled(ring: &[Position]) -> f64 {
    let (x, y) = (ring[0][0], ring[0][1]);
    ring.windows(2).map(|s| (s[0][0] - x) * (s[1][1] - y) - (s[1][0] - x) * (s[0][1] - y)).sum()
}

//! Features: does every line of a layer hold what the contract says, and `incidents.geojsonl` the same lines.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{AGAIN, Problem};
use crate::{
    export::{
        INCIDENTS, Manifest,
        layer::{bbox, header},
        manifest::ManifestKind,
    },
    gazetteer::is_swapped,
    report::{COLUMNS, MARKERS, Report},
};

/// A feature of a layer and where it stands.
pub(super) struct Found<'m> {
    /// The layer's file.
    pub(super) file: &'m str,
    pub(super) line: u64,
    pub(super) text: String,
    pub(super) report: Report,
}

/// Reads a layer; features that are none are problems and left out.
pub(super) fn layer<'m>(
    text: &str,
    kind: &'m ManifestKind,
    manifest: &Manifest,
    problems: &mut Vec<Problem>,
) -> Vec<Found<'m>> {
    let file = kind.file.as_str();
    let Some((first, lines)) = lines(file, text, problems) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (&line, number) in lines.iter().zip(2..) {
        let mut problem = |message| problems.push(Problem::at(file, number, message));
        match feature(line, manifest) {
            Err(message) => problem(message),
            Ok(report) => {
                for message in against(&report, kind, manifest) {
                    problem(format!("{}: {message}", report.id));
                }
                found.push(Found { file, line: number, text: line.to_owned(), report });
            }
        }
    }
    if found.len() == lines.len() {
        begins(file, first, found.iter().filter_map(|f| f.report.point), problems);
    }
    found
}

/// The first line of a collection and its features, a line each, without the commas between them.
pub(super) fn lines<'t>(file: &str, text: &'t str, problems: &mut Vec<Problem>) -> Option<(&'t str, Vec<&'t str>)> {
    let Some(body) = text.strip_suffix("\n]}\n") else {
        let text = format!("cut short: does not end with a line `]}}`; {AGAIN}");
        problems.push(Problem::of(file, text));
        return None;
    };
    let mut lines = body.split('\n');
    let first = lines.next().unwrap_or_default();
    let mut lines: Vec<&str> = lines.collect();
    let last = lines.len();
    for (line, number) in lines.iter_mut().zip(1..) {
        let bare = line.strip_suffix(',').unwrap_or(line);
        if (bare.len() < line.len()) != (number < last) {
            let text = format!("a comma must stand between features and nowhere else; {AGAIN}");
            problems.push(Problem::at(file, number as u64 + 1, text));
        }
        *line = bare;
    }
    Some((first, lines))
}

/// Whether a collection begins as it should.
pub(super) fn begins(
    file: &str,
    first: &str,
    positions: impl Iterator<Item = (f64, f64)>,
    problems: &mut Vec<Problem>,
) {
    let name = file.strip_suffix(".geojson").unwrap_or(file);
    if header(name, bbox(positions)) != first {
        let expected = r#"`{"type":"FeatureCollection","name":…,"bbox":…,"features":[`"#;
        problems.push(Problem::at(
            file,
            1,
            format!(
                "must be {expected} with the file's name and the bbox of the features (none of no feature); {AGAIN}"
            ),
        ));
    }
}

/// Reads a feature and its columns.
fn feature(line: &str, manifest: &Manifest) -> Result<Report, String> {
    let value = columns(line, if manifest.options.style { &MARKERS } else { &[] })?;
    let report = Report::from_line(line).map_err(|e| e.to_string())?;
    if serde_json::to_string(&value).ok().as_deref() != Some(line) {
        return Err(format!(
            "{}: not written as we write it (a key twice, spaces, or a number in another form); {AGAIN}",
            report.id
        ));
    }
    Ok(report)
}

/// A feature whose properties are the columns and those of the style, in their order.
pub(super) fn columns(line: &str, style: &[&str]) -> Result<Value, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("cut short or changed: {e}; {AGAIN}"))?;
    let properties = (value["properties"].as_object()).ok_or_else(|| format!("has no properties; {AGAIN}"))?;
    let expected: Vec<&str> = (COLUMNS.iter().map(|c| c.name)).chain(style.iter().copied()).collect();
    if let Some(missing) = expected.iter().find(|&&c| !properties.contains_key(c)) {
        return Err(format!("column `{missing}` is missing; {AGAIN}"));
    }
    let odd = (properties.keys().zip(&expected)).find(|(found, expected)| found != *expected);
    if let Some((found, expected)) = odd {
        return Err(format!("column `{found}` stands where `{expected}` should; {AGAIN}"));
    }
    if let Some(marker) = style.iter().find(|&&m| !properties[m].is_string()) {
        return Err(format!("column `{marker}` must be text; {AGAIN}"));
    }
    Ok(value)
}

/// What is wrong with a feature of `kind`'s layer, given that its columns are right.
fn against(report: &Report, kind: &ManifestKind, manifest: &Manifest) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, message: String| {
        if !holds {
            wrong.push(format!("{message}; {AGAIN}"));
        }
    };
    let included = |what: &str| manifest.options.include.iter().any(|i| i == what);
    let status = report.status.as_str();
    let shown = matches!(status, "reported" | "claimed" | "disputed") || included(status);
    expect(shown, format!("status {status} has no place in a layer of this run"));
    expect(report.kind == kind.name, format!("kind {:?} in the layer of {:?}", report.kind, kind.name));
    let known = |s: &String| kind.subkinds.contains(s);
    let subkind = report.subkind.as_deref().unwrap_or_default();
    expect(
        report.subkind.as_ref().is_none_or(known),
        format!("subkind {subkind:?} is none of {}", kind.subkinds.join(", ")),
    );
    expect(
        report.geo_precision.is_some() || included("vague"),
        "a whole country has no place in a layer of this run".into(),
    );
    expect(
        report.confidence >= manifest.options.min_confidence,
        format!("confidence {} is below the run's", report.confidence),
    );
    let fits = manifest.options.fits(&report.notes, report.evidence_start, report.evidence_end);
    expect(
        fits,
        "notes are not as long as evidence_start to evidence_end, or as --quote-length of the run says".into(),
    );
    expect(report.sources_count > 0, "sources_count is 0".into());
    expect(
        report.event_date.is_some() || report.time_precision.is_none(),
        "time_precision stands without event_date".into(),
    );
    let code = report.country_code.as_deref().unwrap_or("");
    match report.point {
        None => expect(false, "a feature of a layer must have a point".into()),
        Some(point) => expect(
            !is_swapped(point, code),
            format!("the point {point:?} lies outside {code}, and inside with longitude and latitude swapped"),
        ),
    }
    wrong
}

/// Ids are there once; one gazetteer row is one point.
pub(super) fn places(layers: &[Found<'_>], problems: &mut Vec<Problem>) {
    let mut ids = HashSet::new();
    let mut points = HashMap::new();
    for found in layers {
        let report = &found.report;
        if !ids.insert(report.id.as_str()) {
            let text = format!("id {} stands twice in the layers; {AGAIN}", report.id);
            problems.push(Problem::at(found.file, found.line, text));
        }
        if let (Some(row), Some(point)) = (&report.gazetteer_id, report.point) {
            let &mut (first, at) = points.entry(row).or_insert((point, found));
            if first != point {
                let text = format!(
                    "{}: {row} lies at {point:?} here and at {first:?} in {} line {}; {AGAIN}",
                    report.id, at.file, at.line
                );
                problems.push(Problem::at(found.file, found.line, text));
            }
        }
    }
}

/// `incidents.geojsonl` holds the features of all layers, as they stand there.
pub(super) fn together(text: &str, layers: &[Found<'_>], problems: &mut Vec<Problem>) {
    let mut by_id: HashMap<&str, &Found<'_>> = (layers.iter()).map(|f| (f.report.id.as_str(), f)).collect();
    if !text.is_empty() && !text.ends_with('\n') {
        let text = format!("cut short: the last line has no end; {AGAIN}");
        problems.push(Problem::of(INCIDENTS, text));
    }
    for (i, line) in text.lines().enumerate() {
        let mut problem = |m: String| problems.push(Problem::at(INCIDENTS, i as u64 + 1, m));
        match Report::from_line(line) {
            Err(e) => problem(e.to_string()),
            Ok(report) => match by_id.remove(report.id.as_str()) {
                None => problem(format!("{} is in no layer, or twice here; {AGAIN}", report.id)),
                Some(found) if found.text != line => problem(format!(
                    "{} {} differs from its feature in {} line {}; {AGAIN}",
                    report.id,
                    differing(&report, &found.report),
                    found.file,
                    found.line
                )),
                Some(_) => {}
            },
        }
    }
    for missing in by_id.values() {
        let text = format!("{} is not in {INCIDENTS}; {AGAIN}", missing.report.id);
        problems.push(Problem::at(missing.file, missing.line, text));
    }
}

/// The first value that two features do not share, for a message.
fn differing(a: &Report, b: &Report) -> String {
    if a.point.is_some() && a.point == b.point.map(|(x, y)| (y, x)) && a.point != b.point {
        return "(longitude and latitude swapped)".into();
    }
    if a.point != b.point {
        return format!("(point {:?} against {:?})", a.point, b.point);
    }
    let (a, b) = (a.feature(None), b.feature(None));
    let (Some(a), Some(b)) = (a.properties, b.properties) else {
        return String::new();
    };
    let column = a.iter().find(|(name, value)| b.get(*name) != Some(value));
    column.map_or(String::new(), |(name, _)| format!("(column {name})"))
}

//! Sums: does what the files hold add up to what `run.json` says, and do rows and features speak of the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{AGAIN, Problem, features::Found, table::Row};
use crate::{
    export::{INCIDENTS, Manifest, REPORTS, RUN, UNRESOLVED},
    report::Report,
};

/// Compares everything with everything.
pub(super) fn check(
    manifest: &Manifest,
    layers: &[Found<'_>],
    countries: &[Found<'_>],
    rows: &[Row],
    unresolved: &[Row],
    problems: &mut Vec<Problem>,
) {
    let mut fates: BTreeMap<&str, u64> = BTreeMap::new();
    let mut incidents: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for row in rows {
        *fates.entry(row.get("fate")).or_default() += 1;
        incidents.entry(row.get("fate")).or_default().insert(row.get("incident_id"));
    }
    let mut sum = |file: &str, what: &str, found: u64, expected: u64| {
        if found != expected {
            let text = format!("{what} do not add up: {found} found, {expected} expected; {AGAIN}");
            problems.push(Problem::of(file, text));
        }
    };
    let counts = &manifest.counts;
    let total = counts.fates.values().sum();
    sum(RUN, "the fates of the reports", total, counts.reports);
    sum(REPORTS, "the reports of run.json", rows.len() as u64, counts.reports);
    sum(RUN, "the incidents of the layers", layers.len() as u64, counts.incidents);
    let names: HashSet<&str> = counts.fates.keys().map(String::as_str).chain(fates.keys().copied()).collect();
    for name in names {
        let listed = counts.fates.get(name).copied().unwrap_or(0);
        let found = fates.get(name).copied().unwrap_or(0);
        sum(REPORTS, &format!("the rows of fate {name}"), found, listed);
    }
    for file in &manifest.files {
        let features = layers.iter().filter(|f| f.file == file.name).count() as u64;
        let found = match file.name.as_str() {
            INCIDENTS => layers.len() as u64,
            REPORTS => rows.len() as u64,
            UNRESOLVED => unresolved.len() as u64,
            name if manifest.kinds.iter().any(|k| k.file == name) => {
                let told = incidents.get(name).map_or(0, HashSet::len) as u64;
                sum(name, "the incidents of reports.csv", features, told);
                features
            }
            name if countries.iter().any(|f| f.file == name) => {
                let alone = countries.iter().filter(|f| f.file == name).count() as u64;
                let told = incidents.get(name).map_or(0, HashSet::len) as u64;
                sum(name, "the whole countries of reports.csv", alone, told);
                continue; // those that have a point too were counted when the file was read
            }
            _ => continue,
        };
        let listed = file.features.unwrap_or(0);
        sum(&file.name, "the features or rows of run.json", found, listed);
    }
    let placeless: Vec<_> = (rows.iter().filter(|r| r.get("fate") == "unresolved")).map(|r| &r.record).collect();
    if placeless != unresolved.iter().map(|r| &r.record).collect::<Vec<_>>() {
        let text = format!("must hold the rows of {REPORTS} whose fate is unresolved; {AGAIN}");
        problems.push(Problem::of(UNRESOLVED, text));
    }
    let all: Vec<&Found<'_>> = layers.iter().chain(countries).collect();
    reports(&all, rows, problems);
}

/// Every feature is that of its first report, and every row of a layer has its feature.
fn reports(layers: &[&Found<'_>], rows: &[Row], problems: &mut Vec<Problem>) {
    let features: HashMap<&str, &Found<'_>> = (layers.iter()).map(|&f| (f.report.id.as_str(), f)).collect();
    let mut members: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in rows.iter().filter(|r| !r.get("incident_id").is_empty()) {
        let id = row.get("incident_id");
        let file = features.get(id).map(|f| f.file);
        let fate = row.get("fate");
        if file.is_none() || (fate.ends_with(".geojson") && file != Some(fate)) {
            let text = format!("incident {id} is not in the layer; {AGAIN}");
            problems.push(Problem::at(REPORTS, row.line, text));
        } else if fate.ends_with(".geojson") {
            members.entry(id).or_default().push(row);
        }
    }
    for found in layers {
        let rows = members.get(found.report.id.as_str());
        let rows = rows.map(Vec::as_slice).unwrap_or_default();
        // two documents that share the sentence share the id: the feature is of one of them
        let same = |r: &&&Row| {
            r.get("document_id") == found.report.document_id
                && r.get("evidence_start") == found.report.evidence_start.to_string()
        };
        let mine = || rows.iter().filter(|r| r.get("report_id") == found.report.id);
        let first = mine().find(same).or_else(|| mine().next());
        let mut problem = |message: String| {
            let text = format!("{}: {message}; {AGAIN}", found.report.id);
            problems.push(Problem::at(found.file, found.line, text));
        };
        match first {
            None => problem(format!("its first report is not in {REPORTS}")),
            Some(row) => {
                for column in differing(&found.report, row, rows.len() == 1) {
                    problem(format!("{column} differs from {REPORTS} line {}, {:?}", row.line, row.get(column)));
                }
            }
        }
    }
}

/// The columns in which a feature differs from the row of its first report; figures and status only if it is the `only` one.
fn differing(report: &Report, row: &Row, only: bool) -> Vec<&'static str> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
    let published = report.published.map(|d| d.to_string()).unwrap_or_default();
    let always = [
        ("document_id", report.document_id.clone()),
        ("source", text(&report.source)),
        ("source_url", text(&report.source_url)),
        ("published", published),
        ("kind", report.kind.clone()),
        ("location_text", text(&report.location_text)),
        ("evidence_start", report.evidence_start.to_string()),
        ("evidence_end", report.evidence_end.to_string()),
        ("notes", report.notes.clone()),
    ];
    let alone = [("fatalities", number(report.fatalities)), ("injured", number(report.injured))];
    let alone = alone.into_iter().filter(|_| only);
    (always.into_iter().chain(alone))
        .filter(|(column, value)| row.get(column) != value)
        .map(|(column, _)| column)
        .collect()
}

//! Sentence cases of our own: what a careful reader says of each text in `tests/corpus/*.txt`, and the whole of them
//! pinned as aligned snapshots in `tests/corpus/snapshots`.
//!
//! `BLESS=1 cargo test --test corpus` rewrites the snapshots and the list of known failures, for review.

#![expect(clippy::unwrap_used, reason = "a test says best where it fails")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use incident_mapper::{
    engine::Engine,
    explain::Explanation,
    gazetteer::{Gazetteer, Options},
    kinds::Kinds,
    read::Document,
    report::Report,
};

/// One expected report.
#[derive(Debug)]
struct Expected {
    kind: String,
    subkind: Option<String>,
    place: String,
    status: String,
    attributes: BTreeMap<String, String>,
}

/// A text with what a reader says of it.
#[derive(Debug)]
struct Case {
    name: String,
    document: Document,
    expected: Vec<Expected>,
    not: Vec<String>,
}

fn happened(status: &str) -> bool {
    matches!(status, "reported" | "claimed" | "disputed")
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    let text = lines.join("\n") + "\n";
    let mut all = Vec::new();
    for block in format!("\n{text}").split("\n== ").skip(1) {
        let (name, rest) = block.split_once('\n').unwrap();
        let (body, answers) = rest
            .split_once("\n--\n")
            .or_else(|| rest.strip_suffix("\n--").map(|b| (b, "")))
            .unwrap_or((rest.strip_suffix("\n--\n").unwrap_or(rest), ""));
        let mut document = Document { id: name.trim().to_owned(), ..Document::default() };
        let mut lines = body.lines().peekable();
        while let Some(line) = lines.peek() {
            if let Some(date) = line.strip_prefix("published: ") {
                document.published = Some(date.trim().parse().unwrap());
            } else if let Some(title) = line.strip_prefix("title: ") {
                document.title = Some(title.trim().to_owned());
            } else {
                break;
            }
            lines.next();
        }
        lines.collect::<Vec<_>>().join("\n").trim().clone_into(&mut document.text);
        let (mut expected, mut not) = (Vec::new(), Vec::new());
        for line in answers.lines().map(str::trim).filter(|l| !l.is_empty()) {
            if let Some(places) = line.strip_prefix("not:") {
                not.extend(places.split(',').map(|p| p.trim().to_owned()));
                continue;
            }
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let (kind, subkind) = parts[0].split_once('.').map_or((parts[0], None), |(k, s)| (k, Some(s.to_owned())));
            let attributes = parts.get(3).map_or_else(BTreeMap::new, |a| {
                a.split(';')
                    .filter_map(|p| p.split_once('='))
                    .map(|(k, v)| (k.trim().to_owned(), v.trim().to_owned()))
                    .collect()
            });
            expected.push(Expected {
                kind: kind.to_owned(),
                subkind,
                place: parts[1].to_owned(),
                status: parts[2].to_owned(),
                attributes,
            });
        }
        all.push(Case { name: document.id.clone(), document, expected, not });
    }
    all
}

fn fold(text: &str) -> String {
    text.replace('’', "'").to_lowercase()
}

fn holds(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a.contains(&b) || b.contains(&a)
}

fn is_at(report: &Report, place: &str, gazetteer: &Gazetteer) -> bool {
    let text = report.location_text.as_deref().unwrap_or_default();
    let row = report.gazetteer_id.as_deref().and_then(|id| gazetteer.by_id(id));
    holds(text, place) || row.is_some_and(|row| gazetteer.named(place).contains(&row))
}

fn column(report: &Report, key: &str) -> Option<String> {
    let value = serde_json::to_value(report).unwrap();
    match &value[if key == "gazetteer" { "gazetteer_id" } else { key }] {
        serde_json::Value::Null => None,
        serde_json::Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

/// What is wrong with the reports of a case.
fn faults(case: &Case, reports: &[Report], gazetteer: &Gazetteer) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = vec![false; reports.len()];
    for e in &case.expected {
        let found = reports.iter().enumerate().position(|(i, r)| {
            let status = r.status == e.status || happened(&r.status) && happened(&e.status);
            let date = e.attributes.get("event_date").is_none_or(|d| column(r, "event_date").as_ref() == Some(d))
                || !case.expected.iter().any(|o| !std::ptr::eq(o, e) && o.kind == e.kind && o.place == e.place);
            !used[i] && r.kind == e.kind && status && date && is_at(r, &e.place, gazetteer)
        });
        let Some(i) = found else {
            if happened(&e.status) || !e.attributes.is_empty() {
                faults.push(format!("missed {} at {} ({})", e.kind, e.place, e.status));
            }
            continue;
        };
        used[i] = true;
        let report = &reports[i];
        if e.subkind.is_some() && report.subkind != e.subkind {
            faults.push(format!("{} at {}: subkind {:?}, not {:?}", e.kind, e.place, report.subkind, e.subkind));
        }
        for (key, wanted) in &e.attributes {
            let is = column(report, key);
            let right = match (&is, wanted.as_str()) {
                (None, "none") => true,
                (Some(is), _) => match key.as_str() {
                    "actor1" | "intended_target" | "weapon" | "claimed_by" | "target" => holds(is, wanted),
                    _ => is == wanted,
                },
                _ => false,
            };
            if !right {
                faults.push(format!("{} at {}: {key} {is:?}, not {wanted}", e.kind, e.place));
            }
        }
    }
    for (report, used) in reports.iter().zip(used) {
        if !used && happened(&report.status) && report.point.is_some() {
            faults.push(format!(
                "false {} at {} ({})",
                report.kind,
                report.location_text.as_deref().unwrap_or_default(),
                report.status
            ));
        }
    }
    for place in &case.not {
        let named =
            |r: &&Report| r.location_text.as_deref().is_some_and(|t| fold(t) == fold(place)) && happened(&r.status);
        if let Some(report) = reports.iter().find(named) {
            faults.push(format!("decoy {} mapped as {}", place, report.kind));
        }
    }
    faults
}

/// The cases that the tagger is known to get wrong, one a line; a change may shorten the list and not lengthen it.
const KNOWN: &str = "tests/corpus/known_failures.txt";

#[test]
fn the_cases_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = root.join("tests/corpus/places.csv");
    let gazetteer = Gazetteer::open(&Options { files: vec![places], without_default: false }).unwrap();
    let engine = Engine::new(gazetteer, Kinds::embedded().unwrap()).unwrap();
    let bless = std::env::var_os("BLESS").is_some();
    let (mut count, mut wrong, mut stale) = (0, Vec::new(), Vec::new());
    let mut files: Vec<_> = fs::read_dir(root.join("tests/corpus")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt") && !f.ends_with("known_failures.txt"));
    files.sort();
    for file in files {
        let mut pages = String::new();
        for case in cases(&file) {
            count += 1;
            let analysis = engine.analyse(&case.document);
            let found = faults(&case, &analysis.reports, engine.gazetteer());
            let explanation = Explanation {
                document: &case.document,
                tokens: &analysis.tokens,
                toponyms: &analysis.toponyms,
                reports: &analysis.reports,
                gazetteer: engine.gazetteer(),
            };
            let _ = writeln!(pages, "{}", explanation.page(100));
            if !found.is_empty() {
                for fault in &found {
                    let _ = writeln!(pages, "WRONG: {fault}");
                }
                pages.push('\n');
                wrong.push(format!("{}: {}", case.name, found.join("; ")));
            }
        }
        let snapshot = root.join("tests/corpus/snapshots").join(file.file_name().unwrap());
        if bless {
            fs::create_dir_all(snapshot.parent().unwrap()).unwrap();
            fs::write(&snapshot, &pages).unwrap();
        } else if fs::read_to_string(&snapshot).unwrap_or_default() != pages {
            stale.push(snapshot.display().to_string());
        }
    }
    assert!(count >= 60, "only {count} cases were found");
    let known = fs::read_to_string(root.join(KNOWN)).unwrap_or_default();
    if bless {
        let lines = wrong.join("\n") + "\n";
        fs::write(root.join(KNOWN), lines).unwrap();
        println!("{} of {count} cases are right", count - wrong.len());
        return;
    }
    let names =
        |text: &str| text.lines().filter_map(|l| l.split_once(':')).map(|(n, _)| n.to_owned()).collect::<Vec<_>>();
    let known = names(&known);
    let new: Vec<&String> = wrong.iter().filter(|w| !known.contains(&names(w)[0])).collect();
    assert!(new.is_empty(), "cases that held do so no more:\n{new:#?}");
    assert!(
        stale.is_empty(),
        "snapshots differ; look at what changed, then run BLESS=1 cargo test --test corpus: {stale:?}"
    );
}

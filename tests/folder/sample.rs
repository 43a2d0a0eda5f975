//! Reports, kinds and folders for the tests.

use std::{collections::BTreeMap, fs, path::Path};

use incident_mapper::{
    assemble::{Options, assemble},
    export::{Documents, ExportError, Facts, Summary, WriteOptions, export},
    kinds::{Kind, Kinds, Source, Subkind},
    report::{Report, fingerprint, number},
};
use jiff::civil::{Date, date};

/// Two kinds, of which tests mostly fill the first.
pub(crate) fn kinds() -> Kinds {
    let kind = |name: &str, label: &str, subkinds: &[&str]| Kind {
        name: name.into(),
        layer: format!("{name}s"),
        label: label.into(),
        color: "#d7191c".into(),
        symbol: "danger".into(),
        subkinds: (subkinds.iter())
            .map(|s| Subkind { name: (*s).into(), words: Vec::new(), event_type: None, sub_event_type: None })
            .collect(),
        triggers: Vec::new(),
        examples: Vec::new(),
        embedded: true,
        source: Source::default(),
    };
    Kinds {
        frames: BTreeMap::default(),
        sha256: String::new(),
        kinds: vec![
            kind("strike", "Strike", &["air", "drone", "missile", "unspecified"]),
            kind("alert", "Alert", &["siren"]),
            kind("blackout", "Blackout", &[]),
        ],
    }
}

pub(crate) fn day(n: i8) -> Date {
    date(2025, 5, n)
}

/// A strike at Sirsa, told by document `doc` on 8 May, of which `change` changes what it likes.
pub(crate) fn report(doc: &str, change: impl FnOnce(&mut Report)) -> Report {
    let mut report = Report {
        point: Some((75.0289, 29.5349)),
        name: "Strike, Sirsa".into(),
        kind: "strike".into(),
        location: Some("Sirsa".into()),
        location_text: Some("Sirsa".into()),
        location_start: Some(2),
        location_end: Some(7),
        country: Some("India".into()),
        country_code: Some("IN".into()),
        geo_precision: Some(1),
        uncertainty_km: Some(5.0),
        gazetteer_id: Some("geonames:1256052".into()),
        event_date: Some(day(7)),
        event_date_end: Some(day(7)),
        time_precision: Some(1),
        status: "reported".into(),
        confidence: 0.8,
        trigger: "struck".into(),
        notes: format!("Sirsa was struck, “{doc}” said."),
        evidence_in: "text".into(),
        why: "frame:strike-at".into(),
        document_id: format!("{doc}.txt"),
        source: Some(doc.into()),
        published: Some(day(8)),
        sources_count: 1,
        fingerprint: fingerprint(doc),
        ..Report::default()
    };
    change(&mut report);
    report.evidence_end = report.evidence_start + report.notes.chars().count();
    let mut one = [report];
    number(&mut one);
    let [report] = one;
    report
}

/// Reports of which every fate comes.
pub(crate) fn mixed() -> Vec<Report> {
    vec![
        report("one", |_| {}),
        report("two", |r| r.fatalities = Some(3)),
        report("two", |r| {
            r.kind = "alert".into();
            r.notes = "Sirens, \"sounded\",\nin Sirsa — =1+1".into();
        }),
        report("three", |r| {
            (r.location, r.location_text) = (Some("Samba".into()), Some("Sāmba".into()));
            (r.point, r.gazetteer_id) = (Some((75.11, 32.57)), Some("geonames:1257806".into()));
        }),
        report("four", |r| r.status = "background".into()),
        report("four", |r| {
            (r.location_text, r.location_start, r.location_end) = (None, None, None);
            (r.point, r.location, r.gazetteer_id) = (None, None, None);
            r.notes = "It was hit.".into();
            r.reason = Some("no place named".into());
        }),
        report("five", |r| {
            r.geo_precision = None;
            r.notes = "India was hit.".into();
        }),
        report("six", |r| {
            r.confidence = 0.2;
            r.event_date = Some(day(1));
            r.event_date_end = None;
        }),
        Report { document_id: "copy.txt".into(), ..report("one", |_| {}) },
    ]
}

pub(crate) fn options() -> Options {
    Options { min_confidence: 0.5, ..Options::default() }
}

pub(crate) fn facts() -> Facts {
    Facts {
        data: [("gazetteer".to_owned(), "0123".to_owned())].into(),
        attribution: vec!["GeoNames, CC BY 4.0, https://www.geonames.org".into()],
        documents: Some(Documents { read: 7, mapped: 6, empty: 1, ..Documents::default() }),
        run: serde_json::Map::new(),
    }
}

pub(crate) fn write(dir: &Path, reports: Vec<Report>) -> Result<Summary, ExportError> {
    let assembly = assemble(reports, &options());
    export(dir, &assembly, &kinds(), &facts(), WriteOptions::default(), &|| false)
}

/// Name and bytes of every file of a folder.
pub(crate) fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

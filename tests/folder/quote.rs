//! Quotes: `--quote-length` cuts the evidence in every file and keeps the offsets.

use std::fs;

use incident_mapper::{
    assemble::{Options, assemble},
    export::{Format, WriteOptions, check, export, link},
    report::Report,
};

use crate::sample::{facts, files, kinds, mixed, report};

#[test]
fn no_file_has_the_whole_sentence() {
    let secret = "and this half of the sentence may not be published";
    let mut reports = mixed();
    reports.push(report("seven", |r| {
        (r.point, r.gazetteer_id) = (Some((10.0, 10.0)), Some("user:far".into()));
        r.notes = format!("Sirsa was struck on Friday, {secret}.");
    }));
    reports.push(report("eight", |r| {
        (r.location_text, r.location_start, r.location_end, r.point) = (None, None, None, None);
        r.notes = format!("It was hit, {secret}.");
    }));
    for length in [0, 1, 30] {
        let dir = tempfile::tempdir().unwrap();
        let assembly = assemble(reports.clone(), &Options { areas: true, ..Options::default() });
        let to = Format::ALL.into_iter().collect();
        let options = WriteOptions { to, quote_length: Some(length), ..WriteOptions::default() };
        export(dir.path(), &assembly, &kinds(), &facts(), options, &|| false).unwrap();
        assert_eq!(check(dir.path()).unwrap(), []);
        for (name, bytes) in files(dir.path()) {
            assert!(!String::from_utf8_lossy(&bytes).contains("not be published"), "{name}");
        }
        assert!(!link(&assembly, &kinds(), options).contains("not%20be%20published"));
        let lines = fs::read_to_string(dir.path().join("incidents.geojsonl")).unwrap();
        let read: Vec<Report> = lines.lines().map(|line| Report::from_line(line).unwrap()).collect();
        let cut = read.iter().find(|r| r.document_id == "seven.txt").unwrap();
        assert_eq!(
            cut.notes,
            ["", "…", "Sirsa was struck on Friday…"][[0, 1, 30].iter().position(|&n| n == length).unwrap()]
        );
        let whole = assembly.incidents.iter().find(|r| r.id == cut.id).unwrap();
        assert_eq!((cut.evidence_start, cut.evidence_end), (whole.evidence_start, whole.evidence_end));

        // a sentence that is longer than the run says
        let path = dir.path().join("reports.csv");
        let rows = fs::read_to_string(&path).unwrap();
        let own = rows.lines().find(|row| row.contains(",seven.txt,")).unwrap().rsplit_once(',').unwrap().0;
        let long = format!("{own},\"Sirsa was struck on Friday, {secret}.\"\n");
        fs::write(&path, rows + &long).unwrap();
        let problems: Vec<String> = check(dir.path()).unwrap().iter().map(ToString::to_string).collect();
        assert!(problems.iter().any(|p| p.contains("notes") && p.contains("--quote-length")), "{problems:#?}");
    }
}

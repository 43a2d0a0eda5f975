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

#[test]
fn reports_that_were_cut_before_make_a_whole_folder() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let options = Options { areas: true, ..Options::default() };
    let cut = WriteOptions { quote_length: Some(9), ..WriteOptions::default() };
    export(first.path(), &assemble(mixed(), &options), &kinds(), &facts(), cut, &|| false).unwrap();
    let lines = fs::read_to_string(first.path().join("incidents.geojsonl")).unwrap();
    let read: Vec<Report> = lines.lines().map(|line| Report::from_line(line).unwrap()).collect();
    assert!(read.iter().any(|report| report.notes.ends_with('…')));
    for quote_length in [None, Some(9), Some(100)] {
        let again = WriteOptions { quote_length, ..WriteOptions::default() };
        export(second.path(), &assemble(read.clone(), &options), &kinds(), &facts(), again, &|| false).unwrap();
        assert_eq!(check(second.path()).unwrap(), [], "{quote_length:?}");
    }
    let shorter: Vec<_> =
        read.into_iter().map(|report| Report { notes: report.notes.replace('…', ""), ..report }).collect();
    export(second.path(), &assemble(shorter, &options), &kinds(), &facts(), WriteOptions::default(), &|| false)
        .unwrap();
    assert_ne!(check(second.path()).unwrap(), [], "shorter without an ellipsis");
}

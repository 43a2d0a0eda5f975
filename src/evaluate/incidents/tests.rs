//! Made-up documents, each for one rule of the comparison.

use std::path::Path;

use serde_json::{Value, json};

use super::{
    Gold, Incident,
    comparison::Comparison,
    evaluate, faults,
    files::{parse_reports, read_gold},
};
use crate::read::Document;

/// An incident of kind "strike" at a town, reported, with what `more` says otherwise.
fn incident(place: &str, point: Option<(f64, f64)>, more: &Value) -> Incident {
    let (lat, lon) = point.unzip();
    let mut incident =
        json!({"kind": "strike", "place": place, "lat": lat, "lon": lon, "precision": "city", "status": "reported"});
    merge(&mut incident, more);
    serde_json::from_value(incident).unwrap()
}

/// A line of a report of kind "strike".
fn report(place: &str, point: Option<(f64, f64)>, more: &Value) -> String {
    let geometry = point.map(|(lat, lon)| json!({"type": "Point", "coordinates": [lon, lat]}));
    let mut properties = json!({"document_id": "d", "kind": "strike", "status": "reported", "location_text": place});
    merge(&mut properties, more);
    json!({"type": "Feature", "geometry": geometry, "properties": properties}).to_string()
}

fn merge(object: &mut Value, more: &Value) {
    for (member, value) in more.as_object().unwrap() {
        object[member] = value.clone();
    }
}

fn gold(incidents: Vec<Incident>) -> [Gold; 1] {
    [Gold { document: Document { id: "d".into(), ..Document::default() }, incidents, ..Gold::default() }]
}

/// Names of what is matched, missed and false.
fn compared(incidents: Vec<Incident>, reports: &[String]) -> String {
    let gold = gold(incidents);
    let found = parse_reports(Path::new("r"), reports.join("\n").as_bytes(), &gold).unwrap();
    let Comparison { matched, missed, unfounded } = Comparison::of(&gold[0], &found[0]);
    let name = |claim: &super::Claim| claim.location_text.clone().unwrap_or_default();
    let matched: Vec<_> = matched.iter().map(|(i, c)| format!("{}={}", i.place, name(c))).collect();
    let missed: Vec<_> = missed.iter().map(|i| i.place.clone()).collect();
    let unfounded: Vec<_> = unfounded.iter().map(|c| name(c)).collect();
    format!("{} | {} | {}", matched.join(" "), missed.join(" "), unfounded.join(" "))
}

const PLAIN: fn() -> Value = || json!({});
/// Some 11 km a tenth of a degree.
const AT: fn(f64) -> Option<(f64, f64)> = |lat| Some((lat, 0.0));

#[test]
fn the_nearest_match_first() {
    let golds = || vec![incident("a", AT(0.0), &PLAIN()), incident("b", AT(0.2), &PLAIN())];
    let found = compared(golds(), &[report("x", AT(0.19), &PLAIN()), report("y", AT(0.1), &PLAIN())]);
    assert_eq!(found, "b=x a=y |  | ");
    assert_eq!(compared(golds(), &[report("x", AT(0.1), &json!({"kind": "alert"}))]), " | a b | x");
    assert_eq!(compared(golds(), &[report("x", AT(0.0), &json!({"status": "denied"}))]), " | a b | ");
    assert_eq!(compared(golds(), &[report("a", None, &PLAIN())]), " | a b | a", "a name is no place");
}

#[test]
fn equally_near_ones_in_their_order() {
    let golds = vec![incident("a", AT(0.0), &PLAIN()), incident("b", AT(0.0), &PLAIN())];
    let reports = ["x", "y"].map(|name| report(name, AT(0.0), &PLAIN()));
    assert_eq!(compared(golds, &reports), "a=x b=y |  | ");
}

#[test]
fn one_repeat_is_passed_over_and_not_a_second_of_the_same_day() {
    let town = || vec![incident("a", AT(0.0), &PLAIN())];
    let at = |name, lat, day: &str| report(name, AT(lat), &json!({"event_date": day}));
    let (first, same) = (at("x", 0.0, "2025-05-08"), at("y", 0.0, "2025-05-08"));
    assert_eq!(compared(town(), &[first.clone(), same.clone()]), "a=x |  | y");
    let other_day = at("z", 0.0, "2025-05-09");
    assert_eq!(compared(town(), &[first.clone(), other_day.clone()]), "a=x |  | ");
    // the false one has not used up what speaks for a repeat
    assert_eq!(compared(town(), &[first.clone(), same, other_day.clone()]), "a=x |  | y");
    assert_eq!(compared(town(), &[first.clone(), other_day, at("w", 0.0, "2025-05-10")]), "a=x |  | w");
    // 22 km are within the tolerance and not near
    assert_eq!(compared(town(), &[first, at("far", 0.2, "2025-05-09")]), "a=x |  | far");
}

#[test]
fn background_and_coarse_ones_are_neutral_and_denied_ones_are_not() {
    let at = |more: &Value| vec![incident("a", AT(0.0), more)];
    let one = [report("x", AT(0.0), &PLAIN())];
    assert_eq!(compared(at(&json!({"status": "background"})), &one), " |  | ");
    assert_eq!(compared(at(&json!({"coarse": true})), &one), " |  | ");
    assert_eq!(compared(at(&json!({"status": "denied"})), &one), " |  | x");
    assert_eq!(compared(at(&json!({"status": "planned_or_threatened"})), &one), " |  | x");
    // background speaks before what is matched does
    let golds = vec![incident("a", AT(0.0), &PLAIN()), incident("b", AT(0.0), &json!({"status": "background"}))];
    let day = |name, day: &str| report(name, AT(0.0), &json!({"event_date": day}));
    assert_eq!(compared(golds, &[day("x", "1"), day("y", "2"), day("z", "3"), day("w", "4")]), "a=x |  | w");
}

#[test]
fn a_province_is_no_town() {
    let province = || vec![incident("a", AT(0.0), &json!({"precision": "admin1"}))];
    let of = |name, precision: Value| report(name, AT(1.0), &json!({"geo_precision": precision}));
    assert_eq!(compared(province(), &[of("x", json!(1))]), " | a | x");
    assert_eq!(compared(province(), &[of("x", json!(2)), of("y", json!(3))]), "a=y |  | x");
    assert_eq!(compared(province(), &[of("x", Value::Null)]), "a=x |  | ");
    // of a large place any part of the tolerance is near
    let later = report("y", AT(-1.0), &json!({"event_date": "2025-05-09"}));
    assert_eq!(compared(province(), &[of("x", Value::Null), later]), "a=x |  | ");
}

#[test]
fn without_coordinates_names_are_compared() {
    let nowhere = |more: &Value| vec![incident("Alvar", None, more)];
    let named = |name| [report(name, AT(50.0), &PLAIN())];
    assert_eq!(compared(nowhere(&PLAIN()), &named("ALVAR village")), "Alvar=ALVAR village |  | ");
    assert_eq!(compared(nowhere(&json!({"precision": "region"})), &named("Alvar village")), " | Alvar | Alvar village");
    assert_eq!(compared(nowhere(&json!({"alt": ["the fort"]})), &named("The  Fort")), "Alvar=The  Fort |  | ");
    let unplaced = report("Alvar", None, &PLAIN());
    assert_eq!(compared(nowhere(&PLAIN()), &[unplaced.clone(), unplaced]), "Alvar=Alvar |  | Alvar");
}

#[test]
fn figures_of_a_document() {
    let more = json!({"start": 3, "evidence": "One two three four.", "date": "2025-05", "fatalities": null,
        "count": 4, "count_scope": "total", "subkind": "drone", "intended_target": "b"});
    let mut gold = gold(vec![incident("a", AT(0.0), &more), incident("m", AT(9.0), &json!({"kind": "alert"}))]);
    gold[0].decoys = vec![super::Decoy { place: "Decoy".into() }, super::Decoy { place: "x".into() }];
    let told = json!({"confidence": 0.9, "uncertainty_km": 12, "event_date": "2025-05-08", "fatalities": 3, "subkind": null,
        "intended_target": "A B C", "notes": "Two  ONE five six", "evidence_start": 5, "evidence_end": 9});
    let reports = [
        report("x", AT(0.05), &told),
        report("decoy", AT(5.0), &json!({"confidence": 0.3})),
        report("again", AT(0.08), &json!({"confidence": 0.1})),
    ];
    let found = parse_reports(Path::new("r"), reports.join("\n\u{1e}").as_bytes(), &gold).unwrap();
    let figures = serde_json::to_value(evaluate(&gold, &found, 10)).unwrap();
    assert_eq!(["tp", "fp", "fn", "f1"].map(|figure| figures[figure].to_string()), ["1", "1", "1", "0.5"]);
    assert_eq!(
        figures["kinds"]["alert"],
        json!({"precision": 1.0, "recall": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 1})
    );
    let right: Vec<String> =
        figures["attributes"].as_object().unwrap().iter().map(|(k, v)| format!("{k} {}", v["right"])).collect();
    assert_eq!(
        right,
        ["event_date 1", "evidence 1", "fatalities 0", "intended_target 1", "subkind 0", "weapon_count 1"]
    );
    assert_eq!((&figures["decoys_mapped"], &figures["decoys"]), (&json!(1), &json!(2)));
    assert_eq!(figures["within_uncertainty"], json!({"right": 1, "of": 1}));
    assert_eq!(figures["calibration"]["n"], 2, "what is passed over is left out");
    assert!((figures["calibration"]["expected_error"].as_f64().unwrap() - 0.2).abs() < 1e-12);
    assert_eq!(figures["interval_95"]["recall"], json!([0.5, 0.5]));
    let faults: Vec<String> =
        faults(&gold[0], &found[0]).iter().map(|f| format!("{} {}", f.fault, f.attributes.join(","))).collect();
    assert_eq!(faults, ["missed ", "false ", "inexact subkind,fatalities"]);
}

#[test]
fn nothing_of_nothing_is_perfect() {
    let figures = evaluate(&gold(Vec::new()), &[Vec::new()], 0);
    assert_eq!((figures.all.f1.to_bits(), figures.negatives_clean, figures.negatives), (1f64.to_bits(), 1, 1));
    assert_eq!((figures.interval_95, figures.calibration.n), (None, 0));
}

#[test]
fn what_is_wrong_with_a_report_is_named() {
    let said = |lines: &str| match parse_reports(Path::new("r"), lines.as_bytes(), &gold(Vec::new())) {
        Ok(found) => format!("{} found", found[0].len()),
        Err(error) => error.to_string().split(';').next().unwrap().to_owned(),
    };
    let with = |more: Value| said(&format!("\u{1e}{}\n\n{}", report("a", AT(0.0), &PLAIN()), report("b", None, &more)));
    assert_eq!(with(PLAIN()), "2 found");
    assert_eq!(with(json!({"status": "background"})), "1 found");
    assert_eq!(with(json!({"status": "Reported"})), "r:3: status \"Reported\" is not known");
    assert_eq!(with(json!({"document_id": 7})), "r:3: the gold has no document \"7\"");
    assert_eq!(with(json!({"confidence": 80})), "r:3: the confidence is not from 0 to 1");
    assert_eq!(with(json!({"geo_precision": 4})), "r:3: geo_precision is not 1, 2, 3 or null");
    assert_eq!(with(json!({"evidence_start": 4})), "r:3: evidence_start and evidence_end do not stand together");
    assert!(said(&report("a", Some((0.0, 181.0)), &PLAIN())).starts_with("r:1: longitude 181 or latitude 0 is not"));
    let collection = "{\"type\":\"FeatureCollection\",\"features\":[]}";
    assert!(
        said(collection).starts_with("r:1: unknown variant `FeatureCollection`, expected `Feature`"),
        "{}",
        said(collection)
    );
    assert!(said("{").starts_with("r:1: EOF while parsing an object at column 1"));
}

#[test]
fn what_is_wrong_with_a_gold_is_named() {
    let said = |line: &str| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), line).unwrap();
        match read_gold(file.path()) {
            Ok(gold) => format!("{} incidents, {} decoys", gold[0].incidents.len(), gold[0].decoys.len()),
            Err(e) => e.to_string().replace(&file.path().to_string_lossy().into_owned(), "g"),
        }
    };
    let with = |more: &Value| {
        let incident = serde_json::to_value(incident("a", AT(0.0), more)).unwrap();
        said(&json!({"id": 1, "text": "Zürich", "incidents": [incident]}).to_string())
    };
    assert_eq!(with(&json!({"start": 5, "fatalities": null, "note": "kept"})), "1 incidents, 0 decoys");
    assert!(with(&json!({"start": 6})).starts_with("g:1: no text stands from 6 to 7, the document has 6 characters"));
    assert!(with(&json!({"lat": null})).starts_with("g:1: \"a\" has one of lat and lon; give both"));
    assert!(with(&json!({"lat": 91})).starts_with("g:1: \"a\" is not on the Earth"));
    assert!(with(&json!({"count": "four"})).starts_with("g:1: a figure of \"a\" is not a number"));
    let line = json!({"id": 1, "text": "", "incidents": [{"kind": "a", "place": "b", "precision": "town", "status": "reported"}]});
    assert!(
        said(&line.to_string()).starts_with("g:1: unknown variant `town`, expected one of `site`, `city`"),
        "{}",
        said(&line.to_string())
    );
    assert!(said("{\"id\":1,\"text\":\"\"}").starts_with("g:1: missing field `incidents`"));
    assert_eq!(said(" \n"), "g: holds no documents; write one JSON object a line, with `id`, `text` and `incidents`");
}

//! The two reports of the mission, read from `../shared`, and our own retelling of them in `seeds/`.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

const GOLD: &str = "../shared/eval/incidents_seeds.jsonl";
const SCORER: &str = "../shared/eval/score_incidents.py";
/// The report of the night: air strikes, sirens, nine blackouts.
const NIGHT: &str = "000_38e64bb28e952c23";
/// The report of the missiles and the reply to them.
const MISSILES: &str = "004_c9bb2faa0c5880d1";

/// The path of a file of `../shared`.
fn shared(path: &'static str) -> &'static str {
    assert!(Path::new(path).exists(), "{path} is missing: this test needs the folder `shared` beside the repository");
    path
}

fn run(args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    output
}

/// The properties of a report, with what tests ask of them.
struct Report(Value);

impl Report {
    fn text(&self, column: &str) -> &str {
        self.0[column].as_str().unwrap_or("")
    }

    fn happened(&self) -> bool {
        ["reported", "claimed", "disputed"].contains(&self.text("status"))
    }
}

fn extract(input: &str) -> Vec<Report> {
    let lines = String::from_utf8(run(&["extract", input]).stdout).unwrap();
    let features = lines.lines().map(|line| line.parse::<Value>().unwrap());
    features.map(|mut feature| Report(feature["properties"].take())).collect()
}

/// The reports that `document` claims to have happened.
fn told<'r>(reports: &'r [Report], document: &str, kind: &str) -> Vec<&'r Report> {
    reports.iter().filter(|r| r.text("document_id") == document && r.text("kind") == kind && r.happened()).collect()
}

fn places<'r>(reports: &[&'r Report]) -> Vec<&'r str> {
    reports.iter().map(|r| r.text("location_text")).collect()
}

#[test]
fn the_scorer_finds_nothing_wrong() {
    let reports = run(&["extract", shared(GOLD)]).stdout;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reports.geojsonl");
    fs::write(&file, reports).unwrap();
    let score = |more: &[&str]| {
        let output = Command::new("python3")
            .args([shared(SCORER), GOLD])
            .arg(&file)
            .args(more)
            .output()
            .expect("python3 runs the scorer; install it");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let figures: Value = score(&["--json"]).parse().unwrap();
    let perfect = figures["f1"] == 1.0 && figures["decoys_mapped"] == 0;
    assert!(perfect, "{}", score(&["--errors", "50"]));
    for (attribute, tally) in figures["attributes"].as_object().unwrap() {
        assert_eq!(tally["right"], tally["of"], "{attribute}");
    }
}

#[test]
fn one_interception_at_sirsa() {
    let reports = extract(shared(GOLD));
    let interceptions = told(&reports, MISSILES, "interception");
    assert_eq!(places(&interceptions), ["Sirsa"]);
    let sirsa = interceptions[0];
    assert_eq!(sirsa.text("admin1"), "Haryana");
    assert_eq!(sirsa.text("intended_target"), "New Delhi");
    assert_eq!(sirsa.0["weapon_count"], 1);
    let says = sirsa.text("claimed_by");
    assert!(says.contains("officials"), "claimed by {says:?}");
    for report in reports.iter().filter(|r| r.happened()) {
        let place = report.text("location");
        assert!(!["New Delhi", "Haryana"].contains(&place), "{:?}", report.0);
    }
}

#[test]
fn a_total_is_not_copied_to_each_place() {
    let reports = extract(shared(GOLD));
    let mut interceptions = told(&reports, NIGHT, "interception");
    interceptions.sort_by_key(|r| r.text("location_text"));
    assert_eq!(places(&interceptions), ["Arnia sector", "RS Pura", "Samba", "Satwari"]);
    for report in interceptions {
        assert_eq!(report.0["weapon_count"], Value::Null, "{:?}", report.0);
    }
}

#[test]
fn nine_blackouts_and_one_without_a_place() {
    let reports = extract(shared(GOLD));
    let blackouts = told(&reports, NIGHT, "blackout");
    assert_eq!(blackouts.len(), 9, "{:?}", places(&blackouts));
    let containers: Vec<&&Report> =
        blackouts.iter().filter(|r| ["Punjab", "Rajasthan"].contains(&r.text("location"))).collect();
    assert!(containers.is_empty());
    let jaisalmer = blackouts.iter().find(|r| r.text("location") == "Jaisalmer").unwrap();
    assert_eq!(jaisalmer.text("admin1"), "Rajasthan");
    let north = told(&reports, MISSILES, "blackout");
    assert_eq!(places(&north), ["northern India"]);
    assert_eq!(north[0].0["gazetteer_id"], Value::Null);
    assert_eq!(north[0].0["geo_precision"], 3);
    assert!(north[0].0["uncertainty_km"].as_f64().unwrap() > 300.0, "a third of a country is no point");
}

#[test]
fn sirens_in_the_punjab_that_is_meant() {
    let reports = extract(shared(GOLD));
    let mut alerts = told(&reports, NIGHT, "alert");
    alerts.sort_by_key(|r| r.text("location"));
    let found: Vec<(&str, &str)> = alerts.iter().map(|r| (r.text("location"), r.text("country_code"))).collect();
    assert_eq!(found, [("Jammu and Kashmir", "IN"), ("Punjab", "IN"), ("Rajasthan", "IN")]);
}

#[test]
fn bases_and_not_their_host_towns() {
    let reports = extract(shared(GOLD));
    let strikes = told(&reports, MISSILES, "strike");
    let at = |id: &str| {
        let here = strikes.iter().filter(|r| r.text("gazetteer_id") == id);
        here.count()
    };
    for base in ["Nur Khan", "Rafiqi", "Murid"] {
        let here: Vec<&&Report> = strikes.iter().filter(|r| r.text("location_text").contains(base)).collect();
        assert_eq!(here.len(), 1, "{base}");
        assert_eq!(here[0].text("feature_code"), "AIRB", "{base}");
    }
    assert_eq!(at("geonames:1166993"), 1, "Rawalpindi, struck as a city");
    assert_eq!(at("geonames:1176615"), 1, "Islamabad, not its government");
    for town in ["Shorkot", "Chakwal"] {
        assert!(strikes.iter().all(|r| r.text("location") != town), "{town}");
    }
}

#[test]
fn pahalgam_is_background_and_in_no_layer() {
    let reports = extract(shared(GOLD));
    let pahalgam: Vec<&Report> = reports.iter().filter(|r| r.text("location") == "Pahalgam").collect();
    assert!(pahalgam.iter().all(|r| r.text("status") == "background"));
    let dead: Vec<&Value> =
        pahalgam.iter().filter(|r| r.text("document_id") == MISSILES).map(|r| &r.0["fatalities"]).collect();
    assert_eq!(dead, [26]);
    let folder = tempfile::tempdir().unwrap();
    let layers = folder.path().join("layers");
    run(&["map", GOLD, "-o", layers.to_str().unwrap()]);
    let attacks = fs::read_to_string(layers.join("attacks.geojson")).unwrap();
    assert!(!attacks.contains("Pahalgam"), "{attacks}");
    let fates = fs::read_to_string(layers.join("reports.csv")).unwrap();
    assert!(fates.contains("Pahalgam"), "reports.csv keeps it");
}

/// Kind and gazetteer row of all that happened.
fn incidents(input: &str) -> BTreeSet<(String, String)> {
    extract(input)
        .iter()
        .filter(|r| r.happened())
        .map(|r| (r.text("kind").into(), r.text("gazetteer_id").into()))
        .collect()
}

#[test]
fn our_own_words_map_to_the_same() {
    assert_eq!(incidents("seeds"), incidents(shared(GOLD)));
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn our_own_words_are_our_own() {
    let runs = |text: &str| -> BTreeSet<Vec<String>> { words(text).windows(6).map(<[String]>::to_vec).collect() };
    let theirs: BTreeSet<Vec<String>> = fs::read_to_string(shared(GOLD))
        .unwrap()
        .lines()
        .flat_map(|line| runs(line.parse::<Value>().unwrap()["text"].as_str().unwrap()))
        .collect();
    for entry in fs::read_dir("seeds").unwrap() {
        let path = entry.unwrap().path();
        let ours = runs(&fs::read_to_string(&path).unwrap());
        let copied: Vec<String> = ours.intersection(&theirs).map(|r| r.join(" ")).collect();
        assert!(copied.is_empty(), "{}: {copied:?}", path.display());
    }
}

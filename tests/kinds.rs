//! A kinds file of a user: `examples/floods.toml` adds kinds without a rebuild, `check` finds that its examples hold, and
//! `map` maps the report beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    fs,
    process::{Command, Output},
};

use incident_mapper::{
    engine::Engine,
    gazetteer::{Gazetteer, Options},
    kinds::Kinds,
    read::Document,
};

const FLOODS: &str = "examples/floods.toml";

fn engine() -> Engine {
    let gazetteer = Gazetteer::open(&Options::default()).unwrap();
    Engine::new(gazetteer, Kinds::load(&[FLOODS]).unwrap()).unwrap()
}

/// `kind.subkind place` of all that a text says has happened.
fn told(engine: &Engine, text: &str) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    engine
        .extract(&document)
        .into_iter()
        .filter(|r| ["reported", "claimed", "disputed"].contains(&r.status.as_str()))
        .map(|r| {
            let subkind = r.subkind.map(|s| format!(".{s}")).unwrap_or_default();
            format!("{}{subkind} {}", r.kind, r.location_text.unwrap_or_default())
        })
        .collect()
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args).output().unwrap()
}

#[test]
fn its_examples_hold() {
    let output = run(&["check", "--kinds", FLOODS]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "flood: 14 of 14 examples hold\nlandslide: 8 of 8 examples hold\nno problems\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn its_report_is_mapped() {
    let folder = tempfile::tempdir().unwrap();
    let layers = folder.path().join("layers");
    let output = run(&["map", "examples/floods.md", "-o", layers.to_str().unwrap(), "--kinds", FLOODS]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let found = |layer: &str| -> Vec<String> {
        let file = fs::read_to_string(layers.join(layer)).unwrap();
        let layer: serde_json::Value = file.parse().unwrap();
        let features = layer["features"].as_array().unwrap().iter();
        let told =
            |p: &serde_json::Value| format!("{} {} {}", p["subkind"], p["location"], p["event_date"]).replace('"', "");
        let mut found: Vec<String> = features.map(|f| told(&f["properties"])).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(found("floods.geojson"), ["flash Chitral 2025-08-17", "river Mingora 2025-08-17"]);
    assert_eq!(found("landslides.geojson"), ["mudslide Muzaffarabad 2025-08-18", "null Kishtwar 2025-08-18"]);
    for layer in ["strikes", "interceptions", "blackouts", "alerts", "attacks"] {
        assert_eq!(found(&format!("{layer}.geojson")), Vec::<String>::new());
    }
    let reports = fs::read_to_string(layers.join("reports.csv")).unwrap();
    for (status, place) in [("threatened", "Hyderabad"), ("denied", "Jamshoro")] {
        let told = |line: &str| line.contains(",status,") && line.contains(&format!(",flood,{status},{place},"));
        assert!(reports.lines().any(told), "{status} {place}: {reports}");
    }
    assert_eq!(run(&["check", layers.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn sentences_that_the_file_has_not_seen() {
    let engine = engine();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Heavy rain caused flash floods in Chitral, where six people drowned.", vec!["flood.flash Chitral"]),
        ("Parts of Gurdaspur were inundated on Monday.", vec!["flood Parts of Gurdaspur"]),
        ("Mudslides struck Muzaffarabad on Tuesday.", vec!["landslide.mudslide Muzaffarabad"]),
        ("The flood swept through Nowshera and cut the road to Chitral.", vec!["flood Nowshera"]),
        ("Floods caused by a burst dam in Badin drove many from their homes.", vec!["flood.river Badin"]),
        ("Floods and landslides cut off Chamoli.", vec!["flood Chamoli", "landslide Chamoli"]),
        ("Lahore was flooded with complaints about the match.", vec![]),
        ("A flood of cheap imports reached Karachi.", vec![]),
        ("The opposition won by a landslide in Delhi.", vec![]),
        ("Flood warnings were issued in Sukkur.", vec![]),
        ("Floods threaten Sukkur.", vec![]),
        ("The floods prompted Delhi to send boats.", vec![]),
        ("There were no floods in Multan this year.", vec![]),
        ("An avalanche could hit Kargil if the snow melts, experts warned.", vec![]),
        (
            "Missiles struck Pathankot. Floods in Jammu hampered the repairs.",
            vec!["flood Jammu", "strike.missile Pathankot"],
        ),
    ] {
        let mut found = told(&engine, text);
        found.sort_unstable();
        if found != expected {
            wrong.push(format!("{text:?} gives {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

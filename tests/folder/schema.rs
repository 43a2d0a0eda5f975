//! The JSON Schema holds for what is written, and not for what is wrong.

use std::fs;

use incident_mapper::{
    assemble::{Options, assemble},
    export::{WriteOptions, export},
    report::{feature_schema, layer_schema},
};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::sample::{facts, kinds, mixed, report};

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

#[test]
fn layers_and_reports_hold() {
    let layers = validator(&layer_schema(&kinds()));
    let features = validator(&feature_schema(&kinds()));
    let mut reports = mixed();
    reports.push(report("seven", |r| (r.gazetteer_id, r.geo_precision) = (Some("geonames:1270260".into()), Some(3))));
    for report in &reports {
        let line: Value = serde_json::from_str(&report.to_line()).unwrap();
        let wrong: Vec<String> = features.iter_errors(&line).map(|error| error.to_string()).collect();
        assert_eq!(wrong, [] as [String; 0], "{line}");
    }
    for no_style in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let assembly = assemble(reports.clone(), &Options { areas: true, ..Options::default() });
        let options = WriteOptions { no_style, ..WriteOptions::default() };
        let written = export(dir.path(), &assembly, &kinds(), &facts(), options, &|| false).unwrap();
        let names: Vec<_> =
            written.files.iter().map(|file| &file.name).filter(|name| name.ends_with(".geojson")).collect();
        assert_eq!(names.len(), 6);
        for name in names {
            let layer: Value = serde_json::from_slice(&fs::read(dir.path().join(name)).unwrap()).unwrap();
            let wrong: Vec<String> = layers.iter_errors(&layer).map(|error| error.to_string()).collect();
            assert_eq!(wrong, [] as [String; 0], "{name}");
        }
    }
}

#[test]
fn what_is_wrong_does_not() {
    let features = validator(&feature_schema(&kinds()));
    let right: Value = serde_json::from_str(&report("one", |_| {}).to_line()).unwrap();
    assert!(features.is_valid(&right));
    for (path, wrong) in [
        ("/id", json!("1")),
        ("/type", json!("Point")),
        ("/geometry/coordinates", json!([29.5, 175.0])),
        ("/geometry/coordinates", json!([75.0, 29.5, 0.0])),
        ("/geometry/type", json!("LineString")),
        ("/properties/kind", json!("flood")),
        ("/properties/subkind", json!("siren")),
        ("/properties/status", json!("sure")),
        ("/properties/status", Value::Null),
        ("/properties/event_date", json!("2025-05")),
        ("/properties/event_date", json!("2025-02-30")),
        ("/properties/time_precision", json!(4)),
        ("/properties/geo_precision", json!("1")),
        ("/properties/fatalities", json!(-1)),
        ("/properties/fatalities", json!(1.5)),
        ("/properties/confidence", json!(1.1)),
        ("/properties/uncertainty_km", json!("5 km")),
        ("/properties/notes", Value::Null),
        ("/properties/evidence_in", json!("caption")),
    ] {
        let mut feature = right.clone();
        *feature.pointer_mut(path).unwrap() = wrong.clone();
        assert!(!features.is_valid(&feature), "{path} {wrong}");
    }
    let with = |name: &str, value: Value| {
        let mut feature = right.clone();
        feature["properties"][name] = value;
        feature
    };
    assert!(!features.is_valid(&with("mood", json!("grim"))), "a column of nobody's");
    assert!(!features.is_valid(&with("marker-color", json!("#d7191c"))), "one column of a style alone");
    let mut bare = right.clone();
    bare["properties"].as_object_mut().unwrap().remove("reason");
    assert!(!features.is_valid(&bare), "a column that is not there");
}

//! Areas: polygons beside the points, whole countries in them alone.

use std::{fs, path::Path};

use incident_mapper::{
    assemble::{Include, Options, assemble},
    export::{WriteOptions, check, export},
    report::Report,
};
use serde_json::Value;

use crate::sample::{facts, kinds, mixed, report};

/// A country, a province, a district, a part of a country and a town.
fn reports() -> Vec<Report> {
    let at = |doc: &str, row: Option<&str>, code: Option<&str>, precision| {
        report(doc, |r| {
            (r.gazetteer_id, r.feature_code) = (row.map(Into::into), code.map(Into::into));
            (r.geo_precision, r.uncertainty_km) = (precision, Some(90.0));
            (r.location, r.actor1) = (Some(doc.into()), Some(doc.into()));
        })
    };
    let mut reports = vec![
        at("country", Some("geonames:1269750"), Some("PCLI"), None),
        at("province", Some("geonames:1270260"), Some("ADM1"), Some(3)),
        at("district", Some("geonames:1256050"), Some("ADM2"), Some(2)),
        at("part", None, None, Some(3)),
    ];
    reports.extend(mixed());
    for (i, report) in reports.iter_mut().enumerate().take(4) {
        report.event_date = Some(crate::sample::day(i8::try_from(i).unwrap() * 5 + 10));
        report.event_date_end = report.event_date;
    }
    reports
}

fn write(dir: &Path, reports: Vec<Report>, include: &[Include]) {
    let include = include.iter().copied().collect();
    let assembly = assemble(reports, &Options { include, areas: true, ..Options::default() });
    export(dir, &assembly, &kinds(), &facts(), WriteOptions::default(), &|| false).unwrap();
    assert_eq!(check(dir).unwrap(), []);
}

fn features(dir: &Path, name: &str) -> Vec<Value> {
    let layer: Value = serde_json::from_slice(&fs::read(dir.join(name)).unwrap()).unwrap();
    layer["features"].as_array().unwrap().clone()
}

#[test]
fn a_country_is_a_polygon_and_no_point() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), reports(), &[]);
    let areas = features(dir.path(), "strikes_areas.geojson");
    let corners = |place: &str| -> Vec<usize> {
        let area = areas.iter().find(|area| area["properties"]["location"] == place).unwrap();
        assert_eq!(area["id"], area["properties"]["id"]);
        assert_eq!(&area["id"].as_str().unwrap()[21..], ".area");
        assert_eq!(area["properties"]["fill"], "#d7191c");
        assert!(area["properties"].get("marker-color").is_none());
        let polygons = area["geometry"]["coordinates"].as_array().unwrap();
        polygons.iter().map(|polygon| polygon[0].as_array().unwrap().len()).collect()
    };
    assert!(corners("country").iter().sum::<usize>() > 500);
    assert_eq!(corners("province").len(), 1);
    assert!(corners("province")[0] > 80, "Haryana's outline");
    assert_eq!((corners("district"), corners("part")), (vec![65], vec![65]), "circles");
    assert_eq!(areas.len(), 4, "towns are no areas");
    let points = features(dir.path(), "strikes.geojson");
    assert!(!points.iter().any(|point| point["properties"]["location"] == "country"));
    let rows = fs::read_to_string(dir.path().join("reports.csv")).unwrap();
    assert_eq!(rows.matches(",strikes_areas.geojson,").count(), 1);
    assert!(rows.contains(",vague,"), "a country without a row to draw stays out");
    assert_eq!(features(dir.path(), "alerts_areas.geojson"), [] as [Value; 0]);
    let lines = fs::read_to_string(dir.path().join("incidents.geojsonl")).unwrap();
    assert!(!lines.contains(".area") && !lines.contains("MultiPolygon"));

    write(dir.path(), reports(), &[Include::Vague]);
    let points = features(dir.path(), "strikes.geojson");
    assert!(points.iter().any(|point| point["properties"]["location"] == "country"), "both");
    assert_eq!(features(dir.path(), "strikes_areas.geojson").len(), 4);
    crate::sample::write(dir.path(), mixed()).unwrap();
    assert!(!dir.path().join("strikes_areas.geojson").exists(), "a run without areas removes them");
}

#[test]
fn a_changed_area_is_told() {
    for (from, to, said) in [
        ("\"country\"", "\"elsewhere\"", "strikes_areas.geojson: changed"),
        (".area\",\"properties\"", "\",\"properties\"", "its ids do not end with .area"),
        ("[[[[", "[[[[0.0,0.0],[", "a ring of an area must be closed"),
        ("],[", "],[75.0],[", "a position that is no longitude and latitude"),
        ("],[", "],[],[", "a position that is no longitude and latitude"),
        ("MultiPolygon", "Polygon", "no GeoJSON feature"),
        ("\"confidence\":0.8", "\"confidence\":0.7", "differs from its incident"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), reports().into_iter().skip(1).chain(reports().into_iter().take(1)).collect(), &[]);
        let path = dir.path().join("strikes_areas.geojson");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let problems: Vec<String> = check(dir.path()).unwrap().iter().map(ToString::to_string).collect();
        assert!(problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:#?}");
    }
}

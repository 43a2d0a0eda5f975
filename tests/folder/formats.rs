//! `FlatGeobuf`, CSV and KML: read back through the libraries, they hold what the GeoJSON holds.

use std::{collections::BTreeMap, fs, io::BufReader, path::Path};

use flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader, GeometryType};
use incident_mapper::{
    assemble::{Options, assemble},
    export::{ExportError, Format, WriteOptions, check, export},
    report::{COLUMNS, ColumnType, Report},
};
use serde_json::Value;

use crate::sample::{facts, kinds, mixed, report};

const HOSTILE: &str = "</SimpleData><script>alert(1)</script> ]]> & \"quoted\", \u{1}\u{2028}\nline two\r\nline three";

/// The sample, an incident of hostile words and a province.
fn reports() -> Vec<Report> {
    let mut reports = mixed();
    reports.push(report("seven", |r| {
        (r.notes, r.source, r.target) = (HOSTILE.into(), Some("@SUM(A1)".into()), Some("'=1".into()));
        r.actor1 = Some("=cmd|'/c calc'!A0".into());
        (r.gazetteer_id, r.feature_code) = (Some("geonames:1270260".into()), Some("ADM1".into()));
        (r.geo_precision, r.weapon_count) = (Some(3), Some(9_007_199_254_740_991));
    }));
    reports
}

fn write(dir: &Path) {
    let assembly = assemble(reports(), &Options { areas: true, ..Options::default() });
    let options = WriteOptions { to: Format::ALL.into_iter().collect(), ..WriteOptions::default() };
    export(dir, &assembly, &kinds(), &facts(), options, &|| false).unwrap();
    assert_eq!(check(dir).unwrap(), []);
}

/// The known values of each feature, by its id.
type Rows = BTreeMap<String, BTreeMap<String, String>>;

fn geojson(dir: &Path, stem: &str) -> Rows {
    let layer: Value = serde_json::from_slice(&fs::read(dir.join(format!("{stem}.geojson"))).unwrap()).unwrap();
    let row = |feature: &Value| {
        let known = feature["properties"].as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        known.map(|(name, value)| (name.clone(), text(value))).collect()
    };
    let features = layer["features"].as_array().unwrap();
    features.iter().map(|feature| (feature["id"].as_str().unwrap().to_owned(), row(feature))).collect()
}

#[test]
fn flatgeobuf_holds_the_same() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    for stem in ["strikes", "alerts", "blackouts", "strikes_areas", "alerts_areas"] {
        let file = fs::File::open(dir.path().join(format!("{stem}.fgb"))).unwrap();
        let reader = FgbReader::open(BufReader::new(file)).unwrap();
        let header = reader.header();
        let polygons = stem.ends_with("_areas");
        let shape = if polygons { GeometryType::MultiPolygon } else { GeometryType::Point };
        assert_eq!((header.geometry_type(), header.crs().unwrap().code()), (shape, 4326));
        let columns = header.columns().unwrap();
        assert_eq!(columns.len(), COLUMNS.len() + if polygons { 2 } else { 3 });
        for (column, ours) in columns.iter().zip(&COLUMNS) {
            let expected = match ours.kind {
                ColumnType::Text => flatgeobuf::ColumnType::String,
                ColumnType::Date => flatgeobuf::ColumnType::DateTime,
                ColumnType::Integer | ColumnType::Precision => flatgeobuf::ColumnType::Long,
                ColumnType::Real => flatgeobuf::ColumnType::Double,
            };
            assert_eq!((column.name(), column.type_(), column.nullable()), (ours.name, expected, ours.nullable));
        }
        let expected = geojson(dir.path(), stem);
        assert_eq!(header.features_count(), expected.len() as u64);
        let mut rows = Rows::new();
        if !expected.is_empty() {
            let mut features = reader.select_all().unwrap();
            while let Some(feature) = features.next().unwrap() {
                let row: BTreeMap<String, String> = feature.properties().unwrap().into_iter().collect();
                rows.insert(row["id"].clone(), row);
            }
        }
        let number = |rows: Rows| -> Rows { rows.into_iter().map(|(id, row)| (id, normal(row))).collect() };
        assert_eq!(number(rows), number(expected), "{stem}");
    }
}

/// 5.0 and 5 are one number.
fn normal(row: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let real = |name: &str| COLUMNS.iter().any(|c| c.name == name && c.kind == ColumnType::Real);
    let each = row.into_iter().map(|(name, value)| match value.parse::<f64>() {
        Ok(number) if real(&name) => (name, number.to_string()),
        _ => (name, value),
    });
    each.collect()
}

#[test]
fn csv_holds_the_same_and_the_point() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    for stem in ["strikes", "alerts", "blackouts", "strikes_areas"] {
        let mut reader = csv::Reader::from_path(dir.path().join(format!("{stem}.csv"))).unwrap();
        let header = reader.headers().unwrap().clone();
        assert_eq!(header.iter().rev().take(2).collect::<Vec<_>>(), ["latitude", "longitude"]);
        assert!(header.iter().zip(&COLUMNS).all(|(found, column)| found == column.name));
        let mut rows = Rows::new();
        for record in reader.records() {
            let record = record.unwrap();
            let cells = header.iter().zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
            let text = |cell: &str| match cell.strip_prefix('\'') {
                Some(text) if text.starts_with(['=', '@', '\'']) => text.to_owned(),
                _ => cell.to_owned(),
            };
            let mut row: BTreeMap<String, String> = cells.map(|(name, cell)| (name.into(), text(cell))).collect();
            let (x, y) = (row.remove("longitude").unwrap(), row.remove("latitude").unwrap());
            assert!([("75.0289", "29.5349"), ("75.11", "32.57")].contains(&(x.as_str(), y.as_str())));
            rows.insert(row["id"].clone(), row);
        }
        assert_eq!(rows, geojson(dir.path(), stem), "{stem}");
    }
}

/// What a spreadsheet would compute: nothing but the degrees may begin so.
#[test]
fn no_cell_is_a_formula() {
    let dir = tempfile::tempdir().unwrap();
    let assembly = assemble(
        reports().into_iter().map(|r| Report { point: r.point.map(|(x, y)| (-x, -y)), ..r }),
        &Options { areas: true, ..Options::default() },
    );
    let options = WriteOptions { to: Format::ALL.into_iter().collect(), ..WriteOptions::default() };
    export(dir.path(), &assembly, &kinds(), &facts(), options, &|| false).unwrap();
    let mut guarded = 0;
    for name in ["reports.csv", "unresolved.csv", "strikes.csv", "strikes_areas.csv"] {
        let mut reader = csv::Reader::from_path(dir.path().join(name)).unwrap();
        let header = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (column, cell) in header.iter().zip(&record.unwrap()) {
                let degrees = ["longitude", "latitude"].contains(&column);
                assert_eq!(cell.starts_with(['=', '+', '-', '@', '\t', '\r']), degrees, "{name} {column} {cell}");
                guarded += usize::from(cell.starts_with("'="));
            }
        }
    }
    assert_eq!(guarded, 2, "the actor in both layers");
}

#[test]
fn kml_is_well_formed_and_holds_the_same() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    for stem in ["strikes", "alerts", "blackouts", "strikes_areas"] {
        let text = fs::read_to_string(dir.path().join(format!("{stem}.kml"))).unwrap();
        let expected = geojson(dir.path(), stem);
        let tree = roxmltree::Document::parse(&text).unwrap();
        let named = |name: &'static str| tree.descendants().filter(move |node| node.has_tag_name(name));
        assert_eq!(named("SimpleField").count(), COLUMNS.len() + if stem.ends_with("_areas") { 2 } else { 3 });
        for field in named("SimpleField").filter(|field| field.attribute("type") == Some("int")) {
            let of = COLUMNS.iter().find(|column| Some(column.name) == field.attribute("name")).unwrap();
            assert_eq!(of.kind, ColumnType::Precision, "{}: 32 bits hold no more", of.name);
        }
        assert_eq!(named("Placemark").count(), expected.len());
        assert!(named("script").next().is_none());
        let mut rows = Rows::new();
        for placemark in named("Placemark") {
            let data = placemark.descendants().filter(|node| node.has_tag_name("SimpleData"));
            let data = data.map(|node| (node.attribute("name").unwrap().into(), node.text().unwrap_or("").into()));
            let row: BTreeMap<String, String> = data.collect();
            let shape = if stem.ends_with("_areas") { "MultiGeometry" } else { "Point" };
            assert!(placemark.children().any(|node| node.has_tag_name(shape)));
            rows.insert(row["id"].clone(), row);
        }
        let mut legal = expected;
        for notes in legal.values_mut().filter_map(|row| row.get_mut("notes")) {
            *notes = notes.replace('\u{1}', "\u{fffd}"); // XML 1.0 has no such character
        }
        assert_eq!(rows, legal, "{stem}");
    }
}

#[test]
fn a_layer_named_as_a_list_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut kinds = kinds();
    kinds.kinds[2].layer = "Reports".into();
    let assembly = assemble(mixed(), &Options::default());
    let write = |to: &[Format]| {
        let options = WriteOptions { to: to.iter().copied().collect(), ..WriteOptions::default() };
        export(dir.path(), &assembly, &kinds, &facts(), options, &|| false)
    };
    assert!(matches!(write(&[Format::Csv]), Err(ExportError::Taken { file, .. }) if file == "reports.csv"));
    assert!(write(&[Format::FlatGeobuf]).is_ok());
}

#[test]
fn a_missing_row_is_told() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    let path = dir.path().join("strikes.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{}\n", text.lines().next().unwrap())).unwrap();
    let problems: Vec<String> = check(dir.path()).unwrap().iter().map(ToString::to_string).collect();
    assert!(
        problems.iter().any(|p| p.starts_with("strikes.csv: 0 features, but strikes.geojson has")),
        "{problems:#?}"
    );
}

#[test]
fn a_file_that_would_be_two_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let assembly = assemble(Vec::new(), &Options { areas: true, ..Options::default() });
    let mut kinds = kinds();
    kinds.kinds[2].layer = "strikes_areas".into();
    let error = export(dir.path(), &assembly, &kinds, &facts(), WriteOptions::default(), &|| false).unwrap_err();
    assert!(error.to_string().contains("the file strikes_areas.geojson would be written twice"), "{error}");
}

#[test]
fn without_a_run_json_ours_are_known_by_their_beginnings() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    fs::remove_file(dir.path().join("run.json")).unwrap();
    write(dir.path());
    for name in ["strikes.fgb", "alerts.csv", "strikes_areas.kml"] {
        let path = dir.path().join(name);
        fs::remove_file(dir.path().join("run.json")).unwrap();
        let ours = fs::read(&path).unwrap();
        fs::write(&path, "somebody's").unwrap();
        let assembly = assemble(reports(), &Options { areas: true, ..Options::default() });
        let options = WriteOptions { to: Format::ALL.into_iter().collect(), ..WriteOptions::default() };
        let error = export(dir.path(), &assembly, &kinds(), &facts(), options, &|| false).unwrap_err();
        assert!(matches!(error, ExportError::Foreign(found) if found == path));
        fs::write(&path, ours).unwrap();
        write(dir.path());
    }
}

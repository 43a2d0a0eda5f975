//! What QGIS and GDAL open beside the layers. `tests/qgis` opens it in QGIS itself.

use std::{fs, path::Path};

use incident_mapper::{
    assemble::{Options, assemble},
    export::{WriteOptions, check, export},
    kinds::{Kinds, Subkind},
    report::{COLUMNS, ColumnType, Report},
};
use roxmltree::{Document, Node};

use crate::sample::{facts, files, kinds, mixed, options, report};

/// What TOML allows in a kind, and XML, HTML and QGIS's expressions take for something else.
const HOSTILE: &str = "a'\"<b>&amp;]]>{{color}}[% 1+1 %]\u{1}\n\\";

fn hostile() -> Kinds {
    let mut kinds = kinds();
    kinds.kinds[0].label = HOSTILE.into();
    kinds.kinds[0].subkinds.push(Subkind {
        name: HOSTILE.into(),
        words: Vec::new(),
        event_type: None,
        sub_event_type: None,
    });
    kinds
}

fn write(dir: &Path, reports: Vec<Report>, kinds: &Kinds, no_style: bool) {
    let mut facts = facts();
    facts.attribution.push(HOSTILE.into());
    let style = WriteOptions { no_style, ..WriteOptions::default() };
    export(dir, &assemble(reports, &options()), kinds, &facts, style, &|| false).unwrap();
}

fn is_xml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "qml" || e == "qgs" || e == "vrt")
}

/// The DOCTYPE that QGIS writes names a DTD that is nowhere, and the reader wants none.
fn xml(text: &str) -> Document<'_> {
    Document::parse(text.split_once("'SYSTEM'>").map_or(text, |(_, rest)| rest)).unwrap()
}

fn all<'a, 'i>(document: &'a Document<'i>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    document.descendants().filter(move |node| node.has_tag_name(tag))
}

#[test]
fn hostile_names_stay_names() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed(), &hostile(), false);
    let mut read = 0;
    for (name, bytes) in files(dir.path()) {
        if !is_xml(&name) {
            continue;
        }
        read += 1;
        let text = String::from_utf8(bytes).unwrap();
        let document = xml(&text);
        assert!(all(&document, "b").next().is_none(), "{name}");
        if name == "strikes.qml" {
            let as_xml = HOSTILE.replace('\u{1}', "\u{fffd}");
            let literal = as_xml.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n");
            let rule = all(&document, "rule").find(|rule| rule.attribute("key") == Some("subkind-4")).unwrap();
            assert_eq!(rule.attribute("filter").unwrap(), format!("\"subkind\" = '{literal}'"));
            assert_eq!(rule.attribute("label").unwrap(), as_xml.replace('_', " ").replace("[%", "[ %"));
        }
        if name == "incidents.qgs" {
            let told = all(&document, "attribution").next().unwrap().text().unwrap();
            assert!(told.contains("GeoNames") && told.contains("{{color}}"), "{told}");
            assert_eq!(all(&document, "Label").next().unwrap().text(), Some(told));
            assert_eq!(all(&document, "rights").next().unwrap().text(), Some(told));
        }
    }
    assert_eq!(read, 5);
    assert_eq!(check(dir.path()).unwrap(), []);
}

#[test]
fn every_name_of_the_templates_has_its_value() {
    let dir = tempfile::tempdir().unwrap();
    for (reports, no_style) in [(mixed(), false), (Vec::new(), true)] {
        write(dir.path(), reports, &kinds(), no_style);
        for (name, bytes) in files(dir.path()) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!is_xml(&name) || !text.replace("{{color}}", "").contains("{{"), "{name}");
        }
    }
}

#[test]
fn the_vrt_types_every_column_of_every_layer() {
    let dir = tempfile::tempdir().unwrap();
    for no_style in [false, true] {
        write(dir.path(), mixed(), &kinds(), no_style);
        let text = fs::read_to_string(dir.path().join("layers.vrt")).unwrap();
        let document = xml(&text);
        let layers: Vec<Node<'_, '_>> = all(&document, "OGRVRTLayer").collect();
        assert_eq!(
            layers.iter().map(|l| l.attribute("name").unwrap()).collect::<Vec<_>>(),
            ["strikes", "alerts", "blackouts"]
        );
        let mut expected: Vec<(&str, &str)> = (COLUMNS.iter())
            .map(|column| {
                let kind = match column.kind {
                    ColumnType::Text => "String",
                    ColumnType::Date => "Date",
                    ColumnType::Integer | ColumnType::Precision => "Integer",
                    ColumnType::Real => "Real",
                };
                (column.name, kind)
            })
            .collect();
        if !no_style {
            expected.extend(["marker-color", "marker-size", "marker-symbol"].map(|marker| (marker, "String")));
        }
        for layer in layers {
            let fields = layer.children().filter(|node| node.has_tag_name("Field"));
            let fields: Vec<_> = fields.map(|f| (f.attribute("name").unwrap(), f.attribute("type").unwrap())).collect();
            assert_eq!(fields, expected);
        }
    }
}

#[test]
fn the_project_has_every_layer_and_the_time_of_the_incidents() {
    let dir = tempfile::tempdir().unwrap();
    let text = |reports| {
        write(dir.path(), reports, &kinds(), false);
        fs::read_to_string(dir.path().join("incidents.qgs")).unwrap()
    };
    let dated = text(vec![report("one", |_| {}), report("two", |r| r.notes = "Sirsa again.".into())]);
    let document = xml(&dated);
    let ids: Vec<&str> = all(&document, "id").filter_map(|id| id.text()).collect();
    assert_eq!(
        ids,
        [
            "incident_layer_strikes",
            "incident_layer_alerts",
            "incident_layer_blackouts",
            "incident_basemap_divisions",
            "incident_basemap_countries"
        ]
    );
    assert_eq!(all(&document, "layer-tree-layer").map(|l| l.attribute("id").unwrap()).collect::<Vec<_>>(), ids);
    let range = all(&document, "TemporalRange").next().unwrap();
    let days: Vec<&str> = range.children().filter_map(|day| day.text().filter(|t| t.contains('T'))).collect();
    assert_eq!(days, ["2025-05-07T00:00:00Z", "2025-05-08T00:00:00Z"]);
    let empty = text(Vec::new());
    assert_eq!(all(&xml(&empty), "TemporalRange").count(), 0);
}

#[test]
fn areas_stand_below_the_points_and_move_the_view() {
    let dir = tempfile::tempdir().unwrap();
    let india = report("country", |r| {
        (r.gazetteer_id, r.feature_code) = (Some("geonames:1269750".into()), Some("PCLI".into()));
        (r.geo_precision, r.uncertainty_km) = (None, Some(900.0));
    });
    let assembly = assemble(vec![india], &Options { areas: true, ..options() });
    assert_eq!((assembly.incidents.len(), assembly.countries.len()), (0, 1));
    export(dir.path(), &assembly, &kinds(), &facts(), WriteOptions::default(), &|| false).unwrap();
    assert_eq!(check(dir.path()).unwrap(), []);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();

    let project = read("incidents.qgs");
    let document = xml(&project);
    let nodes: Vec<&str> = all(&document, "layer-tree-layer").map(|l| l.attribute("name").unwrap()).collect();
    let names = ["Strikes", "Alerts", "Blackouts", "Strikes areas", "Alerts areas", "Blackouts areas"];
    assert_eq!(nodes[..6], names);
    let shapes: Vec<&str> = all(&document, "maplayer").filter_map(|l| l.attribute("wkbType")).take(6).collect();
    assert_eq!(shapes, ["Point", "Point", "Point", "MultiPolygon", "MultiPolygon", "MultiPolygon"]);
    assert!(project.contains("2025-05-07T00:00:00Z"), "the day of the country");
    let side = |tag| all(&document, tag).next().unwrap().text().unwrap().parse::<f64>().unwrap() / 111_319.49;
    assert!((60.0..68.0).contains(&side("xmin")) && (97.0..105.0).contains(&side("xmax")), "India");

    let vrt = read("layers.vrt");
    let document = xml(&vrt);
    let layer = all(&document, "OGRVRTLayer").find(|l| l.attribute("name") == Some("strikes_areas")).unwrap();
    assert!(layer.descendants().any(|n| n.text() == Some("wkbMultiPolygon")));
    let fields = layer.children().filter_map(|n| Some((n.attribute("name")?, n.attribute("type")?)));
    let fields: Vec<_> = fields.collect();
    assert_eq!(fields.len(), COLUMNS.len() + 2);
    assert_eq!(fields[COLUMNS.len()..], [("fill", "String"), ("stroke", "String")]);
    assert!(read("strikes_areas.qml").contains("\"215,25,28,38\""));
}

#[test]
fn markers_of_one_place_are_moved_apart() {
    let dir = tempfile::tempdir().unwrap();
    let apart = |r: &mut Report| {
        r.kind = "alert".into();
        r.notes = "Sirens in Sirsa.".into();
    };
    let (one, two) = (report("one", |_| {}), report("two", apart));
    write(dir.path(), vec![one.clone(), two.clone()], &kinds(), false);
    let style = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let moved = |id: &str, by: &str| format!("&#39;{id}&#39;,&#39;{by}&#39;");
    assert!(style("strikes.qml").contains(&moved(&one.id, "-2.4,0.0")));
    assert!(style("alerts.qml").contains(&moved(&two.id, "2.4,0.0")));
    assert!(!style("blackouts.qml").contains("map_get"));
    write(dir.path(), vec![one], &kinds(), false);
    assert!(!style("strikes.qml").contains("map_get"));
}

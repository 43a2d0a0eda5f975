//! A report as a line and back.

use incident_mapper::report::{COLUMNS, Report, ReportError};
use proptest::prelude::*;

use crate::sample::{day, report};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,12}", "\\PC{0,12}", Just("\u{2028}\"\\\n\r\u{0}😀".to_owned())]
}

prop_compose! {
    fn any_report()(
        doc in "[a-z]{1,8}",
        texts in prop::array::uniform8(text()),
        optional in prop::array::uniform4(prop::option::of(text())),
        point in prop::option::of((-180.0..=180.0, -90.0..=90.0)),
        numbers in prop::array::uniform4(prop::option::of(0u64..1 << 53)),
        real in (0.0..=1.0, prop::option::of(0.0..20000.0)),
        date in prop::option::of(1i8..=31),
        status in 0usize..6,
        start in 0usize..100_000,
    ) -> Report {
        report(&doc, |r| {
            r.point = point;
            let [name, kind, notes, place, trigger, why, source, document] = texts;
            (r.name, r.kind, r.notes, r.trigger, r.why) = (name, kind, notes, trigger, why);
            (r.location_start, r.location_end) = (Some(start), Some(start + place.chars().count()));
            r.location_text = Some(place);
            (r.source, r.document_id) = (Some(source), document);
            [r.subkind, r.actor1, r.weapon, r.reason] = optional;
            [r.fatalities, r.fatalities_max, r.injured, r.weapon_count] = numbers;
            (r.confidence, r.uncertainty_km) = real;
            (r.event_date, r.event_date_end) = (date.map(day), date.map(day));
            r.status = incident_mapper::report::STATUSES[status].into();
            r.evidence_start = start;
        })
    }
}

proptest! {
    #[test]
    fn a_line_is_the_report_to_its_decimals(report in any_report()) {
        let line = report.to_line();
        prop_assert!(!line.contains(['\n', '\r']));
        prop_assert!(!line.contains("-0.0,") && !line.contains("-0.0]"));
        let read = Report::from_line(&line).unwrap();
        prop_assert_eq!(read.to_line(), line);
        prop_assert_eq!(read, report.rounded());
    }
}

#[test]
fn a_line_has_id_point_and_all_columns_in_order() {
    let report = report("one", |r| {
        r.point = Some((-0.000_001, 12.345_678_9));
        r.confidence = 1.0;
    });
    let line = report.to_line();
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["id"], value["properties"]["id"]);
    assert!(line.contains(r#""coordinates":[0.0,12.34568]"#), "{line}");
    assert!(line.contains(r#""confidence":1.0"#), "{line}");
    let columns: Vec<&String> = value["properties"].as_object().unwrap().keys().collect();
    assert_eq!(columns, COLUMNS.map(|c| c.name).iter().collect::<Vec<_>>());
}

#[test]
fn a_record_separator_and_further_columns_are_read() {
    let one = report("one", |_| {});
    let line = one.to_line().replace("}}", r#","text":"Sirsa was struck."}}"#);
    assert_eq!(Report::from_line(&format!("\u{1e}{line}\n")).unwrap(), one);
}

#[test]
fn what_is_wrong_is_said() {
    let line = report("one", |_| {}).to_line();
    let message = |from: &str, to: &str| {
        assert!(line.contains(from), "{from} in {line}");
        Report::from_line(&line.replacen(from, to, 1)).unwrap_err().to_string()
    };
    assert!(message(r#""status":"reported""#, r#""status":"sure""#).contains("\"sure\""));
    assert!(message(r#""trigger":"struck","#, "").contains("`trigger` is missing"));
    let wrong = message(r#""confidence":0.8"#, r#""confidence":"high""#);
    assert!(wrong.contains("`confidence` must be a number, not \"high\""), "{wrong}");
    assert!(message(r#""2025-05-07""#, r#""2025-05""#).contains("`event_date` must be a date"));
    assert!(message(r#""geo_precision":1"#, r#""geo_precision":300"#).contains("1, 2 or 3"));
    assert!(message("[75.0289,29.5349]", "[29.5349,175.0289]").contains("swapped"));
    assert!(message(r#""coordinates":[75.0289,"#, r#""coordinates":[75.0289,1,"#).contains("3 numbers"));
    assert!(message(r#""id":"r"#, r#""id":"q"#).contains("20 hex digits"));
    assert!(message(r#""evidence_end":29"#, r#""evidence_end":30"#).contains("code points"));
    assert!(message(r#""location_end":7"#, r#""location_end":8"#).contains("location_text"));
    assert!(message(r#""event_date_end":"2025-05-07""#, r#""event_date_end":"2025-05-06""#).contains("is after"));
    assert!(message(r#""evidence_in":"text""#, r#""evidence_in":"caption""#).contains("neither text nor title"));
    assert!(message(r#""uncertainty_km":5.0"#, r#""uncertainty_km":-5.0"#).contains("less than 0"));
    assert!(matches!(Report::from_line("{\"a\":1}"), Err(ReportError::Feature(_))));
    assert!(Report::from_line("").is_err());
    assert!(Report::from_line(&line[..line.len() / 2]).is_err());
}

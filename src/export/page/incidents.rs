//! The incidents of a page as JSON: columns instead of objects, and each text once.
//!
//! A row with its column names and its sentence is a kilobyte; a page of 20,000 would have 20 MB.

use std::{collections::HashMap, io};

use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::{basemap::Basemap, region::Region};
use crate::{
    kinds::{Kind, Kinds},
    report::{COLUMNS, ColumnType, Report, STATUSES},
};

/// The columns that the page does not show.
const LEFT_OUT: [&str; 13] = [
    "location_start",
    "location_end",
    "feature_code",
    "gazetteer_id",
    "event_type",
    "sub_event_type",
    "trigger",
    "evidence_start",
    "evidence_end",
    "evidence_in",
    "why",
    "reason",
    "fingerprint",
];

/// What the page's script reads.
#[derive(Serialize)]
struct Page<'a> {
    count: usize,
    kinds: Vec<PageKind<'a>>,
    statuses: [&'static str; 6],
    attribution: &'a [&'a str],
    /// Incidents of whole countries, which are not among these: how many are in which file.
    countries: &'a [(usize, String)],
    /// West, south, east, north.
    region: [f64; 4],
    /// Columns of indexes into `texts`, -1 for null; a column that is null in every row is left out.
    words: Map<String, Value>,
    /// Columns of numbers and nulls.
    numbers: Map<String, Value>,
    texts: Vec<String>,
    basemap: Basemap,
}

/// What a column holds of an incident.
#[derive(Debug, Clone)]
enum Cell {
    Null,
    Number(Number),
    /// The number of a text.
    Text(u32),
}

#[derive(Serialize)]
struct PageKind<'a> {
    name: &'a str,
    label: &'a str,
    color: &'a str,
}

impl<'a> PageKind<'a> {
    fn of(kind: &'a Kind) -> Self {
        Self { name: &kind.name, label: &kind.label, color: &kind.color }
    }
}

/// The JSON of a page, with nothing in it that HTML or an old JavaScript takes for more than text.
pub(super) fn json(
    incidents: &[Report],
    countries: &[(usize, String)],
    kinds: &Kinds,
    attribution: &[&str],
) -> io::Result<String> {
    let placed: Vec<&Report> = incidents.iter().filter(|incident| incident.point.is_some()).collect();
    let region = Region::around(placed.iter().filter_map(|incident| incident.point));
    let mut page = Page {
        count: placed.len(),
        kinds: kinds.kinds.iter().map(PageKind::of).collect(),
        statuses: STATUSES,
        attribution,
        countries,
        region: [region.west, region.south, region.east, region.north],
        words: Map::new(),
        numbers: Map::new(),
        texts: Vec::new(),
        basemap: Basemap::of(region),
    };
    page.fill(&placed)?;
    Ok(escaped(&serde_json::to_string(&page)?))
}

impl Page<'_> {
    fn fill(&mut self, placed: &[&Report]) -> io::Result<()> {
        let wanted: Vec<_> = COLUMNS.iter().filter(|column| !LEFT_OUT.contains(&column.name)).collect();
        let mut columns = vec![Vec::new(); wanted.len()];
        let (mut met, mut known): (Vec<String>, HashMap<String, u32>) = (Vec::new(), HashMap::new());
        // row by row: all rows at once as JSON would be five kilobytes each
        for incident in placed {
            let mut row = serde_json::to_value(incident)?;
            for (column, cells) in wanted.iter().zip(&mut columns) {
                cells.push(match row[column.name].take() {
                    Value::String(text) => Cell::Text(*known.entry(text).or_insert_with_key(|text| {
                        met.push(text.clone());
                        u32::try_from(met.len() - 1).unwrap_or(u32::MAX)
                    })),
                    Value::Number(number) => Cell::Number(number),
                    _ => Cell::Null,
                });
            }
        }
        drop(known);
        // texts in the order of columns: those of one column are alike, and pack well beside each other
        let mut order: Vec<Option<usize>> = vec![None; met.len()];
        for (column, cells) in wanted.iter().zip(columns) {
            if cells.iter().all(|cell| matches!(cell, Cell::Null)) {
                continue;
            }
            let is_text = matches!(column.kind, ColumnType::Text | ColumnType::Date);
            let value = |cell: Cell| match cell {
                Cell::Text(n) => {
                    let place = &mut order[n as usize];
                    Value::from(*place.get_or_insert_with(|| {
                        self.texts.push(std::mem::take(&mut met[n as usize]));
                        self.texts.len() - 1
                    }))
                }
                Cell::Number(number) => Value::Number(number),
                Cell::Null if is_text => Value::from(-1),
                Cell::Null => Value::Null,
            };
            let values: Value = cells.into_iter().map(value).collect();
            let columns = if is_text { &mut self.words } else { &mut self.numbers };
            columns.insert(column.name.to_owned(), values);
        }
        let axis = |of: fn((f64, f64)) -> f64| -> Value { placed.iter().filter_map(|i| i.point.map(of)).collect() };
        self.numbers.insert("lon".to_owned(), axis(|(x, _)| x));
        self.numbers.insert("lat".to_owned(), axis(|(_, y)| y));
        Ok(())
    }
}

/// `<`, `>`, `&` and the line ends of old JavaScript stand in strings alone, where they can be told by their number.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(notes: &str, fatalities: Option<u64>) -> Report {
        let text = |text: &str| text.to_owned();
        Report { point: Some((75.0, 29.5)), notes: text(notes), fatalities, ..Report::default() }
    }

    #[test]
    fn columns_with_each_text_once() {
        let incidents = [incident("A. <b>&\u{2028}", Some(3)), incident("A. <b>&\u{2028}", None)];
        let text = json(&incidents, &[], &Kinds::default(), &[]).unwrap();
        assert!(!text.contains(['<', '>', '&', '\u{2028}']));
        let page: Value = serde_json::from_str(&text).unwrap();
        let notes = &page["words"]["notes"];
        assert_eq!(notes[0], notes[1]);
        let at = usize::try_from(notes[0].as_u64().unwrap()).unwrap();
        assert_eq!(page["texts"][at], "A. <b>&\u{2028}");
        assert_eq!(page["numbers"]["fatalities"], serde_json::json!([3, null]));
        assert!(page["words"].get("actor1").is_none() && page["words"].get("why").is_none());
    }

    #[test]
    fn what_is_left_out_are_columns() {
        assert!(LEFT_OUT.iter().all(|name| COLUMNS.iter().any(|column| column.name == *name)));
    }
}

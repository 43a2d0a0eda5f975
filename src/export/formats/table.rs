//! CSV: the columns, then longitude and latitude; null is an empty cell, and text is guarded as `cell` says. Of an area too it is the point.

use std::io::{self, Write};

use serde_json::Value;

use super::Table;
use crate::{export::cell, report::COLUMNS};

/// The columns, with those of the style.
pub(super) fn header(style: &[&'static str]) -> Vec<&'static str> {
    let columns = COLUMNS.iter().map(|column| column.name);
    columns.chain(style.iter().copied()).chain(["longitude", "latitude"]).collect()
}

pub(super) fn write(out: &mut dyn Write, table: &Table<'_>) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(header(table.style()))?;
    for (feature, incident) in table.features().zip(&table.incidents) {
        let cells = feature.properties.iter().flat_map(serde_json::Map::values).map(|value| match value {
            Value::Null => String::new(),
            Value::String(text) => cell::written(text).into_owned(),
            other => other.to_string(),
        });
        let (x, y) = incident.point.map_or_else(Default::default, |(x, y)| (x.to_string(), y.to_string()));
        csv.write_record(cells.chain([x, y]))?;
    }
    csv.flush()
}

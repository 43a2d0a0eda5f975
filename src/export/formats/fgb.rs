//! `FlatGeobuf`: typed columns and a spatial index; dates are of type `DateTime`, as the format has no other.

use std::io::{self, Write};

use flatgeobuf::{ColumnType as Type, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};
use serde_json::Value;

use super::Table;
use crate::{
    export::types,
    report::{COLUMNS, ColumnType},
};

/// Says whose the file is.
pub(super) const DESCRIPTION: &str = "Written by incident-mapper";

pub(super) fn write(out: &mut dyn Write, table: &Table<'_>) -> io::Result<()> {
    let shape = if table.areas.is_some() { GeometryType::MultiPolygon } else { GeometryType::Point };
    let options = FgbWriterOptions {
        write_index: !table.incidents.is_empty(),
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { org: Some("EPSG"), code: 4326, name: Some("WGS 84"), ..FgbCrs::default() },
        description: Some(DESCRIPTION),
        ..FgbWriterOptions::default()
    };
    let mut fgb = FgbWriter::create_with_options(&table.name, shape, options).map_err(io::Error::other)?;
    for column in &COLUMNS {
        fgb.add_column(column.name, types::of(column.kind).fgb, |_, added| added.nullable = column.nullable);
    }
    for name in table.style() {
        fgb.add_column(name, Type::String, |_, added| added.nullable = false);
    }
    for feature in table.features() {
        let Some(geometry) = feature.geometry.as_ref() else { continue };
        let geometry = geo::Geometry::<f64>::try_from(geometry).map_err(io::Error::other)?;
        let properties = feature.properties.iter().flatten().enumerate();
        let mut failed = None;
        let added = fgb.add_feature_geom(geometry, |row| {
            for (i, (name, value)) in properties {
                let value = match (value, COLUMNS.get(i).map(|column| column.kind)) {
                    (Value::Null, _) => continue,
                    (Value::String(text), Some(ColumnType::Date)) => ColumnValue::DateTime(text),
                    (Value::String(text), _) => ColumnValue::String(text),
                    (value, Some(ColumnType::Real)) => ColumnValue::Double(value.as_f64().unwrap_or(f64::NAN)),
                    (value, _) => ColumnValue::Long(value.as_i64().unwrap_or(0)),
                };
                if let Err(error) = row.property(i, name, &value) {
                    failed = Some(error);
                }
            }
        });
        added.map_err(io::Error::other)?;
        if let Some(error) = failed {
            return Err(io::Error::other(error));
        }
    }
    fgb.write(out).map_err(io::Error::other)
}

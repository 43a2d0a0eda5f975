//! `layers.vrt`: the layers as one source in which every column has its type, also where all is null or no feature is.

use super::template::{each, fill};
use crate::report::{COLUMNS, ColumnType};

const TEMPLATE: &str = include_str!("../../../data/qgis/layers.vrt");
const FIELD: &str = include_str!("../../../data/qgis/vrt_field.xml");
const MARKERS: [&str; 3] = ["marker-color", "marker-size", "marker-symbol"];

/// The file for these layers; with `style` they have `marker-*` columns.
pub(in crate::export) fn text<'l>(layers: impl Iterator<Item = &'l str>, style: bool) -> String {
    let fields: String = columns(style).map(|(name, kind)| fill(FIELD, &[("name", name), ("type", kind)])).collect();
    each(TEMPLATE, "layers", layers.map(|layer| vec![("layer", layer.into()), ("fields", fields.as_str().into())]))
}

/// Every column of a layer with OGR's type.
fn columns(style: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let typed = COLUMNS.iter().map(|column| {
        let kind = match column.kind {
            ColumnType::Text => "String",
            ColumnType::Date => "Date",
            ColumnType::Integer | ColumnType::Precision => "Integer",
            ColumnType::Real => "Real",
        };
        (column.name, kind)
    });
    typed.chain(MARKERS.into_iter().filter(move |_| style).map(|name| (name, "String")))
}

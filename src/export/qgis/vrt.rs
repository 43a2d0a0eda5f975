//! `layers.vrt`: the layers as one source in which every column has its type, also where all is null or no feature is.

use super::template::{each, fill};
use crate::{
    export::{areas, types},
    report::{AREA_STYLE, COLUMNS, MARKERS},
};

const TEMPLATE: &str = include_str!("../../../data/qgis/layers.vrt");
const FIELD: &str = include_str!("../../../data/qgis/vrt_field.xml");

/// The file for these layers, and for their areas if there are; with `style` they have simplestyle's columns.
pub(in crate::export) fn text(layers: &[&str], with_areas: bool, style: bool) -> String {
    let row = |layer: String, geometry: &'static str, fields: &str| {
        vec![("layer", layer.into()), ("geometry", geometry.into()), ("fields", fields.to_owned().into())]
    };
    let (of_points, of_areas) = (fields(&MARKERS, style), fields(&AREA_STYLE, style));
    let points = layers.iter().map(|layer| row((*layer).to_owned(), "wkbPoint", &of_points));
    let areas = layers.iter().filter(|_| with_areas);
    each(TEMPLATE, "layers", points.chain(areas.map(|l| row(areas::name(l), "wkbMultiPolygon", &of_areas))))
}

fn fields(of_style: &'static [&'static str], style: bool) -> String {
    let of_style = if style { of_style } else { &[] };
    columns(of_style).map(|(name, kind)| fill(FIELD, &[("name", name), ("type", kind)])).collect()
}

/// Every column of a layer with OGR's type.
fn columns(of_style: &'static [&'static str]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let typed = COLUMNS.iter().map(|column| (column.name, types::of(column.kind).ogr));
    typed.chain(of_style.iter().map(|name| (*name, "String")))
}

//! What QGIS and GDAL open beside the layers: a style for each, a project of all, the types of the columns, a basemap.
//!
//! The templates are in `data/qgis`. What QGIS needs of them was measured; `docs/qgis.md` has what a user should know.

mod basemap;
mod extent;
mod project;
mod spread;
mod style;
mod template;
mod vrt;

pub(super) use vrt::text as vrt;

use geo::{Area as _, BoundingRect};

use super::{
    Facts, WriteOptions,
    areas::{self, Outlines},
    of_kind,
    users::seal,
};
use crate::{
    assemble::Assembly,
    kinds::{Kind, Kinds},
    report::Report,
};

/// All layers in one project.
pub const PROJECT: &str = "incidents.qgs";
/// All layers as one source, with the type of every column.
pub const VRT: &str = "layers.vrt";
/// What lies under the layers; GeoJSON by another name, since it is no layer of incidents.
pub const BASEMAP: &str = "basemap.json";

/// The name of the style beside a kind's layer.
pub(super) fn style_name(kind: &Kind) -> String {
    format!("{}.qml", kind.layer)
}

/// Every file with its text.
pub(super) fn files(
    assembly: &Assembly,
    kinds: &Kinds,
    facts: &Facts,
    options: WriteOptions,
    outlines: &Outlines,
) -> Vec<(String, String)> {
    let incidents: Vec<&Report> = assembly.incidents.iter().chain(&assembly.countries).collect();
    let offsets = spread::offsets(&assembly.incidents, kinds);
    let mut files = Vec::new();
    let mut layers = Vec::new();
    for kind in &kinds.kinds {
        let style = style::style(kind, &of_kind(assembly, kind), &offsets);
        files.push((style_name(kind), seal(&style::sidecar(&style, false))));
        layers.push(project::ProjectLayer { kind, areas: false, style });
    }
    // after the points, which lie over them
    for kind in kinds.kinds.iter().filter(|_| assembly.options.areas) {
        let style = style::areas(kind);
        files.push((format!("{}.qml", areas::name(&kind.layer)), seal(&style::sidecar(&style, true))));
        layers.push(project::ProjectLayer { kind, areas: true, style });
    }
    let points = assembly.incidents.iter().filter_map(|incident| incident.point);
    let countries = assembly.countries.iter().flat_map(|country| mainland(country, outlines));
    let extent = extent::extent(points.chain(countries));
    files.push((PROJECT.to_owned(), seal(&project::text(&layers, &incidents, extent.view, &facts.attribution))));
    let names: Vec<&str> = kinds.kinds.iter().map(|kind| kind.layer.as_str()).collect();
    files.push((VRT.to_owned(), vrt(&names, assembly.options.areas, !options.no_style)));
    files.push((BASEMAP.to_owned(), basemap::text(&incidents, &extent.parts)));
    files
}

/// Two corners and the middle of the box around the largest polygon of a country, so that no far island widens the view.
fn mainland(country: &Report, outlines: &Outlines) -> Vec<(f64, f64)> {
    let Some(area) = outlines.of(country) else { return country.point.into_iter().collect() };
    let largest = area.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
    let around = largest.and_then(BoundingRect::bounding_rect);
    around.into_iter().flat_map(|around| [around.min(), around.max(), around.center()]).map(|at| at.x_y()).collect()
}

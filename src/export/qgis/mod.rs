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

use super::{Facts, WriteOptions, of_kind, users::seal};
use crate::{
    assemble::Assembly,
    kinds::{Kind, Kinds},
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
pub(super) fn files(assembly: &Assembly, kinds: &Kinds, facts: &Facts, options: WriteOptions) -> Vec<(String, String)> {
    let incidents = &assembly.incidents;
    let offsets = spread::offsets(incidents, kinds);
    let mut files = Vec::new();
    let mut layers = Vec::new();
    for kind in &kinds.kinds {
        let style = style::style(kind, &of_kind(assembly, kind), &offsets);
        files.push((style_name(kind), seal(&style::sidecar(&style))));
        layers.push(project::ProjectLayer { kind, style });
    }
    let view = extent::view(incidents);
    files.push((PROJECT.to_owned(), seal(&project::text(&layers, incidents, view, &facts.attribution))));
    files.push((VRT.to_owned(), vrt(kinds.kinds.iter().map(|k| k.layer.as_str()), !options.no_style)));
    files.push((BASEMAP.to_owned(), basemap::text(incidents, extent::around(view))));
    files
}

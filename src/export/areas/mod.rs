//! Areas: the polygons of incidents that stand for an area, in `<layer>_areas.geojson` beside the points.
//!
//! A country or first-order division has its outline; what has none (a district, a sector, a region, a part of a country)
//! a circle around its point, of the radius `uncertainty_km`.

mod circle;
mod outlines;

use std::io::{self, Write};

use geo::CoordsIter as _;
use geojson::{Feature, GeometryValue, feature::Id};

pub(super) use outlines::Outlines;

use super::layer;
use crate::{
    assemble::{Assembly, is_area},
    kinds::{Kind, Kinds},
    report::{AREA_STYLE, AREA_SUFFIX, Report},
};

/// The name of the areas beside a layer, of which `stem` is the name without its end.
pub(super) fn name(stem: &str) -> String {
    format!("{stem}_areas")
}

/// The name of the file of the areas beside a layer's.
pub(super) fn file_name(layer: &str) -> String {
    format!("{}.geojson", name(layer.strip_suffix(".geojson").unwrap_or(layer)))
}

/// The files of areas that an assembly has.
pub(super) fn file_names(assembly: &Assembly, kinds: &Kinds) -> Vec<String> {
    let kinds = kinds.kinds.iter().filter(|_| assembly.options.areas);
    kinds.map(|kind| file_name(&layer::file_name(kind))).collect()
}

/// The incidents of a kind that stand for an area: those that have a point too, then whole countries.
pub(super) fn incidents<'a>(assembly: &'a Assembly, kind: &Kind) -> Vec<&'a Report> {
    let pointed = assembly.incidents.iter().filter(|incident| is_area(incident));
    pointed.chain(&assembly.countries).filter(|incident| incident.kind == kind.name).collect()
}

/// The area of an incident as a feature.
pub(super) fn feature(incident: &Report, kind: &Kind, outlines: &Outlines, no_style: bool) -> Feature {
    let id = format!("{}{AREA_SUFFIX}", incident.id);
    let mut feature = incident.feature(None);
    if let Some(properties) = &mut feature.properties {
        properties.insert("id".into(), id.clone().into());
        for column in AREA_STYLE.iter().filter(|_| !no_style) {
            properties.insert((*column).into(), kind.color.clone().into());
        }
    }
    feature.id = Some(Id::String(id));
    feature.geometry = outlines.of(incident).map(|area| GeometryValue::from(&*area).into());
    feature
}

/// Writes the areas of `kind` and returns their number.
pub(super) fn write(
    out: &mut dyn Write,
    kind: &Kind,
    incidents: &[&Report],
    outlines: &Outlines,
    no_style: bool,
) -> io::Result<Option<u64>> {
    let positions = incidents.iter().filter_map(|incident| outlines.of(incident)).flat_map(|area| {
        let positions: Vec<_> = area.coords_iter().map(|at| at.x_y()).collect();
        positions
    });
    let features = incidents.iter().map(|incident| feature(incident, kind, outlines, no_style));
    layer::collection(out, &name(&kind.layer), layer::bbox(positions), features)
}

//! A layer: the incidents of one kind as a `FeatureCollection`, one feature a line.

use std::io::{self, Write};

use geojson::{Feature, GeometryValue, Position};

use crate::{
    kinds::Kind,
    report::{Markers, Report},
};

/// The name of a kind's layer file.
pub(super) fn file_name(kind: &Kind) -> String {
    format!("{}.geojson", kind.layer)
}

/// The simplestyle columns of a kind's features.
pub(super) fn markers(kind: &Kind) -> Markers<'_> {
    Markers {
        color: &kind.color,
        size: "medium", // without a size geojson.io draws a dot of 4 px
        symbol: &kind.symbol,
    }
}

/// What comes before the features. `type` is first and all is short: GDAL and QGIS sniff the first 6,000 bytes.
pub(super) fn header(name: &str, bbox: Option<[f64; 4]>) -> String {
    let bbox = bbox.map_or(String::new(), |b| format!("\"bbox\":{},", serde_json::json!(b)));
    format!(r#"{{"type":"FeatureCollection","name":"{name}",{bbox}"features":["#)
}

/// West, south, east, north of the points; none of no point.
pub(super) fn bbox(points: impl Iterator<Item = (f64, f64)>) -> Option<[f64; 4]> {
    points.fold(None, |bbox, (x, y)| {
        let [w, s, e, n] = bbox.unwrap_or([x, y, x, y]);
        Some([w.min(x), s.min(y), e.max(x), n.max(y)])
    })
}

/// Writes the layer of `kind` and returns the number of its features.
pub(super) fn write(
    out: &mut dyn Write,
    kind: &Kind,
    incidents: &[&Report],
    no_style: bool,
) -> io::Result<Option<u64>> {
    let markers = (!no_style).then(|| markers(kind));
    let bbox = bbox(incidents.iter().filter_map(|incident| incident.position()));
    collection(out, &kind.layer, bbox, incidents.iter().map(|incident| incident.feature(markers)))
}

/// Writes a collection, each feature as it comes, and returns the number of its features.
pub(super) fn collection(
    out: &mut dyn Write,
    name: &str,
    bbox: Option<[f64; 4]>,
    features: impl Iterator<Item = Feature>,
) -> io::Result<Option<u64>> {
    let mut written = 0;
    out.write_all(header(name, bbox).as_bytes())?;
    for feature in features {
        let comma = if written > 0 { "," } else { "" };
        write!(out, "{comma}\n{feature}")?;
        written += 1;
    }
    out.write_all(b"\n]}\n")?;
    Ok(Some(written))
}

/// All positions of a feature's point or polygons.
pub(super) fn positions(feature: &Feature) -> Vec<(f64, f64)> {
    let of = |position: &Position| (position[0], position[1]);
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => vec![of(coordinates)],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().flatten().flatten().map(of).collect(),
        _ => Vec::new(),
    }
}

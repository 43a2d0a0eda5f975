//! A layer: the incidents of one kind as a `FeatureCollection`, one feature a line.

use std::io::{self, Write};

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
    let bbox = bbox(incidents.iter().filter_map(|i| i.point));
    out.write_all(header(&kind.layer, bbox).as_bytes())?;
    let markers = (!no_style).then(|| markers(kind));
    for (i, incident) in incidents.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        write!(out, "{comma}\n{}", incident.feature(markers))?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(Some(incidents.len() as u64))
}

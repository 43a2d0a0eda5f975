//! Names: every file that a run of given kinds and options makes, for the run itself, and for `check` after it.

use super::{ATTRIBUTION, BASEMAP, Formats, INCIDENTS, PAGE, PROJECT, REPORTS, RUN, UNRESOLVED, VRT, areas, formats};

/// The files, of layers given by the stems of their names.
pub(super) fn names<'l>(layers: impl Iterator<Item = &'l str>, with_areas: bool, to: Formats) -> Vec<String> {
    let layers: Vec<&str> = layers.collect();
    let areas = layers.iter().filter(|_| with_areas).map(|layer| areas::name(layer));
    let stems: Vec<String> = layers.iter().map(|&layer| layer.to_owned()).chain(areas).collect();
    let of = |end: &str| stems.iter().map(|stem| format!("{stem}.{end}")).collect::<Vec<_>>();
    let mut names = of("geojson");
    names.extend(to.iter().flat_map(|format| stems.iter().map(move |stem| formats::file_name(stem, format))));
    names.extend([INCIDENTS, REPORTS, UNRESOLVED, ATTRIBUTION, PAGE, RUN].map(str::to_owned));
    names.extend(of("qml"));
    names.extend([PROJECT, VRT, BASEMAP].map(str::to_owned));
    names
}

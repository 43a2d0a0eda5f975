//! Formats: the layers once more, for programs that read something else than GeoJSON; columns and types are the same.

mod fgb;
mod kml;
mod table;

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use geojson::Feature;

use super::{
    ExportError, Staging, WriteOptions,
    areas::{self, Outlines},
    layer,
};
use crate::{
    assemble::Assembly,
    kinds::{Kind, Kinds},
    report::{AREA_STYLE, COLUMNS, MARKERS, Report},
};

/// A format beside GeoJSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// [FlatGeobuf](https://flatgeobuf.org)
    FlatGeobuf,
    /// Columns, then longitude and latitude of the point.
    Csv,
    /// [OGC KML 2.3](https://docs.ogc.org/is/12-007r2/12-007r2.html)
    Kml,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FlatGeobuf, Self::Csv, Self::Kml];

    /// What its files end with, which is also its name on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
            Self::Kml => "kml",
        }
    }

    /// That which a name ends with, or the command line says.
    pub(super) fn of(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    fn write(self, out: &mut dyn Write, table: &Table<'_>) -> io::Result<()> {
        match self {
            Self::FlatGeobuf => fgb::write(out, table),
            Self::Csv => table::write(out, table),
            Self::Kml => kml::write(out, table),
        }
    }
}

/// A set of formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Formats([bool; Format::ALL.len()]);

impl Formats {
    /// Those in it, in the order of [`Format::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Format> {
        Format::ALL.into_iter().filter(move |&format| self.0[format as usize])
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<I: IntoIterator<Item = Format>>(formats: I) -> Self {
        let mut all = Self::default();
        for format in formats {
            all.0[format as usize] = true;
        }
        all
    }
}

/// A layer or its areas, to be written.
struct Table<'a> {
    name: String,
    kind: &'a Kind,
    /// Polygons, else points.
    areas: Option<&'a Outlines>,
    no_style: bool,
    incidents: Vec<&'a Report>,
}

impl<'a> Table<'a> {
    fn of(assembly: &'a Assembly, kind: &'a Kind, areas: Option<&'a Outlines>, no_style: bool) -> Self {
        let (name, incidents) = match areas {
            Some(_) => (areas::name(&kind.layer), areas::incidents(assembly, kind)),
            None => (kind.layer.clone(), super::of_kind(assembly, kind)),
        };
        Self { name, kind, areas, no_style, incidents }
    }

    /// The columns after those of a report.
    fn style(&self) -> &'static [&'static str] {
        match self.areas {
            _ if self.no_style => &[],
            Some(_) => &AREA_STYLE,
            None => &MARKERS,
        }
    }

    /// Made one by one: twenty thousand at once are gigabytes.
    fn features(&self) -> impl Iterator<Item = Feature> {
        let markers = (!self.no_style).then(|| layer::markers(self.kind));
        self.incidents.iter().map(move |incident| match self.areas {
            Some(outlines) => areas::feature(incident, self.kind, outlines, self.no_style),
            None => incident.feature(markers),
        })
    }
}

/// The name of a file.
pub(super) fn file_name(stem: &str, format: Format) -> String {
    format!("{stem}.{}", format.extension())
}

/// Whether a file of a format, by what its name ends with, begins as ours do.
pub(super) fn begins_as_ours(path: &Path, end: &str) -> bool {
    let mut found = Vec::new();
    if File::open(path).and_then(|file| file.take(1 << 13).read_to_end(&mut found)).is_err() {
        return false;
    }
    let holds = |words: &str| found.windows(words.len()).any(|window| window == words.as_bytes());
    found.is_empty()
        || Format::ALL.into_iter().find(|format| format.extension() == end).is_some_and(|format| match format {
            Format::FlatGeobuf => found.starts_with(b"fgb") && holds(fgb::DESCRIPTION),
            Format::Csv => found.starts_with(table::header(&[])[..COLUMNS.len()].join(",").as_bytes()),
            Format::Kml => found.starts_with(kml::HEAD.as_bytes()),
        })
}

/// Stages all files of the formats.
pub(super) fn stage(
    staging: &mut Staging<'_>,
    assembly: &Assembly,
    kinds: &Kinds,
    options: WriteOptions,
    outlines: &Outlines,
) -> Result<(), ExportError> {
    for kind in kinds.kinds.iter().filter(|_| options.to.iter().next().is_some()) {
        let areas = assembly.options.areas.then_some(Some(outlines));
        for areas in [Some(None), areas].into_iter().flatten() {
            let table = Table::of(assembly, kind, areas, options.no_style);
            for format in options.to.iter() {
                staging.write(&file_name(&table.name, format), |out| {
                    format.write(out, &table)?;
                    Ok(Some(table.incidents.len() as u64))
                })?;
            }
        }
    }
    Ok(())
}

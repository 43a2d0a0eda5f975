//! Layers: what `map` and `assemble` do alike: reports in, a folder out.

use std::collections::BTreeSet;

use incident_mapper::{
    assemble::assemble,
    export::{self, ExportError, Facts, export},
    gazetteer::Gazetteer,
    kinds::Kinds,
    report::Report,
};
use serde_json::{Value, json};

use super::{
    failure::{Failure, Status},
    flags::LayerFlags,
    interrupt::Interrupt,
    output::Output,
    session::{Found, Session, count},
    setup,
};

/// Who is to be named for the rows whose id begins as one of the first column does, as `data/LICENSES.md` says.
const SOURCES: &str = include_str!("../../data/attribution.csv");
/// Stands among the ids for the outlines of the basemap.
const BASEMAP: &str = "basemap:";

/// Longer addresses are cut off or refused by browsers and chats.
const LONGEST_LINK: usize = 30_000;

/// The places that a run had: those of the user first, then the embedded ones with who is to be named for them.
pub(crate) fn places(gazetteer: &Gazetteer) -> Value {
    let of = |(users, rows, checksum): (bool, u32, u32)| {
        let name = if users { "user" } else { "embedded" };
        let mut said = json!({"name": name, "places": rows, "crc32": format!("{checksum:08x}")});
        if !users {
            said["attribution"] = embedded_sources().into();
        }
        said
    };
    gazetteer.layers().map(of).collect()
}

/// Who is to be named for the embedded places, a line each.
pub(crate) fn embedded_sources() -> Vec<String> {
    sources(|prefixes| !["user:", BASEMAP].contains(&prefixes))
}

/// The lines whose prefixes of ids fit.
fn sources(fits: impl Fn(&str) -> bool) -> Vec<String> {
    csv::Reader::from_reader(SOURCES.as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter(|row| row.get(0).is_some_and(&fits))
        .filter_map(|row| row.get(1).map(str::to_owned))
        .collect()
}

/// Assembles the reports, writes the folder, and ends the run. `summary` says where the reports come from.
pub(crate) fn write(
    reports: Vec<Report>,
    flags: &LayerFlags,
    kinds: &Kinds,
    mut facts: Facts,
    mut session: Session<'_>,
    interrupt: &Interrupt,
    summary: &str,
) -> Result<Status, Failure> {
    let unresolved = super::extract::of(&reports).unresolved;
    facts.attribution = attribution(&reports);
    let assembly = assemble(reports, &setup::selection(flags));
    interrupt.writing();
    let written = export(&flags.output, &assembly, kinds, &facts, setup::writing(flags), &|| interrupt.came())
        .map_err(|error| match error {
            ExportError::Interrupted => Failure::Interrupted,
            ExportError::Io { .. } | ExportError::Locked(_) => Failure::unfinished(&error),
            _ => Failure::usage(&error),
        })?;
    for warning in &written.warnings {
        session.warn(warning);
    }
    if flags.open {
        open(&export::link(&assembly, kinds, setup::writing(flags)), flags, &mut session)?;
    }
    let all = (assembly.incidents.len() + assembly.countries.len()) as u64;
    let on_map = count(assembly.incidents.len() as u64, "incident");
    let areas = match assembly.countries.len() {
        0 => String::new(),
        1 => ", 1 area of a whole country".to_owned(),
        areas => format!(", {areas} areas of whole countries"),
    };
    let summary = format!("{}: {on_map} on the map{areas}; {summary}", flags.output.display());
    session.end(&summary, Found { all, unresolved })
}

/// Writes the address to standard output, or says why not.
fn open(link: &str, flags: &LayerFlags, session: &mut Session<'_>) -> Result<(), Failure> {
    if link.len() > LONGEST_LINK {
        session.warn(&format!(
            "--open: the address would have {} bytes, more than {LONGEST_LINK}; drag the layers of {} into geojson.io, or cut the quotes with --quote-length",
            link.len(),
            flags.output.display()
        ));
        return Ok(());
    }
    let mut output = Output::new();
    output.write(&format!("{link}\n"))?;
    output.flush()
}

/// The sources of the basemap and of the rows that the reports stand on, each once: the same whether the reports come from documents or
/// from files.
fn attribution(reports: &[Report]) -> Vec<String> {
    let rows = reports.iter().filter_map(|report| report.gazetteer_id.as_deref());
    let ids: BTreeSet<&str> = rows.chain([BASEMAP]).collect();
    sources(|prefixes| prefixes.split(' ').any(|prefix| ids.iter().any(|id| id.starts_with(prefix))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_sources_that_were_used() {
        let of = |id: &str| Report { gazetteer_id: Some(id.into()), ..Report::default() };
        let lines = attribution(&[of("ourairports:OPRN"), of("geonames:1"), of("geonames:2")]);
        assert_eq!(lines.len(), 5);
        assert!(lines[0].starts_with("Contains data from GeoNames") && lines[3].starts_with("OurAirports"));
        let basemap = attribution(&[]);
        assert!(basemap.len() == 2 && basemap[0] == "Made with Natural Earth.", "{basemap:?}");
    }
}

//! Layers: what `map` and `assemble` do alike: reports in, a folder out.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use incident_mapper::{
    assemble::{Assembly, Fate, Outcome, assemble},
    export::{self, ExportError, Facts, export},
    gazetteer::Gazetteer,
    kinds::Kinds,
    report::Report,
};
use serde_json::{Value, json};

use super::{
    beside, depfile,
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
/// Begins the ids of GeoNames.
const GEONAMES: &str = "geonames:";

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

/// What a command knows of its run beside the reports.
pub(crate) struct Run {
    /// For `run.json`; the attribution is added here.
    pub(crate) facts: Facts,
    /// Where the reports come from.
    pub(crate) summary: String,
    /// The files and folders that were read.
    pub(crate) read: BTreeSet<PathBuf>,
}

/// Warns of layers that are written among what was read: nobody wants twenty files between the articles.
pub(crate) fn tell_mixed(flags: &LayerFlags, inputs: &[PathBuf], session: &mut Session<'_>) {
    let folder = |input: &PathBuf| if input.is_dir() { Some(input.clone()) } else { Some(input.parent()?.to_owned()) };
    let real = |path: PathBuf| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }.canonicalize().ok();
    let Some(output) = real(flags.output.clone()) else { return };
    let among =
        |input: &&PathBuf| input.as_path() != Path::new("-") && folder(input).and_then(real).as_ref() == Some(&output);
    if let Some(input) = inputs.iter().find(among) {
        session.warn(&format!(
            "{}: the layers are written into the folder of the input {}; give them one of their own with -o",
            flags.output.display(),
            input.display()
        ));
    }
}

/// Tells before anything is read that the folder cannot be written, or that a file beside it would cost another.
/// `inputs` are the files and folders that were named.
pub(crate) fn ready(
    flags: &LayerFlags,
    errors: Option<&Path>,
    kinds: &Kinds,
    inputs: &[&Vec<PathBuf>],
) -> Result<(), Failure> {
    let options = setup::writing(flags);
    export::ready(&flags.output, kinds, flags.areas, options).map_err(|error| failure(&error))?;
    let names = export::file_names(kinds, flags.areas, options.to);
    for (option, path) in [("--errors", errors), ("--depfile", flags.depfile.as_deref())] {
        let Some(path) = path else { continue };
        beside::input(option, path, inputs)?;
        if names.iter().any(|name| beside::same(path, &flags.output.join(name))) {
            let text = format!("{}: is a file of the layers; name another for {option}", path.display());
            return Err(Failure::Usage(text));
        }
    }
    Ok(())
}

fn failure(error: &ExportError) -> Failure {
    match error {
        ExportError::Interrupted => Failure::Interrupted,
        ExportError::Io { .. } | ExportError::Locked(_) => Failure::unfinished(error),
        _ => Failure::usage(error),
    }
}

/// Assembles the reports, writes the folder and what stands beside it, and ends the run. What goes to standard output comes
/// last, so that nobody who does not read it keeps the run from its end.
pub(crate) fn write(
    reports: Vec<Report>,
    flags: &LayerFlags,
    kinds: &Kinds,
    run: Run,
    mut session: Session<'_>,
    interrupt: &Interrupt,
) -> Result<Status, Failure> {
    let Run { mut facts, summary, read } = run;
    let unresolved = super::extract::of(&reports).unresolved;
    facts.attribution = attribution(&reports);
    facts.data.insert("kinds".to_owned(), kinds.sha256.clone());
    let assembly = assemble(reports, &setup::selection(flags));
    interrupt.writing();
    let written = export(&flags.output, &assembly, kinds, &facts, setup::writing(flags), &|| interrupt.came())
        .map_err(|error| failure(&error))?;
    for warning in &written.warnings {
        session.warn(warning);
    }
    depfile::write(flags, read, &mut session)?;
    let address = flags.open.then(|| address(&assembly, kinds, flags, &mut session)).flatten();
    let all = (assembly.incidents.len() + assembly.countries.len()) as u64;
    let mut on_map = count(assembly.incidents.len() as u64, "incident");
    let told = |fate: &&Fate| matches!(fate.outcome, Outcome::Layer | Outcome::Area);
    let mapped = assembly.fates.iter().filter(told).count();
    if mapped as u64 != all {
        on_map = format!("{on_map} of {mapped} reports");
    }
    let left_out = match assembly.fates.len() - mapped {
        0 => String::new(),
        reports => format!("; {reports} left out: {} says why", export::REPORTS),
    };
    let areas = match assembly.countries.len() {
        0 => String::new(),
        1 => ", 1 area of a whole country".to_owned(),
        areas => format!(", {areas} areas of whole countries"),
    };
    let summary = format!("{}: {on_map} on the map{areas}; {summary}{left_out}", flags.output.display());
    let status = session.end(&summary, Found { all, unresolved })?;
    match address.map_or(Ok(()), |address| say(&address)) {
        Err(Failure::ClosedPipe) => Ok(status),
        said => said.map(|()| status),
    }
}

/// The address of `--open`; none, and why, if it would show nothing or be too long.
fn address(assembly: &Assembly, kinds: &Kinds, flags: &LayerFlags, session: &mut Session<'_>) -> Option<String> {
    if !assembly.countries.is_empty() {
        let countries = assembly.countries.len();
        session.warn(&format!("--open: the address has points alone, and lacks {countries} of whole countries"));
    }
    if assembly.incidents.is_empty() {
        session.warn_always("--open: there is no incident at a point to show, so there is no address");
        return None;
    }
    let link = export::link(assembly, kinds, setup::writing(flags));
    if link.len() <= LONGEST_LINK {
        return Some(link);
    }
    session.warn_always(&format!(
        "--open: the address would have {} bytes, more than {LONGEST_LINK}; drag the layers of {} into geojson.io, or cut the quotes with --quote-length",
        link.len(),
        flags.output.display()
    ));
    None
}

fn say(address: &str) -> Result<(), Failure> {
    let mut output = Output::new();
    output.write(&format!("{address}\n"))?;
    output.flush()
}

/// The sources of the basemap and of all that the reports show of the gazetteer, each once: the same whether the reports
/// come from documents or from files.
fn attribution(reports: &[Report]) -> Vec<String> {
    let ids: BTreeSet<&str> = reports.iter().flat_map(shown).chain([BASEMAP]).collect();
    sources(|prefixes| prefixes.split(' ').any(|prefix| ids.iter().any(|id| id.starts_with(prefix))))
}

/// The ids of the rows that a report shows: its own, those of the namesakes, and those of the divisions and the country
/// around it, which have no column for their id and are GeoNames' also around a row of the user's.
fn shown(report: &Report) -> impl Iterator<Item = &str> {
    let namesakes = report.alternatives.iter().flat_map(|all| all.split("; "));
    let around = [&report.admin1, &report.admin2, &report.country].into_iter().flatten().map(|_| GEONAMES);
    let ids = report.gazetteer_id.as_deref().into_iter();
    ids.chain(namesakes.filter_map(|one| one.split(' ').next())).chain(around)
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
        let geonames = |report: Report| attribution(&[report])[0].starts_with("Contains data from GeoNames");
        let users = || of("user:1");
        assert!(!geonames(users()));
        assert!(geonames(Report {
            alternatives: Some("user:2 Sirsa, IN 0.5; geonames:1 Sirsa, IN 0.1".into()),
            ..users()
        }));
        assert!(geonames(Report { country: Some("India".into()), ..users() }));
        assert!(geonames(Report { admin1: Some("Haryana".into()), ..users() }));
        let basemap = attribution(&[]);
        assert!(basemap.len() == 2 && basemap[0] == "Made with Natural Earth.", "{basemap:?}");
    }
}

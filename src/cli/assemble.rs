//! `assemble`: files of reports in, a folder of layers out.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use incident_mapper::{export::Facts, report::Report};

use super::{
    depfile,
    failure::{Failure, Status},
    flags::AssembleFlags,
    interrupt::Interrupt,
    layers,
    session::{Found, Session, count},
    setup,
};

pub(crate) fn run(flags: &AssembleFlags, interrupt: &Interrupt) -> Result<Status, Failure> {
    let files = files(&flags.reports)?;
    let kinds = setup::kinds(&flags.kinds)?;
    let named = [&files, &flags.reports, &flags.kinds.kinds];
    layers::ready(&flags.layers, flags.failures.errors.as_deref(), &kinds, &named)?;
    let mut session = Session::begin(&flags.failures)?;
    depfile::begin(&flags.layers)?;
    layers::tell_mixed(&flags.layers, &flags.reports, &mut session);
    let mut reports = Vec::new();
    for file in &files {
        read(file, &mut session, &mut reports)?;
    }
    if reports.is_empty() && session.documents.failed > 0 {
        session.console.error(&format!("no report was read, {} is left as it was", flags.layers.output.display()));
        session.exit(Found::default())?;
        return Ok(Status::Wanting);
    }
    tell_same_ids(&reports, &mut session);
    let mut facts = Facts::default();
    facts.run.insert("command".into(), "assemble".into());
    let inputs = setup::named(&flags.reports);
    facts.run.insert("inputs".into(), inputs.into());
    let summary = format!("{} from {}", count(reports.len() as u64, "report"), count(files.len() as u64, "file"));
    // a folder of parts changes when one comes or goes
    let read = files.iter().chain(&flags.reports).chain(&flags.kinds.kinds).cloned().collect();
    layers::write(reports, &flags.layers, &kinds, layers::Run { facts, summary, read }, session, interrupt)
}

/// The files that were named; a folder stands for the parts in it, as Spark writes them.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if path == Path::new("-") {
            files.push(path.clone());
            continue;
        }
        let wrong = |error: io::Error| {
            let problem = match error.kind() {
                io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
                _ => format!("cannot be opened: {error}; check its permissions"),
            };
            Failure::Usage(format!("{}: {problem}", path.display()))
        };
        if !fs::metadata(path).map_err(wrong)?.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut parts = Vec::new();
        for entry in fs::read_dir(path).map_err(wrong)? {
            let entry = entry.map_err(wrong)?;
            let name = entry.file_name();
            let marker = name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"_");
            if !marker && entry.path().is_file() {
                parts.push(entry.path());
            }
        }
        parts.sort_unstable();
        files.extend(parts);
    }
    Ok(files)
}

/// The reports of a file; a line that is none is told and passed over.
fn read(path: &Path, session: &mut Session<'_>, reports: &mut Vec<Report>) -> Result<(), Failure> {
    let shown = path.to_string_lossy();
    let unreadable = |error: io::Error| {
        Failure::Unfinished(format!("{shown}: cannot be read: {error}; check the file and its permissions"))
    };
    let mut stream: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(unreadable)?))
    };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if stream.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if number == 1 && line.starts_with(br#"{"type":"FeatureCollection""#) {
            return Err(Failure::Usage(format!(
                "{shown}: is a layer (a FeatureCollection), and `assemble` reads a Feature a line; give what `extract` wrote"
            )));
        }
        let report = std::str::from_utf8(&line)
            .map_err(|_| "not UTF-8 text; write the reports again with `extract`".to_owned())
            .and_then(|text| Report::from_line(text).map_err(|error| error.to_string()));
        match report {
            Ok(report) => reports.push(report),
            Err(problem) => {
                let shown = if shown == "-" { "<stdin>" } else { &shown };
                let message = format!("{shown}:{number}: {problem}");
                let file = path.to_string_lossy();
                session.failed(None, Some(&file), Some(number), &message, &problem)?;
            }
        }
    }
    Ok(())
}

/// Warns of ids that two different documents have: nobody could tell their reports apart.
fn tell_same_ids(reports: &[Report], session: &mut Session<'_>) {
    let mut texts: HashMap<&str, &str> = HashMap::new();
    let mut told: Vec<&str> = Vec::new();
    for report in reports {
        let (id, text) = (report.document_id.as_str(), report.fingerprint.as_str());
        if *texts.entry(id).or_insert(text) != text && !told.contains(&id) {
            told.push(id);
            session.warn(&format!("two documents have the id {id:?}; give each an `id` of its own"));
        }
    }
}

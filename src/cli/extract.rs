//! `extract`: documents in, reports out, a Feature a line in the order of the documents.

use incident_mapper::{read::Document, report::Report};

use super::{
    beside,
    failure::{Failure, Status},
    flags::ExtractFlags,
    output::Output,
    session::{Found, Session, count},
    setup, stream,
};

pub(crate) fn run(flags: &ExtractFlags) -> Result<Status, Failure> {
    let written = flags.failures.errors.clone().into_iter().collect();
    let mut reader = setup::reader(&flags.reading.inputs, flags.reading.published.published, written)?;
    let engine = setup::engine(&flags.reading.gazetteer, &flags.reading.kinds)?;
    if let Some(errors) = &flags.failures.errors {
        beside::input("--errors", errors, &[&flags.reading.inputs.inputs])?;
    }
    let mut session = Session::begin(&flags.failures)?;
    let mut output = Output::new();
    let mut found = Found::default();
    let work = |document: Document| {
        let reports = engine.extract(&document);
        let mut lines = String::new();
        for report in &reports {
            lines.push_str(&line(report, flags.text.with_text.then_some(&document)));
            lines.push('\n');
        }
        (lines, of(&reports))
    };
    stream::in_order(&mut reader, &flags.jobs, &mut session, work, |session, (lines, some)| {
        session.read(some.all);
        found.add(some);
        output.write(&lines)
    })?;
    output.flush()?;
    let summary = summary(&session, found);
    session.end(&summary, found)
}

/// How many reports there are, and how many have no place.
pub(crate) fn of(reports: &[Report]) -> Found {
    Found { all: reports.len() as u64, unresolved: reports.iter().filter(|r| r.point.is_none()).count() as u64 }
}

/// "5 reports, 1 without a place, from 2 documents"
pub(crate) fn summary(session: &Session<'_>, found: Found) -> String {
    let reports = count(found.all, "report");
    let documents = session.documents.summary();
    match found.unresolved {
        0 => format!("{reports} from {documents}"),
        n => format!("{reports}, {n} without a place, from {documents}"),
    }
}

/// A report as a Feature, with the text that its offsets point into as a last column if there is one.
fn line(report: &Report, document: Option<&Document>) -> String {
    let Some(document) = document else {
        return report.to_line();
    };
    let mut feature = report.feature(None);
    if let Some(properties) = &mut feature.properties {
        properties.insert("text".into(), document.text.as_str().into());
    }
    feature.to_string()
}

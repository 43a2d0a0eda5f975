//! `map`: `extract` and `assemble` in one process.

use incident_mapper::{export::Facts, read::Document};

use super::{
    depfile, extract,
    failure::{Failure, Status},
    flags::MapFlags,
    interrupt::Interrupt,
    layers,
    session::{Found, Session},
    setup, stream,
};

pub(crate) fn run(flags: &MapFlags, interrupt: &Interrupt) -> Result<Status, Failure> {
    let mut written = vec![flags.layers.output.clone()];
    written.extend(flags.failures.errors.clone());
    written.extend(flags.layers.depfile.clone());
    let (reading, remember) = (&flags.reading, flags.layers.depfile.is_some());
    let mut reader = setup::remembering(&reading.inputs, reading.published.published, written, remember)?;
    let kinds = setup::kinds(&reading.kinds)?;
    let named = [&reading.inputs.inputs, &reading.gazetteer.gazetteer, &reading.kinds.kinds];
    layers::ready(&flags.layers, flags.failures.errors.as_deref(), &kinds, &named)?;
    let engine = setup::engine(&flags.reading.gazetteer, &flags.reading.kinds)?;
    let mut session = Session::begin(&flags.failures)?;
    depfile::begin(&flags.layers)?;
    layers::tell_mixed(&flags.layers, &reading.inputs.inputs, &mut session);
    let mut reports = Vec::new();
    let work = |document: Document| engine.extract(&document);
    stream::in_order(&mut reader, &flags.jobs, &mut session, work, |session, some| {
        session.read(some.len() as u64);
        reports.extend(some);
        Ok(())
    })?;
    let documents = session.documents;
    let readable = documents.failed == 0 && flags.reading.inputs.inputs.iter().any(|input| !input.is_dir());
    if documents.mapped + documents.empty == 0 && !readable {
        session.console.finish();
        session.console.error(&format!("nothing was read, {} is left as it was", flags.layers.output.display()));
        session.exit(Found::default())?;
        return Ok(Status::Wanting);
    }
    let mut facts = Facts { documents: Some(session.documents.into()), ..Facts::default() };
    facts.run.insert("command".into(), "map".into());
    let inputs = setup::named(&flags.reading.inputs.inputs);
    facts.run.insert("inputs".into(), inputs.into());
    facts.run.insert("gazetteer".into(), layers::places(engine.gazetteer()));
    if !flags.reading.gazetteer.gazetteer.is_empty() {
        let files = setup::named(&flags.reading.gazetteer.gazetteer);
        facts.run.insert("gazetteer_files".into(), files.into());
    }
    let summary = extract::summary(&session, extract::of(&reports));
    let configured = reading.gazetteer.gazetteer.iter().chain(&reading.kinds.kinds);
    let read = reader.was_read().iter().chain(configured).cloned().collect();
    let run = layers::Run { facts, summary, read };
    layers::write(reports, &flags.layers, engine.kinds(), run, session, interrupt)
}

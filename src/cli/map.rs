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
    let reader = setup::reader(&flags.reading.inputs, flags.reading.published.published, written)?;
    let engine = setup::engine(&flags.reading.gazetteer, &flags.reading.kinds)?;
    let mut session = Session::begin(&flags.failures)?;
    let mut reports = Vec::new();
    let work = |document: Document| engine.extract(&document);
    stream::in_order(reader, &flags.jobs, &mut session, work, |session, some| {
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
    let status = layers::write(reports, &flags.layers, engine.kinds(), facts, session, interrupt, &summary)?;
    let reading = &flags.reading;
    depfile::write(&flags.layers, &[&reading.inputs.inputs, &reading.gazetteer.gazetteer, &reading.kinds.kinds])?;
    Ok(status)
}

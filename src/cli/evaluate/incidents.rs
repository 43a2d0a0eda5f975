//! `evaluate incidents`: what happened at which place.

use std::{fmt::Write as _, path::Path};

use incident_mapper::evaluate::incidents::{self, Evaluation, Gold, Outcome, Share};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{
    super::{
        failure::{Failure, Status},
        flags::EvaluateIncidentsFlags,
        session::count,
        setup, stream,
    },
    calibration, interval_rows, once, write_errors, write_figures, wrong,
};

/// `evaluate incidents`.
pub(crate) fn run(flags: &EvaluateIncidentsFlags) -> Result<Status, Failure> {
    once(&flags.gold, flags.predictions.as_deref())?;
    let gold = incidents::read_gold(&flags.gold).map_err(|e| wrong(&e))?;
    let reports = if let Some(file) = &flags.predictions {
        incidents::read_reports(file, &gold).map_err(|e| wrong(&e))?
    } else {
        // through the lines that `extract` writes: what is scored is what users get
        let lines = extract(&gold, flags)?;
        incidents::parse_reports(Path::new("extract"), lines.as_bytes(), &gold).map_err(|e| wrong(&e))?
    };
    let figures = incidents::evaluate(&gold, &reports, flags.bootstrap as usize);
    let faults = gold.iter().zip(&reports).flat_map(|(gold, reports)| incidents::faults(gold, reports));
    write_errors(flags.errors.as_deref(), faults)?;
    write_figures(flags.json, &figures, || page(&figures, flags.bootstrap))
}

/// The lines that `extract` writes for the gold's texts.
fn extract(gold: &[Gold], flags: &EvaluateIncidentsFlags) -> Result<String, Failure> {
    let engine = setup::engine(&flags.gazetteer, &flags.kinds)?;
    let work = |gold: &Gold| {
        let reports = engine.extract(&gold.document);
        reports.iter().fold(String::new(), |lines, report| lines + &report.to_line() + "\n")
    };
    Ok(stream::pool(&flags.jobs)?.install(|| gold.par_iter().map(work).collect()))
}

/// The figures for a reader.
fn page(figures: &Evaluation, rounds: u32) -> String {
    let documents = count(figures.documents as u64, "document");
    let mut page =
        format!("{documents}\n\n{:18}  precision  recall     F1   right   false  missed\n", "incidents of kind");
    let kinds = figures.kinds.iter().map(|(kind, outcome)| (kind.as_str(), outcome));
    for (kind, &Outcome { precision, recall, f1, tp, fp, missed }) in kinds.chain([("all", &figures.all)]) {
        _ = writeln!(page, "{kind:18}  {precision:9.3}  {recall:6.3}  {f1:5.3}  {tp:6}  {fp:6}  {missed:6}");
    }
    _ = writeln!(page, "\nof the {} found, right of those that state it", count(figures.all.tp as u64, "incident"));
    let within = ("within uncertainty_km", figures.within_uncertainty);
    for (what, Share { right, of }) in figures.attributes.iter().map(|(name, share)| (*name, *share)).chain([within]) {
        _ = writeln!(page, "  {what:22}  {right:6} of {of}");
    }
    _ = writeln!(
        page,
        "\ndocuments without incidents left empty: {} of {}",
        figures.negatives_clean, figures.negatives
    );
    _ = writeln!(page, "decoy places mapped: {} of {}", figures.decoys_mapped, figures.decoys);
    calibration(&figures.calibration, "report", &mut page);
    if let Some(i) = figures.interval_95 {
        let rows = [("precision", i.precision), ("recall", i.recall), ("F1", i.f1)];
        interval_rows(rounds, &rows, &mut page);
    }
    page
}

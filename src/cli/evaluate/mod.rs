//! `evaluate`: an annotated file in, figures out.

mod incidents;
mod places;

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use incident_mapper::{
    evaluate::{Calibration, EvaluateError},
    read::InputError,
};
use serde::Serialize;

use super::{
    failure::{Failure, Status},
    flags::EvaluateCommand,
    output::Output,
    session::count,
};

/// `evaluate`.
pub(crate) fn run(command: &EvaluateCommand) -> Result<Status, Failure> {
    match command {
        EvaluateCommand::Places(flags) => places::run(flags),
        EvaluateCommand::Incidents(flags) => incidents::run(flags),
    }
}

/// Whether standard input is asked for one file at most.
fn once(gold: &Path, predictions: Option<&Path>) -> Result<(), Failure> {
    if predictions == Some(gold) && gold == Path::new("-") {
        return Err(Failure::usage(&InputError::StdinTwice));
    }
    Ok(())
}

/// A file that cannot be scored ends the run.
fn wrong(error: &EvaluateError) -> Failure {
    match error {
        EvaluateError::Io { .. } => Failure::unfinished(error),
        _ => Failure::usage(error),
    }
}

/// Writes what is wrong to the file of `--errors`, if one is named, as JSON Lines.
fn write_errors(file: Option<&Path>, faults: impl Iterator<Item = impl Serialize>) -> Result<(), Failure> {
    let Some(file) = file else {
        return Ok(());
    };
    let write = || -> io::Result<()> {
        let mut output = BufWriter::new(File::create(file)?);
        for fault in faults {
            serde_json::to_writer(&mut output, &fault)?;
            output.write_all(b"\n")?;
        }
        output.flush()
    };
    write().map_err(|error| {
        Failure::Unfinished(format!("{}: cannot be written: {error}; name another file", file.display()))
    })
}

/// Writes the figures, as JSON or as `page` shows them.
fn write_figures(json: bool, figures: &impl Serialize, page: impl FnOnce() -> String) -> Result<Status, Failure> {
    let mut output = Output::new();
    if json {
        let json = serde_json::to_string_pretty(figures).unwrap_or_default(); // strings and numbers always are JSON
        output.write(&json)?;
        output.write("\n")?;
    } else {
        output.write(&page())?;
    }
    output.flush()?;
    Ok(Status::Done)
}

/// Confidence beside the share that is right, of things that are called `noun`.
fn calibration(c: &Calibration, noun: &str, page: &mut String) {
    if c.n == 0 {
        page.push_str("\nno confidence is told\n");
        return;
    }
    let part = |x: Option<f64>| x.map_or("    -".to_owned(), |x| format!("{x:5.3}"));
    let told = count(c.n as u64, noun);
    _ = writeln!(page, "\nconfidence of {told}; expected calibration error {:.3}", c.expected_error);
    page.push_str("  from   to       n   mean  right\n");
    for bin in &c.bins {
        let (mean, right) = (part(bin.confidence), part(bin.right));
        _ = writeln!(page, "   {:.1}  {:.1}  {:6}  {mean}  {right}", bin.from, bin.to, bin.n);
    }
}

/// Figures with the intervals that `--bootstrap` gives.
fn interval_rows(rounds: u32, rows: &[(&str, [f64; 2])], page: &mut String) {
    _ = writeln!(page, "\n95% intervals, {} of the documents", count(rounds.into(), "resampling"));
    for (what, [low, high]) in rows {
        _ = writeln!(page, "  {what:22}  {low:.3} to {high:.3}");
    }
}

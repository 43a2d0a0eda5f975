//! `gazetteer`: what is to be done with files of places.

use std::{fmt::Write as _, path::Path};

use incident_mapper::gazetteer::{self, Finding, Info, Lint, Severity};
use serde::Serialize;

use super::{
    console::Console,
    failure::{Failure, Status},
    flags::{GazetteerBuildFlags, GazetteerCheckFlags, GazetteerCommand, GazetteerFailOn, GazetteerInfoFlags},
    output::Output,
    session::count,
};

pub(crate) fn run(command: &GazetteerCommand) -> Result<Status, Failure> {
    match command {
        GazetteerCommand::Build(flags) => build(flags),
        GazetteerCommand::Check(flags) => check(flags),
        GazetteerCommand::Info(flags) => info(flags),
    }
}

fn build(flags: &GazetteerBuildFlags) -> Result<Status, Failure> {
    let made =
        gazetteer::build(&flags.files, flags.format, &flags.output).map_err(|error| Failure::gazetteer(&error))?;
    let console = Console::new(flags.quiet);
    for file in &made.files {
        console.tell(file);
    }
    if made.swapped > 0 {
        let swapped = count(made.swapped as u64, "place");
        console.warn(&format!(
            "{swapped} would lie inside the country with latitude and longitude swapped; `gazetteer check` lists them"
        ));
    }
    if made.homeless > 0 {
        console.tell(&format!(
            "{} left out, as no file has the row of their id",
            count(made.homeless as u64, "further name")
        ));
    }
    let Info { rows, names, size, .. } = made.info;
    console.tell(&format!(
        "{}: {} under {}, {}",
        flags.output.display(),
        count(rows as u64, "place"),
        count(names as u64, "name"),
        megabytes(size)
    ));
    Ok(Status::Done)
}

fn info(flags: &GazetteerInfoFlags) -> Result<Status, Failure> {
    let mut output = Output::new();
    output.write(&match &flags.file {
        Some(file) => described(&file.display().to_string(), Some(file))?,
        None => embedded()?,
    })?;
    output.flush()?;
    Ok(Status::Done)
}

/// What the embedded index says of itself.
pub(crate) fn embedded() -> Result<String, Failure> {
    described("the embedded places", None)
}

fn described(name: &str, file: Option<&Path>) -> Result<String, Failure> {
    let info = gazetteer::info(file).map_err(|error| Failure::gazetteer(&error))?;
    let mut text = format!(
        "{name}: format {}, {} under {}, {}, whole\n",
        info.format,
        count(info.rows as u64, "place"),
        count(info.names as u64, "name"),
        megabytes(info.size)
    );
    for line in info.origin.lines() {
        _ = writeln!(text, "  from {line}");
    }
    Ok(text)
}

#[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn megabytes(size: usize) -> String {
    format!("{:.1} MB", size as f64 / 1e6)
}

/// A finding for a machine.
#[derive(Serialize)]
struct Record<'f> {
    file: &'f Path,
    line: usize,
    severity: String,
    id: &'static str,
    message: &'f str,
}

fn check(flags: &GazetteerCheckFlags) -> Result<Status, Failure> {
    let lint = gazetteer::lint(&flags.files, flags.format).map_err(|error| Failure::usage(&error))?;
    let mut output = Output::new();
    for finding in &lint.findings {
        output.write(&if flags.json { json(finding) } else { finding.to_string() })?;
        output.write("\n")?;
    }
    let (errors, warnings) = (lint.count(Severity::Error), lint.count(Severity::Warning));
    let summary = summary(&lint, errors, warnings);
    if flags.json {
        output.flush()?;
        Console::new(false).tell(&summary);
    } else {
        output.write(&summary)?;
        output.write("\n")?;
        output.flush()?;
    }
    let wanting = errors > 0 || warnings > 0 && flags.fail_on.contains(&GazetteerFailOn::Warnings);
    Ok(if wanting { Status::Wanting } else { Status::Done })
}

fn json(finding: &Finding) -> String {
    let record = Record {
        file: &finding.path,
        line: finding.line,
        severity: finding.check.severity().to_string(),
        id: finding.check.id(),
        message: &finding.message,
    };
    serde_json::to_string(&record).unwrap_or_default() // a path that is no text has no name in JSON
}

/// "2 errors and 1 warning in 290442 places"
fn summary(lint: &Lint, errors: usize, warnings: usize) -> String {
    let read = match (lint.rows, lint.aliases) {
        (rows, 0) => count(rows, "place"),
        (0, aliases) => count(aliases, "further name"),
        (rows, aliases) => format!("{} and {}", count(rows, "place"), count(aliases, "further name")),
    };
    let found = match (errors as u64, warnings as u64) {
        (0, 0) => "no problems".to_owned(),
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!("{found} in {read}")
}

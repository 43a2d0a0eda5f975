//! `check`: is a folder of layers whole; do a kinds file's own examples hold.

use std::path::Path;

use incident_mapper::{
    examples::Trial,
    export::{self, ExportError, Problem},
    kinds::Kinds,
};

use super::{
    failure::{Failure, Status},
    flags::CheckFlags,
    output::Output,
    session::count,
    setup,
};

pub(crate) fn run(flags: &CheckFlags) -> Result<Status, Failure> {
    if flags.kinds.kinds.is_empty() && !flags.gazetteer.gazetteer.is_empty() {
        let message =
            "--gazetteer is of use to the examples of --kinds alone; for a file of places there is `gazetteer check`";
        return Err(Failure::Usage(message.into()));
    }
    let (mut problems, mut tried, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    if !flags.kinds.kinds.is_empty() {
        (problems, tried) = examples(flags)?;
    }
    if let Some(folder) = &flags.folder {
        problems.extend(folder_problems(folder)?);
        notes = in_folder(folder, export::notes)?;
    }
    let sum = if problems.is_empty() { "no problems".into() } else { count(problems.len() as u64, "problem") };
    let mut output = Output::new();
    for line in problems.iter().chain(&tried).chain(&notes).chain([&sum]) {
        output.write(line)?;
        output.write("\n")?;
    }
    output.flush()?;
    Ok(if problems.is_empty() { Status::Done } else { Status::Wanting })
}

fn folder_problems(folder: &Path) -> Result<Vec<String>, Failure> {
    let shown = folder.display();
    if !folder.is_dir() {
        let problem = if folder.exists() {
            "is a file; name the folder that `map` wrote, and a file of kinds with --kinds"
        } else {
            "there is no such folder; check the path"
        };
        return Err(Failure::Usage(format!("{shown}: {problem}")));
    }
    in_folder(folder, export::check)
}

/// What is said of a folder, a line each.
fn in_folder(folder: &Path, said: impl Fn(&Path) -> Result<Vec<Problem>, ExportError>) -> Result<Vec<String>, Failure> {
    let shown = folder.display();
    let problems = said(folder)
        .map_err(|error| Failure::Unfinished(format!("{shown}: cannot be read: {error}; check its permissions")))?;
    Ok(problems.iter().map(|problem| folder.join(problem.to_string()).display().to_string()).collect())
}

/// The examples that do not come out as they say, and how many do of each of the user's kinds.
fn examples(flags: &CheckFlags) -> Result<(Vec<String>, Vec<String>), Failure> {
    let own = Kinds::embedded().map_err(|error| Failure::usage(&error))?;
    let engine = setup::engine(&flags.gazetteer, &flags.kinds)?;
    let (mut problems, mut tried) = (Vec::new(), Vec::new());
    for Trial { kind, failing } in engine.try_examples() {
        if !kind.embedded {
            let all = kind.examples.len();
            let held = match all {
                0 => "no examples, so nothing was tried; add some".to_owned(),
                _ => format!("{} of {all} examples hold", all - failing.len()),
            };
            let replaces = if own.get(&kind.name).is_some() { ", in place of the program's own kind" } else { "" };
            tried.push(format!("{}{replaces}: {held}", kind.name));
        }
        problems.extend(failing);
    }
    if tried.is_empty() {
        tried.push("no kinds are declared; add a [[kind]]".to_owned());
    }
    Ok((problems, tried))
}

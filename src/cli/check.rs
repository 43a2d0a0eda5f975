//! `check`: is a folder of layers whole; do a kinds file's own examples hold.

use std::path::Path;

use incident_mapper::export;

use super::{
    failure::{Failure, Status},
    flags::{CheckFlags, GazetteerFlags},
    output::Output,
    session::count,
    setup,
};

pub(crate) fn run(flags: &CheckFlags) -> Result<Status, Failure> {
    let mut problems = Vec::new();
    if !flags.kinds.kinds.is_empty() {
        problems.extend(examples(flags)?);
    }
    if let Some(folder) = &flags.folder {
        problems.extend(folder_problems(folder)?);
    }
    let mut output = Output::new();
    for problem in &problems {
        output.write(problem)?;
        output.write("\n")?;
    }
    if problems.is_empty() {
        output.write("no problems\n")?;
    } else {
        output.write(&count(problems.len() as u64, "problem"))?;
        output.write("\n")?;
    }
    output.flush()?;
    Ok(if problems.is_empty() { Status::Done } else { Status::Wanting })
}

fn folder_problems(folder: &Path) -> Result<Vec<String>, Failure> {
    let shown = folder.display();
    if !folder.is_dir() {
        let problem = if folder.exists() {
            "is a file; name the folder that `map` wrote"
        } else {
            "there is no such folder; check the path"
        };
        return Err(Failure::Usage(format!("{shown}: {problem}")));
    }
    let problems = export::check(folder)
        .map_err(|error| Failure::Unfinished(format!("{shown}: cannot be read: {error}; check its permissions")))?;
    Ok(problems.iter().map(|problem| folder.join(problem.to_string()).display().to_string()).collect())
}

/// The examples of the kinds that do not come out as they say.
fn examples(flags: &CheckFlags) -> Result<Vec<String>, Failure> {
    Ok(setup::engine(&GazetteerFlags::default(), &flags.kinds)?.failing_examples())
}

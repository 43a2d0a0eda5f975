//! Depfile: what a folder of layers was made of, as make and ninja read it.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
};

use incident_mapper::export::RUN;

use super::{failure::Failure, flags::LayerFlags, session::Session};

/// Makes the file of `--depfile`, if it is asked for and not there: done later, that would change the folder that it
/// lies in after `run.json` was written, and where it lies among the documents, make would take that for a new one.
pub(crate) fn begin(flags: &LayerFlags) -> Result<(), Failure> {
    let Some(depfile) = &flags.depfile else { return Ok(()) };
    let opened = OpenOptions::new().create(true).append(true).open(depfile);
    opened.map(|_| ()).map_err(|error| unwritten(depfile, &error))
}

/// Writes the rule: `run.json`, which is written last, is made of the files that the run has read.
pub(crate) fn write(flags: &LayerFlags, read: BTreeSet<PathBuf>, session: &mut Session<'_>) -> Result<(), Failure> {
    let Some(depfile) = &flags.depfile else { return Ok(()) };
    let (named, nameless): (BTreeSet<_>, BTreeSet<_>) =
        read.into_iter().filter(|path| path != Path::new("-")).partition(|path| can_be_named(path));
    for path in nameless {
        session.warn(&format!(
            "{}: make cannot read this name (`;`, `%` or a control character in it), so --depfile leaves it out; rename it",
            path.display()
        ));
    }
    fs::write(depfile, rule(&flags.output.join(RUN), &named)).map_err(|error| unwritten(depfile, &error))
}

fn unwritten(depfile: &Path, error: &std::io::Error) -> Failure {
    Failure::Unfinished(format!("{}: cannot be written: {error}; name a file that can", depfile.display()))
}

/// The rule, and one for each file that makes nothing of it: a file that is gone then stops no build.
fn rule(target: &Path, files: &BTreeSet<PathBuf>) -> String {
    let names: Vec<String> = files.iter().map(|file| escaped(file)).collect();
    let mut text = format!("{}:", escaped(target));
    for name in &names {
        let _ = write!(text, " \\\n  {name}"); // a String takes all
    }
    text.push('\n');
    for name in &names {
        let _ = write!(text, "\n{name}:\n");
    }
    text
}

/// Whether make can read a name; what stands after a line end or `;` it would run.
fn can_be_named(path: &Path) -> bool {
    !path.to_string_lossy().contains(|c: char| c.is_control() || matches!(c, ';' | '%'))
}

/// As make reads a name.
fn escaped(path: &Path) -> String {
    let mut name = String::new();
    for c in path.to_string_lossy().chars() {
        match c {
            ' ' | '#' | ':' => name.extend(['\\', c]),
            '$' => name.push_str("$$"),
            c => name.push(c),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_what_is_read_and_outlives_it() {
        let files = ["news", "news/deep/a b$.txt", "news/10:30.txt", "kinds.toml"].map(PathBuf::from).into();
        assert_eq!(
            rule(Path::new("news/layers/run.json"), &files),
            "news/layers/run.json: \\\n  kinds.toml \\\n  news \\\n  news/10\\:30.txt \\\n  news/deep/a\\ b$$.txt\n\n\
             kinds.toml:\n\nnews:\n\nnews/10\\:30.txt:\n\nnews/deep/a\\ b$$.txt:\n"
        );
        assert!(["a;rm.txt", "a\nrm.txt", "100%.txt"].iter().all(|name| !can_be_named(Path::new(name))));
    }
}

//! Depfile: what a folder of layers was made of, as make and ninja read it.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use incident_mapper::export::RUN;
use walkdir::{DirEntry, WalkDir};

use super::{failure::Failure, flags::LayerFlags};

/// Writes the rule of `--depfile`, if it is asked for: `run.json`, which is written last, is made of the files.
pub(crate) fn write(flags: &LayerFlags, files: &[&Vec<PathBuf>]) -> Result<(), Failure> {
    let Some(depfile) = &flags.depfile else { return Ok(()) };
    let named = files.iter().flat_map(|files| files.iter()).filter(|path| *path != Path::new("-"));
    let found = named.flat_map(|path| within(path, &flags.output));
    let all: BTreeSet<PathBuf> = found.filter(|path| can_be_named(path)).collect();
    fs::write(depfile, rule(&flags.output.join(RUN), &all)).map_err(|error| {
        Failure::Unfinished(format!("{}: cannot be written: {error}; name a file that can", depfile.display()))
    })
}

/// A file; a folder with all in it that is read, also its folders, whose time changes when a file comes or goes.
fn within(path: &Path, output: &Path) -> Vec<PathBuf> {
    let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let is_output = |entry: &DirEntry| match (entry.path().canonicalize(), output.canonicalize()) {
        (Ok(entry), Ok(output)) => entry == output,
        _ => false,
    };
    WalkDir::new(path)
        .into_iter()
        .filter_entry(|entry| !hidden(entry) && !is_output(entry))
        .filter_map(Result::ok)
        .map(DirEntry::into_path)
        .collect()
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
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir_all(at("news/deep")).unwrap();
        fs::create_dir_all(at("news/layers")).unwrap();
        for file in [
            "news/deep/a b$.txt",
            "news/10:30.txt",
            "news/a;rm.txt",
            "news/a\nrm.txt",
            "news/.hidden",
            "news/layers/run.json",
            "kinds.toml",
        ] {
            fs::write(at(file), "").unwrap();
        }
        let files: BTreeSet<PathBuf> = ["news", "kinds.toml"]
            .iter()
            .flat_map(|name| within(&at(name), &at("news/layers")))
            .filter(|path| can_be_named(path))
            .collect();
        let text = rule(&at("news/layers/run.json"), &files).replace(&escaped(dir.path()), "~");
        assert_eq!(
            text,
            "~/news/layers/run.json: \\\n  ~/kinds.toml \\\n  ~/news \\\n  ~/news/10\\:30.txt \\\n  ~/news/deep \\\n  ~/news/deep/a\\ b$$.txt\n\n\
             ~/kinds.toml:\n\n~/news:\n\n~/news/10\\:30.txt:\n\n~/news/deep:\n\n~/news/deep/a\\ b$$.txt:\n"
        );
    }
}

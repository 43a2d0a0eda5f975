//! Folder: the documents of a folder and of the folders in it, in the order of their paths' bytes.

use std::{
    collections::HashSet,
    path::{Component, Path, PathBuf},
};

use serde_json::Value;
use walkdir::{DirEntry, WalkDir};

use super::{Format, Problem, ReadError, format::Known, input::Entry};

/// What tells a folder of layers, and lists its files.
const RUN: &str = "run.json";

/// A walk through one folder. Holds the names of the folders that it stands in, and of the files only those of the layers
/// in the folder that it looked at last.
pub(super) struct Folder {
    root: PathBuf,
    walk: walkdir::IntoIter,
    exclude: Vec<PathBuf>,
    layers: (PathBuf, HashSet<String>),
    /// The folders that it came into since somebody took them.
    pub(super) entered: Vec<PathBuf>,
}

impl Folder {
    /// Starts at `root`; the files and folders `exclude` are passed by.
    pub(super) fn new(root: PathBuf, exclude: Vec<PathBuf>) -> Self {
        // A folder sorts as its name with a slash, so that "a.txt" comes before "a/b.txt", as it does among whole paths.
        let key = |e: &DirEntry| {
            let mut name = e.file_name().as_encoded_bytes().to_vec();
            if e.file_type().is_dir() {
                name.push(b'/');
            }
            name
        };
        let walk = WalkDir::new(&root).follow_links(true).sort_by(move |a, b| key(a).cmp(&key(b))).into_iter();
        Self { root, walk, exclude, layers: (PathBuf::new(), HashSet::new()), entered: Vec::new() }
    }

    fn passed_by(&mut self, found: &DirEntry) -> bool {
        if found.depth() == 0 {
            return false;
        }
        let hidden = found.file_name().as_encoded_bytes().starts_with(b".");
        let same = |path: &PathBuf| {
            path.file_name() == Some(found.file_name()) && path.canonicalize().ok() == found.path().canonicalize().ok()
        };
        hidden || self.exclude.iter().any(same) || self.is_of_layers(found)
    }

    /// Whether a file is part of a folder of layers: an earlier run may have written into the folder that is read.
    fn is_of_layers(&mut self, found: &DirEntry) -> bool {
        let Some(folder) = found.path().parent().filter(|_| found.file_type().is_file()) else {
            return false;
        };
        if self.layers.0 != folder {
            self.layers = (folder.to_owned(), listed(folder).unwrap_or_default());
        }
        found.file_name().to_str().is_some_and(|name| self.layers.1.contains(name))
    }

    fn entry(&self, path: &Path) -> Entry {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let names: Vec<_> = relative
            .components()
            .filter(|c| matches!(c, Component::Normal(_)))
            .map(|c| c.as_os_str().to_string_lossy())
            .collect();
        Entry { path: path.to_owned(), id: names.join("/") }
    }
}

/// The files that the `run.json` of a folder lists, if it is of ours.
fn listed(folder: &Path) -> Option<HashSet<String>> {
    let run: Value = serde_json::from_slice(&std::fs::read(folder.join(RUN)).ok()?).ok()?;
    let ours = run.get("generator").and_then(Value::as_str) == Some(env!("CARGO_PKG_NAME"));
    let files = run.get("files").and_then(Value::as_array).filter(|_| ours)?;
    Some(files.iter().filter_map(|file| file.get("name")?.as_str().map(str::to_owned)).collect())
}

impl Iterator for Folder {
    type Item = Result<(Entry, Format), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.walk.next()? {
                Ok(found) => found,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.root).to_owned();
                    let problem = Problem::Io(error.into());
                    return Some(Err(self.entry(&path).error(problem)));
                }
            };
            if self.passed_by(&found) {
                if found.file_type().is_dir() {
                    self.walk.skip_current_dir();
                }
                continue;
            }
            if found.file_type().is_dir() {
                self.entered.push(found.path().to_owned());
            }
            if !found.file_type().is_file() {
                continue; // a folder, or a pipe that would make the run wait for ever
            }
            match Format::known(found.path()) {
                Known::Read(format) => return Some(Ok((self.entry(found.path()), format))),
                Known::NoDocument => {}
                Known::Other(what) => {
                    let error = self.entry(found.path()).error(Problem::OtherFormat(what));
                    return Some(Err(error));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_in_the_order_of_whole_paths() {
        let root = tempfile::tempdir().unwrap();
        for name in [
            "b.txt",
            "a.txt",
            "a/z.TXT",
            "a/b/c.md",
            "a-1.txt",
            ".hidden.txt",
            ".git/x.txt",
            "out/ATTRIBUTION.txt",
            "photo.jpg",
            "old.pdf",
            "README",
            "earlier/ATTRIBUTION.txt",
            "earlier/map.html",
            "earlier/run.json",
            "earlier/strikes.csv",
            "earlier/mine.txt",
        ] {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "text").unwrap();
        }
        let files = ["ATTRIBUTION.txt", "map.html", "strikes.csv"].map(|name| serde_json::json!({"name": name}));
        let run = serde_json::json!({"generator": "incident-mapper", "files": files});
        std::fs::write(root.path().join("earlier/run.json"), run.to_string()).unwrap();
        let exclude = vec![root.path().join("out")];
        let found: Vec<_> = Folder::new(root.path().to_owned(), exclude)
            .map(|item| match item {
                Ok((entry, format)) => format!("{} {format:?}", entry.id),
                Err(error) => format!("! {} {}", error.id.unwrap(), error.problem),
            })
            .collect();
        assert_eq!(
            found,
            [
                "! README files without an extension are not read; turn it into .txt, .md or .jsonl if it is a document",
                "a-1.txt Text",
                "a.txt Text",
                "a/b/c.md Text",
                "a/z.TXT Text",
                "b.txt Text",
                "earlier/mine.txt Text",
                "! old.pdf .pdf files are not read; turn it into .txt, .md or .jsonl if it is a document",
            ]
        );
    }
}

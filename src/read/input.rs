//! Input: what a command line names, looked at before anything is read; and a file found in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Format, InputError, Problem, ReadError};

/// A file, a folder or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Stdin,
    /// A file, or anything else that can be read as one.
    File(PathBuf),
    /// Read with all that is in it.
    Folder(PathBuf),
}

impl Input {
    /// Looks at what `path` names; `-` is standard input.
    ///
    /// # Errors
    /// Nothing is there, or a file whose extension says that it is no text.
    pub fn named(path: &Path) -> Result<Self, InputError> {
        if path == Path::new("-") {
            return Ok(Self::Stdin);
        }
        let there = fs::metadata(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
                InputError::Missing { path: path.to_owned() }
            }
            _ => InputError::Closed { path: path.to_owned(), source },
        })?;
        if there.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        match Format::unreadable(path) {
            Some(extension) => Err(InputError::Format { path: path.to_owned(), extension }),
            None => Ok(Self::File(path.to_owned())),
        }
    }
}

/// A file to read: where it is, and what its documents are called.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// To open it with; `-` for standard input.
    pub(super) path: PathBuf,
    /// Relative to the input that named it, with `/`: the id of its one document.
    pub(super) id: String,
}

impl Entry {
    /// An error about the file.
    pub(super) fn error(&self, problem: Problem) -> ReadError {
        ReadError {
            id: Some(self.id.clone()),
            file: self.path.to_string_lossy().into_owned(),
            line: None,
            column: None,
            problem,
        }
    }

    /// An error about a place in the file.
    pub(super) fn error_at(&self, line: usize, column: Option<usize>, problem: Problem) -> ReadError {
        ReadError { line: Some(line), column, ..self.error(problem) }
    }

    /// The last part of the path: the `source` of a file's document; none for standard input.
    pub(super) fn file_name(&self) -> Option<String> {
        let name = self.path.file_name()?;
        (self.path != Path::new("-")).then(|| name.to_string_lossy().into_owned())
    }
}

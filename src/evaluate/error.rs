//! What can be wrong with an annotated file or a file of predictions.

use std::{io, path::PathBuf};

use crate::read::ReadError;

/// Why a file cannot be scored, with where it stands and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// Nothing is there.
    #[error("{file}: there is no such file; check the path")]
    Missing {
        /// As given.
        file: PathBuf,
    },
    /// The file cannot be read.
    #[error("{file}: cannot be read: {source}; check the file and its permissions")]
    Io {
        /// As given.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line of the gold that is no document.
    #[error(transparent)]
    Document(#[from] ReadError),
    /// A line that is no JSON, or whose members are not as they should be.
    #[error("{file}:{line}: {problem}; mend the line or remove it")]
    Line {
        /// The file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What the parser says.
        problem: String,
    },
    /// Offsets that point at nothing.
    #[error(
        "{file}:{line}: no text stands from {start} to {end}, the document has {length} characters; \
         write offsets in Unicode code points, the end one past the last"
    )]
    Outside {
        /// The file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// As given.
        start: usize,
        /// As given.
        end: usize,
        /// Code points of the text.
        length: usize,
    },
    /// Two documents of one id.
    #[error("{file}:{line}: an earlier document has the same id, {id:?}; give each an `id` of its own")]
    SameId {
        /// The file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// What was found in a text that the gold lacks.
    #[error("{file}:{line}: the gold has no document {id:?}; score what was found in the gold's own texts")]
    UnknownId {
        /// The file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// A gold of blank lines.
    #[error("{file}: holds no documents; write one JSON object a line, with `id`, `text` and `{member}`")]
    Empty {
        /// The file.
        file: PathBuf,
        /// What a document of such a file must have.
        member: &'static str,
    },
}

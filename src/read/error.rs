//! What can be wrong with an input or a document, with where it stands and what to do.

use std::{fmt, path::PathBuf};

/// An input that cannot be used at all: the command line is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// Nothing is there.
    #[error("{path}: there is no such file or folder; check the path")]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// It is there and may not be looked at.
    #[error("{path}: cannot be opened: {source}; check its permissions")]
    Closed {
        /// As given.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A format that is no text.
    #[error("{path}: {extension} files are not read; turn it into .txt, .md or .jsonl first")]
    Format {
        /// As given.
        path: PathBuf,
        /// With its dot.
        extension: String,
    },
    /// `-` was named twice.
    #[error("`-` is named twice; standard input can be read only once")]
    StdinTwice,
}

/// A document, line or file that was not read, or something about one that its author should know.
#[derive(Debug)]
pub struct ReadError {
    /// The document's id, when it got that far.
    pub id: Option<String>,
    /// The path as the run can open it, `-` for standard input.
    pub file: String,
    /// Counted from 1.
    pub line: Option<usize>,
    /// In bytes, counted from 1.
    pub column: Option<usize>,
    /// What, and what to do.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}; check the file and its permissions")]
    Io(std::io::Error),
    /// A byte that no UTF-8 text has there.
    #[error("not UTF-8 text (byte 0x{0:02X}); convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`")]
    NotUtf8(u8),
    /// UTF-16, by its byte order mark.
    #[error("UTF-16 text; convert it with `iconv -f UTF-16 -t UTF-8`")]
    Utf16,
    /// Not JSON.
    #[error("not valid JSON: {0}; mend the line or remove it")]
    Json(String),
    /// A JSON array or another value in place of an object.
    #[error("a JSON {0} where a document was expected; write one object a line, for example with `jq -c '.[]'`")]
    NotAnObject(&'static str),
    /// No `text`.
    #[error("the document has no `text` member; add one, the only member that is required")]
    NoText,
    /// A member of another type than it must have.
    #[error("`{member}` is not {expected}; mend the line or remove it")]
    Member {
        /// Its name.
        member: &'static str,
        /// "a string"
        expected: &'static str,
    },
    /// Longer than [`LARGEST_DOCUMENT`](super::LARGEST_DOCUMENT).
    #[error("more than 64 MiB in one document; cut it into its articles")]
    TooLong,
    /// Nothing but white space.
    #[error("holds no text; the document is left out")]
    Empty,
    /// A file of a folder that is of no format that is read.
    #[error("{0} are not read; turn it into .txt, .md or .jsonl if it is a document")]
    OtherFormat(String),
    /// A date that is none; the document is read all the same.
    #[error("`{member}` is {value:?}, not a date written YYYY-MM-DD; the document is read as one without a date")]
    Date {
        /// `published`, or `date` in front matter.
        member: &'static str,
        /// What stands there.
        value: String,
    },
    /// Front matter without its last line; the document is read all the same, and the front matter as text.
    #[error(
        "the front matter that begins here has no closing `{0}`, so it is read as text; add the line after the last member"
    )]
    OpenFrontMatter(&'static str),
    /// A member of front matter that is none of ours.
    #[error("`{0}` is not read; front matter gives title, date or published, source, and url, link or source_url")]
    UnknownMember(String),
    /// An id that an earlier document has; the document is read all the same.
    #[error("an earlier document has the same id, {0:?}; give each an `id` of its own")]
    SameId(String),
}

/// What became of the document that an error tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It could not be read.
    Failed,
    /// It holds no text.
    Empty,
    /// It is of no format that is read.
    Skipped,
    /// It is read all the same: the next item of the reader.
    Noted,
}

impl Problem {
    /// What became of the document.
    pub fn fate(&self) -> Fate {
        match self {
            Self::Empty => Fate::Empty,
            Self::OtherFormat(_) => Fate::Skipped,
            Self::Date { .. } | Self::SameId(_) | Self::OpenFrontMatter(_) | Self::UnknownMember(_) => Fate::Noted,
            _ => Fate::Failed,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.file == "-" { "<stdin>" } else { &self.file })?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_what_and_what_to_do() {
        let mut error = ReadError {
            id: None,
            file: "news.jsonl".into(),
            line: Some(3),
            column: Some(17),
            problem: Problem::Json("expected value".into()),
        };
        assert_eq!(error.to_string(), "news.jsonl:3:17: not valid JSON: expected value; mend the line or remove it");
        error.file = "-".into();
        (error.line, error.column) = (None, None);
        error.problem = Problem::Empty;
        assert_eq!(error.to_string(), "<stdin>: holds no text; the document is left out");
        assert_eq!(error.problem.fate(), Fate::Empty);
    }
}

//! What can be wrong with a gazetteer.

use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Why a gazetteer could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// The file cannot be read.
    #[error("{}: cannot read the gazetteer: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file has no header line.
    #[error(
        "{}: the file is empty; its first line must name the columns, at least name,latitude,longitude",
        path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A byte that is not UTF-8.
    #[error(
        "{}:{line}: not UTF-8 text (byte {byte} of the file); save it as UTF-8, for instance with `iconv -f latin1 -t utf-8`",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 0.
        byte: usize,
    },
    /// The header lacks a column, has one twice, or is no header.
    #[error("{}:{line}: {message}", path.display())]
    Header {
        /// The file.
        path: PathBuf,
        /// Of the header, counted from 1.
        line: usize,
        /// What, and what to do.
        message: String,
    },
    /// Rows that are wrong; at most [`RowError::LIMIT`] are told.
    #[error("{}", told(rows, *more))]
    Rows {
        /// In the order of the file.
        rows: Vec<RowError>,
        /// How many more there are.
        more: usize,
    },
    /// An archive of which it is not clear what to read.
    #[error("{}: {message}", path.display())]
    Archive {
        /// The file.
        path: PathBuf,
        /// What, and what to do.
        message: String,
    },
    /// More than the index can hold.
    #[error("the gazetteer is too large: {0}")]
    TooLarge(&'static str),
    /// More files than can lie one over the other.
    #[error("more than three gazetteers beside the embedded one; join them with `incident-mapper gazetteer build`")]
    TooMany,
    /// An index of another version, cut short or damaged.
    #[error("{}: {message}", path.display())]
    Index {
        /// The file.
        path: PathBuf,
        /// What, and what to do.
        message: String,
    },
    /// A file that is not for what it was given for.
    #[error("{}: {message}", path.display())]
    Misused {
        /// The file.
        path: PathBuf,
        /// What, and what to do.
        message: String,
    },
    /// An index could not be written.
    #[error("{}: cannot write the index: {source}; name another place, or make room", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// A row that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The file.
    pub path: PathBuf,
    /// Where the row starts, counted from 1; quoted line ends count.
    pub line: usize,
    /// The column's name in the file.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl RowError {
    /// How many rows are told before the rest are only counted.
    pub const LIMIT: usize = 20;
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, message } = self;
        write!(f, "{}:{line}: column {column}: {message}", path.display())
    }
}

/// The wrong rows of a file, gathered until it is read to its end.
#[derive(Debug)]
pub(crate) struct Faults {
    rows: Vec<RowError>,
    more: usize,
    limit: usize,
}

impl Faults {
    /// Keeps the first `limit` and counts the others.
    pub(crate) fn new(limit: usize) -> Self {
        Self { rows: Vec::new(), more: 0, limit }
    }

    /// Notes a wrong row.
    pub(crate) fn add(&mut self, path: &Path, line: usize, column: impl Into<String>, message: String) {
        if self.rows.len() < self.limit {
            self.rows.push(RowError { path: path.into(), line, column: column.into(), message });
        } else {
            self.more += 1;
        }
    }

    /// The error of a file with wrong rows.
    pub(crate) fn finish(self) -> Result<(), GazetteerError> {
        let Self { rows, more, .. } = self;
        if rows.is_empty() { Ok(()) } else { Err(GazetteerError::Rows { rows, more }) }
    }
}

fn told(rows: &[RowError], more: usize) -> String {
    let mut lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    if more > 0 {
        lines.push(format!("and {more} more wrong rows"));
    }
    lines.join("\n")
}

//! What can be wrong with a kinds file, with where it stands and what to do.

use std::io::{self, ErrorKind};

use super::source::line;

/// What is wrong with a kinds file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KindsError {
    /// The file cannot be read.
    #[error("{path}: {}", unread(error))]
    Read {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// The file is not TOML, or lacks a member, or has an unknown one.
    #[error("{path}:{line}: {message}")]
    Parse {
        /// The file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What, and what can stand there.
        message: String,
    },
    /// A value is not one of those that can stand there.
    #[error("{path}:{line}: kind `{kind}`: {message}")]
    Value {
        /// The file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// The kind that it stands in.
        kind: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A frame that has the name of another.
    #[error("{path}: frame `{frame}` is there already, and other kinds use it; choose another name")]
    Frame {
        /// The file.
        path: String,
        /// Its name.
        frame: String,
    },
}

impl KindsError {
    pub(super) fn parse(path: &str, text: &str, error: &toml::de::Error) -> Self {
        let said = error.message().replace("a sequence", "a list in brackets");
        let message = if said.starts_with("missing field") { format!("{said}; add it") } else { said };
        Self::Parse { path: path.to_owned(), line: line(text, error.span().map_or(0, |s| s.start)), message }
    }
}

fn unread(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        ErrorKind::IsADirectory => "is a folder; name a TOML file of kinds".to_owned(),
        ErrorKind::InvalidData => "not UTF-8 text; save it as UTF-8".to_owned(),
        _ => format!("cannot be read: {error}; check its permissions"),
    }
}

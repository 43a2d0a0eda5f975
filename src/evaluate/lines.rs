//! Lines: a file of JSON Lines, line by line, with the numbers that errors name.

use std::{
    collections::HashSet,
    fs,
    io::{self, Read},
    path::Path,
};

use serde::de::DeserializeOwned;

use super::EvaluateError;

/// All bytes of a file, or of standard input for `-`.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, EvaluateError> {
    let mut bytes = Vec::new();
    let read =
        if file == Path::new("-") { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(file) };
    read.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => EvaluateError::Missing { file: file.to_owned() },
        _ => EvaluateError::Io { file: file.to_owned(), source },
    })
}

/// What errors call a file.
pub(super) fn shown(file: &Path) -> &Path {
    if file == Path::new("-") { Path::new("<stdin>") } else { file }
}

/// The lines that are not blank, with their numbers from 1; a record separator (RFC 8142) is no part of them.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = bytes.split(|b| *b == b'\n').map(|line| {
        let line = line.trim_ascii();
        line.strip_prefix(b"\x1e").unwrap_or(line).trim_ascii()
    });
    lines.enumerate().map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.is_empty())
}

/// What a line holds.
pub(super) fn parse<T: DeserializeOwned>(file: &Path, line: usize, bytes: &[u8]) -> Result<T, EvaluateError> {
    serde_json::from_slice(bytes).map_err(|error| {
        // the parser sees one line alone, so its own "line 1" would mislead
        let problem = error.to_string().replace(" at line 1 column ", " at column ");
        EvaluateError::Line { file: file.to_owned(), line, problem }
    })
}

/// Notes the id of a document.
pub(super) fn note_id(ids: &mut HashSet<String>, id: &str, file: &Path, line: usize) -> Result<(), EvaluateError> {
    if ids.insert(id.to_owned()) {
        return Ok(());
    }
    Err(EvaluateError::SameId { file: file.to_owned(), line, id: id.to_owned() })
}

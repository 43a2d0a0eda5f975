//! JSON Lines: a document a line.

use std::{
    io::{self, BufRead, Read},
    path::Path,
};

use serde::Deserialize;
use serde_json::Value;

use super::{Document, LARGEST_DOCUMENT, Problem, ReadError, day, format::Found, input::Entry, plain};

/// The members that matter, of whatever type they are; others are ignored.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    source: Option<Value>,
    url: Option<Value>,
    text: Option<Value>,
}

/// The documents of a stream of JSON Lines. Holds one line.
pub(super) struct JsonLines {
    entry: Entry,
    stream: Box<dyn BufRead + Send>,
    line: usize,
    bytes: Vec<u8>,
    /// A document whose note was given first.
    waiting: Option<Found>,
    ended: bool,
}

impl JsonLines {
    pub(super) fn new(entry: Entry, stream: Box<dyn BufRead + Send>) -> Self {
        Self { entry, stream, line: 0, bytes: Vec::new(), waiting: None, ended: false }
    }

    /// Reads a line into `bytes`; false at the end.
    fn read_line(&mut self) -> io::Result<bool> {
        self.bytes.clear();
        let limit = LARGEST_DOCUMENT + 1;
        let read = (&mut self.stream).take(limit).read_until(b'\n', &mut self.bytes)?;
        // the rest of a line that is too long is passed over, in pieces
        while self.bytes.len() as u64 == limit && self.bytes.last() != Some(&b'\n') {
            let mut rest = Vec::new();
            let n = (&mut self.stream).take(1 << 20).read_until(b'\n', &mut rest)?;
            if n == 0 || rest.last() == Some(&b'\n') {
                break;
            }
        }
        self.line += 1;
        Ok(read > 0)
    }

    fn document(&self, bytes: Vec<u8>) -> Result<(Document, Option<ReadError>), ReadError> {
        if bytes.len() as u64 > LARGEST_DOCUMENT {
            return Err(self.entry.error_at(self.line, None, Problem::TooLong));
        }
        let mut id = format!("{}:{}", self.entry.id, self.line);
        let fail = |id: &str, column: Option<usize>, problem| ReadError {
            id: Some(id.to_owned()),
            ..self.entry.error_at(self.line, column, problem)
        };
        let text = plain::decode(bytes).map_err(|(_, column, p)| fail(&id, Some(column), p))?;
        let text = text.strip_prefix('\u{1e}').unwrap_or(&text).trim_end_matches(['\r', '\n']); // RFC 8142
        if text.trim_start().starts_with('[') {
            return Err(fail(&id, Some(1), Problem::NotAnObject("array")));
        }
        let line: Line = serde_json::from_str(text).map_err(|error| {
            if error.is_data() && !text.trim_start().starts_with('{') {
                return fail(&id, Some(1), Problem::NotAnObject("value"));
            }
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message);
            fail(&id, Some(error.column().max(1)), Problem::Json(message.to_owned()))
        })?;
        match line.id {
            Some(Value::String(given)) if !given.is_empty() => id = given,
            Some(Value::Number(number)) => id = number.to_string(),
            None | Some(Value::Null | Value::String(_)) => {}
            Some(_) => {
                let (member, expected) = ("id", "a string or a number");
                return Err(fail(&id, None, Problem::Member { member, expected }));
            }
        }
        let string = |member, value: Option<Value>| match value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => {
                let expected = "a string";
                Err(fail(&id, None, Problem::Member { member, expected }))
            }
        };
        let published = string("published", line.published)?.filter(|p| !p.trim().is_empty());
        let date = published.as_deref().and_then(day);
        let note = published
            .filter(|_| date.is_none())
            .map(|value| fail(&id, None, Problem::Date { member: "published", value }));
        let document = Document {
            title: string("title", line.title)?.filter(|t| !t.trim().is_empty()),
            published: date,
            source: string("source", line.source)?,
            url: string("url", line.url)?,
            text: string("text", line.text)?.ok_or_else(|| fail(&id, None, Problem::NoText))?,
            id,
        };
        Ok((document, note))
    }
}

/// The document of one line that a caller has cut out of `file` itself, because it wants more of it than a [`Document`]
/// holds. A date that is none is passed over.
///
/// # Errors
/// As [`Reader`](super::Reader) gives them for the line.
pub fn document(file: &Path, line: usize, bytes: Vec<u8>) -> Result<Document, ReadError> {
    let name = file.file_name().unwrap_or(file.as_os_str());
    let entry = Entry { path: file.to_owned(), id: name.to_string_lossy().into_owned() };
    let lines = JsonLines { line, ..JsonLines::new(entry, Box::new(io::empty())) };
    lines.document(bytes).map(|(document, _)| document)
}

impl Iterator for JsonLines {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(found) = self.waiting.take() {
            return Some(Ok(found));
        }
        while !self.ended {
            match self.read_line() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let problem = Problem::Io(error);
                    return Some(Err(self.entry.error_at(self.line + 1, None, problem)));
                }
            }
            if self.bytes.trim_ascii().is_empty() {
                continue;
            }
            let bytes = std::mem::take(&mut self.bytes);
            let line = Some(self.line);
            return Some(match self.document(bytes) {
                Ok((document, Some(note))) => {
                    self.waiting = Some(Found { document, line });
                    Err(note)
                }
                Ok((document, None)) => Ok(Found { document, line }),
                Err(error) => Err(error),
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Vec<Result<Document, String>> {
        let entry = Entry { path: "in/n.jsonl".into(), id: "n.jsonl".into() };
        let stream = Box::new(io::Cursor::new(lines.as_bytes().to_vec()));
        JsonLines::new(entry, stream).map(|item| item.map(|f| f.document).map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn members() {
        let found = read(
            "{\"id\": 7, \"text\": \"a\\r\\nb\", \"title\": null, \"other\": [1], \"published\": \"2025-05-10T23:00:00+05:30\"}\r\n\n{\"text\":\"\"}",
        );
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.text.as_str()), ("7", "a\r\nb"));
        assert_eq!(first.published, day("2025-05-10"));
        assert_eq!(found[1].as_ref().unwrap().id, "n.jsonl:3");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn bad_lines_are_named_and_passed_over() {
        let found = read(
            "{\"text\": }\n{\"id\":\"x\"}\n{\"text\":5}\n[1]\n3\n{\"text\":\"\\ud800\"}\n{\"text\":\"ok\",\"published\":\"May\"}\n",
        );
        let text: Vec<_> = found
            .iter()
            .map(|item| match item {
                Ok(document) => document.text.as_str(),
                Err(error) => error.split(';').next().unwrap(),
            })
            .collect();
        assert_eq!(
            text,
            [
                "in/n.jsonl:1:10: not valid JSON: expected value",
                "in/n.jsonl:2: the document has no `text` member",
                "in/n.jsonl:3: `text` is not a string",
                "in/n.jsonl:4:1: a JSON array where a document was expected",
                "in/n.jsonl:5:1: a JSON value where a document was expected",
                "in/n.jsonl:6:16: not valid JSON: unexpected end of hex escape",
                "in/n.jsonl:7: `published` is \"May\", not a date written YYYY-MM-DD",
                "ok",
            ]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = usize::try_from(LARGEST_DOCUMENT).unwrap();
        let lines = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}", "a".repeat(long));
        let found = read(&lines);
        assert!(found[0].as_ref().unwrap_err().starts_with("in/n.jsonl:1: more than 64 MiB"));
        assert_eq!(found[1].as_ref().unwrap().text, "b");
    }
}

//! Plain text and Markdown: a file is a document.

use super::{Document, LARGEST_DOCUMENT, Problem, ReadError, format::Found, front_matter, input::Entry};

/// The document of a file's bytes, perhaps with a note before it.
pub(super) fn documents(entry: &Entry, bytes: Vec<u8>) -> Vec<Result<Found, ReadError>> {
    if bytes.len() as u64 > LARGEST_DOCUMENT {
        return vec![Err(entry.error(Problem::TooLong))];
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err((line, column, problem)) => {
            return vec![Err(entry.error_at(line, Some(column), problem))];
        }
    };
    let mut document = Document { id: entry.id.clone(), source: entry.file_name(), text, ..Document::default() };
    let wrong = front_matter::take(&mut document);
    let mut notes: Vec<_> = wrong.into_iter().map(|(line, problem)| Err(entry.error_at(line, None, problem))).collect();
    let line = None;
    notes.push(Ok(Found { document, line }));
    notes
}

/// Bytes as text, without a byte order mark; or line, column and what is wrong there.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<String, (usize, usize, Problem)> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err((1, 1, Problem::Utf16));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let (line, column) = before.split(|b| *b == b'\n').fold((0, 1), |(line, _), text| (line + 1, text.len() + 1));
        (line, column, Problem::NotUtf8(error.as_bytes()[at]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Result<Document, String>> {
        let entry = Entry { path: "in/a.md".into(), id: "a.md".into() };
        documents(&entry, bytes.to_vec())
            .into_iter()
            .map(|item| item.map(|f| f.document).map_err(|e| e.to_string()))
            .collect()
    }

    #[test]
    fn the_text_stands_as_it_is() {
        let document = read("\u{feff}Sirens\r\nin Jammu. \n".as_bytes()).remove(0);
        let document = document.unwrap();
        assert_eq!(document.text, "Sirens\r\nin Jammu. \n");
        assert_eq!(document.source.as_deref(), Some("a.md"));
    }

    #[test]
    fn bad_bytes_are_named_by_line_and_column() {
        assert_eq!(
            read(b"one\ntwo caf\xe9 three"),
            [Err(
                "in/a.md:2:8: not UTF-8 text (byte 0xE9); convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
                    .to_owned()
            )]
        );
        assert_eq!(
            read(b"\xff\xfeo\0n\0e\0"),
            [Err("in/a.md:1:1: UTF-16 text; convert it with `iconv -f UTF-16 -t UTF-8`".to_owned())]
        );
    }

    #[test]
    fn front_matter_becomes_members_and_spaces() {
        let text = "---\ntitle: \"Zürich hit\"\ndate: 2025-05-10\ntags:\n  - war\n---\nIt fell.\n";
        let document = read(text.as_bytes()).pop().unwrap().unwrap();
        assert_eq!(document.title.as_deref(), Some("Zürich hit"));
        assert_eq!(document.published, crate::read::day("2025-05-10"));
        assert_eq!(document.text.chars().count(), text.chars().count());
        assert_eq!(document.text.lines().count(), text.lines().count());
        assert_eq!(document.text.trim(), "It fell.");
    }

    #[test]
    fn a_bad_date_in_front_matter_is_noted() {
        let found = read(b"---\ndate: yesterday\n---\nIt fell.");
        assert!(
            found[0].as_ref().unwrap_err().starts_with("in/a.md:2: `date` is \"yesterday\", not a date"),
            "{found:?}"
        );
        assert_eq!(found[1].as_ref().unwrap().published, None);
    }
}

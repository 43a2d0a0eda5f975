//! Read: files, folders and `-` in, one [`Document`] after another out. Knows nothing of places or events.
//!
//! [`Reader`] is an iterator and holds one document at a time. A document that cannot be had is an item too, a
//! [`ReadError`] that says where and what to do, and the iterator goes on behind it.
//!
//! The text of a document is what the file or the JSON string holds, character for character: line ends stay as they
//! are (a CR LF counts as two code points), only a byte order mark at the start of a file is no part of it. The front
//! matter of a file of text or Markdown gives title, date, source and URL and is overwritten with spaces in the text, so that
//! nothing in it is read as news and offsets into the text are offsets into the file.
//!
//! A format is a variant of [`Format`] and a function from an opened file to an iterator of documents; see `format.rs`.

mod error;
mod folder;
mod format;
mod front_matter;
mod input;
mod json_lines;
mod plain;
mod reader;

use jiff::civil::Date;

pub use error::{Fate, InputError, Problem, ReadError};
pub use format::Format;
pub use input::Input;
pub use json_lines::document;
pub use reader::{ReadOptions, Reader};

/// One news text with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The `id` member of a JSON line, or the path relative to the input that named it, with `/`.
    pub id: String,
    /// A headline that is kept apart from the text.
    pub title: Option<String>,
    /// The day of publication; the base of relative dates.
    pub published: Option<Date>,
    /// The outlet or file that the text came from.
    pub source: Option<String>,
    /// Where the text can be read.
    pub url: Option<String>,
    /// The text as it stands; every span points into it.
    pub text: String,
}

/// The largest document or JSON line, in bytes: a longer one is no news text, and would be held in memory whole.
pub const LARGEST_DOCUMENT: u64 = 64 << 20;

/// The day of an RFC 3339 date or date-time, as written (no change of time zone).
///
/// ```
/// use incident_mapper::read::day;
/// assert_eq!(day("2025-05-10T23:30:00+05:30"), day("2025-05-10"));
/// assert_eq!(day("May 10"), None);
/// ```
pub fn day(text: &str) -> Option<Date> {
    let (date, rest) = text.trim().split_at_checked(10)?;
    let clock = rest.is_empty()
        || rest.starts_with(['T', 't', ' '])
            && rest[1..].starts_with(|c: char| c.is_ascii_digit())
            && rest.contains(':');
    let shape = date.bytes().enumerate().all(|(i, b)| match i {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    (clock && shape).then(|| date.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days() {
        for good in ["2025-05-10", "2025-05-10T10:00:00Z", "2025-05-10 10:00", " 2025-05-10T23:59:60.5+05:30\n"] {
            assert_eq!(day(good).map(|d| d.to_string()).as_deref(), Some("2025-05-10"), "{good}");
        }
        for bad in ["", "2025-13-01", "2025-02-30", "2025-05", "20250510", "10 May 2025", "2025-05-10x", "2025-05-10T"]
        {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}

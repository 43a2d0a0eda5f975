//! Read: files, folders and `-` in, one [`Document`] after another out. Knows nothing of places or events.

use jiff::civil::Date;

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

//! Records: a row as fixed-size fields and ranges of one pool of strings.

use std::collections::HashMap;

use super::PlaceClass;

/// A string of the [`Pool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    start: u32,
    len: u32,
}

/// A row of the gazetteer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub(crate) id: Text,
    pub(crate) name: Text,
    /// Joined by `|`.
    pub(crate) alternates: Text,
    /// Ten-millionths of a degree.
    pub(crate) latitude: i32,
    /// Ten-millionths of a degree.
    pub(crate) longitude: i32,
    // codes are interned: equal codes are equal ranges
    pub(crate) feature_class: Text,
    pub(crate) feature_code: Text,
    pub(crate) country_code: Text,
    pub(crate) admin1_code: Text,
    pub(crate) admin2_code: Text,
    pub(crate) population: u64,
    pub(crate) class: PlaceClass,
    /// Whether a user's file gave it.
    pub(crate) users: bool,
}

/// All strings, one after another; codes only once.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    text: String,
    codes: HashMap<Box<str>, Text>,
}

impl Pool {
    /// Appends a string.
    pub(crate) fn add(&mut self, text: &str) -> Text {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        Text { start, len: u32::try_from(text.len()).unwrap_or(0) }
    }

    /// The string, appended only when it is new.
    pub(crate) fn intern(&mut self, code: &str) -> Text {
        if code.is_empty() {
            return Text { start: 0, len: 0 };
        }
        if let Some(&known) = self.codes.get(code) {
            return known;
        }
        let text = self.add(code);
        self.codes.insert(code.into(), text);
        text
    }

    /// A string of the pool.
    pub(crate) fn get(&self, text: Text) -> &str {
        slice(&self.text, text)
    }

    /// Whether offsets no longer fit.
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= u32::MAX as usize
    }

    /// The strings alone.
    pub(crate) fn close(mut self) -> String {
        self.text.shrink_to_fit();
        self.text
    }
}

/// A string of a closed pool.
pub(crate) fn slice(pool: &str, text: Text) -> &str {
    &pool[text.start as usize..(text.start + text.len) as usize]
}

impl Text {
    /// Whether it is the empty string.
    pub(crate) fn is_empty(self) -> bool {
        self.len == 0
    }
}

//! Cells: a text as a cell of a CSV that a spreadsheet takes for no formula.
//!
//! A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, and what stands there came
//! from the news. An apostrophe before it keeps it text (OWASP, "CSV injection"). Cells of numbers and dates are not touched.

use std::borrow::Cow;

/// What a cell that is computed begins with; white space is passed over by some.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell of a text.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    if needs_mark(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`written`] made.
pub(super) fn read(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| needs_mark(text)).unwrap_or(cell)
}

/// Also of a text that had apostrophes there before, so that reading takes back what writing added and no more.
fn needs_mark(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn a_formula_is_marked_and_read_back() {
        for (text, cell) in [
            ("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("- The army said", "'- The army said"),
            ("\t=1", "'\t=1"),
            ("\r", "'\r"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("1+1", "1+1"),
            ("", ""),
        ] {
            assert_eq!((written(text).as_ref(), read(cell)), (cell, text));
        }
    }
}

//! Wrap: a text into lines of a terminal, as byte ranges.

use unicode_width::UnicodeWidthChar;

use crate::text::Span;

/// Columns that a character takes; line ends and tabs are shown as a space.
pub(super) fn columns(c: char) -> usize {
    if c.is_control() { 1 } else { c.width().unwrap_or(0) }
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// A text as it is shown: every space and control character is a space.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

/// The lines of `text`, each of at most `width` columns, cut at spaces where there are some.
pub(super) fn lines(text: &str, width: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let indent = line.len() - line.trim_start().len();
        wrap(text, (start + indent).min(end), end, width.max(20), &mut lines);
        start += line.len();
    }
    lines
}

fn wrap(text: &str, mut start: usize, end: usize, width: usize, lines: &mut Vec<Span>) {
    loop {
        let (mut at, mut taken, mut space) = (start, 0, None);
        for c in text[start..end].chars() {
            taken += columns(c);
            if taken > width {
                break;
            }
            if c.is_whitespace() {
                space = Some(at);
            }
            at += c.len_utf8();
        }
        if at == end {
            lines.push(Span { start, end });
            return;
        }
        let fits = text[at..].starts_with(char::is_whitespace);
        let cut = space.filter(|_| !fits).unwrap_or(at);
        lines.push(Span { start, end: cut });
        let rest = &text[cut..end];
        start = end - rest.trim_start().len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width).iter().map(|l| &text[l.start..l.end]).collect()
    }

    #[test]
    fn cuts_at_spaces_and_keeps_line_ends() {
        assert_eq!(
            wrapped("It was intercepted over Sirsa.\r\n\n  Sirens sounded", 20),
            ["It was intercepted", "over Sirsa.", "", "Sirens sounded"]
        );
    }

    #[test]
    fn cuts_a_word_that_is_longer_than_a_line() {
        assert_eq!(wrapped("aaaaaaaaaaaaaaaaaaaaaaaaa b", 20), ["aaaaaaaaaaaaaaaaaaaa", "aaaaa b"]);
    }

    #[test]
    fn counts_columns_and_not_bytes() {
        assert_eq!(width("Kyïv 平安 \u{200b}"), 10);
    }
}

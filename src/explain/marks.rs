//! Marks: the rows of signs under a line of text.

use crate::text::{Part, Span};

use super::wrap::width;

/// A stretch of text with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) part: Part,
    pub(super) span: Span,
    /// What underlines it.
    pub(super) fill: char,
    /// The numbers of the events that it is about.
    pub(super) events: Vec<usize>,
}

impl Mark {
    /// "1", "1-4", "1,3"
    fn label(&self) -> String {
        let mut events = self.events.clone();
        events.sort_unstable();
        events.dedup();
        let runs = events.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
            [one] => one.to_string(),
            [first, second] => format!("{first},{second}"),
            [first, .., last] => format!("{first}-{last}"),
            [] => String::new(),
        });
        runs.collect::<Vec<_>>().join(",")
    }
}

/// The rows under `line`: a mark underlines its words, with the events' numbers at its head. What overlaps, and numbers
/// that are longer than the words, go to a further row.
pub(super) fn rows(text: &str, line: Span, marks: &[&Mark]) -> Vec<String> {
    let mut rows: Vec<Vec<char>> = Vec::new();
    for mark in marks {
        let (start, end) = (mark.span.start.max(line.start), mark.span.end.min(line.end));
        if start >= end {
            continue;
        }
        let column = width(&text[line.start..start]);
        let wide = width(&text[start..end]).max(1);
        let goes_on = mark.span.start < line.start;
        let label = if goes_on { String::new() } else { mark.label() };
        let fits = label.len() <= wide;
        let sign: String = if fits {
            label.chars().chain(std::iter::repeat(mark.fill)).take(wide).collect()
        } else {
            mark.fill.to_string().repeat(wide)
        };
        let row = put(&mut rows, 0, column, &sign);
        if !fits {
            put(&mut rows, row + 1, column, &label);
        }
    }
    rows.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned()).collect()
}

/// Puts `sign` at `column` of the first row from `first` on that has room for it.
fn put(rows: &mut Vec<Vec<char>>, first: usize, column: usize, sign: &str) -> usize {
    let end = column + sign.len();
    let free = |row: &Vec<char>| {
        let around = column.saturating_sub(1)..(end + 1).min(row.len());
        row.get(around).is_none_or(|cells| cells.iter().all(|c| *c == ' '))
    };
    let at = (first..rows.len()).find(|&i| free(&rows[i]));
    let at = at.unwrap_or(rows.len().max(first));
    while rows.len() <= at {
        rows.push(Vec::new());
    }
    let row = &mut rows[at];
    if row.len() < end {
        row.resize(end, ' ');
    }
    for (cell, c) in row[column..end].iter_mut().zip(sign.chars()) {
        *cell = c;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &str, fill: char, events: &[usize]) -> Mark {
        let start = text.find(words).unwrap();
        Mark { part: Part::Text, span: Span { start, end: start + words.len() }, fill, events: events.to_vec() }
    }

    #[test]
    fn signs_stand_under_the_words() {
        let text = "Kyïv: blackouts in Lviv, Goa, Ur";
        let marks = [
            mark(text, "Kyïv", '-', &[]),
            mark(text, "blackouts", '^', &[3, 1, 2, 5]),
            mark(text, "Lviv", '=', &[1]),
            mark(text, "Goa", '=', &[2, 3]),
            mark(text, "Ur", '=', &[10, 5]),
        ];
        let line = Span { start: 0, end: text.len() };
        assert_eq!(
            rows(text, line, &marks.iter().collect::<Vec<_>>()),
            ["----  1-3,5^^^^    1===  2,3  ==", "                              5,10"]
        );
    }

    #[test]
    fn what_overlaps_goes_below() {
        let text = "the Sirsa strike";
        let marks = [mark(text, "Sirsa strike", '^', &[1]), mark(text, "Sirsa", '=', &[1])];
        let line = Span { start: 0, end: text.len() };
        assert_eq!(rows(text, line, &marks.iter().collect::<Vec<_>>()), ["    1^^^^^^^^^^^", "    1===="]);
    }
}

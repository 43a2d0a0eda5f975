//! Explain: a document and what was found in it in, a page to read out: the text with its places and events marked
//! under the words, then each event with what is known of it and why, then the other places.
//!
//! ```text
//! which was intercepted in Haryana’s Sirsa.
//!           1^^^^^^^^^^    -------   1====
//! ```
//!
//! The same page is what `incident-mapper explain` shows and what the tests keep as snapshots, so a change of behaviour
//! is a change of a line beside the words that it is about.

mod facts;
mod marks;
mod wrap;

use std::fmt::Write as _;

use crate::{
    gazetteer::Gazetteer,
    read::Document,
    report::Report,
    resolve::Toponym,
    text::{Part, Span, Tokens},
};

use marks::Mark;

/// What there is to say about a document.
#[derive(Clone, Copy)]
pub struct Explanation<'e> {
    /// The document.
    pub document: &'e Document,
    /// Its tokens.
    pub tokens: &'e Tokens<'e>,
    /// The places that it names.
    pub toponyms: &'e [Toponym],
    /// What happened in it.
    pub reports: &'e [Report],
    /// Where the places' rows stand.
    pub gazetteer: &'e Gazetteer,
}

/// What the marks mean; a line for the head of a page.
pub const LEGEND: &str =
    "^ what happened, = where, with the event's number; - another place; ~ a people; ? no row in the gazetteer";

impl Explanation<'_> {
    /// The page, with lines of at most `width` columns where words allow it; ends with a line end.
    pub fn page(&self, width: usize) -> String {
        let mut page = self.head();
        let marks = self.marks();
        for part in [Part::Title, Part::Text] {
            let text = self.tokens.part(part);
            if text.trim().is_empty() {
                continue;
            }
            page.push('\n');
            let here: Vec<&Mark> = marks.iter().filter(|m| m.part == part).collect();
            marked(text, &here, width, &mut page);
        }
        facts::events(self, width, &mut page);
        facts::places(self, &mut page);
        page
    }

    fn head(&self) -> String {
        let document = self.document;
        let mut head = document.id.clone();
        match document.published {
            Some(date) => _ = write!(head, ", published {date}"),
            None => head.push_str(", no date of publication"),
        }
        if let Some(source) = document.source.as_deref().filter(|s| *s != document.id) {
            _ = write!(head, ", {source}");
        }
        head.push('\n');
        head
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut add = |part, span, fill, event: Option<usize>| {
            let mark = marks.iter_mut().find(|m: &&mut Mark| (m.part, m.span, m.fill) == (part, span, fill));
            match (mark, event) {
                (Some(mark), event) => mark.events.extend(event),
                (None, event) => marks.push(Mark { part, span, fill, events: event.into_iter().collect() }),
            }
        };
        for (i, report) in self.reports.iter().enumerate() {
            if let Some((part, span)) = self.trigger(report) {
                add(part, span, '^', Some(i + 1));
            }
            if let Some((part, span)) = self.location(report) {
                add(part, span, '=', Some(i + 1));
            }
        }
        let where_: Vec<_> = marks.iter().filter(|m| m.fill == '=').map(|m| (m.part, m.span)).collect();
        for toponym in self.toponyms {
            let part = self.tokens.part_of(toponym.mention.sentence);
            let span = toponym.mention.span;
            // "northern India" is where, so that "India" in it needs no mark of its own
            if !where_.iter().any(|(p, s)| *p == part && s.covers(span)) {
                marks.push(Mark { part, span, fill: facts::sign(toponym), events: Vec::new() });
            }
        }
        marks.sort_by_key(|m| (m.part, m.span.start, m.fill != '^'));
        marks
    }

    /// Where the words of a report's place stand.
    fn location(&self, report: &Report) -> Option<(Part, Span)> {
        let words = report.location_text.as_deref()?;
        let (Some(start), Some(end)) = (report.location_start, report.location_end) else {
            let start = self.tokens.part(Part::Title).find(words)?; // offsets are of the text alone
            let end = start + words.len();
            return Some((Part::Title, Span { start, end }));
        };
        [Part::Text, Part::Title].into_iter().find_map(|part| {
            let text = self.tokens.part(part);
            let span = bytes(text, start, end)?;
            (text[span.start..span.end] == *words).then_some((part, span))
        })
    }

    /// Where a report's trigger stands: its first words in the evidence.
    fn trigger(&self, report: &Report) -> Option<(Part, Span)> {
        let part = match report.evidence_in.as_str() {
            "title" => Part::Title,
            _ => Part::Text,
        };
        let text = self.tokens.part(part);
        let evidence = bytes(text, report.evidence_start, report.evidence_end)?;
        let slice = &text[evidence.start..evidence.end];
        let boundary = |at: usize| {
            let before = slice[..at].chars().next_back();
            !before.is_some_and(char::is_alphanumeric)
        };
        let at = slice.char_indices().map(|(i, _)| i).filter(|&i| boundary(i)).find(|&i| {
            slice
                .get(i..i + report.trigger.len())
                .is_some_and(|words| words.to_lowercase() == report.trigger.to_lowercase())
        })?;
        let start = evidence.start + at;
        let end = start + report.trigger.len();
        (!report.trigger.is_empty()).then_some((part, Span { start, end }))
    }
}

/// The lines of a text, each with its rows of marks.
fn marked(text: &str, marks: &[&Mark], width: usize, page: &mut String) {
    let mut blank = true; // blank lines at the start are left out, several in a row are one
    for line in wrap::lines(text, width.saturating_sub(2)) {
        let shown = wrap::shown(&text[line.start..line.end]);
        let shown = shown.trim_end();
        if shown.is_empty() {
            if !blank {
                page.push('\n');
            }
            blank = true;
            continue;
        }
        blank = false;
        _ = writeln!(page, "  {shown}");
        for row in marks::rows(text, line, marks) {
            _ = writeln!(page, "  {row}");
        }
    }
}

/// Code points to bytes.
fn bytes(text: &str, start: usize, end: usize) -> Option<Span> {
    let mut offsets = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let first = offsets.nth(start)?;
    let last = match end.checked_sub(start)? {
        0 => first,
        n => offsets.nth(n - 1)?,
    };
    Some(Span { start: first, end: last })
}

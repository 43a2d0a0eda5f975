//! Rows: "Avery County: 805 (assessment underway)" under a heading that tells of outages. Each names a place and how many are
//! out there, and has no word of its own that says so.

use std::ops::Range;

use super::{
    Trigger, attributes, event::Event, event::Extent, event::When, places::Places, sift::Weighed, status::Status,
};
use crate::text::{Span, Words};

/// What a heading tells of the rows right under it.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Its sentence, or that of the last row under it.
    last: usize,
    kind: usize,
    subkind: Option<usize>,
    when: Option<When>,
    why: Vec<String>,
}

/// How many tokens the name of a row may have.
const NAME: usize = 5;
/// Confidence and log odds of a row: those of what a rule finds.
const RULED: f64 = 0.85;
const ODDS: f32 = 3.0;
/// What may stand behind the count: "805 (…", "805 customers", but not "805 Main Street".
const ENDS: &[&str] =
    &["(", ")", "|", ",", ";", ".", "customers", "outages", "without", "homes", "households", "out", "meters", "of"];
/// What parts a name from its count, and what may stand before the name.
const PARTS: &[&str] = &[":", "-", "–", "—", "|", "("];
const BULLETS: &[&str] = &["•", "*", "·", "-", "–", "|"];

impl Heading {
    /// What a trigger heads that tells of something at the places it is said of; `words` are those of the trigger.
    pub(crate) fn new(trigger: &Trigger, event: Option<&Event>, sentence: usize, words: &str) -> Self {
        Self {
            last: sentence,
            kind: trigger.kind,
            subkind: trigger.subkind,
            when: event.and_then(|e| e.when),
            why: vec![trigger.id.clone(), "row".to_owned(), "reported".to_owned(), format!("under \"{words}\"")],
        }
    }

    /// The events of a sentence's rows; none when the table is over.
    pub(crate) fn rows(&mut self, sentence: usize, toponyms: Range<usize>, places: &Places<'_>) -> Option<Vec<Event>> {
        if sentence == self.last {
            return Some(Vec::new());
        }
        let words = Words::of(places.tokens, sentence);
        let restored = words.range().any(|i| words.any(i, &["restored", "back"]));
        let event = |t: usize| Some(self.event(sentence, t, count_of(t, places)?, places));
        let rows: Vec<Event> = toponyms.filter(|_| !restored).filter_map(event).collect();
        // a name that nobody knows is a row too
        let named = |end: usize| count(end, words).is_some();
        let is_row = !rows.is_empty() || words.range().skip(1).take(NAME).any(named);
        self.last = sentence;
        is_row.then_some(rows)
    }

    fn event(&self, sentence: usize, toponym: usize, count: Span, places: &Places<'_>) -> Event {
        let resolution = places.toponyms[toponym].resolution.as_ref();
        let mut why = self.why.clone();
        why.extend(resolution.iter().flat_map(|r| r.reasons.iter().cloned()));
        let name = &places.toponyms[toponym].mention.tokens;
        let tokens = &places.tokens.tokens;
        Event {
            kind: self.kind,
            subkind: self.subkind,
            toponym,
            location: Span { start: tokens[name.start].span.start, end: tokens[name.end - 1].span.end },
            location_text: Some(places.surface(toponym).to_owned()),
            extent: Extent::Whole,
            status: Status::Reported,
            claimed_by: None,
            actor: None,
            target: None,
            weapon: None,
            weapon_count: None,
            intended_target: None,
            fatalities: None,
            injured: None,
            when: self.when,
            launched: false,
            violent: false,
            reference: false,
            sentence,
            trigger: count,
            confidence: attributes::confidence(RULED, resolution),
            why,
            weighed: Some(Weighed { odds: ODDS, excess: ODDS, total: ODDS, times: 1, ruled: true, gap: 0, kept: true }),
        }
    }
}

/// The count behind a name that starts a row: "Avery County: 805", "* Meade County - 86", "Hardin County (2,321)".
fn count_of(toponym: usize, places: &Places<'_>) -> Option<Span> {
    let mention = &places.toponyms[toponym].mention;
    let words = Words::of(places.tokens, mention.sentence);
    let before = (words.range().start..mention.tokens.start).rev().find(|&i| !words.any(i, BULLETS));
    // first of its line, or behind the row before it
    let starts = before.is_none_or(|i| words.any(i, &[")", ";"]) || words.is_number(i));
    // of none there is none
    let some = |at: &usize| words.get(*at).contains(|c: char| c.is_ascii_digit() && c != '0');
    let at = count(mention.tokens.end, words).filter(|at| starts && some(at));
    at.and_then(|at| words.token(at)).map(|t| t.span)
}

/// The token of the count that follows a name which ends at a token.
fn count(end: usize, words: Words<'_>) -> Option<usize> {
    let parted = usize::from(words.any(end, PARTS));
    let about = usize::from(words.any(end + parted, &["about", "nearly", "around", "over", "roughly"]));
    let at = end + parted + about;
    let ends = words.token(at + 1).is_none() || parted == 1 && words.any(at + 1, ENDS);
    (ends && words.is_number(at)).then_some(at)
}

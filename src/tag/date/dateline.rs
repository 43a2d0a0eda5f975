//! Datelines: the place and day that open an agency's text, "KYIV, Ukraine, March 6 (AP) — …".

use std::ops::Range;

use jiff::civil::Date;

use super::{Context, explicit};
use crate::text::{Part, TokenKind, Tokens, Words, calendar};

/// The opening of an agency's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The sentence that it opens.
    pub sentence: usize,
    /// The first name, "KYIV"; none when only a day or an agency stands there.
    pub city: Option<Range<usize>>,
    /// All that is said of the place, "KYIV, Ukraine"; none as `city`.
    pub place: Option<Range<usize>>,
    /// The day that it states.
    pub date: Option<Date>,
    /// The token after the dash, or after a day that stands alone.
    pub end: usize,
}

/// Tokens that a dateline may have before its dash.
const LONGEST: usize = 20;
/// Paragraphs of the text that may stand before it: headline, byline, picture.
const PARAGRAPHS: usize = 8;
/// The first of these, in which a place in capitals before a colon is no heading.
const HEADS: usize = 3;
/// Sentences of the text in which it may be stamped with a day.
const STAMPED: usize = 4;

/// The dateline of a document, or the day that opens its text.
pub fn dateline(tokens: &Tokens<'_>, base: Option<Date>) -> Option<Dateline> {
    let mut text = (0..tokens.sentences.len()).filter(|&s| tokens.part_of(s) == Part::Text);
    let first = text.next()?;
    let later = text.filter(|&s| tokens.sentences[s].paragraph);
    std::iter::once(first)
        .chain(later)
        .take(PARAGRAPHS)
        .enumerate()
        .find_map(|(n, s)| placed(tokens, s, base, n == 0 || n < HEADS && is_headline(tokens, s - 1)))
        .map(|line| Dateline { date: line.date.or_else(|| leading_day(tokens, first).and_then(|l| l.date)), ..line })
        .or_else(|| leading_day(tokens, first))
}

/// Whether a sentence ends as headlines do, without a stop.
fn is_headline(tokens: &Tokens<'_>, sentence: usize) -> bool {
    let words = Words::of(tokens, sentence);
    !words.any(words.range().end.saturating_sub(1), &[".", "?", "!", "”", "\""])
}

fn placed(tokens: &Tokens<'_>, sentence: usize, base: Option<Date>, at_head: bool) -> Option<Dateline> {
    let words = Words::of(tokens, sentence);
    let range = words.range();
    let context = Context { words, base };
    let start = range.start
        + usize::from(agency(words, range.start).is_some_and(|e| e > range.start && words.get(range.start) == "("));
    let mut i = if start > range.start { agency(words, range.start)? } else { range.start };
    let first = i;
    let mut date = None;
    let mut agencies = i > range.start;
    let mut place_end = None;
    let mut commas = 0;
    while i < range.end && i - range.start < LONGEST {
        if let Some(end) = agency(words, i) {
            place_end = place_end.or(Some(i));
            agencies = true;
            i = end;
        } else if words.is_dash(i) && !(words.is_glued(i) && words.is_glued(i + 1)) {
            let mut end = i + 1;
            while words.is_dash(end) {
                end += 1;
            }
            let place = first..place_end.unwrap_or(i);
            return accept(tokens, sentence, place, commas, date, agencies, end);
        } else if words.get(i) == ":" {
            let place = first..place_end.unwrap_or(i);
            // later on it is a speaker or a heading: "WATCH:"
            let capitals =
                at_head && place.len() <= 3 && all_capitals(words, place.clone()) && words.get(first).len() > 3;
            let headed = date.is_some() || agencies || capitals;
            return headed.then(|| accept(tokens, sentence, place, commas, date, agencies || capitals, i + 1))?;
        } else if let Some(day) = explicit::at(context, i).filter(|d| d.precision == Some(1)) {
            place_end = place_end.or(Some(i));
            date = day.days.map(|d| d.0).or(date);
            agencies |= i > first; // a place and a day make a dateline as an agency does
            i = day.tokens_end;
        } else {
            let of_place = place_end.is_none() && (words.is_dash(i) || name(words, i));
            if !of_place && !matches!(words.get(i), "," | ".") {
                return None;
            }
            commas += usize::from(place_end.is_none() && words.get(i) == ",");
            i += 1;
        }
    }
    None
}

/// A word of a place's name.
fn name(words: Words<'_>, i: usize) -> bool {
    const SMALL: &[&str] = &["de", "la", "el", "al", "of", "and", "the", "du", "des", "es", "le", "near"];
    words.is_word(i)
        && calendar::weekday(words.get(i)).is_none()
        && (words.is_capital(i)
            || (i > words.range().start && SMALL.contains(&words.get(i)))
            || words.any(i, &["’s", "'s"]))
}

fn accept(
    tokens: &Tokens<'_>,
    sentence: usize,
    place: Range<usize>,
    commas: usize,
    date: Option<Date>,
    certain: bool,
    end: usize,
) -> Option<Dateline> {
    // words that open other things with a dash or a colon
    const OTHERS: &[&str] = &[
        "breaking",
        "watch",
        "update",
        "updates",
        "live",
        "photos",
        "exclusive",
        "explainer",
        "related",
        "note",
        "editor",
        "more",
        "read",
        "by",
        "opinion",
        "analysis",
        "video",
        "pictured",
        "photo",
        "image",
        "just",
        "we",
        "they",
        "he",
        "she",
        "it",
        "this",
        "that",
        "but",
    ];
    let words = Words::of(tokens, sentence);
    let trailing = words.before(place.end, 1) == ",";
    let place = place.start..place.end - usize::from(trailing && !place.is_empty());
    let commas = commas - usize::from(trailing && commas > 0);
    if end >= words.range().end || words.any(place.start, OTHERS) {
        return None;
    }
    let city_end = place.clone().find(|&i| words.get(i) == ",").unwrap_or(place.end);
    let city = place.start..city_end;
    let capitals = all_capitals(words, city.clone());
    if !place.is_empty() {
        let known = certain || (commas == 1 && capitals) || (capitals && city.len() <= 3);
        let plain = city.len() <= 2 && place.len() <= 5 && words.is_capital(end) && words.is_capital(place.start);
        if city.is_empty() || city.len() > 5 || place.len() > 10 || !(known || plain) {
            return None;
        }
        if !certain && capitals && commas == 0 && !all_names(words, city.clone()) {
            return None;
        }
    } else if !certain {
        return None;
    }
    let some = |r: Range<usize>| (!r.is_empty()).then_some(r);
    Some(Dateline { sentence, city: some(city), place: some(place), date, end })
}

fn all_names(words: Words<'_>, mut range: Range<usize>) -> bool {
    range.all(|i| words.is_word(i) || words.is_dash(i) || words.get(i) == ".")
}

fn all_capitals(words: Words<'_>, mut range: Range<usize>) -> bool {
    !range.is_empty() && range.all(|i| !words.get(i).contains(char::is_lowercase) || words.any(i, &["’s", "'s"]))
}

/// One past an agency at `i`, "(AP)", "(Reuters)", "CNN", "CNN Business".
fn agency(words: Words<'_>, i: usize) -> Option<usize> {
    const BARE: &[&str] =
        &["CNN", "AFP", "AP", "Reuters", "PTI", "ANI", "IANS", "TASS", "Xinhua", "UPI", "dpa", "ABC", "BBC"];
    if words.get(i) == "(" {
        let close = (i + 2..i + 7).find(|&c| words.get(c) == ")")?;
        let named = (i + 1..close).all(|n| words.is_capital(n) || matches!(words.get(n), "/" | "-" | "." | "dpa"));
        return named.then_some(close + 1);
    }
    if BARE.contains(&words.get(i)) {
        return Some(i + 1 + usize::from(words.is(i + 1, "Business")));
    }
    None
}

/// The day that a page is stamped with: a full date that opens its text, or one that an agency, "Published" or the hour
/// marks. Files name the day they were made or taken as that of publication; what is told of "Tuesday" goes by the stamp.
pub fn stamp(tokens: &Tokens<'_>) -> Option<Stamp> {
    let mut text = (0..tokens.sentences.len()).filter(|&s| tokens.part_of(s) == Part::Text);
    let first = text.next()?;
    let start = tokens.sentences[first].tokens.start;
    let leading = leading_day(tokens, first).and_then(|l| Some(Stamp { date: l.date?, tokens: start..l.end }));
    leading.or_else(|| {
        std::iter::once(first).chain(text.take(STAMPED - 1)).find_map(|s| {
            let words = Words::of(tokens, s);
            let range = words.range();
            (range.start..range.end.min(range.start + LONGEST)).find_map(|i| {
                let meaning = explicit::at(Context { words, base: None }, i)?;
                let date = meaning.days.filter(|d| d.0 == d.1)?.0;
                // "on 7 May 2015, 02:30 a.m." tells of an event
                let told = i > range.start && words.any(i - 1, &["on", "of", "since", "from", "until", "by", "in"]);
                let marked = is_marked(words, i) || !told && clock(words, meaning.tokens_end).is_some();
                marked.then_some(Stamp { date, tokens: i..meaning.tokens_end })
            })
        })
    })
}

/// The day of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// Its tokens: no date among them says when something happened.
    pub tokens: Range<usize>,
}

/// Whether an agency or "Published:" stands before the date at `i`, perhaps with the hour between.
fn is_marked(words: Words<'_>, i: usize) -> bool {
    let mut at = i;
    while at > words.range().start
        && (matches!(words.before(at, 1), "," | ":" | "|" | "-") || words.before(at, 1).contains(':'))
    {
        at -= 1;
    }
    words.any(at.wrapping_sub(1), &["published", "updated", "posted", "publication"])
        || at == i && at > words.range().start && agency(words, at - 1) == Some(at)
}

/// One past the hour after a date: "19:18", ", 5:28 p.m. ET".
fn clock(words: Words<'_>, i: usize) -> Option<usize> {
    let time = i + usize::from(words.get(i) == ",");
    if !(words.is_number(time) && words.get(time).contains(':')) {
        return None;
    }
    let mut end = time + 1;
    while words.any(end, &["a", "p", "m", ".", "am", "pm", "et", "gmt", "bst", "utc", "est", "edt"]) {
        end += 1;
    }
    Some(end)
}

/// "25 August 2016 Eight civilians…", "Published April 19 2017 A war monitor…": a full date that opens the text.
fn leading_day(tokens: &Tokens<'_>, sentence: usize) -> Option<Dateline> {
    let words = Words::of(tokens, sentence);
    let mut i = words.range().start;
    let lead = if words.phrase(i, &["date", "of", "publication"]) {
        3
    } else {
        usize::from(words.any(i, &["published", "updated", "posted", "afp", "last"]))
            + usize::from(words.phrase(i, &["last", "updated"]))
    };
    i += lead + usize::from(lead > 0 && words.any(i + lead, &[":", "at", "on"]));
    // without a base a day with no year has no date, so that only full dates count
    let context = Context { words, base: None };
    let meaning = explicit::at(context, i)?;
    let date = meaning.days.filter(|d| d.0 == d.1)?.0;
    let mut end = meaning.tokens_end;
    if let Some(after) = clock(words, end) {
        end = after;
    } else if words.get(end) == ":" {
        return None; // a line of a chronology
    }
    let follows =
        words.token(end).is_none_or(|t| t.kind != TokenKind::Punct || words.get(end) == "." || words.is_dash(end));
    let sentence_goes_on = words.get(end).starts_with(char::is_lowercase);
    (follows && !sentence_goes_on).then_some(Dateline {
        sentence,
        city: None,
        place: None,
        date: Some(date),
        end: end + usize::from(words.is_dash(end)),
    })
}

//! Dates: what a sentence says of when, against the day of publication.
//!
//! - A mention says whole days: "on Tuesday" is the latest Tuesday not after the base, or the day after it, since pages
//!   are dated before they are finished; "overnight" is the night between the base's eve and the base, so its range is
//!   two days and [`DateMention::event_date`] the second; "Sunday night" is that Sunday; "last month" is a range of
//!   precision 3.
//! - Nothing is guessed: without a base, "April 22" and "Tuesday" are mentions with no date.
//! - A year, a season or "in recent months" has no ACLED precision ([`DateMention::is_coarse`]).
//! - "for five days" is a duration and no mention; "in the last five days" is a period that ends at the base.

mod dateline;
mod explicit;
mod relative;

use std::ops::Range;

use jiff::{Span, civil::Date};

pub use dateline::{Dateline, Stamp, dateline, stamp};

use crate::text::{Sieve, Tokens, Words, calendar, number};

/// Days after the base that a date without a year may lie before the year before is taken.
const TOLERANCE: i32 = 7;
/// Days before the base from which a date is history rather than news.
const HISTORICAL: i32 = 60;

/// A mention of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// From its first modifier ("early", "last") to its last word, without the preposition before it.
    pub tokens: Range<usize>,
    /// First day; none when the text and the base do not fix it.
    pub start: Option<Date>,
    /// Last day; none when `start` is.
    pub end: Option<Date>,
    /// ACLED: 1 day, 2 week, 3 month; none when coarser than a month.
    pub precision: Option<u8>,
    /// How the event stands to the date.
    pub relation: Relation,
    /// Whether it ends more than 60 days before the base.
    pub historical: bool,
    /// Whether it lies ahead: after the base, and said to come or more than seven days on (pages are updated after the
    /// day of their publication).
    pub future: bool,
    /// Whether it is a night of two days ("overnight").
    pub night: bool,
}

impl DateMention {
    /// Whether it is coarser than a month: "in 2014", "in recent years".
    pub fn is_coarse(&self) -> bool {
        self.precision.is_none()
    }

    /// The one day to give an event: the first, and of a night the second, on which most of its hours and its news lie.
    pub fn event_date(&self) -> Option<Date> {
        if self.night { self.end } else { self.start }
    }
}

/// How an event stands to the date that its sentence mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It happened then.
    On,
    /// It has gone on since: `start` is the date and `end` the base.
    Since,
    /// It goes on or happens until, by or before then.
    Until,
    /// So many days from another date of the text: "a day earlier" −1, "that day" 0, of the date before it, which gives
    /// `start` when it stands in the same sentence; "two days after the vote" 2, of the event named after it, so that
    /// `start` is set only if that event's date follows, and a date before it is the main event's own.
    Relative(i32),
}

/// The first words of dates, but for figures.
const SIEVE: Sieve = Sieve::new()
    .with(calendar::MONTHS)
    .with(calendar::WEEKDAYS)
    .with(explicit::FIRST)
    .with(relative::FIRST)
    .with(number::FIRST);

/// What a phrase means, before its surroundings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning {
    /// One past its last token.
    tokens_end: usize,
    days: Option<(Date, Date)>,
    precision: Option<u8>,
    relation: Relation,
    night: bool,
}

impl Meaning {
    fn new(tokens_end: usize, days: Option<(Date, Date)>, precision: Option<u8>) -> Self {
        Self { tokens_end, days, precision, relation: Relation::On, night: false }
    }

    fn day(tokens_end: usize, day: Option<Date>) -> Self {
        Self::new(tokens_end, day.map(|d| (d, d)), Some(1))
    }
}

/// What a phrase may be read against.
#[derive(Clone, Copy)]
struct Context<'t> {
    words: Words<'t>,
    base: Option<Date>,
}

impl Context<'_> {
    /// Whether the words before token `i` speak of what is to come: "will resume on", "is due on".
    fn expects_future(self, i: usize) -> bool {
        const CUES: &[&str] =
            &["will", "’ll", "'ll", "scheduled", "upcoming", "slated", "shall", "postponed", "tomorrow"];
        const BEFORE_TO: &[&str] = &["set", "due", "expected", "planned", "plans", "going", "planning"];
        // "it will end, he said on Tuesday"
        const SAID: &[&str] = &[
            "said",
            "told",
            "announced",
            "warned",
            "added",
            "wrote",
            "tweeted",
            "reported",
            "confirmed",
            "says",
            "vowed",
            "pledged",
            "promised",
            "declared",
            "ordered",
            "agreed",
            "insisted",
            "acknowledged",
            "was",
            "were",
        ];
        let words = self.words;
        if words.any(i.wrapping_sub(1), &["until", "till", "next"]) {
            return true;
        }
        // "storms on Tuesday are expected to"
        if (i + 1..i + 4).any(|at| words.any(at, &["will", "’ll", "'ll"]))
            || (i + 1..i + 4).any(|at| words.any(at, &["is", "are"]) && words.is(at + 1, "expected"))
            || (words.is(i.wrapping_sub(1), "expected") && words.any(i.wrapping_sub(2), &["is", "are"]))
        {
            return true;
        }
        let first = words.range().start.max(i.saturating_sub(20));
        for at in (first..i).rev() {
            if words.any(at, SAID) || matches!(words.get(at), "”" | "\"" | ";") {
                return false;
            }
            let due = words.any(at, BEFORE_TO)
                && (words.any(at + 1, &["to", "for"]) || (words.is(at, "due") && words.any(at + 1, &["on", "in"])));
            let because = words.phrase(at, &["due", "to"]);
            if words.any(at, CUES) || (due && !because) {
                return true;
            }
        }
        false
    }
}

/// Finds the dates that a sentence mentions, from left to right.
pub fn find(tokens: &Tokens<'_>, sentence: usize, base: Option<Date>) -> Vec<DateMention> {
    let context = Context { words: Words::of(tokens, sentence), base };
    let range = context.words.range();
    let mut found: Vec<DateMention> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        if !(context.words.is_number(i) || SIEVE.admits(context.words.get(i))) {
            i += 1;
            continue;
        }
        let anchor =
            found.iter().rev().find(|m| m.precision == Some(1) && m.relation == Relation::On).and_then(|m| m.start);
        let meaning = explicit::at(context, i).or_else(|| relative::at(context, i, anchor));
        let Some(meaning) = meaning else {
            i += 1;
            continue;
        };
        let mention = finish(context, i, meaning);
        i = mention.tokens.end.max(i + 1);
        match found.last_mut() {
            Some(last) if joins(context.words, last, &mention) => {
                last.tokens.end = mention.tokens.end;
                last.end = mention.end;
                last.precision = last.start.zip(last.end).map_or(last.precision, |(a, b)| precision_of(a, b));
                flag(last, base, last.future);
            }
            _ => {
                if let Some(last) = found.last_mut() {
                    count_from(context, last, &mention);
                }
                found.push(mention);
            }
        }
    }
    found
}

/// Gives "two days after" the date that follows it: "two days after Monday's blast".
fn count_from(context: Context<'_>, relative: &mut DateMention, next: &DateMention) {
    let Relation::Relative(days) = relative.relation else {
        return;
    };
    let preposition = relative.tokens.end.wrapping_sub(1);
    let gap = next.tokens.start.checked_sub(relative.tokens.end);
    let close = gap.is_some_and(|gap| gap <= 2) && context.words.any(preposition, &["after", "before"]);
    if close && next.precision == Some(1) && relative.precision == Some(1) {
        relative.start = next.start.and_then(|d| plus(d, days));
        relative.end = relative.start;
        flag(relative, context.base, false);
    }
}

fn finish(context: Context<'_>, i: usize, meaning: Meaning) -> DateMention {
    let words = context.words;
    let mut mention = DateMention {
        tokens: i..meaning.tokens_end,
        start: meaning.days.map(|d| d.0),
        end: meaning.days.map(|d| d.1),
        precision: meaning.precision,
        relation: meaning.relation,
        historical: false,
        future: false,
        night: meaning.night,
    };
    // "last Tuesday", "late on Tuesday", "earlier last week"
    if words.any(i.wrapping_sub(1), &["last", "next", "this", "past"]) {
        mention.tokens.start -= 1;
    }
    let on = usize::from(words.is(mention.tokens.start.wrapping_sub(1), "on"));
    let modifier = mention.tokens.start.wrapping_sub(1 + on);
    if words.any(modifier, &["late", "early", "earlier", "later"]) {
        mention.tokens.start = modifier;
    }
    let before = mention.tokens.start.wrapping_sub(1);
    if mention.relation == Relation::On {
        if words.is(before, "since") {
            mention.relation = Relation::Since;
            mention.end = mention.start.and(context.base).filter(|b| Some(*b) >= mention.start).or(mention.end);
            mention.precision = mention.start.zip(mention.end).map_or(mention.precision, |(a, b)| precision_of(a, b));
        } else if words.any(before, &["until", "till", "by", "before"]) {
            mention.relation = Relation::Until;
        }
    }
    // "on the night of May 6 to 7"
    let two_days = mention.start.zip(mention.end).is_some_and(|(start, end)| days_between(start, end) == 1);
    mention.night |= two_days && words.phrase(before.wrapping_sub(1), &["night", "of"]);
    let ahead = context.expects_future(i)
        || words.any(i, &["tomorrow"])
        || words.any(i.wrapping_sub(1), &["next", "coming"])
        || words.is(i, "next");
    flag(&mut mention, context.base, ahead);
    mention
}

fn flag(mention: &mut DateMention, base: Option<Date>, ahead: bool) {
    mention.historical = matches!((mention.end, base), (Some(end), Some(base)) if days_between(end, base) > HISTORICAL);
    mention.future = matches!((mention.start, base), (Some(start), Some(base))
        if start > base && (ahead || days_between(base, start) > TOLERANCE));
}

/// Whether two mentions are the ends of one range: "late on Monday and early on Tuesday", "from May 7 to May 10".
fn joins(words: Words<'_>, first: &DateMention, second: &DateMention) -> bool {
    let gap = first.tokens.end..second.tokens.start;
    if gap.is_empty() || gap.len() > 2 || (gap.len() == 2 && !words.any(gap.end - 1, &["on", "in"])) {
        return false;
    }
    let (Some(start), Some(end)) = (first.start, second.end) else {
        return false;
    };
    if first.relation != Relation::On
        || matches!(second.relation, Relation::Since | Relation::Relative(_))
        || end <= start
        || second.precision.is_none()
    {
        return false;
    }
    if words.is(gap.start, "and") {
        let between = words.before(first.tokens.start, 1).eq_ignore_ascii_case("between");
        return between || days_between(start, end) == 1;
    }
    words.any(gap.start, &["to", "through", "until", "till", "into", "-", "–", "—"])
}

/// ACLED's precision of a range of days.
fn precision_of(start: Date, end: Date) -> Option<u8> {
    match days_between(start, end) {
        ..=1 => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

fn days_between(start: Date, end: Date) -> i32 {
    start.until(end).map_or(i32::MAX, |span| span.get_days())
}

fn plus(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The first and last day of a month.
fn month_of(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// A range that the base cuts short: "this month" has not ended.
fn until_base(days: (Date, Date), base: Option<Date>) -> (Date, Date) {
    match base {
        Some(base) if days.0 <= base && base < days.1 => (days.0, base),
        _ => days,
    }
}

#[cfg(test)]
mod tests;

//! Dates that stand against the base or against another date: "Tuesday", "overnight", "last week", "two days after".

use jiff::civil::Date;

use super::{Context, Meaning, Relation, month_of, plus, until_base};
use crate::text::{
    Lower, Words,
    calendar::{self, WeekdayForm},
    number,
};

/// The first words of relative dates beside weekdays and numbers.
pub(super) const FIRST: &[&str] = &[
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "overnight",
    "last",
    "past",
    "next",
    "this",
    "recent",
    "the",
    "that",
    "weekend",
    "end",
    "start",
    "beginning",
    "minutes",
    "hours",
    "days",
    "nights",
    "weeks",
    "months",
    "years",
    "decades",
];

/// The relative date that starts at token `i`; `anchor` is the last day named before it in the sentence.
pub(super) fn at(context: Context<'_>, i: usize, anchor: Option<Date>) -> Option<Meaning> {
    let words = context.words;
    let base = context.base;
    let word = words.get(i);
    if !word.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if word.starts_with(|c: char| c.is_ascii_uppercase())
        && let Some(meaning) = weekday(context, i)
    {
        return Some(meaning);
    }
    let back = |days: i32| base.and_then(|b| plus(b, -days));
    let day = |length: usize, day: Option<Date>| Some(Meaning::day(i + length, day));
    // "USA TODAY", "the Today show"
    let named = words.is_capital(i)
        && i > words.range().start
        && words.is_word(i - 1)
        && words.any(i, &["today", "tonight", "tomorrow", "overnight"]);
    if named {
        return None;
    }
    match Lower::of(word).as_str() {
        "today" | "tonight" => day(1, base),
        "yesterday" => day(1 + part_of_day(words, i + 1), back(1)),
        "tomorrow" => day(1 + part_of_day(words, i + 1), back(-1)),
        "overnight" => Some(overnight(context, i)),
        "last" | "past" | "next" | "this" | "recent" => period(context, i),
        "the" => the(context, i, anchor),
        "that" if words.any(i + 1, &["day", "night", "morning", "evening", "afternoon"]) => {
            Some(relative(i + 2, 0, anchor))
        }
        "that" if words.is(i + 1, "same") && words.any(i + 2, &["day", "night"]) => Some(relative(i + 3, 0, anchor)),
        "weekend" if words.any(i.wrapping_sub(1), &["the", "at"]) => period(context, i),
        "end" | "start" | "beginning" if words.is(i + 1, "of") => {
            let the = usize::from(words.is(i + 2, "the"));
            period(context, i + 2 + the)
        }
        _ => counted(context, i, anchor),
    }
}

/// "Tuesday", "last Tuesday", "Tuesday night", "Tuesday of last week".
fn weekday(context: Context<'_>, i: usize) -> Option<Meaning> {
    // days that are names: "Black Friday", "Good Friday", "Sunday Times"
    const NAMES: &[&str] = &[
        "black", "good", "super", "bloody", "cyber", "ash", "easter", "palm", "holy", "every", "each", "most", "some",
        "holy", "maundy", "casual", "happy",
    ];
    const PAPERS: &[&str] =
        &["times", "telegraph", "mirror", "express", "mail", "prayers", "prayer", "herald", "league", "world"];
    let words = context.words;
    let (number, form) = calendar::weekday(words.get(i))?;
    let before = i.wrapping_sub(1);
    let mut end = i + 1;
    match form {
        WeekdayForm::Short => return None,
        WeekdayForm::Plural => {
            // "Thursdays air strikes", its apostrophe lost, but not the habit of "on Thursdays"
            let owner = words.get(end).starts_with(char::is_lowercase)
                && !words.any(end, &["and", "or", "in", "at", "from", "to", "are", "were"]);
            if !owner || words.any(before, &["on", "and", "every", "or"]) {
                return None;
            }
        }
        WeekdayForm::Full => {}
    }
    if words.any(before, NAMES) || words.any(end, PAPERS) {
        return None;
    }
    end += part_of_day(words, end);
    let Some(base) = context.base else {
        return Some(Meaning::day(end, None));
    };
    let today = base.weekday().to_monday_one_offset();
    let since = i32::from((today - number).rem_euclid(7)); // days back to the latest such day
    let of = usize::from(words.is(end, "of"));
    if words.is(end + of + 1, "week") && words.any(end + of, &["last", "this", "next"]) {
        let weeks = match Lower::of(words.get(end + of)).as_str() {
            "last" => -7,
            "next" => 7,
            _ => 0,
        };
        let day = plus(base, i32::from(number - today) + weeks);
        return Some(Meaning::day(end + of + 2, day));
    }
    let back = if words.is(before, "last") {
        // said of yesterday, it means the week before: "last Tuesday" on a Wednesday
        if since < 2 { since + 7 } else { since }
    } else if words.any(before, &["next", "coming"]) || (since > 0 && context.expects_future(i)) {
        since - 7
    } else if words.any(before, &["following"]) {
        return None; // after a date that the sentence may not name
    } else if since == 6 && is_alone(words, before, end) {
        // "Friday" in a text of Thursday's date: written on Friday east of its publisher, or added to the page then;
        // of the week before "last Friday" would be said
        -1
    } else {
        since
    };
    Some(Meaning::day(end, plus(base, -back)))
}

/// Whether a weekday is no end of a span: "since Thursday", "from Thursday to Sunday".
fn is_alone(words: Words<'_>, before: usize, end: usize) -> bool {
    const SPANS: &[&str] = &["since", "from", "between", "until", "till", "to", "through", "and", "or", "-", "–"];
    !words.any(before, SPANS)
        && !words.any(before.wrapping_sub(1), &["since", "from", "between"])
        && !words.any(end, &SPANS[4..])
}

/// The number of tokens, 0 or 1, of a part of the day.
fn part_of_day(words: Words<'_>, i: usize) -> usize {
    const PARTS: &[&str] = &["night", "morning", "afternoon", "evening", "midday", "noon", "midnight", "lunchtime"];
    usize::from(words.any(i, PARTS))
}

/// "overnight": the night before the base's day; "overnight into Tuesday", "overnight on Tuesday": that night.
fn overnight(context: Context<'_>, i: usize) -> Meaning {
    let words = context.words;
    let mut end = i + 1;
    let link = usize::from(words.any(end, &["into", "to", "on", "from"]));
    let mut last = context.base;
    if let Some(day) = weekday(context, end + link) {
        // "overnight Sunday to Monday" is joined by the caller
        let ranged = words.any(day.tokens_end, &["to", "into", "and"])
            && calendar::weekday(words.get(day.tokens_end + 1)).is_some();
        end = day.tokens_end;
        last = day.days.map(|d| d.0);
        if ranged && let Some(second) = weekday(context, end + 1) {
            end = second.tokens_end;
            last = second.days.map(|d| d.0);
        }
    }
    Meaning { night: true, ..Meaning::new(end, last.and_then(|l| Some((plus(l, -1)?, l))), Some(1)) }
}

/// "last week", "this month", "the past five days", "in recent days", "the weekend".
fn period(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let base = context.base;
    let lower = Lower::of(words.get(i));
    let which = lower.as_str();
    let unit_at = if which == "weekend" { i } else { i + 1 };
    let unit = Lower::of(words.get(unit_at));
    let end = unit_at + 1;
    let back = |days: i32| base.and_then(|b| plus(b, -days));
    let week_day = base.map_or(0, |b| i32::from(b.weekday().to_monday_one_offset()) - 1);
    let steps: i8 = match which {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    let new = |days: Option<(Date, Date)>, precision| {
        let days = days.map(|d| until_base(d, base));
        Some(Meaning::new(end, days, precision))
    };
    match (which, unit.as_str()) {
        ("last", "night" | "evening") => Some(Meaning::day(end, back(1))),
        ("this", "morning" | "afternoon" | "evening") => Some(Meaning::day(end, base)),
        ("past" | "recent", "week") | ("recent", "days") => new(back(7).zip(base), Some(2)),
        ("past" | "recent", "month") | ("recent", "weeks") => new(back(30).zip(base), Some(3)),
        ("last" | "this" | "next", "week") => {
            let monday = back(week_day - 7 * i32::from(steps));
            new(monday.zip(monday.and_then(|m| plus(m, 6))), Some(2))
        }
        ("last" | "this" | "next", "month") => new(base.and_then(|b| month_from(b, steps)), Some(3)),
        ("last" | "this" | "next", "year") => new(base.and_then(|b| year_of(b.year() + i16::from(steps))), None),
        ("recent" | "past" | "last" | "next", "months" | "years")
        | ("past" | "recent", "year")
        | (
            "last" | "this" | "next" | "past",
            "summer" | "winter" | "spring" | "autumn" | "fall" | "decade" | "century",
        ) => new(None, None),
        ("last" | "this" | "next" | "past" | "weekend", "weekend") => {
            let since_saturday = (week_day + 2) % 7;
            // on a weekend day, "last weekend" is the one before
            let weeks = match which {
                "last" if since_saturday < 2 => 7,
                "next" => -7,
                _ if context.expects_future(i) && since_saturday > 1 => -7,
                _ => 0,
            };
            let saturday = back(since_saturday + weeks);
            new(saturday.zip(saturday.and_then(|s| plus(s, 1))), Some(2))
        }
        ("last" | "past" | "next", _) => counted_period(context, i),
        _ => None,
    }
}

/// "the last 24 hours", "the past five days".
fn counted_period(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let base = context.base;
    let count = number::value_at(words, i + 1)?;
    let (unit, _) = unit_days(words.get(count.end))?;
    let figure = i32::try_from(count.figure).ok()?;
    let days = if unit == 0 { figure / 24 + i32::from(figure % 24 > 0) } else { unit.saturating_mul(figure) };
    let range = if words.is(i, "next") {
        base.zip(base.and_then(|b| plus(b, days)))
    } else {
        base.and_then(|b| plus(b, -days)).zip(base)
    };
    let precision = match days {
        ..=1 => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    };
    Some(Meaning::new(count.end + 1, range, precision))
}

/// The month so many months from the day's own.
fn month_from(day: Date, months: i8) -> Option<(Date, Date)> {
    let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12)).ok()?;
    month_of(year, month + 1)
}

/// The first and the last day of a year.
fn year_of(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// "the day before", "the next day", "the same day", "the day after the vote", "the day before yesterday".
fn the(context: Context<'_>, i: usize, anchor: Option<Date>) -> Option<Meaning> {
    let words = context.words;
    let days = &["day", "night", "morning", "evening", "afternoon"];
    if words.any(i + 1, &["day", "night"]) {
        if words.phrase(i + 2, &["before", "yesterday"]) {
            return Some(Meaning::day(i + 4, context.base.and_then(|b| plus(b, -2))));
        }
        let anchor = anchor.filter(|_| !words.is_word(i + 3));
        if words.any(i + 2, &["before", "earlier"]) {
            return Some(relative(i + 3, -1, anchor));
        }
        if words.any(i + 2, &["after", "later"]) {
            return Some(relative(i + 3, 1, anchor));
        }
        return None;
    }
    if !words.any(i + 2, days) {
        return None;
    }
    match Lower::of(words.get(i + 1)).as_str() {
        "same" => Some(relative(i + 3, 0, anchor)),
        "next" | "following" => Some(relative(i + 3, 1, anchor)),
        "previous" => Some(relative(i + 3, -1, anchor)),
        _ => None,
    }
}

fn relative(tokens_end: usize, days: i32, anchor: Option<Date>) -> Meaning {
    Meaning { relation: Relation::Relative(days), ..Meaning::day(tokens_end, anchor.and_then(|a| plus(a, days))) }
}

/// The days of a unit of time and its ACLED precision.
fn unit_days(unit: &str) -> Option<(i32, Option<u8>)> {
    Some(match Lower::of(unit).as_str() {
        "hour" | "hours" | "minute" | "minutes" => (0, Some(1)),
        "day" | "days" | "night" | "nights" => (1, Some(1)),
        "week" | "weeks" => (7, Some(2)),
        "month" | "months" => (30, Some(3)),
        "year" | "years" | "decade" | "decades" => (365, None),
        _ => return None,
    })
}

/// "two weeks ago", "a day earlier", "three days after the vote", "days ago".
fn counted(context: Context<'_>, i: usize, anchor: Option<Date>) -> Option<Meaning> {
    let words = context.words;
    let (count, vague, unit_at) = match number::value_at(words, i) {
        Some(value) => (i32::try_from(value.figure).ok()?, value.vague, value.end),
        None if words.any(i, &["a", "an", "one"]) => (1, false, i + 1),
        None => (3, true, i), // "days ago"
    };
    let (unit, mut precision) = unit_days(words.get(unit_at))?;
    if unit_at == i {
        let counted = words.any(i.wrapping_sub(1), &["few"])
            || (1..=2).any(|n| i.checked_sub(n).is_some_and(|at| number::value_at(words, at).is_some()));
        if counted || !words.get(i).ends_with(['s', 'S']) {
            return None; // "for two days after", "day after day"
        }
    }
    if words.any(i.wrapping_sub(1), &["for", "within", "lasted", "lasting", "every", "over", "in"])
        && !words.is(unit_at + 1, "ago")
    {
        return None; // a duration
    }
    let days = unit.saturating_mul(count);
    if vague && unit > 0 {
        precision = precision.and_then(|p| (p < 3).then_some(p + 1));
    }
    let end = unit_at + 2;
    let spread = |day: Date| {
        let around = match (unit, vague) {
            (0 | 1, false) => 0,
            (0 | 1, true) => 2.min(days / 2),
            (7, _) => 3,
            _ => 15,
        };
        Some((plus(day, -around)?, plus(day, around)?))
    };
    // "two days after the vote" counts from the vote, not from a date before it
    let onward = words.any(unit_at + 1, &["after", "before"]) && words.is_word(end);
    let anchor = anchor.filter(|_| !onward);
    let shifted = |day: Option<Date>, days: i32| {
        let range = day.and_then(|d| plus(d, days)).and_then(spread);
        range.filter(|_| precision.is_some())
    };
    match Lower::of(words.get(unit_at + 1)).as_str() {
        "ago" => {
            let mut meaning = Meaning::new(end, shifted(context.base, -days), precision);
            meaning.days = meaning.days.map(|d| until_base(d, context.base));
            if precision.is_none() && !vague {
                meaning.days = year_ago(context.base, count, words.get(unit_at));
            }
            Some(meaning)
        }
        side @ ("earlier" | "before" | "later" | "after") => {
            let days = if matches!(side, "earlier" | "before") { -days } else { days };
            Some(Meaning { relation: Relation::Relative(days), ..Meaning::new(end, shifted(anchor, days), precision) })
        }
        _ => None,
    }
}

/// The calendar year so many years or decades before the base.
fn year_ago(base: Option<Date>, count: i32, unit: &str) -> Option<(Date, Date)> {
    let years = if unit.to_ascii_lowercase().starts_with("dec") { count.checked_mul(10)? } else { count };
    let year = base?.year().checked_sub(i16::try_from(years).ok()?)?;
    year_of(year)
}

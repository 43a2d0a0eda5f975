//! Numbers that count nothing: years, times, ages, ordinals, money, shares, measures, model names.

use super::Value;
use crate::text::{Words, calendar};

/// Where a number that counts nothing ends; none for a count in `first..end`.
pub(super) fn than_count(words: Words<'_>, first: usize, end: usize, value: &Value, qualified: bool) -> Option<usize> {
    let digits = words.is_number(first);
    let previous = words.before(first, 1);
    if words.is_glued(first)
        && (words.is_dash(first - 1)
            || matches!(previous, "/" | "#" | "$" | "£" | "€" | "₹" | "¥" | "₽" | ":" | "." | "+"))
    {
        return Some(end); // "Tu-95", "24/7", "$40", "pre-2014"
    }
    if matches!(previous, "$" | "£" | "€" | "₹" | "¥") || words.any(first.wrapping_sub(1), &["rs", "usd", "eur"])
    {
        return Some(end);
    }
    if let Some(end) = compound(words, end) {
        return Some(end);
    }
    // "9X", "49ers"; and "19." that numbers a line
    let glued = digits && words.is_word(end) && words.is_glued(end) && !words.get(end).starts_with(['\'', '’']);
    let numbers_line = digits && first == words.range().start && words.get(end) == ".";
    if glued || numbers_line {
        return Some(end);
    }
    if measured(words, end) {
        return Some(end + 1);
    }
    if digits && (dated(words, first, end, value.figure) || named(words, first) || aged(words, first, end)) {
        return Some(end);
    }
    if digits && !qualified && year_like(words, first, end) {
        return Some(end);
    }
    if words.any(first.wrapping_sub(1), &["aged", "age", "ages", "top"]) {
        return Some(end);
    }
    if words.is(first, "one") && end == first + 1 {
        let empty = words.is(first.wrapping_sub(1), "no")
            || words.any(end, &["another", "day", "thing", "point", "time", "side", "way"]);
        return empty.then_some(end);
    }
    None
}

/// "55-year-old", "48-hour", "3-2", "17-08-2013", "9/11": the number is part of a longer word.
fn compound(words: Words<'_>, end: usize) -> Option<usize> {
    let joined = |i: usize| {
        words.is_glued(i) && words.is_glued(i + 1) && (words.is_dash(i) || matches!(words.get(i), "/" | ":"))
            && (words.is_word(i + 1) || words.is_number(i + 1))
            // a spaceless dash between clauses, "13—among them", is no hyphen
            && words.get(i) != "—"
    };
    let mut last = end;
    while joined(last) {
        last += 2;
    }
    (last > end).then_some(last)
}

/// Words that may stand between a figure and its unit.
const FILLERS: &[&str] = &[
    "more",
    "other",
    "further",
    "consecutive",
    "straight",
    "full",
    "whole",
    "square",
    "cubic",
    "nautical",
    "additional",
    "long",
    "entire",
    "u.s.",
    "us",
];

/// Units of time, length, weight, money, share and power.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "%", "acre", "acres", "am", "barrels", "bpd", "bucks", "centimeters", "centimetres", "cents",
    "consecutively", "crore", "day", "days", "decade", "decades", "degrees", "dollar", "dollars", "euro",
    "euros", "feet", "fifths", "foot", "ft", "gallons", "gigawatts", "gmt", "grams", "gw", "hectares", "hour",
    "hours", "hrs", "inch", "inches", "kg", "kilograms", "kilometer", "kilometers", "kilometre", "kilometres",
    "kilos", "km", "kms", "knots", "kph", "lakh", "lb", "lbs", "liters", "litres", "megawatt",
    "megawatts", "meter", "meters", "metre", "metres", "mile", "miles", "minute", "minutes", "mm", "month",
    "months", "mph", "mw", "night", "nights", "o'clock", "pc", "pct", "per", "percent", "percentage", "pm",
    "point", "points", "pounds", "quarters", "riyals", "roubles", "rubles", "rupees", "second", "seconds",
    "shekels", "thirds", "times", "ton", "tonne", "tonnes", "tons", "utc", "volts", "watts", "week",
    "weekend", "weekends", "weeks", "yards", "year", "years", "yen", "yuan", "°",
];

/// Whether a unit, a currency, a share or a time of day follows at `i`.
fn measured(words: Words<'_>, i: usize) -> bool {
    let unit = |i: usize| {
        (words.any(i, UNITS) && (!words.is(i, "per") || words.is(i + 1, "cent")))
            || words.phrase(i, &["local", "time"])
            || (words.any(i, &["a", "p"]) && words.get(i + 1) == "." && words.is(i + 2, "m"))
    };
    unit(i) || (words.any(i, FILLERS) && unit(i + 1))
}

/// Whether the figure is a day or a year beside a month's name.
fn dated(words: Words<'_>, first: usize, end: usize, figure: u64) -> bool {
    let month = |i: usize| calendar::month(words.get(i)).is_some();
    let month_before = |i: usize| {
        i.checked_sub(1).is_some_and(month) || (words.before(i, 1) == "." && i.checked_sub(2).is_some_and(month))
    };
    let year = (1900..2100).contains(&figure);
    if (figure <= 31 || year) && month_before(first) {
        return true;
    }
    if figure <= 31 && (month(end) || (words.is(end, "of") && month(end + 1))) {
        return true;
    }
    // "7 and 8 May"
    if figure <= 31 && words.any(end, &["and", "to"]) && words.is_number(end + 1) && month(end + 2) {
        return true;
    }
    // "April 22, 2025", "May 7 and 8."
    let day = match words.before(first, 1) {
        "," | "and" | "to" | "-" | "–" => first.checked_sub(2),
        _ => first.checked_sub(1),
    };
    let after_day = day.is_some_and(|d| words.is_number(d) && month_before(d));
    let before_day_month = year && first.checked_sub(1).is_some_and(month);
    let second_day = figure <= 31 && words.any(first.wrapping_sub(1), &["and", "to"]) && !noun_follows(words, end);
    before_day_month || (after_day && (year || second_day))
}

fn noun_follows(words: Words<'_>, i: usize) -> bool {
    words.is_word(i)
        && !words.any(
            i,
            &[
                "in", "at", "on", "the", "by", "when", "as", "after", "and", "near", "but", "that", "which", "was",
                "were", "against", "over", "a", "an",
            ],
        )
}

/// "Flight 17", "No. 4", "Shahed 136".
fn named(words: Words<'_>, first: usize) -> bool {
    const BEFORE: &[&str] = &[
        "airbus",
        "apollo",
        "article",
        "battery",
        "block",
        "boeing",
        "channel",
        "chapter",
        "class",
        "fateh",
        "flight",
        "gate",
        "geran",
        "grade",
        "highway",
        "interstate",
        "level",
        "mark",
        "no",
        "number",
        "page",
        "phase",
        "resolution",
        "room",
        "route",
        "section",
        "sector",
        "shahed",
        "stage",
        "terminal",
        "title",
        "type",
        "unit",
        "version",
        "zone",
    ];
    let at = match words.before(first, 1) {
        "." => first.checked_sub(2),
        _ => first.checked_sub(1),
    };
    at.is_some_and(|i| words.any(i, BEFORE) && words.is_capital(i))
}

/// "Anna Berg, 39,".
fn aged(words: Words<'_>, first: usize, end: usize) -> bool {
    words.before(first, 1) == ","
        && matches!(words.get(end), "," | ")" | ".")
        && first.checked_sub(2).is_some_and(|i| words.is_capital(i) || words.get(i) == ")")
        && words.get(first).len() <= 2
}

/// A year: four digits, unless a plural follows and nothing before it speaks of time ("killed 2000 people").
fn year_like(words: Words<'_>, first: usize, end: usize) -> bool {
    const BEFORE: &[&str] = &[
        "a", "after", "an", "and", "before", "by", "during", "early", "for", "from", "in", "late", "mid", "of", "or",
        "since", "the", "this", "through", "to", "until", "’s", "'s", "(", ",", "", "spring", "summer", "autumn",
        "fall", "winter",
    ];
    let is_year = |i: usize| {
        let token = words.get(i);
        token.len() == 4 && (token.starts_with("19") || token.starts_with("20"))
    };
    let old = words.get(first).len() == 4 && words.any(first.wrapping_sub(1), &["in", "since", "until"]);
    if end == first + 3 && is_year(first) && is_year(first + 2) {
        return true; // "2003 to 2012"
    }
    if end != first + 1 || !(is_year(first) || old) {
        return false;
    }
    let next = words.get(end);
    let plural =
        next.starts_with(char::is_lowercase) && (next.ends_with('s') || words.any(end, &["people", "men", "women"]));
    let previous = words.before(first, 1);
    !plural || BEFORE.iter().any(|b| previous.eq_ignore_ascii_case(b))
}

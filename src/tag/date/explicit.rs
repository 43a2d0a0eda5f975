//! Dates that name a month, a year or figures: "22 April 2025", "April 22", "in early May", "2025-05-10", "in 2014".

use jiff::civil::Date;

use super::{Context, Meaning, TOLERANCE, days_between, month_of, until_base};
use crate::text::{
    Words,
    calendar::{self, WeekdayForm},
};

/// The first words of explicit dates beside months and weekdays.
pub(super) const FIRST: &[&str] =
    &["early", "mid", "middle", "late", "beginning", "start", "end", "christmas", "new", "boxing"];

/// The explicit date that starts at token `i`.
pub(super) fn at(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let first = words.get(i).bytes().next()?;
    match first {
        b'0'..=b'9' => figures(context, i).or_else(|| day_month(context, i)).or_else(|| year_alone(context, i)),
        b'A'..=b'Z' => month_day(context, i)
            .or_else(|| weekday_date(context, i))
            .or_else(|| feast(context, i))
            .or_else(|| month_alone(context, i)),
        b'a'..=b'z' => part_of_month(context, i),
        _ => None,
    }
}

/// "Saturday, July 22", "Thu Oct 6 2016".
fn weekday_date(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    calendar::weekday(words.get(i)).filter(|w| w.1 != WeekdayForm::Plural)?;
    let next = i + 1 + usize::from(matches!(words.get(i + 1), "," | "."));
    month_day(context, next).or_else(|| figures(context, next)).or_else(|| day_month(context, next))
}

/// A month's number and one past its name and full stop.
fn month(words: Words<'_>, i: usize) -> Option<(i8, usize)> {
    let month = calendar::month(words.get(i))?;
    let stop = words.get(i + 1) == "."
        && words.is_glued(i + 1)
        && !calendar::is_full_month(words.get(i))
        && words.range().contains(&(i + 2));
    Some((month, i + 1 + usize::from(stop)))
}

/// A day of the month: "22", "22nd".
fn day(words: Words<'_>, i: usize) -> Option<i8> {
    if !words.is_number(i) {
        return None;
    }
    let word = words.get(i);
    let letters = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
    let (figure, suffix) = word.split_at(letters);
    let ordinal = suffix.is_empty() || ["st", "nd", "rd", "th"].iter().any(|s| suffix.eq_ignore_ascii_case(s));
    let figure: i8 = figure.parse().ok()?;
    (ordinal && word.len() <= 4 && (1..=31).contains(&figure)).then_some(figure)
}

/// A year in four figures, 1900 to 2099.
fn year(words: Words<'_>, i: usize) -> Option<i16> {
    // "2000 local time", "1915 GMT", "at 2000 hours"
    let clock = words.phrase(i + 1, &["local", "time"]) || words.any(i + 1, &["gmt", "bst", "utc", "edt"]);
    let hours = words.any(i + 1, &["hours", "hrs"]) && words.any(i.wrapping_sub(1), &["at", "around", "about"]);
    if clock || hours {
        return None;
    }
    let word = words.get(i);
    if word.len() != 4 || !words.is_number(i) {
        return None;
    }
    word.parse().ok().filter(|y| (1900..2100).contains(y))
}

/// The year after a day and month, "2025", ", 2025", "last year", "of this year", and one past it.
fn year_after(context: Context<'_>, i: usize) -> (Option<i16>, usize) {
    let words = context.words;
    let comma = usize::from(words.get(i) == ",");
    if let Some(year) = year(words, i + comma) {
        return (Some(year), i + comma + 1);
    }
    let of = usize::from(words.is(i, "of"));
    if words.is(i + of + 1, "year")
        && let Some(base) = context.base
    {
        let back = match words.get(i + of) {
            w if w.eq_ignore_ascii_case("last") => 1,
            w if w.eq_ignore_ascii_case("this") => 0,
            _ => return (None, i),
        };
        return (Some(base.year() - back), i + of + 2);
    }
    (None, i)
}

/// The day with its year, or the year that puts it at or before the base.
fn resolve(context: Context<'_>, i: usize, year: Option<i16>, month: i8, day: i8) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let base = context.base?;
    let in_year = |offset: i16| Date::new(base.year() + offset, month, day).ok();
    if context.expects_future(i) {
        let next = [0, 1].into_iter().filter_map(in_year).find(|d| *d >= base).filter(|d| days_between(base, *d) < 300);
        if next.is_some() {
            return next;
        }
    }
    [1, 0, -1, -2, -3, -4].into_iter().filter_map(in_year).find(|d| days_between(base, *d) <= TOLERANCE)
}

/// "April 22", "April 22nd, 2025", "May 7–10", "September 11 attacks".
fn month_day(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let (month, next) = month(words, i)?;
    if let Some((day, year)) = glued_year(words, next) {
        return Some(Meaning::day(next + 1, Some(Date::new(year, month, day).ok()?)));
    }
    let the = usize::from(words.is(next, "the") && !words.get(next + 1).ends_with(|c: char| c.is_ascii_digit()));
    let first = day(words, next + the)?;
    let mut end = next + the + 1;
    let last = last_day(words, end, first);
    if let Some((_, after)) = last {
        end = after;
    }
    let (mut year, end) = year_after(context, end);
    if year.is_none() && (month, first) == (9, 11) && last.is_none() {
        let attacks = ["attack", "attacks", "terror", "terrorist", "hijackers", "hijackings", "memorial"];
        year = words.any(end, &attacks).then_some(2001);
    }
    ranged(context, i, end, year, month, first, last.map(|l| l.0))
}

/// A day and a year whose comma was lost: "142016" after "Aug".
fn glued_year(words: Words<'_>, i: usize) -> Option<(i8, i16)> {
    let word = words.get(i);
    if !words.is_number(i) || !(5..=6).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (day, year) = word.split_at(word.len() - 4);
    Some((day.parse().ok()?, year.parse().ok().filter(|y| (1900..2100).contains(y))?))
}

/// "22 April 2025", "22nd of April", "7-10 May".
fn day_month(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let first = day(words, i)?;
    let mut at = i + 1;
    let last = last_day_before_month(words, at, first);
    if let Some((_, after)) = last {
        at = after;
    }
    at += usize::from(words.is(at, "of"));
    let (month, next) = month(words, at)?;
    // "13 May" is a date; "killed 13 March fighters" is not written
    let (year, end) = year_after(context, next);
    ranged(context, i, end, year, month, first, last.map(|l| l.0))
}

fn ranged(
    context: Context<'_>,
    i: usize,
    end: usize,
    year: Option<i16>,
    month: i8,
    first: i8,
    last: Option<i8>,
) -> Option<Meaning> {
    // 2000 is a leap year: no such day in any year
    Date::new(2000, month, first).ok()?;
    let start = resolve(context, i, year, month, first);
    let Some(last) = last else {
        if year.is_some() {
            start?;
        }
        return Some(Meaning::day(end, start));
    };
    let precision = Some(match last - first {
        ..=1 => 1,
        2..=7 => 2,
        _ => 3,
    });
    let days = start.and_then(|s| Some((s, Date::new(s.year(), month, last).ok()?)));
    Some(Meaning::new(end, days, precision))
}

/// "–10", "to 10", "and 8" after "May 7", unless it counts something.
fn last_day(words: Words<'_>, i: usize, first: i8) -> Option<(i8, usize)> {
    const AFTER: &[&str] = &[
        "in", "at", "on", "by", "when", "as", "after", "near", "but", "that", "which", "was", "were", "against",
        "over", "killed", "left",
    ];
    let glued = words.is_dash(i) && words.is_glued(i) && words.is_glued(i + 1);
    if !glued && !words.any(i, &["to", "through", "and"]) {
        return None;
    }
    let last = day(words, i + 1).filter(|l| *l > first)?;
    let end = i + 2;
    if glued {
        return (!words.is_dash(end)).then_some((last, end));
    }
    let free = !words.is_word(end) || words.any(end, AFTER);
    (free || !words.is(i, "and")).then_some((last, end))
}

/// "-10", "to 10", "and 8" after "7" of "7-10 May".
fn last_day_before_month(words: Words<'_>, i: usize, first: i8) -> Option<(i8, usize)> {
    let joined = (words.is_dash(i) && words.is_glued(i)) || words.any(i, &["to", "and"]);
    let last = day(words, i + 1).filter(|l| joined && *l > first)?;
    calendar::month(words.get(i + 2))?;
    Some((last, i + 2))
}

/// "2025-05-10", "17-08-2013", "18.10.2014", "10/05/2025", "9/11".
fn figures(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    if words.is_glued(i) && (words.is_dash(i - 1) || matches!(words.before(i, 1), "/" | ".")) {
        return None;
    }
    let mut parts = [0i16; 3];
    let (end, separator) = if words.get(i).matches('.').count() == 2 {
        for (part, figure) in parts.iter_mut().zip(words.get(i).split('.')) {
            *part = figure.parse().ok()?;
        }
        (i + 1, ".")
    } else {
        let separator = words.get(i + 1);
        if !words.is_glued(i + 1) || !words.is_glued(i + 2) || !(separator == "/" || words.is_dash(i + 1)) {
            return None;
        }
        if separator == "/" && words.get(i) == "9" && words.get(i + 2) == "11" && words.get(i + 3) != "/" {
            return Some(Meaning::day(i + 3, Date::new(2001, 9, 11).ok()));
        }
        if words.get(i + 3) != separator || !words.is_glued(i + 3) || !words.is_glued(i + 4) {
            return None;
        }
        for (n, part) in parts.iter_mut().enumerate() {
            *part = words.get(i + 2 * n).parse().ok()?;
        }
        (i + 5, separator)
    };
    let date = |y: i16, m: i16, d: i16| {
        let (m, d) = (i8::try_from(m).ok()?, i8::try_from(d).ok()?);
        Date::new(y, m, d).ok().filter(|_| (1900..2100).contains(&y))
    };
    if parts[0] > 31 {
        return Some(Meaning::day(end, Some(date(parts[0], parts[1], parts[2])?)));
    }
    let day_first = date(parts[2], parts[1], parts[0]);
    let month_first = date(parts[2], parts[0], parts[1]).filter(|_| separator != ".");
    let near = |d: &Date| context.base.is_some_and(|b| days_between(*d, b).abs() <= TOLERANCE);
    let day = match (day_first, month_first) {
        (None, None) => return None,
        (Some(a), Some(b)) if a == b => Some(a),
        // "05-07-2015": the reading that the day of publication bears out, else none
        (Some(a), Some(b)) => match (near(&a), near(&b)) {
            (true, false) => Some(a),
            (false, true) => Some(b),
            _ => None,
        },
        (one, other) => one.or(other),
    };
    Some(Meaning::day(end, day))
}

/// "April", "April 2025", "last April", where the words before it make it a month.
fn month_alone(context: Context<'_>, i: usize) -> Option<Meaning> {
    const BEFORE: &[&str] = &[
        "in",
        "of",
        "since",
        "until",
        "till",
        "during",
        "throughout",
        "through",
        "between",
        "the",
        "a",
        "an",
        "this",
        "last",
        "next",
        "that",
        "by",
        "from",
        "to",
        "and",
        "before",
        "after",
        "-",
        "–",
        "past",
    ];
    let words = context.words;
    let (month, next) = month(words, i)?;
    let year = match words.get(next) {
        "," => year(words, next + 1).map(|y| (y, next + 2)),
        _ => year(words, next).map(|y| (y, next + 1)),
    };
    let (year, end) = match year {
        Some((year, end)) => (Some(year), end),
        None => year_after(context, next),
    };
    let before = i.wrapping_sub(1);
    if year.is_none() {
        let abbreviated = !calendar::is_full_month(words.get(i)) && words.get(i + 1) != ".";
        let name = words.is_capital(next) && !words.any(i.wrapping_sub(1), &["in", "since", "last"])
            || (words.any(before, &["the", "a", "an", "that", "past"])
                && !words.get(next).starts_with(char::is_lowercase));
        if abbreviated || name || !words.any(before, BEFORE) {
            return None;
        }
    }
    let days = months_year(context, i, year, month);
    Some(Meaning::new(end, days.map(|d| until_base(d, context.base)), Some(3)))
}

/// The month in its year: the latest that has begun, and before the base's own after "last".
fn months_year(context: Context<'_>, i: usize, year: Option<i16>, month: i8) -> Option<(Date, Date)> {
    if let Some(year) = year {
        return month_of(year, month);
    }
    let base = context.base?;
    let before = i.wrapping_sub(1);
    let offset = if context.words.is(before, "next") {
        i16::from(month <= base.month())
    } else if context.words.any(before, &["last", "past"]) {
        -i16::from(month >= base.month())
    } else if context.words.is(before, "this") || (context.expects_future(i) && month > base.month()) {
        0
    } else {
        -i16::from(month > base.month())
    };
    month_of(base.year() + offset, month)
}

/// "early May", "mid-July", "late April 2024", "the end of June".
fn part_of_month(context: Context<'_>, i: usize) -> Option<Meaning> {
    let words = context.words;
    let hyphen = |i: usize| i + usize::from(words.is_dash(i) && words.is_glued(i));
    let (part, at) = match words.get(i) {
        "early" => (0, hyphen(i + 1)),
        "mid" | "middle" => (1, hyphen(i + 1)),
        "late" => (2, hyphen(i + 1)),
        "beginning" | "start" if words.is(i + 1, "of") => (0, i + 2),
        "end" if words.is(i + 1, "of") => (2, i + 2),
        _ => return None,
    };
    let at = at + usize::from(words.get(i) == "middle" && words.is(at, "of"));
    let (month, next) = month(words, at)?;
    if day(words, next).is_some() {
        return None; // "late May 5": the day is the date
    }
    let (year, end) = year_after(context, next);
    let days = months_year(context, i, year, month).and_then(|(first, last)| {
        let day = |d: i8| Date::new(first.year(), month, d).ok();
        Some(match part {
            0 => (first, day(10)?),
            1 => (day(11)?, day(20)?),
            _ => (day(21)?, last),
        })
    });
    Some(Meaning::new(end, days.map(|d| until_base(d, context.base)), Some(3)))
}

/// "in 2014", "the 2015 attack", "since 2007".
fn year_alone(context: Context<'_>, i: usize) -> Option<Meaning> {
    const BEFORE: &[&str] = &[
        "in", "since", "of", "until", "till", "from", "by", "during", "before", "after", "early", "late", "mid", "the",
        "a", "between", "to", "and", "-", "–", "summer", "spring", "winter", "autumn", "fall",
    ];
    let words = context.words;
    let year = year(words, i)?;
    let before = i.wrapping_sub(1);
    let noun = words.get(i + 1).starts_with(char::is_alphabetic);
    if !words.any(before, BEFORE) || (words.any(before, &["the", "a"]) && !noun) {
        return None;
    }
    // "of 2000 men", "to 2000 fighters": a count
    let plural = words.get(i + 1).starts_with(char::is_lowercase)
        && (words.get(i + 1).ends_with('s') || words.is(i + 1, "people"));
    if plural && !words.any(before, &["in", "since", "the", "a", "during"]) {
        return None;
    }
    let days = Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok());
    let days = days.map(|d| until_base(d, context.base));
    Some(Meaning::new(i + 1, days, None))
}

/// "New Year's Eve", "Christmas Day": feasts on a fixed day.
fn feast(context: Context<'_>, i: usize) -> Option<Meaning> {
    const FEASTS: &[(&[&str], i8, i8)] = &[
        (&["christmas", "eve"], 12, 24),
        (&["christmas", "day"], 12, 25),
        (&["boxing", "day"], 12, 26),
        (&["new", "year", "s", "eve"], 12, 31),
        (&["new", "year", "s", "day"], 1, 1),
    ];
    let words = context.words;
    let same = |at: usize, word: &str| words.is(at, word) || (word == "s" && words.any(at, &["'s", "’s"]));
    let (phrase, month, day) =
        FEASTS.iter().find(|(phrase, ..)| phrase.iter().enumerate().all(|(n, w)| same(i + n, w)))?;
    let (year, end) = year_after(context, i + phrase.len());
    Some(Meaning::day(end, resolve(context, i, year, *month, *day)))
}

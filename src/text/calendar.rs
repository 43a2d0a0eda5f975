//! Calendar words: months and weekdays, as English news writes them.

use super::words::Lower;

/// The words that [`month`] knows.
pub(crate) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];

/// The words that [`weekday`] knows.
pub(crate) const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// A month's number, 1 to 12, from a capitalised name or abbreviation ("Sept", without its full stop).
pub fn month(word: &str) -> Option<i8> {
    if !word.starts_with(char::is_uppercase) {
        return None; // "may", "march"
    }
    Some(match Lower::of(word).as_str() {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Whether a month's name is written out ("May" is), so that it needs no full stop.
pub(crate) fn is_full_month(word: &str) -> bool {
    const SHORT: &[&str] = &["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"];
    month(word).is_some() && !SHORT.iter().any(|s| word.eq_ignore_ascii_case(s))
}

/// A weekday's number, Monday 1 to Sunday 7 (ISO 8601), and how it is written, from a capitalised word.
pub fn weekday(word: &str) -> Option<(i8, WeekdayForm)> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = Lower::of(word);
    let word = lower.as_str();
    let (name, form) = match word.strip_suffix('s') {
        Some(name) if name.ends_with("day") => (name, WeekdayForm::Plural),
        _ if word.ends_with("day") => (word, WeekdayForm::Full),
        _ => (word, WeekdayForm::Short),
    };
    let number = match name {
        "monday" | "mon" => 1,
        "tuesday" | "tue" | "tues" => 2,
        "wednesday" | "wed" => 3,
        "thursday" | "thu" | "thur" | "thurs" => 4,
        "friday" | "fri" => 5,
        "saturday" | "sat" => 6,
        "sunday" | "sun" => 7,
        _ => return None,
    };
    Some((number, form))
}

/// How a weekday is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekdayForm {
    /// "Friday"
    Full,
    /// "Fri": a weekday only beside a date.
    Short,
    /// "Fridays": a habit, or "Friday's" with its apostrophe lost.
    Plural,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays() {
        assert_eq!((month("Sept"), month("MAY"), month("may")), (Some(9), Some(5), None));
        assert_eq!(weekday("Tues"), Some((2, WeekdayForm::Short)));
        assert_eq!(weekday("Wednesdays"), Some((3, WeekdayForm::Plural)));
        assert_eq!(weekday("SUNDAY"), Some((7, WeekdayForm::Full)));
        assert_eq!((weekday("sun"), weekday("Today")), (None, None));
        let full = ["January", "March", "April", "May", "June", "July", "August"];
        assert!(MONTHS.iter().all(|m| month(&m.to_uppercase()).is_some()));
        assert!(WEEKDAYS.iter().all(|d| weekday(&d.to_uppercase()).is_some()));
        assert!(full.into_iter().all(is_full_month));
        let short = ["Jan", "Mar", "Jun", "Jul", "Sept", "Sep", "Dec", "can"];
        assert!(!short.into_iter().any(is_full_month));
    }
}

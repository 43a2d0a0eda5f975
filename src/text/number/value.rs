//! Values: the figure of a number as it stands, in digits or words, whatever it counts.

use crate::text::{Lower, Sieve, Words};

/// Number words below a hundred.
const WORDS: &[(&str, u64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// The first words of numbers.
pub(crate) const FIRST: &[&str] = &[
    "half",
    "a",
    "an",
    "several",
    "many",
    "numerous",
    "dozens",
    "scores",
    "tens",
    "hundreds",
    "thousands",
    "millions",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// Lets [`FIRST`] through.
pub(super) const SIEVE: Sieve = Sieve::new().with(FIRST);

/// A number as it stands, whatever it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    /// One past its last token.
    pub(crate) end: usize,
    /// The figure.
    pub(crate) figure: u64,
    /// Whether a word stands for the figure.
    pub(crate) vague: bool,
}

const COUNTED_IN_MILLIONS: &[&str] =
    &["people", "homes", "customers", "households", "residents", "users", "others", "children", "refugees"];

/// The number at token `i`, without qualifiers and whatever it counts.
pub(crate) fn value_at(words: Words<'_>, i: usize) -> Option<Value> {
    let value = |end, figure, vague| Some(Value { end, figure, vague });
    let word = words.get(i);
    if words.is_number(i) {
        let (hundredths, scaled) = digits(word)?;
        // "54m" is as often a length
        if word.ends_with(['m', 'M']) && !word.contains('.') && !words.any(i + 1, COUNTED_IN_MILLIONS) {
            return None;
        }
        let scale = scale(words.get(i + 1)).filter(|_| !scaled);
        if let Some(scale) = scale {
            return value(i + 2, hundredths.checked_mul(scale)? / 100, false);
        }
        return (hundredths % 100 == 0 || scaled).then(|| value(i + 1, hundredths / 100, false))?;
    }
    if !SIEVE.admits(word) {
        return None;
    }
    let lower = Lower::of(word);
    match lower.as_str() {
        "half" if words.is(i + 1, "a") => value(i + 3, scale(words.get(i + 2))? / 2, false),
        "a" | "an" => {
            let next = Lower::of(words.get(i + 1));
            match next.as_str() {
                "couple" | "pair" => {
                    let of = i + 2 + usize::from(words.is(i + 2, "of"));
                    match scale(words.get(of)) {
                        Some(scale) => value(of + 1, 2 * scale, true),
                        None => value(i + 2, 2, false),
                    }
                }
                "quarter" if words.phrase(i + 2, &["of", "a"]) => value(i + 5, scale(words.get(i + 4))? / 4, false),
                "few" | "handful" => Some(several(words, i + 2)),
                "number" if words.is(i + 2, "of") => value(i + 2, 3, true),
                "score" if words.any(i + 2, &["of", "or"]) => value(i + 2, 20, true),
                next => value(i + 2, scale(next)?, false),
            }
        }
        "several" | "many" | "numerous" => Some(several(words, i + 1)),
        "dozens" => value(i + 1, 12, true),
        "scores" if words.any(i + 1, SCORES_BEFORE) => value(i + 1, 20, true),
        plural @ ("tens" | "hundreds" | "thousands" | "millions") => {
            let one = match plural {
                "tens" => 10,
                "hundreds" => 100,
                "thousands" => 1_000,
                _ => 1_000_000,
            };
            let times = match words.get(i + 2) {
                of if !words.is(i + 1, "of") || of.is_empty() => None,
                "thousands" => Some(1_000),
                "millions" => Some(1_000_000),
                _ => None,
            };
            match times {
                Some(times) => value(i + 3, one * times, true),
                None => value(i + 1, one, true),
            }
        }
        _ => spelled(words, i),
    }
}

/// "scores of", "scores more were": not "scores twice".
const SCORES_BEFORE: &[&str] = &["of", "more", "were", "have", "had", "others", "wounded", "injured", "killed", "dead"];

/// "several", "several hundred".
fn several(words: Words<'_>, end: usize) -> Value {
    let scale = scale(words.get(end));
    Value { end: end + usize::from(scale.is_some()), figure: 3 * scale.unwrap_or(1), vague: true }
}

/// Hundredths of the figure that a token of digits stands for, and whether a suffix ("2.5m", "40k") multiplied it.
fn digits(token: &str) -> Option<(u64, bool)> {
    let split = token.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(token.len());
    let (figure, suffix) = token.split_at(split);
    let scale = match Lower::of(suffix).as_str() {
        "" => 1,
        "k" => 1_000,
        "m" | "mln" => 1_000_000,
        "bn" => 1_000_000_000,
        _ => return None,
    };
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
        if !first || !groups.all(|g| g.len() == 3) {
            return None;
        }
    } else if whole.len() > 1 && whole.starts_with('0') {
        return None; // "0700", "05"
    }
    if fraction.len() > 2 {
        return None;
    }
    let mut hundredths = 0u64;
    for b in whole.bytes().filter(|&b| b != b',') {
        hundredths = hundredths.checked_mul(10)?.checked_add(u64::from(b.checked_sub(b'0').filter(|d| *d < 10)?))?;
    }
    let mut places = fraction.bytes();
    for _ in 0..2 {
        let digit = places.next().unwrap_or(b'0');
        hundredths =
            hundredths.checked_mul(10)?.checked_add(u64::from(digit.checked_sub(b'0').filter(|d| *d < 10)?))?;
    }
    Some((hundredths.checked_mul(scale)?, scale > 1))
}

fn scale(word: &str) -> Option<u64> {
    Some(match Lower::of(word).as_str() {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        _ => return None,
    })
}

/// "six", "twenty-one", "one hundred and twenty", "two dozen".
fn spelled(words: Words<'_>, i: usize) -> Option<Value> {
    let (mut end, mut figure) = below_hundred(words, i)?;
    let mut total = 0u64;
    while let Some(scale) = scale(words.get(end)) {
        figure = figure.saturating_mul(scale);
        end += 1;
        if scale == 12 {
            break;
        }
        if scale >= 1_000 {
            total = total.saturating_add(figure);
            figure = 0;
        }
        let and = usize::from(words.is(end, "and"));
        let Some((next, more)) = below_hundred(words, end + and) else {
            break;
        };
        (end, figure) = (next, figure.saturating_add(more));
    }
    Some(Value { end, figure: total.saturating_add(figure), vague: false })
}

fn below_hundred(words: Words<'_>, i: usize) -> Option<(usize, u64)> {
    let first = number_word(words.get(i))?;
    if first >= 20 {
        let hyphen = usize::from(words.is_dash(i + 1) && words.is_glued(i + 1));
        if let Some(unit) = number_word(words.get(i + 1 + hyphen)).filter(|u| (1..10).contains(u)) {
            return Some((i + 2 + hyphen, first + unit));
        }
    }
    Some((i + 1, first))
}

/// The figure of one number word below a hundred.
fn number_word(word: &str) -> Option<u64> {
    WORDS.iter().find(|w| w.0.eq_ignore_ascii_case(word)).map(|w| w.1)
}

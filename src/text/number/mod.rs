//! Numbers: the counts that a sentence states ("at least 26", "two dozen", "five to seven"), not its years, times,
//! ages, ordinals, money, shares, measures and model names.
//!
//! A word without a figure gets the figure that ACLED's codebook gives it under "Fatalities" ("dozens" 12,
//! "hundreds" 100, "several" and "many" 3) and is marked vague. By the same habit, one of the unit, "scores" is 20,
//! "thousands" 1,000, "tens of thousands" 10,000.

mod other;
mod value;

use std::ops::Range;

use super::{Sieve, Words};
pub(crate) use value::{FIRST, Value, value_at};

/// A count stated in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// From its qualifier to its last word, without the noun.
    pub tokens: Range<usize>,
    /// The figure stated; the lower of two.
    pub low: u64,
    /// The higher of two, or the figure of "up to 15"; none when no upper figure is stated.
    pub high: Option<u64>,
    /// Whether a word stands for the figure: "dozens", "several".
    pub vague: bool,
    /// What the qualifier says of the figure.
    pub bound: Bound,
}

/// How a figure bounds the true count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// "26"
    Exact,
    /// "at least 26", "more than 26"
    AtLeast,
    /// "up to 26", "as many as 26"
    AtMost,
    /// "about 26", "nearly 26"
    About,
    /// "between 5 and 7"
    Range,
}

/// Finds the counts of a sentence, from left to right.
pub fn find(words: Words<'_>) -> Vec<Quantity> {
    let range = words.range();
    let mut found = Vec::new();
    let mut i = range.start;
    while i < range.end {
        i = match scan(words, i) {
            Scan::Count(quantity) => {
                let end = quantity.tokens.end;
                found.push(quantity);
                end
            }
            Scan::Other(end) => end.max(i + 1),
            Scan::Nothing => i + 1,
        };
    }
    found
}

/// The count that starts at token `i`, its qualifier included.
pub fn at(words: Words<'_>, i: usize) -> Option<Quantity> {
    match scan(words, i) {
        Scan::Count(quantity) => Some(quantity),
        _ => None,
    }
}

enum Scan {
    Nothing,
    /// A number that counts nothing, up to this token.
    Other(usize),
    Count(Quantity),
}

fn scan(words: Words<'_>, i: usize) -> Scan {
    if !words.is_number(i) && !SIEVE.admits(words.get(i)) {
        return Scan::Nothing;
    }
    let (length, mut bound) = qualifier(words, i);
    let first = i + length;
    let mut start = i;
    let Some(value) = value_at(words, first) else {
        return if words.is_number(i) { Scan::Other(i + 1) } else { Scan::Nothing };
    };
    let (low, mut high, mut end) = (value.figure, None, value.end);
    let between = length > 0 && words.any(first - 1, &["between", "from"]);
    if let Some(upper) = upper_at(words, end, between, low) {
        (high, end, bound) = (Some(upper.figure), upper.end, Bound::Range);
    } else if between {
        start = first; // "from several towns": no range
    } else if words.is(end, "or") && words.any(end + 1, &["more", "so"]) {
        bound = if words.is(end + 1, "more") { Bound::AtLeast } else { Bound::About };
        end += 2;
    }
    if let Some(end) = other::than_count(words, first, end, &value, length > 0 && !between) {
        return Scan::Other(end);
    }
    if bound == Bound::AtMost {
        high = Some(low);
    }
    Scan::Count(Quantity { tokens: start..end, low, high, vague: value.vague, bound })
}

/// What may stand before a figure; "between" and "from" only with a second one.
const QUALIFIERS: &[(&[&str], Bound)] = &[
    (&["about"], Bound::About),
    (&["almost"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["approximately"], Bound::About),
    (&["around"], Bound::About),
    (&["as", "many", "as"], Bound::AtMost),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "most"], Bound::AtMost),
    (&["between"], Bound::Exact),
    (&["close", "to"], Bound::About),
    (&["estimated"], Bound::About),
    (&["fewer", "than"], Bound::AtMost),
    (&["from"], Bound::Exact),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["less", "than"], Bound::AtMost),
    (&["more", "than"], Bound::AtLeast),
    (&["nearly"], Bound::About),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["over"], Bound::AtLeast),
    (&["roughly"], Bound::About),
    (&["some"], Bound::About),
    (&["up", "to"], Bound::AtMost),
    (&["upwards", "of"], Bound::AtLeast),
];

/// The first words of counts.
const SIEVE: Sieve = {
    let mut sieve = value::SIEVE;
    let mut n = 0;
    while n < QUALIFIERS.len() {
        sieve = sieve.and(QUALIFIERS[n].0[0]);
        n += 1;
    }
    sieve
};

/// The length and the meaning of a qualifier at `i`.
fn qualifier(words: Words<'_>, i: usize) -> (usize, Bound) {
    let word = words.get(i);
    let Some(first) = word.bytes().next().map(|b| b.to_ascii_lowercase()) else {
        return (0, Bound::Exact);
    };
    QUALIFIERS
        .iter()
        .filter(|(phrase, _)| phrase[0].as_bytes()[0] == first)
        .find(|(phrase, _)| words.phrase(i, phrase))
        .map_or((0, Bound::Exact), |(phrase, bound)| (phrase.len(), *bound))
}

/// "and 7" after "between 5", "to seven", "or six", "-7".
fn upper_at(words: Words<'_>, end: usize, between: bool, low: u64) -> Option<Value> {
    let upper = if words.is(end, "to") || words.is(end, "or") || (between && words.is(end, "and")) {
        value_at(words, end + 1)?
    } else if words.is_dash(end) && words.is_glued(end) && words.is_glued(end + 1) {
        let upper = value_at(words, end + 1)?;
        let sport = [
            "win", "victory", "defeat", "loss", "lead", "draw", "run", "record", "vote", "decision", "margin",
            "season", "series", "upset", "triumph", "at", "in", "on", "to", "against", "over",
        ];
        let noun = words.is_word(upper.end) && !words.any(upper.end, &sport);
        if !noun || words.is_dash(upper.end) {
            return None;
        }
        upper
    } else {
        return None;
    };
    let plausible = upper.figure > low && (!words.is(end, "or") || upper.figure <= low.saturating_mul(2));
    plausible.then_some(upper)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{read::Document, text::Tokens};

    /// The counts of the first sentence, "6", "5..7", "12~" for a vague one.
    fn counts(text: &str) -> String {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let tokens = Tokens::of(&document);
        let found = find(Words::of(&tokens, 0));
        let show = |q: &Quantity| {
            let high = q.high.map_or(String::new(), |h| format!("..{h}"));
            format!("{}{high}{}", q.low, if q.vague { "~" } else { "" })
        };
        found.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn counts_in_digits_and_words() {
        for (text, expected) in [
            ("It fired 26 rockets", "26"),
            ("Some 1,000 rockets fell", "1000"),
            ("About 2.5 million homes lost power", "2500000"),
            ("Six drones and twenty-one missiles", "6 21"),
            ("Thirty five gunmen came", "35"),
            ("one hundred and twenty shells", "120"),
            ("two thousand five hundred men", "2500"),
            ("nine hundred hundred hundred hundred hundred hundred hundred hundred hundred hundred hundred men", "900"),
            ("A dozen boats and two dozen jets", "12 24"),
            ("a quarter of a million people and 17 local men", "250000 17"),
            ("half a dozen villages, half a million people", "6 500000"),
            ("dozens of drones, scores of shells, hundreds of homes", "12~ 20~ 100~"),
            ("tens of thousands fled", "10000~"),
            ("several rockets and several hundred shells", "3~ 300~"),
            ("a few dozen men", "36~"),
            ("a couple of rockets", "2"),
            ("a number of posts", "3~"),
            ("at least 18 and more than 30 wounded", "18 30"),
            ("up to 15 and as many as 20 dead", "15..15 20..20"),
            ("between 5 and 7 missiles", "5..7"),
            ("five to seven boats", "5..7"),
            ("five or six boats, ten or more men", "5..6 10"),
            ("It downed 5-7 drones", "5..7"),
            ("no fewer than nine posts", "9"),
            ("One of the missiles hit", "1"),
            ("On May 7, 13 people died", "13"),
            ("Thu Oct 6 2016 23 Fighters Killed", "23"),
            ("more than 2000 people, killing 1950 soldiers", "2000 1950"),
            ("40k homes, 1.2m people", "40000 1200000"),
            ("Crews from several towns", "3~"),
            ("13—among them 3 girls", "13 3"),
            ("On May 7 and 13 men died", "13"),
        ] {
            assert_eq!(counts(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_count_nothing() {
        for text in [
            "In 2014 and since the 2011 revolt",
            "on April 22, 2025, on 22 April 2025, on Nov. 29",
            "on 7 and 8 May and on May 7 and 8.",
            "17-08-2013 or 2025-05-10 or 18.10.2014 or 10/05/2025",
            "at 8:06 pm, 6:30 a.m., 7 p.m. and 0700 GMT",
            "a 55-year-old aged 55, Anna Berg, 39, said",
            "the 22nd and the third, No. 4",
            "$40 million and 500 rupees and £5",
            "70% or 70 percent or 70 per cent",
            "a Tu-95, an F-16, a Shahed 136 and an S-400",
            "for five days, two more weeks, 24 hours and 18 years",
            "80 km (50 miles), 30 feet, 5-ton",
            "a 48-hour truce, a two-day visit, a 3-2 win",
            "24/7 and 9/11 and the 1990s",
            "no one, one another, one day",
            "Flight 17 and Boeing 737",
            "two thirds of the town, hit three times",
            "He scores twice",
            "It rose 54m above and opened in 1871 and from 2003 to 2012",
            "an AIM 9X and the 49ers",
            "19.",
            "Anna Berg (left), 41, woke",
        ] {
            assert_eq!(counts(text), "", "{text}");
        }
    }
    proptest! {
        #[test]
        fn spans_stay_inside_the_sentence(
            text in "((at|least|between|a|few|one|twenty|hundred|dozen|million|of|thousands|and|to|or|more|7|1,000|2016|99999999999999999999|3.5m|-|–|\\$|,|\\.|May|days|\\PC{0,3}) ?){0,16}",
        ) {
            let document = Document { text, ..Document::default() };
            let tokens = Tokens::of(&document);
            for sentence in 0..tokens.sentences.len() {
                let words = Words::of(&tokens, sentence);
                let mut last = words.range().start;
                for q in find(words) {
                    prop_assert!(last <= q.tokens.start && q.tokens.start < q.tokens.end, "{:?}", q);
                    prop_assert!(q.tokens.end <= words.range().end && q.high.is_none_or(|h| h >= q.low));
                    last = q.tokens.end;
                }
            }
        }
    }
}

//! Totals: whether a figure is a sum over several places or over a time.

use std::ops::Range;

use super::Casualty;
use crate::text::Words;

/// Whether the words about a figure call it a sum.
pub(super) fn is_total(words: Words<'_>, casualty: &Casualty, until: usize) -> bool {
    let first = casualty.tokens.start;
    let leads = (1..=3).any(|n| {
        first.checked_sub(n).is_some_and(|at| {
            words.phrase(at, &["in", "all"])
                || words.phrase(at, &["in", "total"])
                || words.any(at, &["altogether", "overall"])
        })
    }) || (first..casualty.tokens.end).any(|i| words.is(i, "total"))
        || words.any(first.wrapping_sub(1), &["total"])
        || words.phrase(first.wrapping_sub(2), &["total", "of"]);
    leads || sums(words, casualty.tokens.end..until.max(casualty.tokens.end))
}

/// Whether "since 2015", "across the country", "so far", "in all" stands in `range`.
pub(super) fn sums(words: Words<'_>, range: Range<usize>) -> bool {
    const NEAR: &[&str] = &["street", "road", "border", "river", "frontier", "line", "bridge", "street."];
    range
        .take_while(|&i| words.get(i) != ";" && !words.any(i, &["which", "including", "who", "where", "when", "said"]))
        .take(24)
        .any(|i| match words.get(i).as_bytes().first() {
            Some(b's' | b'S') => words.is(i, "since") || words.phrase(i, &["so", "far"]),
            Some(b'a' | b'A') => {
                words.is(i, "altogether") || (words.is(i, "across") && !(1..=3).any(|n| words.any(i + n, NEAR)))
            }
            Some(b'n' | b'N') => words.is(i, "nationwide"),
            Some(b'c' | b'C') => words.is(i, "countrywide"),
            Some(b'o' | b'O') => {
                (words.is(i, "overall") && !words.is_word(i + 1))
                    || (words.is(i, "over") && words.is(i + 1, "the") && words.any(i + 2, &["past", "last"]))
            }
            Some(b'i' | b'I') => {
                words.is(i, "in")
                    && (words.any(i + 1, &["all", "total"])
                        || (words.is(i + 1, "the") && words.any(i + 2, &["past", "last"])))
            }
            _ => false,
        })
}

//! Figures that nouns carry: "two more deaths", "no injuries", "the death toll has jumped to 13".

use super::party::Party;
use crate::text::{Words, number};

/// A count just before the noun at `i`, "two more deaths", or "no deaths".
pub(super) fn counted_noun(words: Words<'_>, i: usize) -> Option<Party> {
    const BETWEEN: &[&str] = &[
        "more",
        "other",
        "confirmed",
        "reported",
        "civilian",
        "known",
        "additional",
        "further",
        "human",
        "serious",
        "minor",
        "military",
        "related",
        "new",
    ];
    let first = words.range().start.max(i.saturating_sub(8));
    let mut at = i;
    while at > first && words.any(at - 1, BETWEEN) {
        at -= 1;
    }
    let narrowed = (at..i).any(|n| words.any(n, &["civilian", "military", "serious", "new", "more", "further"]));
    if at > first && words.any(at - 1, &["no", "without", "any", "causing"]) {
        let of = words.any(at - 1, &["any"]);
        let no = match () {
            () if words.any(at - 1, &["no", "without"]) => true,
            // "no reports of any deaths", not "no immediate word"
            () if of => {
                words.any(at.wrapping_sub(2), &["cause", "without"])
                    && (2..=6).any(|n| words.any(at.wrapping_sub(n), &["not", "n't", "without"]))
            }
            () => false,
        };
        return (no && !narrowed).then(|| Party::nought(at - 1..at));
    }
    if at > first
        && words.is(at - 1, "of")
        && words.any(at.wrapping_sub(2), &["reports", "report"])
        && words.any(at.wrapping_sub(3), &["no"])
    {
        return (!narrowed).then(|| Party::nought(at - 3..at));
    }
    let quantity = (first..at).find_map(|n| {
        number::at(words, n).filter(|q| q.tokens.end == at || (words.is(q.tokens.end, "of") && q.tokens.end + 1 == at))
    })?;
    Some(Party::of(&quantity))
}

/// The figure of the toll at `i`: "the death toll has jumped to 13".
pub(super) fn death_toll(words: Words<'_>, i: usize) -> Option<Party> {
    const OF_DEATH: &[&str] = &["death", "overall", "total", "official", "confirmed", "fatality"];
    const RAISING: &[&str] = &["bringing", "raising", "brought", "raised", "pushing", "pushed", "taking", "brings"];
    let death = words.any(i.wrapping_sub(1), OF_DEATH)
        || (words.any(i.wrapping_sub(1), &["the", "its"]) && words.any(i.wrapping_sub(2), RAISING));
    if death { stated_after(words, i + 1) } else { None }
}

/// "the number of people killed … to 441".
pub(super) fn number_of(words: Words<'_>, i: usize) -> Option<Party> {
    let named = (2..=4).any(|n| i.checked_sub(n).is_some_and(|at| words.phrase(at, &["number", "of"])));
    if named { stated_after(words, i + 1) } else { None }
}

/// The first figure after "to", "at", "of" and the like.
fn stated_after(words: Words<'_>, start: usize) -> Option<Party> {
    const BEFORE: &[&str] = &[
        "to",
        "at",
        "of",
        "is",
        "was",
        "were",
        "reached",
        "reaches",
        "reaching",
        "hit",
        "hits",
        "passed",
        "exceeded",
        "exceeds",
        "topped",
        "surpassed",
        "above",
        "past",
        "as",
        "now",
        "nears",
    ];
    (start..start + 30)
        .take_while(|&i| !words.get(i).is_empty() && !words.is(i, "toll") && words.get(i) != ";")
        .filter(|&i| words.any(i, BEFORE))
        .find_map(|i| number::at(words, i + 1))
        .map(|q| Party::of(&q))
}

//! Voice: whether a verb's figure is its subject or its object, and whether it happened at all.

use super::figures::Figures;
use crate::text::{Words, calendar, number};

/// How the verb stands to its figure.
pub(super) enum Voice {
    Active,
    /// Passive, whose auxiliaries start at this token.
    Passive(usize),
    /// Denied, or said of what might be.
    Unreal,
}

/// Words between a verb and its auxiliary.
fn is_adverb(words: Words<'_>, i: usize) -> bool {
    words.any(
        i,
        &[
            "also",
            "reported",
            "believed",
            "confirmed",
            "feared",
            "then",
            "all",
            "both",
            "either",
            "still",
            "presumed",
            "so",
            "far",
            "later",
            "since",
            "now",
        ],
    ) || (words.get(i).len() > 3 && words.get(i).ends_with("ly"))
}

const MODALS: &[&str] = &["would", "could", "might", "may", "can", "will", "should", "must", "’ll", "'ll"];

/// The first auxiliary before the verb at `i`; none when it is denied or said of what might be.
pub(super) fn auxiliaries(words: Words<'_>, i: usize) -> Option<usize> {
    let mut first = i;
    let mut at = i;
    for _ in 0..6 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if words.any(before, &["not", "n't", "never", "to"]) || words.any(before, MODALS) {
            return None;
        }
        if words.any(before, &["has", "have", "had", "did", "do"]) {
            first = before;
        } else if !is_adverb(words, before) {
            break;
        }
        at = before;
    }
    Some(first)
}

pub(super) fn voice(figures: &Figures, words: Words<'_>, i: usize) -> Voice {
    const BE: &[&str] = &["was", "were", "been", "being", "be", "is", "are", "got", "get", "gets", "’s", "'s"];
    let mut at = i;
    let mut be = None;
    for _ in 0..8 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if words.any(before, &["not", "n't", "never"]) || words.any(before, MODALS) {
            return Voice::Unreal;
        }
        let be_form = words.any(before, BE);
        if be_form || (be.is_some() && words.any(before, &["has", "have", "had"])) {
            be = Some(before);
        } else if be.is_none() && words.any(before, &["and", "or"]) {
            // "shot and killed", "killed or wounded"
            let verb = words.before(before, 1);
            if !(verb.ends_with("ed") || verb.eq_ignore_ascii_case("shot") || figures.trigger(verb).is_some()) {
                break;
            }
            at = before.saturating_sub(1);
            continue;
        } else if words.any(before, &["has", "have", "had"]) {
            // "would have killed"
            if words.any(before.wrapping_sub(1), MODALS) {
                return Voice::Unreal;
            }
            break;
        } else if !is_adverb(words, before) {
            break;
        }
        at = before;
    }
    // "to be killed" is yet to come
    match be {
        Some(first) if words.any(first.wrapping_sub(1), &["to"]) && words.is(first, "be") => Voice::Unreal,
        Some(first) => Voice::Passive(first),
        None => Voice::Active,
    }
}

/// Whether the word after a participle leaves it without an object: "two killed in", "two killed.".
pub(super) fn reduced(words: Words<'_>, i: usize) -> bool {
    const AFTER: &[&str] = &[
        "in",
        "by",
        "when",
        "as",
        "after",
        "during",
        "at",
        "on",
        "near",
        "and",
        "or",
        "but",
        "since",
        "so",
        "while",
        "from",
        "early",
        "late",
        "today",
        "yesterday",
        "overnight",
        "others",
        "across",
        "inside",
        "outside",
        "over",
        "along",
        "following",
        "before",
        "including",
        "amid",
        "with",
        "among",
        "around",
        "last",
        "this",
        "critically",
        "seriously",
        "there",
        "here",
        "of",
        "despite",
        "aboard",
        "between",
        "under",
        "because",
        "for",
        "instantly",
        "more",
        "within",
        "under",
        "mostly",
        "most",
        "many",
        "some",
        "almost",
        "earlier",
        "later",
        "to",
    ];
    !words.is_word(i)
        || words.any(i, AFTER)
        || calendar::weekday(words.get(i)).is_some()
        || number::value_at(words, i).is_some()
}

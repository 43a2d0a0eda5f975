//! Parties: the people that a phrase counts, "at least 18 people", "a man and a woman", "her son", "no one".

use std::ops::Range;

use super::figures::{Figures, Role, has};
use crate::text::{
    Words,
    number::{self, Quantity},
};

/// People that a phrase counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) tokens: Range<usize>,
    pub(super) low: u64,
    pub(super) high: Option<u64>,
    pub(super) vague: bool,
    /// Whether its noun is known to mean people, or is a name ("two Houthis").
    known: bool,
    /// Whether it is "the …", someone already spoken of.
    definite: bool,
}

impl Party {
    fn one(tokens: Range<usize>, definite: bool) -> Self {
        Self { tokens, low: 1, high: None, vague: false, known: true, definite }
    }

    /// Nobody.
    pub(super) fn nought(tokens: Range<usize>) -> Self {
        Self { low: 0, ..Self::one(tokens, false) }
    }

    /// A count without its noun.
    pub(super) fn of(quantity: &Quantity) -> Self {
        Self {
            low: quantity.low,
            high: quantity.high,
            vague: quantity.vague,
            ..Self::one(quantity.tokens.clone(), false)
        }
    }

    fn add(&mut self, other: &Self) {
        let high = match (self.high, other.high) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(self.low).saturating_add(b.unwrap_or(other.low))),
        };
        self.tokens = self.tokens.start.min(other.tokens.start)..self.tokens.end.max(other.tokens.end);
        self.low = self.low.saturating_add(other.low);
        self.high = high;
        self.vague |= other.vague;
    }
}

/// Words that end a noun phrase.
const STOPS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "by",
    "with",
    "and",
    "or",
    "to",
    "for",
    "from",
    "who",
    "that",
    "which",
    "was",
    "were",
    "has",
    "had",
    "have",
    "is",
    "are",
    "as",
    "after",
    "when",
    "while",
    "near",
    "be",
    "been",
    "during",
    "since",
    "including",
    "but",
    "whose",
    "where",
    "said",
    "inside",
    "outside",
    "among",
    "between",
    "because",
    "before",
    "against",
    "into",
    "aboard",
    "under",
    "over",
    "across",
    "about",
    "carrying",
    "the",
    "a",
    "an",
    "will",
    "got",
];

const PREPOSITIONS: &[&str] = &["of", "from", "in", "at", "near", "with", "by", "for", "on", "against", "aboard"];

/// Words that open a part of a party.
const PARTS: &[&str] = &["including", "mostly", "mainly", "among", "most", "many", "some", "one", "half"];

impl Figures {
    pub(super) fn is_people(&self, word: &str) -> bool {
        has(&self.plural, word) || has(&self.singular, word)
    }

    /// The party that starts at token `i`.
    pub(super) fn party(&self, words: Words<'_>, i: usize) -> Option<Party> {
        if words.any(i, &["no", "none", "nobody"]) {
            return self.nobody(words, i);
        }
        let mut at = i;
        let definite = words.any(at, &["the", "those", "these"]);
        let mut all = false;
        if words.is(at, "all") {
            all = true;
            at += 1 + usize::from(words.is(at + 1, "of"));
        }
        if words.any(at, &["another", "the", "those", "these", "its", "their", "his", "a", "an"])
            && (number::at(words, at).is_none() || words.is(at, "another"))
        {
            let more = usize::from(words.any(at + 1, &["other", "further", "additional", "total", "combined"]));
            let of = usize::from(more == 1 && words.is(at + 2, "of"));
            if let Some(party) = self.counted(words, at, at + 1 + more + of) {
                return Some(Party { definite: definite && !all, ..party });
            }
        }
        self.counted(words, i, at).or_else(|| self.single(words, i))
    }

    /// A count from `first` on and the noun after it; the party starts at `start`.
    fn counted(&self, words: Words<'_>, start: usize, first: usize) -> Option<Party> {
        let quantity = number::at(words, first)?;
        let mut at = quantity.tokens.end;
        let mut of = false;
        if words.is(at, "of") {
            if words.any(at + 1, &["them", "whom", "which", "those", "these", "dead", "all"])
                && !self.is_people(words.get(at + 1))
            {
                return None; // a part of a party
            }
            of = true;
            at += 1;
            at += usize::from(words.any(at, &["the", "its", "their", "his", "our", "these", "those"]));
        }
        let noun = at;
        let (end, known) = self.noun(words, at)?;
        let dozens_of = of && end == noun && self.trigger(words.get(end)).is_some() && !words.is(end - 1, "the");
        if of && !known && !dozens_of {
            return None;
        }
        let named = end > noun && words.is_capital(end - 1);
        Some(Party {
            tokens: start..end,
            low: quantity.low,
            high: quantity.high,
            vague: quantity.vague,
            known: known || named,
            definite: false,
        })
    }

    /// The end of the noun phrase whose words start at `at`, and whether it means people; none for things.
    fn noun(&self, words: Words<'_>, at: usize) -> Option<(usize, bool)> {
        let mut known = None;
        let mut end = at;
        let limit = at + 7;
        while end < limit {
            let word = words.get(end);
            if matches!(word, "\"" | "“" | "”" | "‘") || (words.is_dash(end) && words.is_glued(end + 1)) {
                end += 1;
                continue;
            }
            if !words.is_word(end) || (words.any(end, STOPS) && word != "IS") {
                break;
            }
            if self.trigger(word).is_some() && (known.is_some() || !self.is_adjective(words, end)) {
                break;
            }
            if has(&self.things, word) && !self.is_people(words.get(end + 1)) {
                return None;
            }
            end += 1;
            if self.is_people(word) || words.any(end - 1, &["more"]) {
                known = Some(end);
                // "several American service members": one of several is no head
                let head = has(&self.plural, word) && !self.is_people(words.get(end));
                if head && !words.is_dash(end) {
                    break;
                }
            }
        }
        Some((known.unwrap_or(end), known.is_some()))
    }

    /// "a woman", "her son", "a 55-year-old man", "10-year-old".
    fn single(&self, words: Words<'_>, i: usize) -> Option<Party> {
        const DETERMINERS: &[&str] = &["a", "an", "another", "her", "his", "their", "its", "my", "our", "the"];
        let definite = words.is(i, "the");
        let aged = age(words, i);
        let first = match aged {
            Some(end) => end,
            None if words.any(i, DETERMINERS) => i + 1,
            None => return None,
        };
        let mut at = first;
        while at < first + 7 {
            if let Some(end) = age(words, at) {
                at = end;
                if !self.noun(words, at).is_some_and(|n| n.1) {
                    return Some(Party::one(i..at, definite)); // "a 10-year-old"
                }
                continue;
            }
            let word = words.get(at);
            let hyphen = words.is_dash(at) && words.is_glued(at + 1);
            if !(words.is_word(at) || hyphen) || words.any(at, STOPS) {
                break;
            }
            if has(&self.plural, word) && !has(&self.singular, words.get(at + 1)) {
                return None;
            }
            if has(&self.singular, word) && !words.is_dash(at + 1) {
                let mut end = at + 1;
                while has(&self.singular, words.get(end)) {
                    end += 1;
                }
                if has(&self.plural, words.get(end)) || words.any(end, &["'s", "’s"]) {
                    return None; // "a member states", "a soldier's home"
                }
                return Some(Party::one(i..end, definite));
            }
            if self.trigger(word).is_some() {
                break;
            }
            at += 1;
        }
        aged.map(|end| Party::one(i..end, definite))
    }

    /// "no one", "nobody", "none", "no people", "no American servicemembers".
    fn nobody(&self, words: Words<'_>, i: usize) -> Option<Party> {
        if !words.is(i, "no") {
            return Some(Party::nought(i..i + 1));
        }
        let hyphen = usize::from(words.is_dash(i + 1));
        if words.is(i + 1 + hyphen, "one") {
            return Some(Party::nought(i..i + 2 + hyphen));
        }
        let (end, known) = self.noun(words, i + 1)?;
        (known && !words.is(end - 1, "more")).then(|| Party::nought(i..end))
    }

    /// The party after a verb, with those joined to it by "and"; none when it belongs to the next verb.
    pub(super) fn object(&self, words: Words<'_>, i: usize) -> Option<Party> {
        let mut party = self.party(words, i)?;
        if self.owned_by_verb(words, party.tokens.end) {
            return None;
        }
        let mut listed = false;
        loop {
            let end = party.tokens.end;
            let comma = words.get(end) == ",";
            let and = end + usize::from(comma);
            let joint = usize::from(words.is(and, "and")) + 3 * usize::from(words.phrase(and, &["as", "well", "as"]));
            if joint == 0 && !(comma && self.list_goes_on(words, end + 1, true)) {
                return Some(party);
            }
            let Some(next) = self.party(words, and + joint) else {
                return Some(party);
            };
            let fits = next.known && (party.known || listed) && !self.owned_by_verb(words, next.tokens.end);
            if !fits {
                return Some(party);
            }
            party.add(&next);
            listed = true;
        }
    }

    /// Whether, from `i` on, a party and then "and" and a party follow: the middle of a list, whose end is no verb's
    /// subject if it is to be an object.
    fn list_goes_on(&self, words: Words<'_>, i: usize, object: bool) -> bool {
        let mut at = i;
        for _ in 0..8 {
            let Some(party) = self.party(words, at).filter(|p| p.known) else {
                return false;
            };
            let comma = usize::from(words.get(party.tokens.end) == ",");
            at = party.tokens.end + comma;
            if words.is(at, "and") {
                return self
                    .party(words, at + 1)
                    .is_some_and(|p| p.known && !(object && self.owned_by_verb(words, p.tokens.end)));
            }
            if comma == 0 {
                return false;
            }
        }
        false
    }

    /// Whether a casualty verb or an auxiliary follows, so that the party before it is its subject.
    fn owned_by_verb(&self, words: Words<'_>, i: usize) -> bool {
        const ADVERBS: &[&str] =
            &["critically", "seriously", "more", "also", "slightly", "severely", "badly", "reported"];
        const FINITE: &[&str] = &["was", "were", "has", "have", "had", "is", "are", "got", "suffered", "sustained"];
        let i = i + usize::from(words.any(i, ADVERBS));
        let verb = self.trigger(words.get(i)).is_some_and(|t| !matches!(t.role, Role::Active | Role::Noun));
        words.any(i, FINITE) || verb
    }

    /// The party that is the subject of the verb at `end`, in `start..end`; `adjacent` when nothing may lie between.
    pub(super) fn subject(&self, words: Words<'_>, start: usize, end: usize, adjacent: bool) -> Option<Party> {
        let mut group: Option<Party> = None;
        let mut previous: Option<Party> = None; // the last party, not yet in a group
        let mut skipped = false; // a part of the last party lies behind it
        let mut i = start;
        while i < end {
            if let Some(after) = Self::part_of_party(words, i, end, group.is_some() || previous.is_some()) {
                skipped = true;
                i = after;
                continue;
            }
            let Some(party) = self.party(words, i).filter(|p| p.tokens.end <= end) else {
                i += 1;
                continue;
            };
            i = party.tokens.end;
            // "three members of the guard", "two men from a family of six"
            let inner = words.any(party.tokens.start.wrapping_sub(1), PREPOSITIONS)
                && previous
                    .as_ref()
                    .is_some_and(|last| !(last.tokens.end..party.tokens.start).any(|n| words.get(n) == ","));
            if inner {
                skipped = true;
                continue;
            }
            skipped = false;
            if let Some(last) = previous.take() {
                let joined = self.joined(words, last.tokens.end, party.tokens.start);
                group = (joined && last.known && party.known).then(|| {
                    let mut sum = group.take().unwrap_or(last);
                    sum.add(&party);
                    sum
                });
            }
            previous = Some(party);
        }
        let last = previous?;
        let gap = words.get(last.tokens.end);
        let touches = last.tokens.end == end || skipped || (end - last.tokens.end == 1 && matches!(gap, "\"" | "”"));
        if (adjacent || !last.known) && !touches {
            return None;
        }
        if adjacent && last.definite && last.low == 1 {
            return None; // "the man killed on Friday": spoken of, not told
        }
        Some(group.unwrap_or(last))
    }

    /// Where "including three children," ends that opens at `i`.
    fn part_of_party(words: Words<'_>, i: usize, end: usize, after_party: bool) -> Option<usize> {
        let of_them = |i: usize| words.is(i, "of") && words.any(i + 1, &["them", "whom", "those"]);
        let counted = number::at(words, i).is_some_and(|q| of_them(q.tokens.end));
        let opens = words.is(i, "including")
            || (after_party
                && words.any(i, PARTS)
                && (of_them(i + 1) || words.any(i, &["mostly", "mainly"]) || words.any(i + 1, &["them"])))
            || counted;
        if !opens {
            return None;
        }
        let close =
            (i + 1..end).find(|&c| matches!(words.get(c), "," | ")") || (words.is_dash(c) && !words.is_glued(c)));
        Some(close.map_or(end, |c| c + 1))
    }

    /// Whether only "and", or a comma of a list with an "and" to come, lies between two parties.
    fn joined(&self, words: Words<'_>, from: usize, to: usize) -> bool {
        let comma = usize::from(words.get(from) == ",");
        let at = from + comma;
        if (words.is(at, "and") && at + 1 == to) || (words.phrase(at, &["as", "well", "as"]) && at + 3 == to) {
            return true;
        }
        comma == 1 && at == to && self.list_goes_on(words, to, false)
    }
}

/// One past "55-year-old" or "55 year old" at `i`.
fn age(words: Words<'_>, i: usize) -> Option<usize> {
    let value = number::value_at(words, i)?;
    let mut at = value.end;
    for part in ["year", "old"] {
        at += usize::from(words.is_dash(at));
        let matches = words.is(at, part) || (part == "year" && words.any(at, &["month", "years", "day"]));
        if !matches {
            return None;
        }
        at += 1;
    }
    Some(at)
}

//! Recognise: tokens in, mentions out: the spans that name places or peoples. Knows nothing of events, and not which
//! place of a name is meant.

mod judge;
mod lexicon;
mod persons;
mod unknown;
mod walk;
mod words;

use std::ops::Range;

use judge::{Judge, Verdict};
pub(crate) use lexicon::{Senses, senses};
use persons::Persons;
use walk::{Finder, Found, Sort};
use words::Words;

use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId},
    text::{Span, Tokens},
};

/// What a mention's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name of a place: "Sirsa", "Nur Khan Airbase".
    Name,
    /// A people or adjective: "Indian", "Pakistanis"; its candidates are the countries or regions.
    Demonym,
    /// Words that look like a place's name but that the gazetteer lacks.
    Unknown,
}

/// A word for a sort of place beside a name, that is no part of it: "Arnia *sector*", "the *state* of Punjab".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generic {
    /// Index into `Tokens.tokens`.
    pub tokens: Range<usize>,
    /// What the word means.
    pub class: PlaceClass,
}

/// A span that names a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index into `Tokens.tokens`, without a possessive "’s".
    pub tokens: Range<usize>,
    /// Index into `Tokens.sentences`.
    pub sentence: usize,
    /// Bytes of the sentence's part.
    pub span: Span,
    /// What the words are.
    pub kind: MentionKind,
    /// The rows that bear the name, in the gazetteer's order; empty for an unknown name.
    pub candidates: Vec<PlaceId>,
    /// How each candidate bears the name.
    pub names: Vec<NameKind>,
    /// The word for a sort of place beside the name.
    pub generic: Option<Generic>,
    /// Whether the name belongs to a longer word or name that acts: "Pakistan-backed", "Punjab Police".
    pub compound: bool,
}

/// Finds the mentions of a document, in its order; no two of them share a token.
pub fn recognise(gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Mention> {
    let words = Words::of(tokens);
    let persons = Persons::of(&words);
    let mut finder = Finder::new(gazetteer);
    let mut mentions = Vec::new();
    for (index, sentence) in tokens.sentences.iter().enumerate() {
        let judge = Judge {
            words: &words,
            gazetteer,
            persons: &persons,
            case: words.case(&sentence.tokens),
            range: sentence.tokens.clone(),
        };
        read_sentence(&judge, index, &mut finder, &mut mentions);
    }
    mentions
}

fn read_sentence(judge: &Judge<'_>, sentence: usize, finder: &mut Finder<'_>, mentions: &mut Vec<Mention>) {
    let words = judge.words;
    let end = judge.range.end;
    let mut at = judge.range.start;
    let mut last: Option<usize> = None;
    // whether the mention before stands in a list of places that "in" or the like leads
    let mut in_list = false;
    while at < end {
        // "The U.S." at the start is the name without its article
        let article = at == judge.range.start && words.get(at).eq_ignore_ascii_case("the");
        if !(words.is_capital(at) || words.leads_name(at, end)) || article {
            at += 1;
            continue;
        }
        let listed = in_list
            && last.is_some_and(|l| (l..at).all(|i| matches!(words.get(i), "," | "and")) && at - l <= 2 && at > l);
        let found = finder.longest(words, at, end);
        let verdict = found.map(|f| judge.judge(at, &f, last));
        let mention = match (found, verdict) {
            (Some(found), Some(verdict @ (Verdict::Place | Verdict::Compound))) => {
                Some(name(judge, sentence, at, &found, verdict == Verdict::Compound))
            }
            (Some(found), Some(Verdict::Other)) if found.end > at + 1 => {
                at = found.end;
                continue;
            }
            _ => judge.unknown(at, listed).map(|tokens| unknown(judge, sentence, tokens)),
        };
        if let Some(mention) = mention {
            at = mention.tokens.end;
            in_list = listed || judge.is_cued(mention.tokens.start);
            let generic_end = mention.generic.as_ref().map_or(at, |g| g.tokens.end);
            last = Some(at.max(generic_end));
            at = at.max(generic_end);
            mentions.push(mention);
        } else {
            at += 1;
        }
    }
}

fn name(judge: &Judge<'_>, sentence: usize, start: usize, found: &Found<'_>, compound: bool) -> Mention {
    let demonym = found.sort == Sort::Demonym;
    Mention {
        span: span(judge, &(start..found.end)),
        tokens: start..found.end,
        sentence,
        kind: if demonym { MentionKind::Demonym } else { MentionKind::Name },
        candidates: found.bearers.iter().map(|(place, _)| place).collect(),
        names: found.bearers.iter().map(|(_, kind)| kind).collect(),
        generic: if demonym { None } else { generic(judge, start, found.end) },
        compound,
    }
}

fn unknown(judge: &Judge<'_>, sentence: usize, tokens: Range<usize>) -> Mention {
    Mention {
        span: span(judge, &tokens),
        tokens,
        sentence,
        kind: MentionKind::Unknown,
        candidates: Vec::new(),
        names: Vec::new(),
        generic: None,
        compound: false,
    }
}

fn span(judge: &Judge<'_>, tokens: &Range<usize>) -> Span {
    Span { start: judge.words.token(tokens.start).span.start, end: judge.words.token(tokens.end - 1).span.end }
}

/// The word for a sort of place after a name, or before it with "of".
fn generic(judge: &Judge<'_>, start: usize, end: usize) -> Option<Generic> {
    let words = judge.words;
    let (sort_end, sort) = judge.sort_after(end);
    if sort && let Some(class) = words.senses(sort_end - 1).class() {
        return Some(Generic { tokens: end..sort_end, class });
    }
    let first = judge.range.start;
    if start >= first + 2 && words.get(start - 1) == "of" {
        let class = words.senses(start - 2).class()?;
        return Some(Generic { tokens: start - 2..start - 1, class });
    }
    None
}

#[cfg(test)]
mod tests;

//! Given spans: the mention of a name whose place in the text is known, for scoring the resolver alone.

use std::ops::Range;

use super::{Beside, Resolution, Toponym};
use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId},
    recognise::{BEARERS, Generic, Mention, MentionKind, Senses, senses},
    text::{Part, Span, Tokens},
};

/// A town from which on a building or street with its name in its own is taken to stand there: "Manila Cathedral".
const KNOWN_TOWN: u64 = 15_000;

/// The mention of the name at `span` of a document's text, with the rows that bear it: as it stands; or without "the", a
/// possessive, or words for a sort of place; or as a demonym; or else the known place that is part of it. Without rows
/// where all that fails. None if no token lies in the span.
pub fn given(gazetteer: &Gazetteer, tokens: &Tokens<'_>, span: Span) -> Option<Mention> {
    let sentence = tokens.sentences.iter().position(|s| {
        let own = &tokens.tokens[s.tokens.clone()];
        s.part == Part::Text && own.last().is_some_and(|t| t.span.end > span.start)
    })?;
    let range = tokens.sentences[sentence].tokens.clone();
    let inside = |i: usize| tokens.tokens[i].span.start < span.end && tokens.tokens[i].span.end > span.start;
    let start = range.clone().find(|&i| inside(i))?;
    let end = (start..range.end).take_while(|&i| inside(i)).last()? + 1;
    let word = |i: usize| tokens.slice(Part::Text, tokens.tokens[i].span);
    let mut mention = Mention {
        tokens: start..end,
        sentence,
        span,
        kind: MentionKind::Unknown,
        candidates: Vec::new(),
        names: Vec::new(),
        generic: None,
        compound: false,
        probability: 1.0,
    };
    // what is left off on either side must say nothing
    let idle = |i: usize| {
        let word = word(i);
        word.len() <= 3 || senses(word).any(Senses::SORT.or(Senses::DIRECTION)) || word.starts_with(['\'', '’'])
    };
    let whole = |a: usize, b: usize| (start..a).chain(b..end).all(idle);
    let part = |a: usize, _: usize| word(a).starts_with(char::is_uppercase);
    let strict = longest(start..end, whole).find_map(|r| Some((look_up(gazetteer, tokens, &r, false)?, r)));
    let found =
        strict.or_else(|| longest(start..end, part).find_map(|r| Some((look_up(gazetteer, tokens, &r, true)?, r))));
    if let Some(((kind, candidates, names), own)) = found {
        let before = (range.start.max(start.saturating_sub(2))..own.start).rev();
        let mut around = (own.end..end.max(own.end + 1).min(range.end)).chain(before);
        let generic = around.find_map(|i| Some(Generic { tokens: i..i + 1, class: senses(word(i)).class()? }));
        mention.generic = generic.filter(|_| kind == MentionKind::Name);
        mention.span = bytes(tokens, &own);
        (mention.tokens, mention.kind, mention.candidates, mention.names) = (own, kind, candidates, names);
    }
    Some(mention)
}

/// Gives the names without a row that of the place by which they stand ([`Beside`]). For names that are known to be places, as a gold's
/// are: a street or a hall that no gazetteer has mostly lies in the town that the text is about.
pub fn settle(toponyms: &mut [Toponym]) {
    let beside = Beside::of(toponyms);
    let settled: Vec<Option<Resolution>> = (0..toponyms.len())
        .map(|i| {
            let r = if toponyms[i].resolution.is_none() { beside.find(i)?.0 } else { return None };
            Some(Resolution { confidence: r.confidence / 2.0, reasons: vec!["beside".into()], ..r.clone() })
        })
        .collect();
    for (toponym, settled) in toponyms.iter_mut().zip(settled) {
        toponym.resolution = toponym.resolution.take().or(settled);
    }
}

/// The ranges of tokens within `all` that pass, the longest first.
fn longest(all: Range<usize>, passes: impl Fn(usize, usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let starts = move |len: usize| all.start..(all.end + 1).saturating_sub(len).max(all.start);
    (1..=starts(0).len())
        .rev()
        .flat_map(move |len| starts(len).map(move |a| a..a + len))
        .filter(move |r| passes(r.start, r.end))
}

/// What bears the name of some tokens; of those that are only part of a name, `known` places alone.
fn look_up(
    gazetteer: &Gazetteer,
    tokens: &Tokens<'_>,
    own: &Range<usize>,
    known: bool,
) -> Option<(MentionKind, Vec<PlaceId>, Vec<NameKind>)> {
    let name = tokens.slice(Part::Text, bytes(tokens, own));
    let is_known = |place: PlaceId| {
        let facts = gazetteer.facts(place);
        facts.class >= PlaceClass::Province || facts.class == PlaceClass::Settlement && facts.population >= KNOWN_TOWN
    };
    if let Some(bearers) = gazetteer.bearers(name)
        && (!known || bearers.first().is_some_and(is_known) && !senses(name).any(Senses::SORT.or(Senses::WORD)))
    {
        let (candidates, names) = bearers.best(BEARERS).unzip();
        return Some((MentionKind::Name, candidates, names));
    }
    let demonym = gazetteer.demonym(name);
    let names = vec![NameKind::Alternate; demonym.len()];
    (!demonym.is_empty()).then_some((MentionKind::Demonym, demonym, names))
}

fn bytes(tokens: &Tokens<'_>, own: &Range<usize>) -> Span {
    Span { start: tokens.tokens[own.start].span.start, end: tokens.tokens[own.end - 1].span.end }
}

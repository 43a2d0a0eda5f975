//! Extents: which of a trigger's toponyms are its places, and how much of each is meant.

use super::{
    aim::{self, Aim},
    arguments::Instance,
    aside::lies_beside,
    chunk::ChunkKind,
    container::is_container,
    event::Extent,
    sentence::Parse,
    trigger::Trigger,
};
use crate::{
    kinds::Slot,
    text::{Span, Tokens},
};

/// A place of an event.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) toponym: usize,
    pub(crate) chunk: usize,
    pub(crate) preposition: Option<usize>,
    pub(crate) location: Span,
    pub(crate) extent: Extent,
    pub(crate) confidence: f64,
    pub(crate) why: &'static str,
}

/// The places of a trigger, without those that only contain another.
pub(crate) fn places(
    parse: &Parse<'_>,
    tokens: &Tokens<'_>,
    instance: &Instance,
    targets: &[Aim],
    trigger: &Trigger,
) -> Vec<Place> {
    let mut arguments: Vec<_> = instance.places().cloned().collect();
    if arguments.is_empty() && trigger.frame.intended {
        arguments = aim::places(parse, instance, targets);
    }
    let kept: Vec<_> = arguments
        .iter()
        .enumerate()
        .filter(|&(i, _)| !is_container(parse, &arguments, i))
        // "it fell into the sea" struck nothing
        .filter(|(_, a)| trigger.frame.subject != Slot::Weapon || !parse.places.is_water(a.toponym))
        .map(|(_, a)| a.clone())
        .collect();
    kept.into_iter()
        .map(|a| {
            let (location, part) = words_of(parse, tokens, a.toponym, a.chunk);
            let near = a
                .preposition
                .is_some_and(|p| parse.head_classes(p).has(parse.grammar.near) && !parse.reads(p, &["along"]));
            let extent = if let Some(extent) = bearing(parse, a.toponym) {
                extent
            } else if part {
                Extent::Part
            } else if near || a.why == "its target" {
                Extent::Near
            } else {
                Extent::Whole
            };
            let confidence = match a.why {
                "clause above" => 0.65,
                "in front" | "its target" => 0.75,
                "modifier" | "possessive" => 0.7,
                _ => 0.85,
            };
            Place {
                toponym: a.toponym,
                chunk: a.chunk,
                preposition: a.preposition,
                location,
                extent,
                confidence,
                why: a.why,
            }
        })
        .collect()
}

/// "30 km south of Haifa" is near it, "south of Haifa" anywhere there.
fn bearing(parse: &Parse<'_>, toponym: usize) -> Option<Extent> {
    let start = parse.toponyms[toponym].mention.tokens.start;
    let before = start.checked_sub(3).filter(|&t| t >= parse.words.first)?;
    // "the south of Ukraine" is in it
    let bears = lies_beside(parse, start, &["of", "from"]) && !parse.words.is(before, &["the", "-"]);
    let measured = parse.words.has(before, parse.grammar.length) || parse.words.is(before, &["just", ")"]);
    bears.then_some(if measured { Extent::Near } else { Extent::Beyond })
}

/// A toponym beside a trigger as its place, though no rule says so.
pub(crate) fn beside(parse: &Parse<'_>, tokens: &Tokens<'_>, toponym: usize, chunk: usize) -> Place {
    let (location, part) = words_of(parse, tokens, toponym, chunk);
    let extent = bearing(parse, toponym).unwrap_or(if part { Extent::Part } else { Extent::Whole });
    Place { toponym, chunk, preposition: None, location, extent, confidence: 0.6, why: "beside" }
}

/// A toponym of a sentence before as its place; `chunk` is the trigger's.
pub(crate) fn carried(parse: &Parse<'_>, toponym: usize, chunk: usize) -> Place {
    let location = parse.toponyms[toponym].mention.span;
    Place { toponym, chunk, preposition: None, location, extent: Extent::Whole, confidence: 0.6, why: "carried" }
}

pub(super) fn is_partial(parse: &Parse<'_>, toponym: usize) -> bool {
    let start = parse.toponyms[toponym].mention.tokens.start;
    start > parse.words.first && parse.words.classes(start - 1).has(parse.grammar.direction)
}

/// The words that name the place, with "northern", "border areas of" and "sector", and whether they mean a part of it.
fn words_of(parse: &Parse<'_>, tokens: &Tokens<'_>, toponym: usize, chunk: usize) -> (Span, bool) {
    let mention = &parse.toponyms[toponym].mention;
    let (mut start, mut end) = (mention.tokens.start, mention.tokens.end);
    let mut part = false;
    let bounds = parse.chunks[chunk].tokens.clone();
    // "northern India", "southern and eastern Ukraine"
    let direction = |t: usize| parse.words.classes(t).has(parse.grammar.direction);
    let mut t = start;
    while t > parse.words.first
        && (direction(t - 1)
            || t < start && parse.words.is(t - 1, &["and", "-", ","]) && t - 1 > parse.words.first && direction(t - 2))
    {
        t -= 1;
    }
    if t < start {
        (start, part) = (t, true);
    }
    // "Indian border states", "Arnia sector", "Dnipropetrovsk region"
    // and in a list without commas no further than the next name
    let next = parse.toponyms_in(chunk).find(|&t| parse.is_beside_in_list(toponym, t));
    let after: Vec<usize> = if next.is_some() { Vec::new() } else { (end..bounds.end).collect() };
    if let Some(&last) = after
        .iter()
        .rev()
        .find(|&&t| parse.words.classes(t).has(parse.grammar.generic) || parse.words.classes(t).has(parse.grammar.area))
    {
        let plain = after.iter().take_while(|&&t| t <= last).all(|&t| !parse.words.is(t, &["'s", "’s", "'", "’", "-"]));
        if plain {
            end = last + 1;
            part |= parse.is_demonym(toponym);
        }
    }
    // "border areas of Jammu", "the outskirts of Kyiv"
    let head = chunk.checked_sub(2);
    let listed = parse.toponyms_in(chunk).any(|t| parse.is_beside_in_list(t, toponym));
    if let Some(head) = head.filter(|&h| {
        chunk >= 1
            && !listed
            && parse.kind(chunk - 1) == Some(ChunkKind::Preposition)
            && parse.reads(chunk - 1, &["of", "with"])
            && parse.is_noun(h)
    }) {
        let classes = parse.head_classes(head);
        if classes.has(parse.grammar.area) && !classes.has(parse.grammar.whole) {
            let mut first = parse.chunks[head].tokens.start;
            while parse.words.is(first, &["the", "a", "an", "some"]) && first < parse.chunks[head].head {
                first += 1;
            }
            start = first;
            part = true;
        }
    }
    let span = Span { start: tokens.tokens[start].span.start, end: tokens.tokens[end - 1].span.end };
    (span, part)
}

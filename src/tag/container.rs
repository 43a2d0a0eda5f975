//! Containers: which of a trigger's toponyms only say where another of them lies.

use super::{arguments::Argument, chunk::ChunkKind, extent::is_partial, sentence::Parse};
use crate::gazetteer::PlaceClass;

/// Whether the argument only says where another one lies: "Sirsa in Haryana", "Bikaner, Rajasthan", "across Ukraine,
/// including Kyiv".
pub(super) fn is_container(parse: &Parse<'_>, arguments: &[Argument], i: usize) -> bool {
    let argument = &arguments[i];
    let (places, toponym) = (&parse.places, argument.toponym);
    // stated as its container by the resolver
    let stated = |&(t, _): &(usize, usize)| {
        t != toponym && parse.toponyms[t].stated_in == Some(toponym) && arguments.iter().any(|a| a.toponym == t)
    };
    let of = Around { parse, arguments, argument };
    if parse.here.iter().any(stated) || of.is_behind() || of.is_in_front() || names_site(parse, argument) {
        return true;
    }
    // "in Pakistan and Pakistan-administered Kashmir" names both
    let holds =
        |a: &&Argument| a.toponym != toponym && places.contains(toponym, a.toponym) && !parse.is_demonym(a.toponym);
    // "shelling in Kharkiv region killed two in Kupiansk"
    let harmed = arguments.iter().filter(holds).any(|a| a.why == "where it harmed");
    let finer_here = arguments.iter().filter(holds).any(|a| {
        (a.preposition != argument.preposition || a.why != argument.why || a.chunk == argument.chunk)
            && !a
                .preposition
                .is_some_and(|p| a.chunk > argument.chunk && p > 0 && parse.kind(p - 1) == Some(ChunkKind::Conjunction))
    });
    let country =
        matches!(parse.class(toponym), Some(PlaceClass::Country | PlaceClass::Continent)) || parse.is_demonym(toponym);
    // "in Baghdad, a bomb went off in the Karradah district"
    let quarter = |a: &Argument| {
        a.chunk > argument.chunk
            && a.toponym != toponym
            && parse.words.has(parse.chunks[a.chunk].head, parse.grammar.quarter)
            && parse.class(a.toponym) <= Some(PlaceClass::Settlement)
    };
    let town = argument.why == "in front" && parse.class(toponym) == Some(PlaceClass::Settlement);
    if town && arguments.iter().any(quarter) {
        return true;
    }
    if harmed || finer_here && (country || matches!(argument.why, "in front" | "clause above" | "shared subject")) {
        return true;
    }
    let listed = arguments.iter().any(|a| a.why == "including");
    if listed && argument.why != "including" && of.is_coarse(toponym) && !is_partial(parse, toponym) {
        return true;
    }
    // "Indian cities, including Lahore" has its finer places; a country beside unknown ones too
    parse.is_demonym(toponym) && arguments.len() > 1 && listed
}

/// An argument among the others.
struct Around<'a, 'p> {
    parse: &'a Parse<'p>,
    arguments: &'a [Argument],
    argument: &'a Argument,
}

impl Around<'_, '_> {
    /// Whether the argument stands behind another that lies in it or beside it.
    fn is_behind(&self) -> bool {
        let Self { parse, arguments, argument } = *self;
        let (places, toponym) = (&parse.places, argument.toponym);
        let (class, water) = (places.class(toponym), places.is_water(toponym));
        let is_comma = |chunk: usize| parse.kind(chunk) == Some(ChunkKind::Comma);
        let after = |words: &[&str]| argument.preposition.filter(|&p| parse.reads(p, words));
        let any = |test: &dyn Fn(&Argument) -> bool| arguments.iter().any(|a| a.toponym != toponym && test(a));
        let holds = |a: &Argument| finer(places.class(a.toponym), class);
        let directly_in = after(&["in", "at", "of"]).is_some_and(|p| {
            any(&|a| a.chunk + 2 == argument.chunk && p == a.chunk + 1 && !names_site(parse, a) && holds(a))
        });
        // "Mathiang, in Longochuk County"
        let apart = after(&["in"]).is_some_and(|p| {
            let area = |a: &Argument| self.is_area(toponym) && !self.is_area(a.toponym);
            let behind = |a: &Argument| a.chunk + 3 == argument.chunk && p == a.chunk + 2 && is_comma(a.chunk + 1);
            any(&|a| behind(a) && (area(a) || self.is_coarse(toponym) && holds(a)))
        });
        // "the Bholari air base near Jamshoro", "the Thalladi camp, near Mannar"
        let near = |p: &usize| {
            let close =
                parse.reads(*p, &["to"]) && parse.words.is(parse.chunks[*p].tokens.start.wrapping_sub(1), &["close"]);
            close || parse.head_classes(*p).has(parse.grammar.near) && !parse.reads(*p, &["along"])
        };
        let nearby = argument.preposition.filter(near).is_some_and(|p| {
            let vaguer = |a: &Argument| parse.is_demonym(a.toponym) || finer(class, places.class(a.toponym));
            let apposed = |a: &Argument| {
                is_comma(a.chunk + 1) && (a.chunk + 2 == p || parse.kind(p - 1) == Some(ChunkKind::Other))
            };
            any(&|a| (a.chunk + 1 == p || a.chunk < p && p <= a.chunk + 3 && apposed(a)) && !vaguer(a))
        });
        // "in Mugunga, on the outskirts of Goma"
        let outside = argument.chunk.checked_sub(1).filter(|&p| {
            p > 2
                && parse.reads(p, &["of"])
                && parse.words.has(parse.chunks[p - 1].head, parse.grammar.skirt)
                && parse.kind(p - 2) == Some(ChunkKind::Preposition)
        });
        let skirted = outside.is_some_and(|p| any(&|a| a.chunk + 3 == p || a.chunk + 4 == p && is_comma(p - 3)));
        // "over Engels, across the Volga"
        let beyond = water && arguments.len() > 1 && after(&["across"]).is_some();
        // "the plant on the Danube", "Salif, on the Red Sea"
        let shore = water && after(&["on", "along"]).is_some();
        let place =
            |a: &Argument| !places.is_water(a.toponym) && !self.is_area(a.toponym) && !self.is_coarse(a.toponym);
        let apposed =
            |a: &Argument, chunks: usize| a.chunk + chunks == argument.chunk && is_comma(a.chunk + 1) && place(a);
        let ashore = |a: &Argument| apposed(a, 3) || a.chunk + 2 == argument.chunk && !places.is_water(a.toponym);
        // "in Ilsky, Krasnodar Krai"
        let sorted = parse.words.has(parse.chunks[argument.chunk].head, parse.grammar.generic)
            && (self.is_area(toponym) || self.is_coarse(toponym))
            && parse.kind(argument.chunk + 1) != Some(ChunkKind::Conjunction);
        directly_in
            || apart
            || nearby
            || skirted
            || beyond
            || shore && any(&|a| ashore(a))
            || sorted
                && any(&|a| apposed(a, 2) && (places.class(a.toponym).is_none() || places.contains(toponym, a.toponym)))
    }

    /// Whether the argument stands in front of another that lies in it, or behind one in front of the subject.
    fn is_in_front(&self) -> bool {
        let Self { parse, arguments, argument } = *self;
        let toponym = argument.toponym;
        let end = parse.toponyms[toponym].mention.tokens.end;
        let closed = parse.kind(argument.chunk + 1) == Some(ChunkKind::Comma);
        // "along the Line of Control in Kupwara": the region runs through the finer place
        let through = parse.class(toponym) == Some(PlaceClass::Region)
            && arguments.iter().any(|a| {
                a.chunk == argument.chunk + 2
                    && a.preposition.is_some_and(|p| p == argument.chunk + 1 && parse.reads(p, &["in", "at", "near"]))
                    && finer(parse.class(a.toponym), parse.class(toponym))
            });
        // "In Shan State's largest town, Lashio, clashes": the town is named behind
        let owned = closed
            && parse.words.is(end, &["'s", "’s"])
            && parse.head_classes(argument.chunk).has(parse.grammar.nominal)
            && parse.chunks[argument.chunk].head >= end
            && arguments.iter().any(|a| a.chunk == argument.chunk + 2);
        // "In Fortul, Arauca, four soldiers": two names before a subject are a place and what holds it
        let fronted = arguments.iter().filter(|a| a.why == "in front").count() == 2 && argument.why == "in front";
        let named = |a: &Argument| {
            a.chunk + 2 == argument.chunk
                && a.preposition == argument.preposition
                && parse.kind(a.chunk + 1) == Some(ChunkKind::Comma)
                && parse.chunks[a.chunk].head < parse.toponyms[a.toponym].mention.tokens.end
                && parse.class(a.toponym) < parse.class(toponym)
        };
        through || owned || closed && fronted && arguments.iter().any(named)
    }

    fn is_coarse(&self, toponym: usize) -> bool {
        let class = self.parse.class(toponym);
        matches!(class, Some(PlaceClass::Country | PlaceClass::Continent | PlaceClass::Region | PlaceClass::Province))
    }

    /// "Longochuk County", whether it has a row or not
    fn is_area(&self, toponym: usize) -> bool {
        let parse = self.parse;
        let last = parse.toponyms[toponym].mention.tokens.end - 1;
        parse.class(toponym).map_or(parse.words.has(last, parse.grammar.generic), |class| class == PlaceClass::District)
    }
}

/// "at the Kyiv hydropower plant": a town only gives a site its name, where it lies is told behind.
fn names_site(parse: &Parse<'_>, argument: &Argument) -> bool {
    let end = parse.toponyms[argument.toponym].mention.tokens.end;
    parse.class(argument.toponym) == Some(PlaceClass::Settlement)
        && parse.chunks[argument.chunk].head >= end
        && parse.head_classes(argument.chunk).has(parse.grammar.object)
        && !parse.head_classes(argument.chunk).has(parse.grammar.area)
        && !parse.words.is(end, &["'s", "’s"])
        && parse.reads(argument.chunk + 1, &["in"])
        && parse.toponyms_in(argument.chunk + 2).any(|t| parse.class(t).is_none_or(|c| c == PlaceClass::Settlement))
}

fn finer(a: Option<PlaceClass>, b: Option<PlaceClass>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a < b || a == PlaceClass::Settlement && b == PlaceClass::Settlement,
        (None, Some(_)) => true,
        _ => false,
    }
}

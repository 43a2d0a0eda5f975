//! Asides: names that stand beside a trigger and are not where it happened: they say where another place lies, who speaks, whence
//! they came.

use super::{arguments::Instance, chunk::ChunkKind, clause::ClauseKind, sentence::Parse};
use crate::{gazetteer::PlaceClass, text::pos::Tag};

/// Whether a toponym tells where another of its sentence lies, or whence or where those are who are spoken of: "Muridke, a town
/// near Lahore", "on the outskirts of El-Fasher", "south of Haifa", "Sirsa in Haryana", "bombers took off from Engels".
pub(crate) fn only_locates(parse: &Parse<'_>, toponym: usize, chunk: usize) -> bool {
    let start = parse.toponyms[toponym].mention.tokens.start;
    let first = parse.words.first;
    let holds = parse.here.iter().any(|&(t, _)| t != toponym && parse.toponyms[t].stated_in == Some(toponym));
    let before = (first..start).rev().find(|&t| {
        !parse.words.classes(t).has(parse.grammar.direction)
            && !parse.words.is(t, &["the", "city", "town", "capital", "village", "border", "port", "of", "besieged"])
    });
    // "close to Tbilisi", "on the outskirts of El-Fasher"
    let before = before.map(|t| if parse.words.is(t, &["to"]) && t > first { t - 1 } else { t });
    let named_before = |limit: usize| {
        parse.here.iter().any(|&(t, _)| {
            let end = parse.toponyms[t].mention.tokens.end;
            !parse.is_demonym(t) && end <= start && end + limit > start
        })
    };
    let skirts = |t: usize| {
        parse.words.classes(t).has(parse.grammar.near)
            || parse.words.is(t, &["outskirts", "edge", "overlooking", "bordering", "linking"])
    };
    let near = before.is_some_and(skirts) && named_before(9);
    // "in Volna, where the Tamanneftegaz terminal is located"
    let clause = &parse.clauses.all[parse.clauses.of[chunk]];
    let stands = |&v: &usize| {
        parse.head_classes(v).has(parse.grammar.stationed) || parse.words.has(parse.chunks[v].head, parse.grammar.lying)
    };
    let lies =
        clause.opener.is_some_and(|o| parse.reads(o, &["where", "which"])) && clause.verbs.first().is_some_and(stands);
    holds
        || near
        || lies
        || lies_beside(parse, start, &["of"])
        || is_whence(parse, start)
        || holds_one_before(parse, toponym, chunk)
}

/// "in Badasgam village in south Kashmir's Anantnag district": whether it stands right behind a finer name.
fn holds_one_before(parse: &Parse<'_>, toponym: usize, mut chunk: usize) -> bool {
    // "in the district of Bandiagara"
    if parse.is_behind_sort(chunk) {
        chunk -= 2;
    }
    let before = chunk.checked_sub(2).filter(|_| parse.reads(chunk - 1, &["in"]));
    // "Sobane Da, in the district"
    let before = before.map(|b| b - usize::from(b > 0 && parse.kind(b) == Some(ChunkKind::Comma)));
    let finer =
        |t: usize| !parse.is_demonym(t) && parse.class(t).is_none_or(|class| Some(class) < parse.class(toponym));
    parse.class(toponym) > Some(PlaceClass::Settlement) && before.is_some_and(|b| parse.toponyms_in(b).any(finer))
}

/// "the Caribbean island", "the Gulf state": the name of a part of the world says only which country is meant.
pub(super) fn only_describes(parse: &Parse<'_>, toponym: usize, chunk: usize) -> bool {
    const COUNTRIES: [&str; 6] = ["country", "island", "kingdom", "nation", "republic", "state"];
    let head = parse.chunks[chunk].head;
    matches!(parse.class(toponym), Some(PlaceClass::Region | PlaceClass::Continent))
        && head >= parse.toponyms[toponym].mention.tokens.end
        && parse.words.is(head, &COUNTRIES)
        || names_street(parse, toponym, chunk)
}

/// "Jackson Street", "Hangu's Thall Road": a street that has a town's name, of a road only where the text says in which town it is.
fn names_street(parse: &Parse<'_>, toponym: usize, chunk: usize) -> bool {
    let end = parse.toponyms[toponym].mention.tokens.end;
    let named = matches!(parse.class(toponym), Some(PlaceClass::Settlement | PlaceClass::District))
        && end < parse.words.end()
        && parse.words.has(end, parse.grammar.street)
        && parse.words.word(end).starts_with(|c: char| c.is_ascii_uppercase());
    let owned = || parse.toponyms_in(chunk).any(|t| t < toponym && !parse.is_demonym(t));
    let placed = || parse.reads(chunk + 1, &["in"]) && parse.toponyms_in(chunk + 2).next().is_some();
    // "on the Bauchi Road" may be all that the text says
    named && (!parse.words.is(end, &["road"]) || owned() || placed())
}

/// "Kyiv's air force", "Russia's defence ministry": whose people say or do something.
pub(crate) fn only_speaks(parse: &Parse<'_>, toponym: usize, chunk: usize) -> bool {
    let end = parse.toponyms[toponym].mention.tokens.end;
    let governs = parse.class(toponym) == Some(PlaceClass::Country) || parse.places.is_capital(toponym);
    let people = parse.grammar.force.union(parse.grammar.person);
    governs
        && parse.words.is(end, &["'s", "’s"])
        && parse.chunks[chunk].head > end
        && parse.head_classes(chunk).has(people)
}

/// "Altaf, an officer in X, told": in the words of who tells of it, behind their name.
pub(crate) fn only_tells(parse: &Parse<'_>, instance: &Instance, chunk: usize) -> bool {
    let own = parse.clauses.of[chunk];
    let clause = &parse.clauses.all[own];
    let Some(verb) = parse.report_of(own).filter(|_| own != instance.clause) else { return false };
    let tells = !parse.verb(verb).is_some_and(|form| form.passive);
    let behind = clause.subject.is_some_and(|subject| subject < chunk && (chunk < verb) == (subject < verb));
    tells && behind && parse.is_noun(chunk) && (chunk < verb || clause.kind == ClauseKind::Attribution)
}

/// "In Lisbon, diplomats said": where those are who tell of what happened elsewhere.
pub(crate) fn tells_from(parse: &Parse<'_>, chunk: usize) -> bool {
    let own = parse.clauses.of[chunk];
    let Some(verb) = parse.report_of(own) else { return false };
    let who = parse.clauses.all[own].subject.filter(|&s| chunk < s && s < verb);
    who.is_some_and(|s| parse.head_classes(s).has(parse.grammar.person))
}

/// "struck X in retaliation for an attack in Y": where that was for which it was done.
pub(crate) fn only_gives_cause(parse: &Parse<'_>, instance: &Instance, chunk: usize) -> bool {
    (instance.chunk + 1..chunk).any(|p| parse.gives_cause(p))
}

/// "half the island lost power": no town that was named before.
pub(crate) fn speaks_of_area(parse: &Parse<'_>, instance: &Instance, toponym: usize) -> bool {
    const AREAS: [&str; 6] = ["island", "country", "nation", "state", "province", "region"];
    let subject = parse.clauses.subject(instance.clause).filter(|&s| parse.is_noun(s));
    subject.is_some_and(|s| parse.words.is(parse.chunks[s].head, &AREAS))
        && parse.class(toponym).is_some_and(|class| class <= PlaceClass::Settlement)
}

/// "bombers took off from X", "fired by gunmen positioned in X", "told reporters in X": where those came from or are who do it,
/// or where it is told.
fn is_whence(parse: &Parse<'_>, start: usize) -> bool {
    let (words, grammar) = (&parse.words, parse.grammar);
    let first = words.first;
    // the preposition of its noun phrase: "from the northern region of Murmansk"
    let leads = |&t: &usize| matches!(words.tag(t), Tag::In | Tag::To) && !words.is(t, &["of"]);
    let Some(lead) = (first.max(start.saturating_sub(6))..start).rev().find(leads) else { return false };
    let before =
        |class, reach: usize| (first.max(lead.saturating_sub(reach))..lead).rev().find(|&t| words.has(t, class));
    if words.is(lead, &["from"]) {
        // "a bomber from X": who does it comes from there
        return before(grammar.departed.union(grammar.armed), 1).is_some()
            || words.is(lead.wrapping_sub(1), &["off"]) && before(grammar.departed, 2).is_some();
    }
    // "flown by helicopter to X", "treated at a hospital in X"
    if words.is(lead, &["to", "in", "at"])
        && before(grammar.brought, 7).is_some_and(|t| (t..=lead).any(|p| words.is(p, &["to", "at"])))
    {
        return true;
    }
    let told = words.is(lead, &["in", "at", "from", "to"]) && before(grammar.meeting, 1).is_some();
    told || words.is(lead, &["in", "at", "near", "on", "inside"])
        && before(grammar.stationed, 2)
            .is_some_and(|t| (first.max(t.saturating_sub(5))..t).any(|t| words.is(t, &["by"])))
}

/// "south of" before the name that starts at `start`.
pub(super) fn lies_beside(parse: &Parse<'_>, start: usize, of: &[&str]) -> bool {
    start >= parse.words.first + 2 && parse.words.is(start - 1, of) && parse.words.has(start - 2, parse.grammar.bearing)
}

//! Extents: which of a trigger's toponyms are its places, how much of each is meant, and where a weapon was only aimed.

use super::{
    arguments::{Instance, Role},
    chunk::ChunkKind,
    clause::ClauseKind,
    context,
    event::Extent,
    sentence::Parse,
    trigger::{Trigger, Triggers, Use},
};
use crate::{
    gazetteer::PlaceClass,
    kinds::Slot,
    text::{Span, Tokens, pos::Tag},
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

/// "one aimed at New Delhi": the weapon's noun chunk, the clause and the toponyms.
#[derive(Debug, Clone)]
pub(crate) struct Aim {
    pub(crate) clause: usize,
    pub(crate) weapon: Option<usize>,
    pub(crate) toponyms: Vec<usize>,
    pub(crate) chunks: Vec<usize>,
    /// What follows the target, which belongs to what met the weapon: "over Sirsa".
    pub(crate) beyond: Vec<(usize, usize, usize)>,
}

/// Where weapons are said to be aimed, fired or heading, in participle clauses of this sentence.
pub(crate) fn intended_targets(parse: &Parse<'_>) -> Vec<Aim> {
    let mut aims = Vec::new();
    for (clause, c) in parse.clauses.all.iter().enumerate() {
        let Some(&verb) = c.verbs.first() else {
            continue;
        };
        let aimed = parse.head_classes(verb).has(parse.grammar.aim);
        let form = parse.verb(verb).unwrap_or_default();
        let bare = form.bare && parse.kind(verb + 1) == Some(ChunkKind::Preposition) && c.kind != ClauseKind::Main;
        let open = matches!(c.kind, ClauseKind::Participle)
            || c.kind == ClauseKind::Relative && form.passive
            || bare
            || form.passive && parse.head_classes(verb).has(parse.grammar.meant);
        if !aimed || !open {
            continue;
        }
        let mut toponyms = Vec::new();
        let mut chunks = Vec::new();
        let mut beyond = Vec::new();
        let mut past = None;
        let mut toward = parse.words.is(parse.chunks[verb].head, &["targeting"]);
        for j in verb + 1..parse.chunks.len() {
            if parse.clauses.of[j] != clause {
                continue;
            }
            match parse.chunks[j].kind {
                ChunkKind::Preposition
                    if !toponyms.is_empty() && parse.reads(j, &["over", "above", "near", "outside"]) =>
                {
                    past = Some(j);
                }
                ChunkKind::Noun if past.is_some() => {
                    beyond.extend(past.into_iter().flat_map(|p| parse.toponyms_in(j).map(move |t| (t, j, p))));
                }
                ChunkKind::Preposition => {
                    toward = parse.reads(j, &["at", "for", "towards", "toward", "to", "on", "against", "into"])
                        || toward && parse.reads(j, &["in", "of"]);
                }
                ChunkKind::Noun if toward => {
                    chunks.push(j);
                    toponyms.extend(parse.toponyms_in(j));
                }
                _ => {}
            }
        }
        if !chunks.is_empty() {
            aims.push(Aim {
                clause,
                weapon: c.antecedent.or_else(|| parse.clauses.subject(clause)),
                toponyms,
                chunks,
                beyond,
            });
        }
    }
    aims
}

/// The places of a launch that is only told as what was meant.
pub(crate) fn aim_of(instance: &Instance) -> Option<Aim> {
    let toponyms: Vec<usize> = instance.places().map(|a| a.toponym).collect();
    let chunks: Vec<usize> = instance.places().map(|a| a.chunk).collect();
    (!toponyms.is_empty()).then(|| Aim {
        clause: instance.clause,
        weapon: instance.patients.first().copied(),
        toponyms,
        chunks,
        beyond: Vec::new(),
    })
}

/// Whether a launch is told only as where an intercepted weapon was meant to go: "missiles fired at the base were
/// intercepted", "fired ten missiles at Kyiv, all of which were shot down".
pub(crate) fn is_only_aimed(
    parse: &Parse<'_>,
    instance: &Instance,
    all: &[Instance],
    triggers: &Triggers,
    targets: &[Aim],
) -> bool {
    let launch = &triggers.all[instance.found.trigger];
    if launch.frame.object != Slot::Weapon && !targets.iter().any(|a| a.clause == instance.clause) {
        return false;
    }
    let aim = targets.iter().find(|a| a.clause == instance.clause);
    all.iter().any(|other| {
        let trigger = &triggers.all[other.found.trigger];
        if trigger.kind == launch.kind || trigger.usage != Use::Verb || !trigger.frame.intended {
            return false;
        }
        let of_aim =
            aim.is_some_and(|a| a.weapon.is_some_and(|w| other.patients.contains(&w)) || other.clause == a.clause);
        let all_of_them = other.found.start > instance.found.start
            && (other.found.start.saturating_sub(8)..other.found.start)
                .any(|t| t >= instance.found.end && parse.words.is(t, &["all", "both", "each", "every", "none"]));
        let same_object = other.clause != instance.clause
            && parse.clauses.all[other.clause].kind == ClauseKind::Relative
            && parse.clauses.all[other.clause].antecedent.is_some()
            && instance.patients.iter().any(|p| other.patients.first() == Some(p));
        let pronoun = other.found.start > instance.found.start
            && other
                .patients
                .first()
                .is_some_and(|&p| parse.is_noun(p) && parse.reads(p, &["it", "them", "they", "these"]))
            || parse.clauses.all[other.clause].kind == ClauseKind::Relative
                && parse.clauses.all[other.clause].subject.is_some()
                && other.patients.first().is_some_and(|&p| parse.toponyms_in(p).next().is_some());
        of_aim || all_of_them || same_object || pronoun
    })
}

/// The chunk of a place that is spoken of by its sort where an intercepted weapon was aimed: "fired at the capital".
pub(crate) fn aim_at(parse: &Parse<'_>, instance: &Instance, targets: &[Aim], trigger: &Trigger) -> Option<usize> {
    let aim = targets
        .iter()
        .filter(|_| trigger.frame.intended)
        .find(|a| a.weapon.is_some_and(|w| instance.patients.contains(&w)))?;
    aim.chunks
        .iter()
        .copied()
        .find(|&c| parse.head_classes(c).has(parse.grammar.nominal) && parse.toponyms_in(c).next().is_none())
}

/// "Kuwait shot down two drones", "Kyiv's air defences destroyed": the missiles that a country or a city's own defences bring down
/// came to it, where no place is told. A lone drone or jet may have been met anywhere, as may all that ships and jets meet.
pub(crate) fn own_sky(parse: &Parse<'_>, instance: &Instance, trigger: &Trigger) -> Option<Place> {
    let grammar = parse.grammar;
    let doer = instance.doer.filter(|&d| trigger.frame.intended && !parse.all_classes(d).has(grammar.airforce))?;
    let comes = |&c: &usize| {
        let plural = matches!(parse.words.tag(parse.chunks[c].head), Tag::Nns | Tag::Nnps);
        parse.is_noun(c)
            && (parse.head_classes(c).has(if plural { grammar.fired } else { grammar.incoming })
                // "has intercepted 130"
                || parse.words.tag(parse.chunks[c].head) == Tag::Cd)
    };
    if !instance.patients.iter().any(comes) {
        return None;
    }
    let names = |t: &usize| !parse.is_demonym(*t);
    // "the Israeli army intercepted": where most of the text lies in its country, and not where it fights abroad
    let home = |t: &usize| names(t) || context::main_country(parse).is_none_or(|c| parse.places.country(*t) == Some(c));
    let state = instance.doer_state.filter(|t| parse.class(*t) == Some(PlaceClass::Country) && home(t));
    let shields = parse.is_noun(doer) && parse.head_classes(doer).has(grammar.shield);
    let toponym = state.or_else(|| parse.toponyms_in(doer).find(|t| shields && names(t)))?;
    Some(Place { why: "its own sky", ..carried(parse, toponym, instance.chunk) })
}

/// Whether what is intercepted is only "it" or "them": what the sentence before told of being fired.
pub(crate) fn speaks_of_launch(parse: &Parse<'_>, instance: &Instance, trigger: &Trigger) -> bool {
    let here = instance.weapon(parse).is_some();
    trigger.frame.intended
        && !here
        && instance.patients.first().is_some_and(|&p| {
            parse.is_noun(p)
                && (parse.reads(p, &["it", "them", "they", "both", "all", "all of them"])
                    || parse.words.is(parse.chunks[p].tokens.start, &["both", "all"]))
        })
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
        // brought down on the way to a place that alone is named
        let aim = targets.iter().find(|a| {
            a.weapon.is_some_and(|w| instance.patients.contains(&w))
                || parse.clauses.all[a.clause].parent == Some(instance.clause)
        });
        if let Some(aim) = aim {
            let beyond = aim.beyond.iter().map(|&(toponym, chunk, preposition)| super::arguments::Argument {
                toponym,
                chunk,
                role: Role::Place,
                preposition: Some(preposition),
                why: "after its target",
            });
            arguments.extend(beyond);
            if arguments.is_empty() {
                arguments.extend(aim.toponyms.iter().map(|&toponym| super::arguments::Argument {
                    toponym,
                    chunk: parse.here.iter().find(|(t, _)| *t == toponym).map_or(0, |h| h.1),
                    role: Role::Place,
                    preposition: None,
                    why: "its target",
                }));
            }
        }
    }
    let kept: Vec<_> = arguments
        .iter()
        .enumerate()
        .filter(|&(i, a)| !is_container(parse, &arguments, i, a.toponym))
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

/// Whether a toponym tells where another of its sentence lies: "Muridke, a town near Lahore", "south of Haifa", "Sirsa in
/// Haryana".
pub(crate) fn only_locates(parse: &Parse<'_>, toponym: usize) -> bool {
    let start = parse.toponyms[toponym].mention.tokens.start;
    let first = parse.words.first;
    let holds = parse.here.iter().any(|&(t, _)| t != toponym && parse.toponyms[t].stated_in == Some(toponym));
    let before = (first..start).rev().find(|&t| {
        !parse.words.classes(t).has(parse.grammar.direction) && !parse.words.is(t, &["the", "city", "town", "capital"])
    });
    let named_before = |limit: usize| {
        parse.here.iter().any(|&(t, _)| {
            let end = parse.toponyms[t].mention.tokens.end;
            !parse.is_demonym(t) && end <= start && end + limit > start
        })
    };
    let near = before.is_some_and(|t| parse.words.classes(t).has(parse.grammar.near)) && named_before(9);
    holds || near || lies_beside(parse, start, &["of"]) || is_whence(parse, start)
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
    let Some(&verb) = clause.verbs.first().filter(|_| own != instance.clause) else { return false };
    let tells =
        parse.head_classes(verb).has(parse.grammar.report) && !parse.verb(verb).is_some_and(|form| form.passive);
    let behind = clause.subject.is_some_and(|subject| subject < chunk && (chunk < verb) == (subject < verb));
    tells && behind && parse.is_noun(chunk) && (chunk < verb || clause.kind == ClauseKind::Attribution)
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
    let told = words.is(lead, &["in", "at", "from", "to"]) && before(grammar.meeting, 1).is_some();
    told || words.is(lead, &["in", "at", "near", "on", "inside"])
        && before(grammar.stationed, 2)
            .is_some_and(|t| (first.max(t.saturating_sub(5))..t).any(|t| words.is(t, &["by"])))
}

/// "south of" before the name that starts at `start`.
fn lies_beside(parse: &Parse<'_>, start: usize, of: &[&str]) -> bool {
    start >= parse.words.first + 2 && parse.words.is(start - 1, of) && parse.words.has(start - 2, parse.grammar.bearing)
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

/// Whether the argument only says where another one lies: "Sirsa in Haryana", "Bikaner, Rajasthan", "across Ukraine,
/// including Kyiv".
fn is_container(parse: &Parse<'_>, arguments: &[super::arguments::Argument], i: usize, toponym: usize) -> bool {
    let places = &parse.places;
    let argument = &arguments[i];
    let coarse = |t: usize| {
        matches!(
            places.class(t),
            Some(PlaceClass::Country | PlaceClass::Continent | PlaceClass::Region | PlaceClass::Province)
        )
    };
    let is_country =
        |t: usize| matches!(places.class(t), Some(PlaceClass::Country | PlaceClass::Continent)) || parse.is_demonym(t);
    // stated as its container, by the resolver or by standing right behind it
    if parse.here.iter().any(|&(t, _)| {
        t != toponym && parse.toponyms[t].stated_in == Some(toponym) && arguments.iter().any(|a| a.toponym == t)
    }) {
        return true;
    }
    let directly_in = argument.preposition.is_some_and(|p| {
        parse.reads(p, &["in", "at", "of"])
            && arguments.iter().any(|a| {
                a.toponym != toponym
                    && a.chunk + 2 == argument.chunk
                    && p == a.chunk + 1
                    && finer(places.class(a.toponym), places.class(toponym))
            })
    });
    let apart = argument.preposition.is_some_and(|p| {
        parse.reads(p, &["in"])
            && arguments.iter().any(|a| {
                a.chunk + 3 == argument.chunk
                    && p == a.chunk + 2
                    && parse.kind(a.chunk + 1) == Some(ChunkKind::Comma)
                    && coarse(toponym)
                    && finer(places.class(a.toponym), places.class(toponym))
            })
    });
    // "the Bholari air base near Jamshoro"
    let nearby = argument.preposition.is_some_and(|p| {
        parse.head_classes(p).has(parse.grammar.near)
            && !parse.reads(p, &["along"])
            && arguments.iter().any(|a| {
                let vaguer = parse.is_demonym(a.toponym) || finer(places.class(toponym), places.class(a.toponym));
                a.toponym != toponym && a.chunk + 1 == p && !vaguer
            })
    });
    if directly_in || apart || nearby {
        return true;
    }
    // "in Pakistan and Pakistan-administered Kashmir" names both
    let finer_here = arguments.iter().any(|a| {
        a.toponym != toponym
            && places.contains(toponym, a.toponym)
            && !parse.is_demonym(a.toponym)
            && (a.preposition != argument.preposition || a.why != argument.why || a.chunk == argument.chunk)
            && !a
                .preposition
                .is_some_and(|p| a.chunk > argument.chunk && p > 0 && parse.kind(p - 1) == Some(ChunkKind::Conjunction))
    });
    // "along the Line of Control in Kupwara": the region runs through the finer place
    let through = places.class(toponym) == Some(PlaceClass::Region)
        && arguments.iter().any(|a| {
            a.chunk == argument.chunk + 2
                && a.preposition.is_some_and(|p| p == argument.chunk + 1 && parse.reads(p, &["in", "at", "near"]))
                && finer(places.class(a.toponym), places.class(toponym))
        });
    if through {
        return true;
    }
    if finer_here && (is_country(toponym) || argument.why == "in front") {
        return true;
    }
    let listed = arguments.iter().any(|a| a.why == "including");
    if listed && argument.why != "including" && coarse(toponym) && !is_partial(parse, toponym) {
        return true;
    }
    // "Indian cities, including Lahore" has its finer places; a country beside unknown ones too
    parse.is_demonym(toponym) && arguments.len() > 1 && listed
}

fn finer(a: Option<PlaceClass>, b: Option<PlaceClass>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a < b || a == PlaceClass::Settlement && b == PlaceClass::Settlement,
        (None, Some(_)) => true,
        _ => false,
    }
}

fn is_partial(parse: &Parse<'_>, toponym: usize) -> bool {
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
            && parse.reads(chunk - 1, &["of"])
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

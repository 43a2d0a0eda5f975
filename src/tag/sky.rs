//! Skies: where what sounds or is intercepted did so when no place is told beside it.

use super::{
    arguments::{Instance, stands_for},
    context::{Context, main_country},
    extent::{Place, carried},
    sentence::Parse,
    trigger::Trigger,
};
use crate::{gazetteer::PlaceClass, kinds::Slot, text::pos::Tag};

/// "Kuwait shot down two drones", "Kyiv's air defences destroyed": the missiles that a country or a city's own defences bring down
/// came to it, where no place is told. A lone drone or jet may have been met anywhere, as may all that ships and jets meet.
pub(crate) fn own_sky(parse: &Parse<'_>, instance: &Instance, trigger: &Trigger) -> Option<Place> {
    let grammar = parse.grammar;
    let doer = instance.doer.filter(|&d| trigger.frame.intended && !parse.all_classes(d).has(grammar.airforce))?;
    let comes = |&c: &usize| {
        let plural = matches!(parse.words.tag(parse.chunks[c].head), Tag::Nns | Tag::Nnps);
        parse.is_noun(c)
            && (parse.head_classes(c).has(if plural { grammar.fired } else { grammar.incoming })
                // "objects that entered its airspace"
                || plural && parse.head_classes(c).has(grammar.airborne) && !parse.head_classes(c).has(grammar.airforce)
                // "has intercepted 130"
                || parse.words.tag(parse.chunks[c].head) == Tag::Cd)
    };
    if !instance.patients.iter().any(comes) {
        return None;
    }
    let names = |t: &usize| !parse.is_demonym(*t);
    // "drones that had entered its airspace near Azraq"
    let entered = parse.clauses.all.iter().enumerate().find_map(|(c, other)| {
        let of = other.antecedent.is_some_and(|a| instance.patients.contains(&a));
        let enters = other.verbs.first().is_some_and(|&v| {
            parse.words.is(parse.chunks[v].head, &["entered", "entering", "approached", "approaching", "crossed"])
        });
        let beside = |&(_, chunk): &(usize, usize)| {
            parse.clauses.of[chunk] == c && chunk > 0 && parse.reads(chunk - 1, &["near", "over", "above", "off"])
        };
        parse.here.iter().filter(|(t, _)| names(t)).find(|h| of && enters && beside(h)).copied()
    });
    if let Some((toponym, chunk)) = entered {
        return Some(Place { why: "its own sky", ..carried(parse, toponym, chunk) });
    }
    // "the Israeli army intercepted": where most of the text lies in its country, and not where it fights abroad
    let home = |t: &usize| names(t) || main_country(parse).is_none_or(|c| parse.places.country(*t) == Some(c));
    let state = instance.doer_state.filter(|t| parse.class(*t) == Some(PlaceClass::Country) && home(t));
    let shields = parse.is_noun(doer) && parse.head_classes(doer).has(grammar.shield);
    // "Karabakh officials said their air defences downed"
    let own = shields && parse.words.is(parse.chunks[doer].tokens.start, &["its", "their"]);
    let speaker = || {
        let mut above = parse.clauses.outward(instance.clause).skip(1).filter(|_| own);
        above.find_map(|c| parse.toponyms_in(parse.clauses.all[c].subject?).find(names))
    };
    let toponym = state.or_else(|| parse.toponyms_in(doer).find(|t| shields && names(t))).or_else(speaker)?;
    Some(Place { why: "its own sky", ..carried(parse, toponym, instance.chunk) })
}

/// What sounds, or is brought down by guns and air defences, without a place: it is where the news before was, or at the only place
/// of its sentence.
pub(crate) fn where_told(
    parse: &Parse<'_>,
    instance: &Instance,
    trigger: &Trigger,
    context: &Context<'_>,
) -> Option<Place> {
    // "associate sirens with storms": only those that are told to have sounded
    let past = |&v: &usize| parse.chunks[v].tokens.clone().any(|t| matches!(parse.words.tag(t), Tag::Vbd));
    let sounds = parse.words.has(instance.found.head, parse.grammar.siren)
        && trigger.frame.subject == Slot::Place
        && parse.clauses.all[instance.clause].verbs.first().is_some_and(past);
    // "air defences", "anti-aircraft guns"
    let counters = |d: usize| {
        parse.words.is(parse.chunks[d].tokens.start, &["anti"]) && parse.all_classes(d).has(parse.grammar.airborne)
    };
    let shields = |d: usize| parse.is_noun(d) && (parse.all_classes(d).has(parse.grammar.shield) || counters(d));
    let guarded = trigger.frame.intended && instance.doer_state.is_none() && instance.doer.is_some_and(shields);
    // "drones were used against X; 16 of them were destroyed"
    let counted = trigger.frame.intended && instance.patients.first().is_some_and(|&p| stands_for(parse, p));
    let mut here = parse.here.iter().map(|h| h.0).filter(|&t| !parse.is_demonym(t));
    let place = match (here.next(), here.next()) {
        (None, _) if sounds || guarded => context.told_last(parse)?,
        (Some(t), None) if (sounds || counted) && parse.class(t) < Some(PlaceClass::Country) => t,
        _ => return None,
    };
    Some(carried(parse, place, instance.chunk))
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

//! Merge: a document's events that are one occurrence become one, and a country gives way to the places in it.

use super::{Event, Extent, Status, places::Places};
use crate::{gazetteer::PlaceClass, text::Part};

/// Joins restatements; the first of the text, else that of the title, keeps its evidence and takes what it lacks.
pub(crate) fn merge(events: Vec<Event>, places: &Places<'_>) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        // a ground attack told in the words of a strike at the same place is the strike
        match merged.iter_mut().find(|e| is_same(e, &event, places) || is_reference(e, &event, places)) {
            Some(earlier) if earlier.reference && !event.reference && earlier.kind != event.kind => {
                let reference = std::mem::replace(earlier, event);
                absorb(earlier, reference, places);
            }
            Some(earlier) => absorb(earlier, event, places),
            None => merged.push(event),
        }
    }
    let vague: Vec<bool> = merged.iter().map(|e| merged.iter().any(|f| is_vaguer(e, f, places))).collect();
    let mut keep = vague.iter().map(|v| !v);
    merged.retain(|_| keep.next().unwrap_or(true));
    merged
}

fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn same_status(a: Status, b: Status) -> bool {
    a == b || a.happened() && b.happened()
}

fn same_place(a: &Event, b: &Event, places: &Places<'_>) -> bool {
    if is_site_of(a, b, places) || is_site_of(b, a, places) {
        return true;
    }
    match (places.id(a.toponym), places.id(b.toponym)) {
        (Some(x), Some(y)) => x == y && is_partial_country(a, places) == is_partial_country(b, places),
        (None, None) => places.surface(a.toponym).eq_ignore_ascii_case(places.surface(b.toponym)),
        _ => false,
    }
}

/// Whether one event is at a site and the other at its town and says so: "Erbil Airport", and "struck the airport at Erbil".
fn is_site_of(site: &Event, town: &Event, places: &Places<'_>) -> bool {
    let noun = town.target.as_deref().and_then(|t| t.split_whitespace().next_back());
    places.class(site.toponym) == Some(PlaceClass::Site)
        && places.class(town.toponym) == Some(PlaceClass::Settlement)
        && places.contains(town.toponym, site.toponym)
        && noun.is_some_and(|noun| {
            places.surface(site.toponym).split_whitespace().any(|word| word.eq_ignore_ascii_case(noun))
        })
}

fn is_partial_country(e: &Event, places: &Places<'_>) -> bool {
    e.extent == Extent::Part && matches!(places.class(e.toponym), Some(PlaceClass::Country | PlaceClass::Continent))
}

fn is_same(a: &Event, b: &Event, places: &Places<'_>) -> bool {
    a.kind == b.kind && same_place(a, b, places) && same_status(a.status, b.status) && same_time(a, b)
}

/// Whether two events may be of one day: not if each has its own.
fn same_time(a: &Event, b: &Event) -> bool {
    match (&a.when, &b.when) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end || a.precision > 1 || b.precision > 1,
        _ => true,
    }
}

/// "the attack on Gwadar" after a strike there is that strike, whatever the noun.
fn is_reference(a: &Event, b: &Event, places: &Places<'_>) -> bool {
    (b.reference || a.reference)
        && a.violent
        && b.violent
        && a.kind != b.kind
        && same_place(a, b, places)
        && a.status.happened()
        && b.status.happened()
        && same_time(a, b)
}

fn absorb(a: &mut Event, mut b: Event, places: &Places<'_>) {
    let in_title = |e: &Event| places.tokens.part_of(e.sentence) == Part::Title;
    if a.kind == b.kind {
        if in_title(a) && !in_title(&b) {
            std::mem::swap(a, &mut b);
        }
        a.subkind = a.subkind.or(b.subkind);
    }
    a.when = a.when.or(b.when);
    a.actor = a.actor.take().or(b.actor);
    a.weapon = a.weapon.take().or(b.weapon);
    a.weapon_count = a.weapon_count.or(b.weapon_count);
    a.intended_target = a.intended_target.take().or(b.intended_target);
    a.target = a.target.take().or(b.target);
    a.fatalities = a.fatalities.or(b.fatalities);
    a.injured = a.injured.or(b.injured);
    a.claimed_by = a.claimed_by.take().or(b.claimed_by);
    if b.status == Status::Reported && a.status == Status::Claimed {
        a.status = Status::Reported;
    }
    a.confidence = a.confidence.max(b.confidence);
    a.weighed = a.weighed.zip(b.weighed).map(|(a, b)| a.and(b)).or(a.weighed).or(b.weighed);
}

/// Whether `a` is at a country and `b` is the same at a place in it. Whether a whole country lost its power besides, the trees
/// decide.
fn is_vaguer(a: &Event, b: &Event, places: &Places<'_>) -> bool {
    a.kind == b.kind
        && (a.violent || a.weighed.is_none_or(|w| w.kept))
        && a.toponym != b.toponym
        && !(a.sentence == b.sentence && a.trigger == b.trigger)
        && matches!(places.class(a.toponym), Some(PlaceClass::Country))
        && a.extent == Extent::Whole
        && places.contains(a.toponym, b.toponym)
        && same_status(a.status, b.status)
        && agree(a.actor.as_ref(), b.actor.as_ref())
}

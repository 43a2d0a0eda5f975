//! Sift: which of a document's likely events are reported, once all are seen together: a town that another event of the
//! kind lies in, a country that only acts, a name that is told once and late. Trees over numbers, learned from annotated
//! articles (`data/tag.md`).

mod trees;

pub use trees::{Question, Tree, Trees, TreesError};

use jiff::civil::Date;

use super::{Event, Extent, places::Places};
use crate::{
    gazetteer::{PlaceClass, PlaceId},
    recognise::MentionKind,
};

/// What the weights make of an event; where several sentences tell it, of the likeliest of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighed {
    /// Log odds.
    pub(crate) odds: f32,
    /// By how much they exceed what an event of its kind needs.
    pub(crate) excess: f32,
    /// Those above 0 of all that tell it.
    pub(crate) total: f32,
    /// How many tell it.
    pub(crate) times: u16,
    /// Whether a rule finds it.
    pub(crate) ruled: bool,
    /// How many sentences before its place is named.
    pub(crate) gap: u16,
    /// Whether it is reported in any case.
    pub(crate) kept: bool,
}

impl Weighed {
    /// Of two that tell one event.
    pub(crate) fn and(self, other: Self) -> Self {
        let best = if other.odds > self.odds { other } else { self };
        Self {
            total: self.total + other.total,
            times: self.times.saturating_add(other.times),
            ruled: self.ruled || other.ruled,
            kept: self.kept || other.kept,
            ..best
        }
    }
}

/// What is so of an event among the others; the order of the numbers that the trees ask for.
pub const FEATURES: [&str; 26] = [
    // of the event alone: log odds above what its kind needs, those of all that tell it, and of how many sentences; the confidence of weights, rules and resolver
    "excess",
    "total",
    "times",
    "ruled",
    "gap",
    "confidence",
    "outage",
    "ground",
    "extent",
    "days",
    // of its name: class of place, how likely a name and its row, how often and how early it is named
    "class",
    "name",
    "resolution",
    "words",
    "mentions",
    "first",
    "holds",
    "position",
    // among the others: log odds of those of its kind inside it, around it, at its point and anywhere
    "finer",
    "finer ones",
    "outer",
    "twin",
    "best of kind",
    "acts",
    "country of events",
    "country of names",
];

/// The numbers of an event, in the order of [`FEATURES`].
pub type Numbers = [f32; FEATURES.len()];

/// How likely an event is right, in place and all, by its log odds.
pub(crate) fn confidence(odds: f32) -> f64 {
    1.0 / (1.0 + f64::from(-odds).exp())
}

/// The log odds of no event, and the days since no date.
const NONE: f32 = -9.0;
/// Indices of kinds in `data/kinds.toml`; a test holds them to it.
pub(super) const BLACKOUT: usize = 2;
const ALERT: usize = 3;
const ATTACK: usize = 4;

/// What the events of a document have in common.
pub(crate) struct Sifter<'p> {
    events: &'p [Event],
    places: &'p Places<'p>,
    published: Option<Date>,
    ids: Vec<Option<PlaceId>>,
    countries: Vec<Option<PlaceId>>,
    /// The row, class and country of each toponym that has one.
    names: Vec<(usize, PlaceId, Option<PlaceId>)>,
}

impl<'p> Sifter<'p> {
    pub(crate) fn new(events: &'p [Event], places: &'p Places<'p>, published: Option<Date>) -> Self {
        let named = |t: usize| places.toponyms[t].mention.kind == MentionKind::Name;
        let row = |t: usize| Some((t, places.toponyms[t].resolution.as_ref()?.place, places.country(t)));
        Self {
            events,
            places,
            published,
            ids: events.iter().map(|e| places.id(e.toponym)).collect(),
            countries: events.iter().map(|e| places.country(e.toponym)).collect(),
            names: (0..places.toponyms.len()).filter(|&t| named(t)).filter_map(row).collect(),
        }
    }

    /// The numbers of an event, as [`FEATURES`] lists them: none of one that was not weighed.
    pub(crate) fn features(&self, index: usize) -> Option<Numbers> {
        let (event, places) = (&self.events[index], self.places);
        let weighed = event.weighed?;
        let toponym = &places.toponyms[event.toponym];
        // part of a country is a region
        let part = event.extent == Extent::Part;
        let class = places.class(event.toponym);
        let class = class.map(|class| if part { class.min(PlaceClass::Region) } else { class });
        let row = toponym.resolution.as_ref().map(|r| r.place);
        let of_row = |&&(_, place, _): &&(usize, PlaceId, Option<PlaceId>)| Some(place) == row;
        let first = self.names.iter().find(of_row).map_or(event.toponym, |&(t, ..)| t);
        let holds = |outer: Option<PlaceId>, inner: Option<PlaceId>| {
            outer.zip(inner).is_some_and(|(outer, inner)| outer != inner && places.gazetteer.contains(outer, inner))
        };
        let inside = self.names.iter().filter(|&&(_, place, _)| holds(row, Some(place))).count();
        let sentences = places.tokens.sentences.len();
        // the others of its kind
        let (mut finer, mut finer_ones, mut outer, mut twin, mut best) = (NONE, 0, NONE, NONE, NONE);
        for (o, other) in self.events.iter().enumerate().filter(|&(o, e)| o != index && e.kind == event.kind) {
            let Some(odds) = other.weighed.filter(|_| other.status.happened()).map(|w| w.odds) else { continue };
            best = odds.max(best);
            if holds(self.ids[index], self.ids[o]) {
                finer = odds.max(finer);
                finer_ones += 1;
            } else if holds(self.ids[o], self.ids[index]) {
                outer = odds.max(outer);
            } else if self.ids[o].is_some() && self.ids[o] == self.ids[index] {
                twin = odds.max(twin);
            }
        }
        let country = self.countries[index];
        let is_own = |c: Option<PlaceId>| country.is_some() && c == country;
        let days = self.published.zip(event.when).map(|(day, when)| (day - when.end).get_days().clamp(-30, 400));
        // a country that does what is told elsewhere
        let acts = row.filter(|_| class == Some(PlaceClass::Country)).is_some_and(|row| {
            let name = places.gazetteer.name(row);
            self.events.iter().any(|e| e.actor.as_deref() == Some(name))
        });
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers")]
        let numbers = [
            weighed.excess,
            weighed.total,
            f32::from(weighed.times),
            flag(weighed.ruled),
            f32::from(weighed.gap),
            event.confidence as f32,
            // those that are rare go with these: alerts with blackouts, interceptions with strikes
            flag(event.kind == BLACKOUT || event.kind == ALERT),
            flag(event.kind == ATTACK),
            f32::from(event.extent as u8),
            days.map_or(NONE, |days| days as f32),
            class.map_or(f32::from(PlaceClass::Continent as u8) + 1.0, |c| f32::from(c as u8)),
            toponym.mention.probability,
            toponym.resolution.as_ref().map_or(-1.0, |r| r.confidence),
            event.location_text.as_deref().map_or(0, |t| t.split(' ').count()) as f32,
            self.names.iter().filter(of_row).count() as f32,
            share(places.toponyms[first].mention.sentence, sentences),
            inside as f32,
            share(event.sentence, sentences),
            finer,
            finer_ones as f32,
            outer,
            twin,
            best,
            flag(acts),
            share(self.countries.iter().filter(|&&c| is_own(c)).count(), self.events.len()),
            share(self.names.iter().filter(|&&(.., c)| is_own(c)).count(), self.names.len()),
        ];
        Some(numbers)
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

#[allow(clippy::cast_precision_loss, reason = "counts of one document")]
fn share(part: usize, all: usize) -> f32 {
    part as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::{ALERT, ATTACK, BLACKOUT};
    use crate::kinds::Kinds;

    #[test]
    fn the_kinds_stand_where_the_trees_look_for_them() {
        let kinds = Kinds::embedded().unwrap();
        let names = [BLACKOUT, ALERT, ATTACK].map(|kind| kinds.kinds[kind].name.as_str());
        assert_eq!(names, ["blackout", "alert", "attack"]);
    }
}

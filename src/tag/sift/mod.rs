//! Sift: which of a document's likely events are reported, once all are seen together: a town that another event of the
//! kind lies in, a country that only acts, a name that is told once and late. Trees over numbers, learned from annotated
//! articles (`data/tag.md`).

mod trees;

pub use trees::{Question, Tree, Trees, TreesError};

use jiff::civil::Date;

use super::{Event, Extent, Status, places::Places};
use crate::{
    gazetteer::{PlaceClass, PlaceId},
    recognise::MentionKind,
    text::Part,
};

/// What the weights make of an event; where several sentences tell it, of the likeliest of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighed {
    /// Log odds.
    pub(crate) odds: f32,
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
pub const FEATURES: [&str; 48] = [
    "odds",
    "total",
    "times",
    "ruled",
    "gap",
    "confidence",
    "kind 0",
    "kind 1",
    "kind 2",
    "kind 3",
    "kind 4",
    "class",
    "capital",
    "name",
    "resolution",
    "words",
    "generic",
    "nominal",
    "stated",
    "finer",
    "finer ones",
    "outer",
    "twin",
    "other kind",
    "of kind",
    "all",
    "best of kind",
    "likelier",
    "beside",
    "best beside",
    "other kinds beside",
    "names beside",
    "position",
    "sentences",
    "title",
    "mentions",
    "first",
    "holds",
    "extent",
    "claimed",
    "dated",
    "days",
    "precision",
    "dead",
    "actor",
    "acts",
    "country of events",
    "country of names",
];

/// The numbers of an event, in the order of [`FEATURES`].
pub type Numbers = [f32; FEATURES.len()];

/// The log odds from which on an event is reported.
pub(crate) const BAR: f32 = -1.5;

/// How likely an event is right, in place and all, by its log odds.
pub(crate) fn confidence(odds: f32) -> f64 {
    1.0 / (1.0 + f64::from(-odds).exp())
}

/// What no other event is.
const NONE: f32 = -9.0;

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

#[allow(clippy::cast_precision_loss, reason = "counts of one document")]
fn number(count: usize) -> f32 {
    count as f32
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
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
        let odds = |e: &Event| e.weighed.map(|w| w.odds);
        let best = |all: &mut dyn Iterator<Item = &'p Event>| all.filter_map(odds).fold(NONE, f32::max);
        let others = || (0..self.events.len()).filter(move |&o| o != index && self.events[o].status.happened());
        let of_kind = || others().filter(|&o| self.events[o].kind == event.kind);
        let events = self.events;
        let holds = |outer: usize, inner: usize| match (self.ids[outer], self.ids[inner]) {
            (Some(outer), Some(inner)) => outer != inner && places.gazetteer.contains(outer, inner),
            _ => false,
        };
        let is_one = |o: &usize| self.ids[*o].is_some() && self.ids[*o] == self.ids[index];
        let finer = || of_kind().filter(|&o| holds(index, o));
        let beside = || others().filter(|&o| events[o].sentence == event.sentence);
        let count = of_kind().count();
        let likelier = of_kind().filter(|&o| odds(&events[o]) > Some(weighed.odds)).count();
        let toponym = &places.toponyms[event.toponym];
        let sentences = places.tokens.sentences.len();
        let row = toponym.resolution.as_ref().map(|r| r.place);
        let same_row = |&&(_, place, _): &&(usize, PlaceId, Option<PlaceId>)| Some(place) == row;
        let mentions = self.names.iter().filter(same_row).count();
        let first = self.names.iter().find(same_row).map_or(event.toponym, |&(t, ..)| t);
        let inside = self.names.iter().filter(|&&(_, place, _)| {
            row.is_some_and(|outer| outer != place && places.gazetteer.contains(outer, place))
        });
        let country = self.countries[index];
        let share = |all: usize, of: usize| number(of) / number(all.max(1));
        let in_country = |c: Option<PlaceId>| country.is_some() && c == country;
        let when = event.when.as_ref();
        let days =
            self.published.zip(when).map_or(NONE, |(day, when)| (day - when.end).get_days().clamp(-30, 400) as f32);
        let acts = places.class(event.toponym) == Some(PlaceClass::Country)
            && row.is_some_and(|row| {
                let name = places.gazetteer.name(row);
                events.iter().any(|e| e.actor.as_deref() == Some(name))
            });
        let words = event.location_text.as_deref().map_or(0, |t| t.split(' ').count());
        let all = [
            weighed.odds,
            weighed.total,
            f32::from(weighed.times),
            flag(weighed.ruled),
            f32::from(weighed.gap),
            event.confidence as f32,
            flag(event.kind == 0),
            flag(event.kind == 1),
            flag(event.kind == 2),
            flag(event.kind == 3),
            flag(event.kind == 4),
            places.class(event.toponym).map_or(7.0, |c| f32::from(c as u8)),
            flag(places.is_capital(event.toponym)),
            toponym.mention.probability,
            toponym.resolution.as_ref().map_or(-1.0, |r| r.confidence),
            number(words),
            flag(toponym.mention.generic.is_some()),
            flag(toponym.mention.kind != MentionKind::Name),
            flag(toponym.stated_in.is_some()),
            best(&mut finer().map(|o| &events[o])),
            number(finer().count()),
            best(&mut of_kind().filter(|&o| holds(o, index)).map(|o| &events[o])),
            best(&mut of_kind().filter(is_one).map(|o| &events[o])),
            best(&mut others().filter(|&o| events[o].kind != event.kind).filter(is_one).map(|o| &events[o])),
            number(count),
            number(self.events.len()),
            best(&mut of_kind().map(|o| &events[o])),
            share(count, likelier),
            number(beside().filter(|&o| events[o].kind == event.kind).count()),
            best(&mut beside().filter(|&o| events[o].kind == event.kind).map(|o| &events[o])),
            number(beside().filter(|&o| events[o].kind != event.kind).count()),
            number(places.toponyms.iter().filter(|t| t.mention.sentence == event.sentence).count()),
            share(sentences, event.sentence),
            number(sentences),
            flag(places.tokens.part_of(event.sentence) == Part::Title),
            number(mentions),
            share(sentences, places.toponyms[first].mention.sentence),
            number(inside.count()),
            match event.extent {
                Extent::Whole => 0.0,
                Extent::Near => 1.0,
                Extent::Part => 2.0,
            },
            flag(event.status == Status::Claimed),
            flag(when.is_some()),
            days,
            when.map_or(0.0, |w| f32::from(w.precision)),
            flag(event.fatalities.is_some() || event.injured.is_some()),
            flag(event.actor.is_some()),
            flag(acts),
            share(events.len(), self.countries.iter().filter(|&&c| in_country(c)).count()),
            share(self.names.len(), self.names.iter().filter(|&&(.., c)| in_country(c)).count()),
        ];
        Some(all)
    }
}

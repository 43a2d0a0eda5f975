//! The relation of two reports: same incident, another, or nobody can say.

use std::collections::HashMap;

use jiff::civil::{Date, date};

use super::place::Places;
use crate::{report::Report, text::fold};

/// What two reports say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Two incidents.
    Other,
    /// Nothing speaks for it or against it.
    Unknown,
    /// One incident, the likelier the more known attributes are shared.
    Same(u8),
}

/// How places of one incident may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Not at all.
    Row,
    /// Each within the other's uncertainty.
    Near,
    /// That, or one holds the other.
    Within,
}

/// Statuses that can be of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Told,
    Denied,
    Threatened,
    Background,
}

pub(super) fn class(status: &str) -> Class {
    match status {
        "denied" => Class::Denied,
        "threatened" => Class::Threatened,
        "background" => Class::Background,
        _ => Class::Told,
    }
}

/// What a place adds to the attributes that reports share; one row outweighs all of them.
const ONE_ROW: u8 = 5;
const NEAR: u8 = 1;
const NESTED: u8 = 0;
/// The longest range of days that says when something happened.
const LONGEST: i32 = 366;

/// How a day came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Stated,
    /// The day of the news, or one that is not quite sure.
    Inferred,
    /// Only the day of publication is known.
    Published,
}

/// When something happened: first and last day, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    first: i32,
    last: i32,
    source: Source,
}

impl Days {
    /// None where neither date nor date of publication tells, or the date leaves more than a year open.
    pub(super) fn of(report: &Report) -> Option<Self> {
        let number = |day: Date| (day - date(1970, 1, 1)).get_days();
        let two_days = |last: Date, source| Self { first: number(last) - 1, last: number(last), source };
        let Some(first) = report.event_date else {
            return report.published.map(|day| two_days(day, Source::Published));
        };
        if is_inferred(report) {
            return Some(two_days(first, Source::Inferred));
        }
        let last = report.event_date_end.map_or(number(first), number).max(number(first));
        (last - number(first) < LONGEST).then_some(Self { first: number(first), last, source: Source::Stated })
    }

    /// The blocks of four days that it touches.
    pub(super) fn blocks(self) -> impl Iterator<Item = i32> {
        self.first.div_euclid(4)..=self.last.div_euclid(4)
    }

    fn relation(self, other: Self) -> Relation {
        if self.first > other.last || other.first > self.last {
            return Relation::Other;
        }
        match (self.source, other.source) {
            (Source::Stated, Source::Stated) => Relation::Same(1),
            (Source::Stated, _) | (_, Source::Stated) => Relation::Same(0),
            // two guesses that agree are some evidence, two that only may are none
            (Source::Inferred, Source::Inferred) if self == other => Relation::Same(0),
            _ => Relation::Unknown,
        }
    }
}

/// Whether the day is not stated: one day, but not to the day.
pub(super) fn is_inferred(report: &Report) -> bool {
    let one_day = report.event_date_end.is_none_or(|end| Some(end) == report.event_date);
    one_day && report.event_date.is_some() && report.time_precision.is_some_and(|p| p > 1)
}

/// What decides whether reports of different documents are of one incident. 0 stands for an unknown name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fact {
    pub(super) kind: u32,
    pub(super) class: Class,
    pub(super) place: u32,
    uncertainty_km: f64,
    subkind: u32,
    actor: u32,
    pub(super) days: Option<Days>,
}

/// Numbers for names.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: Option<String>) -> u32 {
        let next = u32::try_from(self.0.len() + 1).unwrap_or(u32::MAX);
        name.map_or(0, |name| *self.0.entry(name).or_insert(next))
    }
}

impl Fact {
    pub(super) fn of(report: &Report, place: u32, names: &mut Names) -> Self {
        Self {
            kind: names.number(Some(report.kind.clone())),
            class: class(&report.status),
            place,
            uncertainty_km: report.uncertainty_km.unwrap_or(0.0),
            subkind: names.number(report.subkind.as_deref().filter(|&s| s != "unspecified").map(fold)),
            actor: names.number(report.actor1.as_deref().map(fold)),
            days: Days::of(report),
        }
    }

    /// The relation to a report of another document.
    pub(super) fn relation(&self, other: &Self, places: &Places, reach: Reach) -> Relation {
        if self.kind != other.kind || self.class != other.class {
            return Relation::Other;
        }
        let (Some(subkinds), Some(actors)) =
            (agreement(self.subkind, other.subkind), agreement(self.actor, other.actor))
        else {
            return Relation::Other;
        };
        let days = self.days.zip(other.days).map_or(Relation::Unknown, |(a, b)| a.relation(b));
        if days == Relation::Other {
            return days;
        }
        let Some(place) = self.place(other, places, reach) else { return Relation::Other };
        let stated = [self, other].iter().any(|fact| fact.days.is_some_and(|d| d.source == Source::Stated));
        match days {
            Relation::Same(dates) if stated || place > NESTED => Relation::Same(place + subkinds + actors + dates),
            _ => Relation::Unknown,
        }
    }

    /// How much the places speak for one incident; none if they are two.
    fn place(&self, other: &Self, places: &Places, reach: Reach) -> Option<u8> {
        if self.place == other.place {
            return Some(ONE_ROW);
        }
        let near = || {
            let smaller = self.uncertainty_km.min(other.uncertainty_km);
            places.apart(self.place, other.place).is_some_and(|km| km <= smaller)
        };
        match reach {
            Reach::Near | Reach::Within if near() => Some(NEAR),
            Reach::Within if places.nested(self.place, other.place) => Some(NESTED),
            _ => None,
        }
    }
}

/// 1 if both are known and equal, 0 if one is unknown, none if they differ.
fn agreement(a: u32, b: u32) -> Option<u8> {
    match (a, b) {
        (0, _) | (_, 0) => Some(0),
        _ => (a == b).then_some(1),
    }
}

/// The relation of reports of one document at one place: whatever it tells apart is two.
pub(super) fn of_one_document(a: &Report, b: &Report) -> Relation {
    let actors = match (&a.actor1, &b.actor1) {
        (Some(a), Some(b)) => fold(a) == fold(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let dates = (a.event_date, a.event_date_end) == (b.event_date, b.event_date_end);
    if dates && actors && a.subkind == b.subkind { Relation::Same(ONE_ROW + 3) } else { Relation::Other }
}

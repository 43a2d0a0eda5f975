//! The relation of two reports: same incident, another, or nobody can say.

use jiff::civil::Date;

use crate::{report::Report, text::fold};

/// What two reports of one kind and place say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// One incident, sharing so many known attributes.
    Same(u8),
    /// Nothing speaks for it or against it.
    Unknown,
    /// Two incidents.
    Other,
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

/// What stands for a report's place where reports are joined; none where nothing may join it, as in a whole country.
///
/// The seam for places that lie within each other's uncertainty: then equal keys are candidates and the distance decides.
pub(super) fn place(report: &Report) -> Option<String> {
    report.geo_precision?;
    let (x, y) = report.point?;
    let name = || fold(report.location.as_deref().unwrap_or(""));
    Some(match &report.gazetteer_id {
        Some(id) => id.clone(),
        None => format!("{x} {y} {}", name()),
    })
}

/// The relation of two reports of one kind, place and class of status.
pub(super) fn relation(a: &Report, b: &Report) -> Relation {
    if a.fingerprint == b.fingerprint {
        let actors = (a.actor1.is_some() == b.actor1.is_some())
            .then(|| agreement(a.actor1.as_deref(), b.actor1.as_deref()))
            .flatten();
        let dates = (a.event_date, a.event_date_end) == (b.event_date, b.event_date_end);
        return if dates && a.subkind == b.subkind && actors.is_some() { Relation::Same(3) } else { Relation::Other };
    }
    fits(a, b)
}

/// The relation by attributes alone, as of reports of different documents.
pub(super) fn fits(a: &Report, b: &Report) -> Relation {
    let (Some(subkinds), Some(actors)) =
        (agreement(specified(a), specified(b)), agreement(a.actor1.as_deref(), b.actor1.as_deref()))
    else {
        return Relation::Other;
    };
    let (Some(x), Some(y)) = (days(a), days(b)) else {
        return Relation::Unknown; // neither date nor date of publication
    };
    if x.0 > y.1 || y.0 > x.1 {
        return Relation::Other;
    }
    match (a.event_date, b.event_date) {
        (None, None) => Relation::Unknown,
        (Some(_), Some(_)) => Relation::Same(subkinds + actors + 1),
        _ => Relation::Same(subkinds + actors),
    }
}

/// 1 if both are known and equal, 0 if one is unknown, none if they differ.
fn agreement(a: Option<&str>, b: Option<&str>) -> Option<u8> {
    match (a, b) {
        (Some(a), Some(b)) => (a == b || fold(a) == fold(b)).then_some(1),
        _ => Some(0),
    }
}

fn specified(report: &Report) -> Option<&str> {
    report.subkind.as_deref().filter(|&s| s != "unspecified")
}

/// First and last day; of a null date the two days up to `published`.
fn days(report: &Report) -> Option<(Date, Date)> {
    if let Some(first) = report.event_date {
        return Some((first, report.event_date_end.unwrap_or(first)));
    }
    let last = report.published?;
    Some((last.yesterday().unwrap_or(last), last))
}

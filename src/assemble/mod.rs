//! Assemble: reports in, incidents out: reports of one incident from several documents become one. Knows nothing of text.
//!
//! **Order.** Reports stand in the order of publication (null last), then id; input order never counts. An incident
//! takes id, evidence and document from its first report, so that later documents keep every id.
//!
//! **Copies.** A document is its fingerprint: the same text under several names is one document. The reports of
//! its copies have fate `duplicate`.
//!
//! **Joining.** Two reports of different documents are the same incident if kinds are equal, subkinds agree (none or
//! `unspecified` fits any), dates overlap, no actor differs, their statuses are of one class (told: reported, claimed,
//! disputed; denied; threatened; background) and their places are one. Unknown is not evidence of sameness.
//! Reports of one document are the same only if subkind, date and actor are equal too. A report joins an incident if it
//! is the same as one of its reports and contradicts none; if it fits several that do not contradict each other, these
//! become one under the earliest id; if they do, it joins the one with which it shares most of place, date, subkind and
//! actor, or stays alone. Reports of equal id are one report wherever they stand.
//!
//! **Dates.** A null date counts as the two days up to `published`, an inferred one (one day, `time_precision` above 1) as
//! the two days up to it. Two that are not stated are evidence only if they are one inferred day; two null dates are
//! none, save within one document. A range of more than a year says nothing.
//!
//! **Places** are one in three rounds. First the same row; where a report stands at a row beside its place
//! (`unlisted` in `why`), the names must be equal too. Then incidents of towns and sites of different rows that lie within
//! the smaller `uncertainty_km`, at most 50 km; divisions, regions and places of the same document do not.
//! Last, towns first and provinces after, a coarser place joins a finer one within: if exactly one incident there does not
//! contradict it, that one is the same, and one of them states its day. Within are, by the names of divisions, all
//! places in a province or district; by the distance, sites and quarters in a town and both in a small division; and an
//! unlisted place in its row.
//! Never a country nor a part of one, and never two places that one sentence of a document names.
//!
//! **Status.** reported, else disputed (also where claimed and denied meet), else claimed, else denied, background,
//! threatened. A denial is never evidence for the incident that it denies: it only makes a claimed one disputed, has
//! fate `status`, and names the incident in `reports.csv`; asked for, it is an incident of its own beside it.
//!
//! **Figures.** Of the latest `published`, on one day the lowest; `_max` keeps the highest ever stated. The date is
//! the most exact of those stated, else of the inferred ones; the place that of the least `uncertainty_km`; the
//! confidence the highest, other unknowns are filled from the first report that knows; `claimed_by` is that of a report with the incident's status.
//!
//! **Fates**, the first that applies: `duplicate`, `unresolved` (no place), `status` (denied, threatened, background),
//! `vague` (a whole country), `threshold` (the incident's confidence), the layer; with [`Options::areas`] a report of a
//! whole country, which is no point, has the layer's areas.

mod area;
mod cluster;
mod copies;
mod fate;
mod merge;
mod place;
mod relation;
#[cfg(test)]
mod tests;

use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashMap},
    str::FromStr,
};

pub(crate) use area::is_area;
pub use fate::{Fate, Outcome};

use crate::report::Report;
use cluster::Clusters;

/// What stays out of the layers unless it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Include {
    /// Reports of status denied.
    Denied,
    /// Reports of status threatened.
    Threatened,
    /// Reports of status background.
    Background,
    /// Reports of a whole country.
    Vague,
}

impl Include {
    /// All of them, in the order of their names in messages.
    pub const ALL: [Self; 4] = [Self::Denied, Self::Threatened, Self::Background, Self::Vague];

    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Threatened => "threatened",
            Self::Background => "background",
            Self::Vague => "vague",
        }
    }
}

impl FromStr for Include {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|i| i.name() == text)
            .ok_or_else(|| format!("{text:?} is none of denied, threatened, background and vague"))
    }
}

/// What `--include` and `--min-confidence` say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// What to bring into the layers that stays out by default.
    pub include: BTreeSet<Include>,
    /// Incidents below it stay out; 0 keeps all.
    pub min_confidence: f64,
    /// Whether areas are written, in which whole countries have their place.
    pub areas: bool,
}

/// The incidents of a set of reports, and what became of every report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assembly {
    /// What goes into the layers, by kind, date (null last), publication and id.
    pub incidents: Vec<Report>,
    /// What goes into the areas alone, in the same order: incidents of whole countries, if [`Options::areas`] asks for them.
    pub countries: Vec<Report>,
    /// A row a report, by document, publication and place in it.
    pub fates: Vec<Fate>,
    /// The options that made it.
    pub options: Options,
}

/// Null last.
fn null_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    (a.is_none(), a).cmp(&(b.is_none(), b))
}

/// Which of two reports is the first; equal only for equal reports.
fn first_order(a: &Report, b: &Report) -> Ordering {
    null_last(a.published, b.published)
        .then_with(|| a.id.cmp(&b.id))
        .then_with(|| a.fingerprint.cmp(&b.fingerprint))
        .then_with(|| a.document_id.cmp(&b.document_id))
        .then_with(|| a.to_line().cmp(&b.to_line()))
}

/// Joins reports into incidents by the rules of this module; the order of `reports` does not matter.
///
/// Holds the reports in memory and, beside them, some hundred bytes each.
pub fn assemble(reports: impl IntoIterator<Item = Report>, options: &Options) -> Assembly {
    let mut reports: Vec<Report> = reports.into_iter().map(Report::rounded).collect();
    reports.sort_by(first_order);
    let originals = copies::originals(&reports);
    let mut outcomes: Vec<Outcome> = reports
        .iter()
        .enumerate()
        .map(|(i, report)| if originals[i].is_some() { Outcome::Duplicate } else { alone(report, options) })
        .collect();

    let mut clusters = Clusters::new(&reports);
    let told = |report: &Report| relation::class(&report.status) == relation::Class::Told;
    for (i, report) in reports.iter().enumerate() {
        if matches!(outcomes[i], Outcome::Layer | Outcome::Area) && told(report) {
            clusters.add(i);
        }
    }
    let mut denials: HashMap<usize, Vec<usize>> = HashMap::new(); // by a report of the incident
    for (i, report) in reports.iter().enumerate() {
        let denies =
            report.status == "denied" && matches!(outcomes[i], Outcome::Layer | Outcome::Area | Outcome::Status);
        if let Some(member) = denies.then(|| clusters.denied_by(i)).flatten() {
            denials.entry(member).or_default().push(i);
        }
        if matches!(outcomes[i], Outcome::Layer | Outcome::Area) && !told(report) {
            clusters.add(i); // asked for: a denial stands on the map beside what it denies
        }
    }
    clusters.join_near();
    clusters.join_coarse();

    let mut incident_of: Vec<Option<String>> = vec![None; reports.len()];
    let (mut incidents, mut countries) = (Vec::new(), Vec::new());
    for members in clusters.into_groups() {
        let denied_by: Vec<usize> =
            (members.iter()).filter_map(|member| denials.get(member)).flatten().copied().collect();
        let parts: Vec<&Report> = members.iter().map(|&i| &reports[i]).collect();
        let incident = merge::merge(&parts, !denied_by.is_empty());
        let below = incident.confidence < options.min_confidence;
        let country = is_vague(&incident, options);
        let attached = denied_by.into_iter().filter(|&i| outcomes[i] == Outcome::Status);
        let of_incident: Vec<usize> = members.into_iter().chain(attached).collect();
        for i in of_incident {
            let part = matches!(outcomes[i], Outcome::Layer | Outcome::Area);
            if part {
                outcomes[i] = match (below, country) {
                    (true, _) => Outcome::Threshold,
                    (false, true) => Outcome::Area,
                    (false, false) => Outcome::Layer,
                };
            }
            if !below {
                incident_of[i] = Some(incident.id.clone());
            }
        }
        if !below {
            if country { &mut countries } else { &mut incidents }.push(incident);
        }
    }
    for all in [&mut incidents, &mut countries] {
        all.sort_by(|a, b| {
            (a.kind.cmp(&b.kind))
                .then_with(|| null_last(a.event_date, b.event_date))
                .then_with(|| null_last(a.published, b.published))
                .then_with(|| a.id.cmp(&b.id))
        });
    }

    let first_names: Vec<Option<String>> =
        originals.iter().map(|of| of.map(|i: usize| reports[i].document_id.clone())).collect();
    let incident = |i: usize| incident_of[originals[i].unwrap_or(i)].clone();
    let incident_ids: Vec<Option<String>> = (0..reports.len()).map(incident).collect();
    let mut fates: Vec<Fate> = (reports.into_iter().zip(outcomes))
        .zip(incident_ids.into_iter().zip(first_names))
        .map(|((report, outcome), (incident_id, copy_of))| Fate::new(report, outcome, incident_id, copy_of, options))
        .collect();
    fates.sort();
    Assembly { incidents, countries, fates, options: options.clone() }
}

/// What becomes of a report whatever the others say.
fn alone(report: &Report, options: &Options) -> Outcome {
    let wanted = match report.status.as_str() {
        "denied" => options.include.contains(&Include::Denied),
        "threatened" => options.include.contains(&Include::Threatened),
        "background" => options.include.contains(&Include::Background),
        _ => true,
    };
    if report.point.is_none() {
        Outcome::Unresolved
    } else if !wanted {
        Outcome::Status
    } else if !is_vague(report, options) {
        Outcome::Layer
    } else if options.areas && area::is_area(report) {
        Outcome::Area
    } else {
        Outcome::Vague
    }
}

/// Whether it has no place on the map as a point.
fn is_vague(report: &Report, options: &Options) -> bool {
    report.geo_precision.is_none() && !options.include.contains(&Include::Vague)
}

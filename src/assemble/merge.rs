//! Merging: the reports of one incident become one feature; conflicts are kept, not averaged.

use std::collections::HashSet;

use super::relation::is_inferred;
use crate::report::Report;

/// The incident of `members`, of which there is at least one, in the order of first reports.
pub(super) fn merge(members: &[&Report], denied: bool) -> Report {
    let mut incident = members[0].clone();
    status(members, denied).clone_into(&mut incident.status);
    let texts: HashSet<&str> = members.iter().map(|m| m.fingerprint.as_str()).collect();
    // a folder of layers can be assembled again with what it counted
    let counted = members.iter().map(|m| m.sources_count).max().unwrap_or(1);
    incident.sources_count = counted.max(texts.len() as u64);
    if members.len() == 1 {
        return incident;
    }
    incident.confidence = (members.iter().map(|m| m.confidence)).fold(0.0, f64::max);
    if let Some(exact) = members.iter().min_by(|a, b| uncertainty(a).total_cmp(&uncertainty(b))) {
        place(&mut incident, exact);
    }
    if let Some(dated) = (members.iter())
        .filter(|m| m.event_date.is_some())
        .min_by_key(|m| (is_inferred(m), m.time_precision.unwrap_or(u8::MAX), span(m)))
    {
        incident.event_date = dated.event_date;
        incident.event_date_end = dated.event_date_end;
        incident.time_precision = dated.time_precision;
    }
    if let Some(exact) = members.iter().find(|m| m.subkind.as_deref().is_some_and(|s| s != "unspecified")) {
        incident.subkind.clone_from(&exact.subkind);
        incident.event_type.clone_from(&exact.event_type);
        incident.sub_event_type.clone_from(&exact.sub_event_type);
    }
    incident.claimed_by = (members.iter())
        .filter(|m| m.status == incident.status || incident.status == "disputed")
        .find_map(|m| m.claimed_by.clone());
    let known = |of: fn(&Report) -> &Option<String>| members.iter().find_map(|m| of(m).clone());
    incident.actor1 = known(|m| &m.actor1);
    incident.target = known(|m| &m.target);
    incident.weapon = known(|m| &m.weapon);
    incident.intended_target = known(|m| &m.intended_target);
    incident.weapon_count = members.iter().find_map(|m| m.weapon_count);
    (incident.fatalities, incident.fatalities_max) = figures(members, |m| (m.fatalities, m.fatalities_max));
    (incident.injured, incident.injured_max) = figures(members, |m| (m.injured, m.injured_max));
    incident.why = format!("{}; joined:{}", incident.why, members.len());
    incident
}

/// An unknown one is the largest.
fn uncertainty(report: &Report) -> f64 {
    report.uncertainty_km.unwrap_or(f64::INFINITY)
}

/// Puts the incident where a report is, under its label.
fn place(incident: &mut Report, exact: &Report) {
    incident.point = exact.point;
    incident.name.clone_from(&exact.name);
    incident.location.clone_from(&exact.location);
    incident.admin1.clone_from(&exact.admin1);
    incident.admin2.clone_from(&exact.admin2);
    incident.country.clone_from(&exact.country);
    incident.country_code.clone_from(&exact.country_code);
    incident.feature_code.clone_from(&exact.feature_code);
    incident.geo_precision = exact.geo_precision;
    incident.uncertainty_km = exact.uncertainty_km;
    incident.gazetteer_id.clone_from(&exact.gazetteer_id);
    incident.alternatives.clone_from(&exact.alternatives);
}

/// Days from first to last.
fn span(report: &Report) -> i32 {
    match (report.event_date, report.event_date_end) {
        (Some(first), Some(last)) => last.since(first).map_or(i32::MAX, |s| s.get_days()),
        _ => 0,
    }
}

fn status<'s>(members: &[&'s Report], denied: bool) -> &'s str {
    let has = |status: &str| members.iter().any(|m| m.status == status);
    let denied = denied || has("denied");
    match () {
        () if has("reported") => "reported",
        () if has("disputed") || (has("claimed") && denied) => "disputed",
        () if has("claimed") => "claimed",
        () if has("denied") => "denied",
        () if has("background") => "background",
        () => members[0].status.as_str(),
    }
}

type Figures = (Option<u64>, Option<u64>);

/// Of the latest `published` the lowest, and the highest of all where one is higher or was given.
fn figures(members: &[&Report], of: fn(&Report) -> Figures) -> Figures {
    // no date is earlier than any
    let latest = (members.iter())
        .filter(|m| of(m).0.is_some())
        .max_by(|a, b| a.published.cmp(&b.published))
        .map(|m| m.published);
    let lowest = (members.iter()).filter(|m| Some(m.published) == latest).filter_map(|m| of(m).0).min();
    let ranged = members.iter().any(|m| of(m).1.is_some());
    let highest = (members.iter()).filter_map(|m| of(m).1.max(of(m).0)).max();
    (lowest, highest.filter(|_| ranged || highest > lowest))
}

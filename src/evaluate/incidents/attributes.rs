//! Attributes: what a matched report says beyond kind and place.

use std::collections::HashSet;

use serde_json::{Number, Value};

use super::{Claim, Incident, name::fold};

/// Each attribute that the gold states, and whether the report has it right.
pub(super) fn attributes(incident: &Incident, claim: &Claim) -> Vec<(&'static str, bool)> {
    let mut attributes = Vec::new();
    let mut compare = |name, right: Option<bool>| attributes.extend(right.map(|right| (name, right)));
    let told = claim.event_date.as_deref().unwrap_or_default();
    compare("event_date", stated(incident.date.as_deref()).map(|date| told.starts_with(date)));
    compare("subkind", stated(incident.subkind.as_deref()).map(|subkind| claim.subkind.as_deref() == Some(subkind)));
    compare("fatalities", incident.fatalities.as_ref().map(|n| same(Some(n), claim.fatalities.as_ref())));
    let count = incident.count.as_ref().map(|count| {
        // a total over several places is no count of this one
        let of_each = Some(count).filter(|_| incident.count_scope.as_deref() == Some("each"));
        same(of_each, claim.weapon_count.as_ref())
    });
    compare("weapon_count", count);
    let target = fold(claim.intended_target.as_deref().unwrap_or_default());
    compare("intended_target", stated(incident.intended_target.as_deref()).map(|aim| target.contains(&fold(aim))));
    compare("evidence", evidence(incident, claim));
    attributes
}

/// Whether the report's evidence covers the gold's first mention or shares half of its sentence's words.
fn evidence(incident: &Incident, claim: &Claim) -> Option<bool> {
    let (start, sentence) = (incident.start?, fold(incident.evidence.as_deref()?));
    let (from, to) = claim.evidence?;
    let notes = fold(claim.notes.as_deref().unwrap_or_default());
    let words: HashSet<&str> = sentence.split_terminator(' ').collect();
    let told: HashSet<&str> = notes.split_terminator(' ').collect();
    Some((from..to).contains(&start) || words.intersection(&told).count() * 2 >= words.len())
}

fn stated(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Whether two figures are the same, however they are written; or both are lacking.
fn same(gold: Option<&Value>, told: Option<&Number>) -> bool {
    gold.and_then(Value::as_f64) == told.and_then(Number::as_f64)
}

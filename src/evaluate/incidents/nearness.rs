//! Nearness: how near a report lies to an incident of the gold.

use super::{Claim, Incident, name::same_name};
use crate::evaluate::arc::arc;

/// The Earth's mean radius, as the scorer has it.
const RADIUS_KM: f64 = 6371.0;
/// How near a further report must lie to what it repeats, in tolerances.
const NEAR: f64 = 0.4;

/// Distance in tolerances, from 0 to 1; none if the report is not of the incident's place. One without coordinates is 1 from what
/// names it.
pub(super) fn nearness(incident: &Incident, claim: &Claim) -> Option<f64> {
    let coarse = incident.precision.is_coarse();
    if coarse && matches!(claim.geo_precision, Some(1 | 2)) {
        return None; // a town is no answer to "in the north of the country"
    }
    if incident.point().is_some() {
        let near = distance_km(incident, claim)? / incident.precision.tolerance_km();
        return (near <= 1.0).then_some(near);
    }
    let location = claim.location_text.as_deref().unwrap_or_default();
    let mut names = [&incident.place].into_iter().chain(&incident.alt);
    names.any(|name| same_name(name, location, coarse)).then_some(1.0)
}

/// Whether the incident can stand for a report that matches nothing: it tells the same again.
pub(super) fn excuses(incident: &Incident, claim: &Claim) -> bool {
    let near = |near| near <= NEAR || incident.point().is_none() || incident.precision.is_coarse();
    incident.kind == claim.kind && nearness(incident, claim).is_some_and(near)
}

/// Great-circle distance; none where one has no coordinates.
pub(super) fn distance_km(incident: &Incident, claim: &Claim) -> Option<f64> {
    Some(RADIUS_KM * arc(claim.point()?, incident.point()?))
}

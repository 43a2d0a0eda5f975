//! Comparison: what became of each incident and each report of a document.

use super::{
    Claim, Gold, Incident,
    name::fold,
    nearness::{excuses, nearness},
};

/// A document's incidents beside its reports.
#[derive(Debug, PartialEq)]
pub(super) struct Comparison<'d> {
    /// Nearest pairs first.
    pub(super) matched: Vec<(&'d Incident, &'d Claim)>,
    /// Positive incidents that no report matches, in the gold's order.
    pub(super) missed: Vec<&'d Incident>,
    /// Reports that match nothing and repeat nothing, in their order.
    pub(super) unfounded: Vec<&'d Claim>,
}

/// What makes two reports one and the same.
#[derive(PartialEq)]
struct Occurrence<'d> {
    kind: &'d str,
    place: Place,
    date: Option<&'d str>,
}

#[derive(PartialEq)]
enum Place {
    At((f64, f64)),
    Called(String),
}

impl<'d> Comparison<'d> {
    pub(super) fn of(gold: &'d Gold, claims: &'d [Claim]) -> Self {
        let positive: Vec<&Incident> = gold.incidents.iter().filter(|i| i.is_positive()).collect();
        let neutral = gold.incidents.iter().filter(|i| i.is_neutral());
        let pairs = pairs(&positive, claims);
        let matched: Vec<_> = pairs.iter().map(|&(i, c)| (positive[i], &claims[c])).collect();
        let missed = (0..positive.len()).filter(|i| pairs.iter().all(|(p, _)| p != i)).map(|i| positive[i]).collect();
        // each incident speaks for one report more, but not for a second of the same place and day
        let mut left: Vec<&Incident> = neutral.chain(matched.iter().map(|&(incident, _)| incident)).collect();
        let mut seen: Vec<Occurrence<'_>> = matched.iter().map(|&(_, claim)| Occurrence::of(claim)).collect();
        let mut unfounded = Vec::new();
        for (c, claim) in claims.iter().enumerate() {
            if pairs.iter().any(|&(_, p)| p == c) {
                continue;
            }
            let occurrence = Occurrence::of(claim);
            match left.iter().position(|incident| excuses(incident, claim)) {
                Some(excuse) if !seen.contains(&occurrence) => {
                    left.remove(excuse);
                }
                _ => unfounded.push(claim),
            }
            seen.push(occurrence);
        }
        Self { matched, missed, unfounded }
    }
}

impl<'d> Occurrence<'d> {
    fn of(claim: &'d Claim) -> Self {
        let called = || Place::Called(fold(claim.location_text.as_deref().unwrap_or_default()));
        let place = claim.point().map_or_else(called, Place::At);
        Self { kind: &claim.kind, place, date: claim.event_date.as_deref() }
    }
}

/// Matches one to one by index, the nearest first, of equally near ones the earliest incident, then the earliest report.
fn pairs(positive: &[&Incident], claims: &[Claim]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, incident) in positive.iter().enumerate() {
        for (c, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.kind == incident.kind) {
            candidates.extend(nearness(incident, claim).map(|near| (near, i, c)));
        }
    }
    candidates.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, c) in candidates {
        if pairs.iter().all(|&(used, taken)| used != i && taken != c) {
            pairs.push((i, c));
        }
    }
    pairs
}

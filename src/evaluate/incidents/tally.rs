//! Tally: the counts of one document, which add up over documents.

use std::collections::BTreeMap;

use super::{
    Claim, Gold, Share, attributes::attributes, comparison::Comparison, figures::Counts, name::fold,
    nearness::distance_km,
};

/// What one document adds.
#[derive(Debug, Default)]
pub(super) struct Tally<'g> {
    pub(super) kinds: BTreeMap<&'g str, Counts>,
    pub(super) attributes: BTreeMap<&'static str, Share>,
    pub(super) uncertainty: Share,
    /// Whether the gold has no incidents.
    pub(super) negative: bool,
    /// Whether nothing was reported either.
    pub(super) clean: bool,
    /// Of the decoys, those where something was reported that did not happen.
    pub(super) decoys: Share,
    /// Of each report that is right or wrong and tells its confidence: that, and whether it is right.
    pub(super) confidences: Vec<(f64, bool)>,
}

impl<'d> Tally<'d> {
    /// Compares a document's incidents with its reports.
    pub(super) fn of(gold: &'d Gold, claims: &'d [Claim]) -> Self {
        let Comparison { matched, missed, unfounded } = Comparison::of(gold, claims);
        let mut tally = Self { negative: gold.incidents.is_empty(), ..Self::default() };
        tally.clean = tally.negative && claims.is_empty();
        for (incident, claim) in &matched {
            tally.kinds.entry(&incident.kind).or_default().tp += 1;
            for (name, right) in attributes(incident, claim) {
                tally.attributes.entry(name).or_default().add(right);
            }
            if let Some((distance, within)) = distance_km(incident, claim).zip(claim.uncertainty_km) {
                tally.uncertainty.add(distance <= within);
            }
        }
        for incident in &missed {
            tally.kinds.entry(&incident.kind).or_default().missed += 1;
        }
        for claim in &unfounded {
            tally.kinds.entry(&claim.kind).or_default().fp += 1;
        }
        let mapped: Vec<String> =
            unfounded.iter().map(|c| fold(c.location_text.as_deref().unwrap_or_default())).collect();
        for decoy in &gold.decoys {
            tally.decoys.add(mapped.contains(&fold(&decoy.place)));
        }
        let verdicts = matched.iter().map(|(_, claim)| (*claim, true)).chain(unfounded.iter().map(|c| (*c, false)));
        tally.confidences = verdicts.filter_map(|(claim, right)| Some((claim.confidence?, right))).collect();
        tally
    }

    /// Over all kinds.
    pub(super) fn counts(&self) -> Counts {
        self.kinds.values().copied().sum()
    }
}

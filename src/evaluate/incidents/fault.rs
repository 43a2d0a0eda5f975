//! Fault: an incident that was missed, a report of none, or a matched one with something wrong, for reading.

use serde::Serialize;

use super::{Claim, Gold, Incident, attributes::attributes, comparison::Comparison};

/// What is wrong with one incident or report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault<'d> {
    /// Of the document.
    pub id: &'d str,
    /// missed, false or inexact
    pub fault: &'static str,
    /// What the report has wrong, of an inexact one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<&'static str>,
    /// As the gold has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gold: Option<&'d Incident>,
    /// As it was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pred: Option<&'d Claim>,
}

/// Whether each report of a document is right: it is, or it is false, or (none) it tells the same again.
pub fn verdicts(gold: &Gold, reports: &[Claim]) -> Vec<Option<bool>> {
    let Comparison { matched, unfounded, .. } = Comparison::of(gold, reports);
    let is = |claim: &Claim| {
        let right = matched.iter().any(|(_, c)| std::ptr::eq(*c, claim));
        let wrong = unfounded.iter().any(|c| std::ptr::eq(*c, claim));
        if right || wrong { Some(right) } else { None }
    };
    reports.iter().map(is).collect()
}

/// All that is wrong in a document: what was missed, what is reported and did not happen, then matched reports with a
/// wrong attribute.
pub fn faults<'d>(gold: &'d Gold, reports: &'d [Claim]) -> Vec<Fault<'d>> {
    let Comparison { matched, missed, unfounded } = Comparison::of(gold, reports);
    let fault =
        |fault, gold_one, pred| Fault { id: &gold.document.id, fault, attributes: Vec::new(), gold: gold_one, pred };
    let mut faults: Vec<Fault<'d>> = missed.into_iter().map(|i| fault("missed", Some(i), None)).collect();
    faults.extend(unfounded.into_iter().map(|claim| fault("false", None, Some(claim))));
    for (incident, claim) in matched {
        let wrong = attributes(incident, claim).into_iter().filter(|(_, right)| !right);
        let attributes: Vec<&'static str> = wrong.map(|(name, _)| name).collect();
        if !attributes.is_empty() {
            faults.push(Fault { attributes, ..fault("inexact", Some(incident), Some(claim)) });
        }
    }
    faults
}

//! Copies: the same text under several names is one document.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::report::{Report, report_id};

/// For each report the earlier one that it is a copy of; `reports` stand in the order of first reports.
///
/// Within a text, reports of equal id are copies. Copies that were published on another day have other ids:
/// there, equal kind, place text, evidence and ordinal tell.
pub(super) fn originals(reports: &[Report]) -> Vec<Option<usize>> {
    let mut original: Vec<Option<usize>> = vec![None; reports.len()];
    let mut by_id: HashMap<(&str, &str), usize> = HashMap::new();
    let mut by_ordinal: HashMap<(&str, String), (usize, Option<Date>)> = HashMap::new();
    let mut ordinals: HashMap<(&str, Option<Date>, String), usize> = HashMap::new();
    for i in equals_by_date(reports) {
        let report = &reports[i];
        let text = report.fingerprint.as_str();
        if let Some(&earlier) = by_id.get(&(text, report.id.as_str())) {
            original[i] = Some(original[earlier].unwrap_or(earlier));
            continue;
        }
        by_id.insert((text, &report.id), i);
        let key = |ordinal| {
            let place = report.location_text.as_deref();
            report_id(&report.kind, place, &report.notes, None, ordinal)
        };
        let ordinal = ordinals.entry((text, report.published, key(0))).or_insert(0);
        let (earlier, published) = *by_ordinal.entry((text, key(*ordinal))).or_insert((i, report.published));
        *ordinal += 1;
        if earlier != i && published != report.published {
            original[i] = Some(earlier);
        }
    }
    original
}

/// Equals of one text and day in the order of what tells them apart, so that they pair up with those of another day.
fn equals_by_date(reports: &[Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&a, &b| {
        let (x, y) = (&reports[a], &reports[b]);
        super::null_last(x.published, y.published)
            .then_with(|| x.evidence_start.cmp(&y.evidence_start))
            .then_with(|| x.location_start.cmp(&y.location_start))
            .then_with(|| super::null_last(x.event_date, y.event_date))
            .then_with(|| x.status.cmp(&y.status))
            .then_with(|| x.actor1.cmp(&y.actor1))
            .then_with(|| a.cmp(&b))
    });
    order
}

//! Rows: `reports.csv` and `unresolved.csv`, one row a report with its fate.

use std::io::{self, Write};

use crate::{
    assemble::{Fate, Outcome},
    kinds::Kinds,
};

use super::{areas, cell, layer};

/// The columns of both files.
pub(super) const HEADER: [&str; 16] = [
    "report_id",
    "incident_id",
    "fate",
    "reason",
    "document_id",
    "source",
    "source_url",
    "published",
    "kind",
    "status",
    "location_text",
    "fatalities",
    "injured",
    "evidence_start",
    "evidence_end",
    "notes",
];

/// The word for a fate: the layer's file, or the fate's own name.
pub(super) fn fate_name(fate: &Fate, kinds: &Kinds) -> String {
    let layer = || kinds.get(&fate.kind).map(layer::file_name).unwrap_or_default();
    match fate.outcome.name() {
        Some(name) => name.to_owned(),
        None if fate.outcome == Outcome::Area => areas::file_name(&layer()),
        None => layer(),
    }
}

/// Writes header and rows, with LF, and returns the number of rows.
pub(super) fn write<'a>(
    out: &mut dyn Write,
    fates: impl Iterator<Item = &'a Fate>,
    kinds: &Kinds,
) -> io::Result<Option<u64>> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let text = |t: &Option<String>| cell::written(t.as_deref().unwrap_or_default()).into_owned();
    let mut rows = 0;
    for fate in fates {
        csv.write_record([
            fate.report_id.as_str(),
            &text(&fate.incident_id),
            &fate_name(fate, kinds),
            &text(&fate.reason),
            &cell::written(&fate.document_id),
            &text(&fate.source),
            &text(&fate.source_url),
            &fate.published.map(|d| d.to_string()).unwrap_or_default(),
            &fate.kind,
            &fate.status,
            &text(&fate.location_text),
            &number(fate.fatalities),
            &number(fate.injured),
            &fate.evidence_start.to_string(),
            &fate.evidence_end.to_string(),
            &cell::written(&fate.notes),
        ])?;
        rows += 1;
    }
    csv.flush()?;
    Ok(Some(rows))
}

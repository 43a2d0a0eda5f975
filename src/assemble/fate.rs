//! Fates: what became of a report, a row of `reports.csv`.

use jiff::civil::Date;

use super::Options;
use crate::report::Report;

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It is part of a feature of its kind's layer.
    Layer,
    /// It is part of a feature of the areas of its kind's layer alone: a whole country.
    Area,
    /// It has no place.
    Unresolved,
    /// Denied, threatened or background.
    Status,
    /// Its place is a whole country.
    Vague,
    /// Its incident's confidence is too low.
    Threshold,
    /// It is a copy of another report.
    Duplicate,
}

impl Outcome {
    /// Those that have a name of their own in `reports.csv`; the others are named by the layer's file or that of its areas.
    pub const NAMED: [Self; 5] = [Self::Unresolved, Self::Status, Self::Vague, Self::Threshold, Self::Duplicate];

    /// The word in `reports.csv`; none for a layer and its areas, whose file's name stands there.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Layer | Self::Area => None,
            Self::Unresolved => Some("unresolved"),
            Self::Status => Some("status"),
            Self::Vague => Some("vague"),
            Self::Threshold => Some("threshold"),
            Self::Duplicate => Some("duplicate"),
        }
    }
}

/// A report with its fate, as `reports.csv` has it. The order of the members is the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fate {
    /// The report's document.
    pub document_id: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Unicode code points.
    pub evidence_start: usize,
    /// Unicode code points.
    pub evidence_end: usize,
    /// The report's id.
    pub report_id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The incident that it is part of, copies or denies.
    pub incident_id: Option<String>,
    /// Why it is in no layer, and what would bring it there.
    pub reason: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// Where the document can be read.
    pub source_url: Option<String>,
    /// The kind's name.
    pub kind: String,
    /// The report's status.
    pub status: String,
    /// The place as the document writes it.
    pub location_text: Option<String>,
    /// Lowest figure stated.
    pub fatalities: Option<u64>,
    /// Lowest figure stated.
    pub injured: Option<u64>,
    /// The evidence sentence.
    pub notes: String,
}

impl Fate {
    pub(super) fn new(
        report: Report,
        outcome: Outcome,
        incident_id: Option<String>,
        copy_of: Option<String>,
        options: &Options,
    ) -> Self {
        let reason = match outcome {
            Outcome::Layer => None,
            Outcome::Duplicate => Some(format!("the same text as document {}", copy_of.unwrap_or_default())),
            Outcome::Unresolved => Some(report.reason.unwrap_or_else(|| "place not known".into())),
            Outcome::Status => Some(match &incident_id {
                Some(id) => format!("denies {id}"),
                None => format!("{0}; --include {0} shows it", report.status),
            }),
            Outcome::Vague | Outcome::Area => Some(format!(
                "a whole country{}; --include vague shows {}",
                (report.location.as_ref()).map_or(String::new(), |l| format!(", {l}")),
                if outcome == Outcome::Area { "its point" } else { "it" }
            )),
            Outcome::Threshold => Some(format!("confidence {} is below {}", report.confidence, options.min_confidence)),
        };
        Self {
            document_id: report.document_id,
            published: report.published,
            evidence_start: report.evidence_start,
            evidence_end: report.evidence_end,
            report_id: report.id,
            outcome,
            incident_id,
            reason,
            source: report.source,
            source_url: report.source_url,
            kind: report.kind,
            status: report.status,
            location_text: report.location_text,
            fatalities: report.fatalities,
            injured: report.injured,
            notes: report.notes,
        }
    }
}

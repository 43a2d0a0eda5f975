//! A report: one document, kind, place and occurrence, with the columns of a feature.
//!
//! [`Report::to_line`] and [`Report::from_line`] are the only way in and out of a process; [`report_id`] and
//! [`fingerprint`] are the identities that make a folder of layers diff cleanly.

mod column;
mod identity;
mod line;
mod schema;

pub(crate) use column::{AREA_STYLE, AREA_SUFFIX, EVIDENCE_IN, MARKERS};
pub use column::{COLUMNS, Column, ColumnType, STATUSES};
pub(crate) use identity::hex;
pub use identity::{fingerprint, number, report_id};
pub(crate) use line::is_id;
pub use line::{Markers, ReportError};
pub use schema::{feature_schema, layer_schema};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A report or an incident: the columns of a feature, in the order of every layer, and its point.
///
/// Serialised, it is the `properties` object of a GeoJSON Feature; [`Report::to_line`] and [`Report::from_line`] add the rest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Longitude and latitude in degrees, WGS 84; none when the place is not known.
    #[serde(skip)]
    pub point: Option<(f64, f64)>,
    /// `r` and 20 hex digits; also the Feature's `id`.
    pub id: String,
    /// A short label, "Interception, Sirsa".
    pub name: String,
    /// The kind's name.
    pub kind: String,
    /// The subkind's name.
    pub subkind: Option<String>,
    /// First day.
    pub event_date: Option<Date>,
    /// Last day.
    pub event_date_end: Option<Date>,
    /// ACLED: 1 day, 2 week, 3 month.
    pub time_precision: Option<u8>,
    /// The gazetteer's name.
    pub location: Option<String>,
    /// As the document writes it.
    pub location_text: Option<String>,
    /// Unicode code points of `Document.text`.
    pub location_start: Option<usize>,
    /// Unicode code points of `Document.text`.
    pub location_end: Option<usize>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// Name of the second-order division.
    pub admin2: Option<String>,
    /// Name of the country.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country_code: Option<String>,
    /// `GeoNames` feature code.
    pub feature_code: Option<String>,
    /// ACLED: 1 the named place, 2 near or part of an area, 3 region; null for a country.
    pub geo_precision: Option<u8>,
    /// The true place lies within it nine times in ten.
    pub uncertainty_km: Option<f64>,
    /// `geonames:1256052`
    pub gazetteer_id: Option<String>,
    /// "geonames:1256050 Sirsa, IN 0.12; …"
    pub alternatives: Option<String>,
    /// reported, claimed, disputed, denied, threatened, background
    pub status: String,
    /// Who says so.
    pub claimed_by: Option<String>,
    /// Who did it.
    pub actor1: Option<String>,
    /// To what.
    pub target: Option<String>,
    /// With what.
    pub weapon: Option<String>,
    /// Only for this place.
    pub weapon_count: Option<u64>,
    /// Where it was aimed, when it ended elsewhere.
    pub intended_target: Option<String>,
    /// Lowest figure stated.
    pub fatalities: Option<u64>,
    /// Highest figure stated.
    pub fatalities_max: Option<u64>,
    /// Lowest figure stated.
    pub injured: Option<u64>,
    /// Highest figure stated.
    pub injured_max: Option<u64>,
    /// ACLED's event type.
    pub event_type: Option<String>,
    /// ACLED's sub-event type.
    pub sub_event_type: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// The word or phrase that made it an event.
    pub trigger: String,
    /// The evidence: the sentence that tells it, with those before it from the one that names the place.
    pub notes: String,
    /// Unicode code points of the part that `evidence_in` names.
    pub evidence_start: usize,
    /// Unicode code points of the part that `evidence_in` names.
    pub evidence_end: usize,
    /// "text" or "title".
    pub evidence_in: String,
    /// Rule and reason ids, joined by "; ".
    pub why: String,
    /// Why the event has no place.
    pub reason: Option<String>,
    /// Of the first document.
    pub document_id: String,
    /// Of the first document.
    pub source: Option<String>,
    /// Of the first document.
    pub source_url: Option<String>,
    /// Of the first document.
    pub published: Option<Date>,
    /// Independent documents that report it.
    pub sources_count: u64,
    /// Of the text, for telling copies.
    pub fingerprint: String,
}

/// What a quote that was cut short ends with.
pub(crate) const ELLIPSIS: char = '…';

/// The reason id of a report whose place the gazetteer lacks: it stands at the town or division beside it.
pub(crate) const UNLISTED: &str = "unlisted";

/// Whether a text can be what stands between two offsets, whole or cut short.
pub(crate) fn is_quote(text: &str, start: usize, end: usize) -> bool {
    let length = text.chars().count();
    let cut = text.is_empty() || text.ends_with(ELLIPSIS);
    end.checked_sub(start).is_some_and(|whole| length == whole || length < whole && cut)
}

impl Report {
    /// Whether `notes` is as long as `evidence_start` to `evidence_end`, or was cut short by `--quote-length`.
    pub(crate) fn is_quoted(&self) -> bool {
        is_quote(&self.notes, self.evidence_start, self.evidence_end)
    }

    /// Whether its row is not its place but only beside or around it.
    pub(crate) fn is_unlisted(&self) -> bool {
        self.why.split("; ").any(|reason| reason == UNLISTED)
    }
}

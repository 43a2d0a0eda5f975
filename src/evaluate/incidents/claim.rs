//! Claim: a report's word that something happened at a place, as a line tells it.

use serde::Serialize;
use serde_json::Number;

/// The part of a report that is scored.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Claim {
    /// "strike"
    pub kind: String,
    /// As the document writes it.
    pub location_text: Option<String>,
    /// Degrees; none where the place is not known.
    pub lat: Option<f64>,
    /// Degrees; none where the place is not known.
    pub lon: Option<f64>,
    /// ACLED: 1 the named place, 2 near or part of an area, 3 region; none for a country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo_precision: Option<u8>,
    /// The true place is said to lie within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertainty_km: Option<f64>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_date: Option<String>,
    /// "drone"
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subkind: Option<String>,
    /// Lowest figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fatalities: Option<Number>,
    /// Only for this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weapon_count: Option<Number>,
    /// Where it was aimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intended_target: Option<String>,
    /// From 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The evidence sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Start and end of the evidence, in Unicode code points.
    #[serde(skip)]
    pub evidence: Option<(usize, usize)>,
}

impl Claim {
    /// Latitude and longitude.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon)
    }
}

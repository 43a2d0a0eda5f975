//! Toponym: a name with its place, as the gold or a prediction has it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::evaluate::arc::arc;

/// The Earth's mean radius.
const RADIUS_KM: f64 = 6371.0088;

/// A name at a place in a text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Toponym {
    /// Unicode code points before it.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// Degrees; none where no place is given.
    pub lat: Option<f64>,
    /// Degrees; none where no place is given.
    pub lon: Option<f64>,
    /// How sure of it whoever found it is, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// All other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Toponym {
    /// Latitude and longitude.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon)
    }

    /// Great-circle distance ; none where one has no place.
    pub(super) fn distance_km(&self, other: &Self) -> Option<f64> {
        Some(RADIUS_KM * arc(self.point()?, other.point()?))
    }
}

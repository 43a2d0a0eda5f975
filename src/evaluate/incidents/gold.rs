//! Gold: a document and what a careful reader says happened in it.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::read::Document;

/// An annotated document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gold {
    /// The text, with title and date if they are given.
    pub document: Document,
    /// What happened, and what is only threatened, denied or told as history.
    pub incidents: Vec<Incident>,
    /// Places that are named and where nothing happened.
    pub decoys: Vec<Decoy>,
}

/// A kind of incident at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// "strike"
    pub kind: String,
    /// As the text names it.
    pub place: String,
    /// Other names that the text has for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<String>,
    /// Unicode code points before its first mention.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Degrees; none where the place is not on the map.
    pub lat: Option<f64>,
    /// Degrees; none where the place is not on the map.
    pub lon: Option<f64>,
    /// How large the place is.
    pub precision: Precision,
    /// Whether it happened.
    pub status: Status,
    /// A vaguer restatement of another, or an arguable one: counted neither way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coarse: Option<bool>,
    /// A day, month or year, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// "drone"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subkind: Option<String>,
    /// The lowest figure; a null says that none may be told.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "stated")]
    pub fatalities: Option<Value>,
    /// Of weapons; a null says that none may be told.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "stated")]
    pub count: Option<Value>,
    /// "each" if `count` is of this place alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_scope: Option<String>,
    /// Where it was aimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intended_target: Option<String>,
    /// The sentence that tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// All other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// How large the place of an incident is, and so how near a report must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A base, a bridge, a village.
    Site,
    /// A town.
    City,
    /// A second-order division.
    District,
    /// A first-order division.
    Admin1,
    /// A part of a country, or one over several.
    Region,
    /// A country.
    Country,
}

/// Whether an incident happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The text says so.
    Reported,
    /// A party says so.
    Claimed,
    /// One says so, another denies it.
    Disputed,
    /// It is said not to have happened.
    Denied,
    /// It may yet happen.
    #[serde(alias = "threatened")]
    PlannedOrThreatened,
    /// It is told as history.
    Background,
}

/// A place that is named and where nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decoy {
    /// As the text names it.
    pub place: String,
}

impl Incident {
    /// Latitude and longitude.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon)
    }

    /// To be found; missing it is a fault.
    pub fn is_positive(&self) -> bool {
        matches!(self.status, Status::Reported | Status::Claimed | Status::Disputed) && !self.is_coarse()
    }

    /// Neither to be found nor to be left.
    pub fn is_neutral(&self) -> bool {
        self.status == Status::Background || self.is_coarse()
    }

    fn is_coarse(&self) -> bool {
        self.coarse == Some(true)
    }
}

impl Precision {
    /// How far off a report may be.
    pub fn tolerance_km(self) -> f64 {
        match self {
            Self::Site => 10.0,
            Self::City => 25.0,
            Self::District => 50.0,
            Self::Admin1 => 161.0,
            Self::Region => 300.0,
            Self::Country => 600.0,
        }
    }

    /// Larger than a district.
    pub fn is_coarse(self) -> bool {
        matches!(self, Self::Admin1 | Self::Region | Self::Country)
    }
}

/// A member that is there, be it null.
fn stated<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

//! Resolve: each mention in, one row of the gazetteer out, with score, runners-up and reasons. Knows nothing of events.

use crate::{
    gazetteer::{PlaceClass, PlaceId},
    recognise::Mention,
};

/// A mention with the row that it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The words.
    pub mention: Mention,
    /// The row; none for an unknown name.
    pub resolution: Option<Resolution>,
}

/// The row that a mention was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The row.
    pub place: PlaceId,
    /// Its sort.
    pub class: PlaceClass,
    /// 0 to 1: how likely it is the one meant.
    pub confidence: f32,
    /// The rows that lost, with their scores, best first; at most five.
    pub alternatives: Vec<(PlaceId, f32)>,
    /// Short ids of what decided: "container:Haryana", "population", "near:Jammu", "only".
    pub reasons: Vec<String>,
}

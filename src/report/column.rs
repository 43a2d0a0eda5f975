//! The columns of a feature: names, order and types, as `accept/columns.txt` lists them.

/// simplestyle's columns of a point, after all others.
pub(crate) const MARKERS: [&str; 3] = ["marker-color", "marker-size", "marker-symbol"];
/// simplestyle's columns of an area, in their place.
pub(crate) const AREA_STYLE: [&str; 2] = ["fill", "stroke"];
/// What the id of an area has after the id of its incident.
pub(crate) const AREA_SUFFIX: &str = ".area";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A string.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// A whole number from 0 up to 2^53.
    Integer,
    /// ACLED's 1, 2 or 3.
    Precision,
    /// A finite number.
    Real,
}

impl ColumnType {
    /// What a value of the type is called in a message.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "a date, YYYY-MM-DD",
            Self::Integer => "a whole number",
            Self::Precision => "1, 2 or 3",
            Self::Real => "a number",
        }
    }
}

/// A column of every layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, the key of `properties`.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether null stands for unknown.
    pub nullable: bool,
    /// What it means, with its unit.
    pub about: &'static str,
}

/// The statuses that a report can have.
pub const STATUSES: [&str; 6] = ["reported", "claimed", "disputed", "denied", "threatened", "background"];

/// Where the evidence can stand.
pub(crate) const EVIDENCE_IN: [&str; 2] = ["text", "title"];

const fn must(name: &'static str, kind: ColumnType, about: &'static str) -> Column {
    Column { name, kind, nullable: false, about }
}

const fn may(name: &'static str, kind: ColumnType, about: &'static str) -> Column {
    Column { name, kind, nullable: true, about }
}

use ColumnType::{Date, Integer, Precision, Real, Text};

/// All columns, in the order of every layer; markers and later additions follow them.
pub const COLUMNS: [Column; 47] = [
    must(
        "id",
        Text,
        "`r` and 20 hex digits over the words of the report; of an area with `.area` after it; equal to the Feature's `id`",
    ),
    must("name", Text, "A short label"),
    must("kind", Text, "The kind of incident"),
    may("subkind", Text, "What it is in particular, by the kind"),
    may("event_date", Date, "First day, YYYY-MM-DD"),
    may("event_date_end", Date, "Last day, YYYY-MM-DD"),
    may("time_precision", Precision, "ACLED: 1 a day, 2 a week, 3 a month; null with a null date"),
    may("location", Text, "The gazetteer's name of the place"),
    may("location_text", Text, "The place as the document writes it"),
    may("location_start", Integer, "Where that begins, in Unicode code points of the document's text"),
    may("location_end", Integer, "Where that ends, in Unicode code points of the document's text"),
    may("admin1", Text, "Name of the first-order division"),
    may("admin2", Text, "Name of the second-order division"),
    may("country", Text, "Name of the country"),
    may("country_code", Text, "ISO 3166-1 alpha-2"),
    may("feature_code", Text, "GeoNames feature code"),
    may(
        "geo_precision",
        Precision,
        "ACLED: 1 the named place, 2 near it or a part of an area, 3 a region; null for a whole country",
    ),
    may("uncertainty_km", Real, "Kilometres within which the true place lies nine times in ten"),
    may("gazetteer_id", Text, "The row of the gazetteer, with its source before the colon"),
    may("alternatives", Text, "Namesakes that were turned down, with their scores, joined by `; `"),
    must("status", Text, "What the text makes of it"),
    may("claimed_by", Text, "Who says so"),
    may("actor1", Text, "Who did it"),
    may("target", Text, "What was hit"),
    may("weapon", Text, "With what"),
    may("weapon_count", Integer, "How many, for this place alone"),
    may("intended_target", Text, "Where it was aimed, when it ended elsewhere"),
    may("fatalities", Integer, "People killed, the lowest figure stated"),
    may("fatalities_max", Integer, "People killed, the highest figure stated, where it is another"),
    may("injured", Integer, "People injured, the lowest figure stated"),
    may("injured_max", Integer, "People injured, the highest figure stated, where it is another"),
    may("event_type", Text, "ACLED's event type"),
    may("sub_event_type", Text, "ACLED's sub-event type"),
    must("confidence", Real, "From 0 to 1: of features at 0.8, eight in ten are right"),
    must("trigger", Text, "The word or phrase that made it an event"),
    must(
        "notes",
        Text,
        "The evidence: the sentence that tells it, with those before it from the one that names the place; its beginning if `--quote-length` cut it",
    ),
    must("evidence_start", Integer, "Where the evidence begins, in Unicode code points of what `evidence_in` names"),
    must("evidence_end", Integer, "Where the whole evidence ends, in Unicode code points of what `evidence_in` names"),
    must("evidence_in", Text, "Whether the evidence stands in the document's text or its title"),
    must("why", Text, "Rule and reasons, joined by `; `"),
    may("reason", Text, "Why an event has no place"),
    must("document_id", Text, "Id of the first document"),
    may("source", Text, "Outlet of the first document"),
    may("source_url", Text, "Address of the first document"),
    may("published", Date, "Day of publication of the first document, YYYY-MM-DD"),
    must("sources_count", Integer, "Independent documents that report it; copies count once"),
    must("fingerprint", Text, "16 hex digits of the document's text, the same for copies"),
];

#[cfg(test)]
mod tests {
    use super::COLUMNS;
    use crate::report::Report;

    #[test]
    fn the_table_the_struct_and_the_contract_agree() {
        let ours: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        let value = serde_json::to_value(Report::default()).unwrap();
        let fields: Vec<&String> = value.as_object().unwrap().keys().collect();
        assert_eq!(ours, fields);
        let contract = std::fs::read_to_string("../shared/accept/columns.txt").unwrap();
        assert_eq!(ours, contract.split_whitespace().collect::<Vec<_>>());
    }
}

//! The columns of a feature: names, order and types, as `accept/columns.txt` lists them.

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
}

/// The statuses that a report can have.
pub const STATUSES: [&str; 6] = ["reported", "claimed", "disputed", "denied", "threatened", "background"];

const fn must(name: &'static str, kind: ColumnType) -> Column {
    Column { name, kind, nullable: false }
}

const fn may(name: &'static str, kind: ColumnType) -> Column {
    Column { name, kind, nullable: true }
}

use ColumnType::{Date, Integer, Precision, Real, Text};

/// All columns, in the order of every layer; markers and later additions follow them.
pub const COLUMNS: [Column; 47] = [
    must("id", Text),
    must("name", Text),
    must("kind", Text),
    may("subkind", Text),
    may("event_date", Date),
    may("event_date_end", Date),
    may("time_precision", Precision),
    may("location", Text),
    may("location_text", Text),
    may("location_start", Integer),
    may("location_end", Integer),
    may("admin1", Text),
    may("admin2", Text),
    may("country", Text),
    may("country_code", Text),
    may("feature_code", Text),
    may("geo_precision", Precision),
    may("uncertainty_km", Real),
    may("gazetteer_id", Text),
    may("alternatives", Text),
    must("status", Text),
    may("claimed_by", Text),
    may("actor1", Text),
    may("target", Text),
    may("weapon", Text),
    may("weapon_count", Integer),
    may("intended_target", Text),
    may("fatalities", Integer),
    may("fatalities_max", Integer),
    may("injured", Integer),
    may("injured_max", Integer),
    may("event_type", Text),
    may("sub_event_type", Text),
    must("confidence", Real),
    must("trigger", Text),
    must("notes", Text),
    must("evidence_start", Integer),
    must("evidence_end", Integer),
    must("evidence_in", Text),
    must("why", Text),
    may("reason", Text),
    must("document_id", Text),
    may("source", Text),
    may("source_url", Text),
    may("published", Date),
    must("sources_count", Integer),
    must("fingerprint", Text),
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

//! A report as a line: one GeoJSON Feature (RFC 7946), with or without a record separator (RFC 8142).

use geojson::{Feature, GeometryValue, JsonObject, JsonValue, feature::Id};
use jiff::civil::Date;
use serde_json::Value;

use super::{COLUMNS, Column, ColumnType, EVIDENCE_IN, MARKERS, Report, STATUSES};

/// What is wrong with a line that should be a report. The caller knows file and line and adds them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The line is not a GeoJSON Feature.
    #[error("not a GeoJSON Feature: {0}; write one Feature a line, as `extract` does")]
    Feature(String),
    /// A column of the contract is not there.
    #[error("column `{0}` is missing; write every column, null where it is not known")]
    Missing(&'static str),
    /// A column holds something else than it should.
    #[error("column `{column}` must be {expected}, not {found}")]
    Type {
        /// The column.
        column: &'static str,
        /// What it must hold.
        expected: String,
        /// What it holds.
        found: String,
    },
    /// The Feature's `id` and `properties.id` differ, or are not `r` and 20 hex digits.
    #[error(
        "id {id} is not `r` and 20 hex digits, or differs from properties.id {property}; keep the ids that `extract` wrote"
    )]
    Id {
        /// The Feature's.
        id: String,
        /// That of its properties.
        property: String,
    },
    /// The status is none of [`STATUSES`].
    #[error("status {0:?} is not known; it is one of reported, claimed, disputed, denied, threatened, background")]
    Status(String),
    /// The geometry is neither null nor a Point of two numbers.
    #[error("the geometry must be null or a Point of longitude and latitude, not {0}")]
    Geometry(String),
    /// The point lies outside the world.
    #[error("longitude {0} or latitude {1} is out of range (-180 to 180, -90 to 90); are they swapped?")]
    Range(f64, f64),
    /// One value contradicts another.
    #[error("{0}")]
    Order(String),
}

/// The simplestyle columns of a feature, which follow the last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markers<'k> {
    /// "#rrggbb"
    pub color: &'k str,
    /// "small", "medium" or "large"
    pub size: &'k str,
    /// A Maki name or one character.
    pub symbol: &'k str,
}

/// To `decimals`, and never −0.
fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale + 0.0
}

impl Report {
    /// With the decimals that a line keeps: 5 of the point (1 m), 1 of `uncertainty_km`, 3 of `confidence`.
    ///
    /// Everything downstream of `extract` works on rounded reports, so that going through a file changes nothing.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        self.point = self.position();
        self.uncertainty_km = self.uncertainty_km.map(|km| round(km, 1));
        self.confidence = round(self.confidence, 3);
        self
    }

    /// The point as a layer holds it.
    pub(crate) fn position(&self) -> Option<(f64, f64)> {
        self.point.map(|(x, y)| (round(x, 5), round(y, 5)))
    }

    /// The report as one GeoJSON Feature, without a line end.
    pub fn to_line(&self) -> String {
        self.feature(None).to_string()
    }

    /// The report as a GeoJSON Feature, with simplestyle columns if `markers` are given.
    pub fn feature(&self, markers: Option<Markers<'_>>) -> Feature {
        let rounded = self.clone().rounded();
        let Ok(Value::Object(mut properties)) = serde_json::to_value(&rounded) else {
            unreachable!("a struct of strings and numbers is a JSON object")
        };
        if let Some(markers) = markers {
            for (column, value) in MARKERS.into_iter().zip([markers.color, markers.size, markers.symbol]) {
                properties.insert(column.into(), value.into());
            }
        }
        Feature {
            bbox: None,
            geometry: rounded.point.map(|(x, y)| GeometryValue::new_point([x, y]).into()),
            id: Some(Id::String(rounded.id)),
            properties: Some(properties),
            foreign_members: None,
        }
    }

    /// Reads what [`Report::to_line`] or a layer wrote; columns after the contract's are ignored.
    ///
    /// # Errors
    /// Anything that is not a report: see [`ReportError`].
    pub fn from_line(line: &str) -> Result<Self, ReportError> {
        let line = line.trim_start_matches(['\u{1e}', '\u{feff}']).trim();
        let feature: Feature = line.parse().map_err(|e: geojson::Error| ReportError::Feature(e.to_string()))?;
        let mut properties = feature.properties.unwrap_or_default();
        for column in &COLUMNS {
            check(column, &properties)?;
        }
        let id = match feature.id {
            Some(Id::String(id)) => id,
            Some(Id::Number(id)) => id.to_string(),
            None => "null".to_owned(),
        };
        if properties["id"] != *id || !is_id(&id) {
            return Err(ReportError::Id { id, property: properties["id"].to_string() });
        }
        properties.retain(|name, _| COLUMNS.iter().any(|c| c.name == name));
        let report: Self =
            serde_json::from_value(Value::Object(properties)).map_err(|e| ReportError::Feature(e.to_string()))?;
        let point = match feature.geometry.map(|g| g.value) {
            None => None,
            Some(GeometryValue::Point { coordinates }) => match coordinates.as_slice() {
                &[x, y] if x.abs() <= 180.0 && y.abs() <= 90.0 => Some((x, y)),
                &[x, y] => return Err(ReportError::Range(x, y)),
                more => return Err(ReportError::Geometry(format!("{} numbers", more.len()))),
            },
            Some(other) => return Err(ReportError::Geometry(other.type_name().to_owned())),
        };
        let report = Self { point, ..report }.rounded();
        report.contradiction().map_or(Ok(report), Err)
    }

    /// The first value that contradicts another.
    fn contradiction(&self) -> Option<ReportError> {
        let order = |text: String| Some(ReportError::Order(text));
        if !STATUSES.contains(&self.status.as_str()) {
            return Some(ReportError::Status(self.status.clone()));
        }
        if !(0.0..=1.0).contains(&self.confidence) {
            return order(format!("confidence {} is not 0 to 1", self.confidence));
        }
        if self.uncertainty_km.is_some_and(|km| km < 0.0) {
            return order("uncertainty_km is less than 0".into());
        }
        if !EVIDENCE_IN.contains(&self.evidence_in.as_str()) {
            return order(format!("evidence_in {:?} is neither text nor title", self.evidence_in));
        }
        if let (Some(first), Some(last)) = (self.event_date, self.event_date_end)
            && first > last
        {
            return order(format!("event_date {first} is after event_date_end {last}"));
        }
        if self.event_date.is_none() && self.event_date_end.is_some() {
            return order("event_date_end stands without event_date".into());
        }
        if !self.is_quoted() {
            return order(format!(
                "notes has {} code points, but evidence_start to evidence_end is {} to {}",
                self.notes.chars().count(),
                self.evidence_start,
                self.evidence_end
            ));
        }
        match (self.location_start, self.location_end, &self.location_text) {
            // a place that the title names has no offsets in the text
            (None, None, _) => None,
            (Some(start), Some(end), Some(text)) if end.checked_sub(start) == Some(text.chars().count()) => None,
            (start, end, text) => {
                order(format!("location_text {text:?} does not fill location_start {start:?} to location_end {end:?}"))
            }
        }
    }
}

/// `r` and 20 lower-case hex digits.
pub(crate) fn is_id(id: &str) -> bool {
    id.strip_prefix('r')
        .is_some_and(|hex| hex.len() == 20 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

/// Whether `properties` has the column, with a value of its type.
fn check(column: &Column, properties: &JsonObject) -> Result<(), ReportError> {
    let value = properties.get(column.name).ok_or(ReportError::Missing(column.name))?;
    let fits = match column.kind {
        _ if value.is_null() => column.nullable,
        ColumnType::Text => value.is_string(),
        ColumnType::Date => value.as_str().is_some_and(is_date),
        ColumnType::Integer => value.as_u64().is_some_and(|n| n < 1 << 53),
        ColumnType::Precision => value.as_u64().is_some_and(|n| (1..=3).contains(&n)),
        ColumnType::Real => value.is_number(),
    };
    if fits {
        return Ok(());
    }
    let or_null = if column.nullable { " or null" } else { "" };
    Err(ReportError::Type {
        column: column.name,
        expected: format!("{}{or_null}", column.kind.label()),
        found: shortened(value),
    })
}

/// jiff reads more than `YYYY-MM-DD`; QGIS and GDAL do not.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok_and(|date| date.to_string() == text)
}

fn shortened(value: &JsonValue) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

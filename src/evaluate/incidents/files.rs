//! Files: the gold as JSON Lines, and the reports as `extract` writes them.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use serde::Deserialize;
use serde_json::{Number, Value};

use super::{Claim, Decoy, Gold, Incident};
use crate::{
    evaluate::{
        EvaluateError,
        lines::{bytes, lines, note_id, parse, shown},
    },
    read,
    report::STATUSES,
};

/// The part of a line that [`read::document`] does not read.
#[derive(Deserialize)]
struct Incidents {
    incidents: Vec<Incident>,
    #[serde(default)]
    decoys: Vec<Decoy>,
}

/// A line of reports: of the columns of [`Report`](crate::report::Report) those that are scored, so that other programs can be scored too.
#[derive(Deserialize)]
struct Feature {
    #[serde(rename = "type")]
    _type: FeatureType,
    geometry: Option<Geometry>,
    properties: Properties,
}

#[derive(Deserialize)]
enum FeatureType {
    Feature,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    _type: GeometryType,
    coordinates: (f64, f64),
}

#[derive(Deserialize)]
enum GeometryType {
    Point,
}

#[derive(Deserialize)]
struct Properties {
    document_id: Value,
    kind: String,
    status: String,
    location_text: Option<String>,
    geo_precision: Option<u8>,
    uncertainty_km: Option<f64>,
    event_date: Option<String>,
    subkind: Option<String>,
    fatalities: Option<Number>,
    weapon_count: Option<Number>,
    intended_target: Option<String>,
    confidence: Option<f64>,
    notes: Option<String>,
    evidence_start: Option<usize>,
    evidence_end: Option<usize>,
}

/// The annotated documents of a file: JSON Lines with `id`, `text`, `incidents` and perhaps `decoys`; `-` is standard input.
///
/// # Errors
/// A file that is not there or is empty, a line that is no such document, offsets outside the text, an id given twice.
pub fn read_gold(file: &Path) -> Result<Vec<Gold>, EvaluateError> {
    let bytes = bytes(file)?;
    let mut ids = HashSet::new();
    let mut gold = Vec::new();
    for (line, bytes) in lines(&bytes) {
        let document = read::document(file, line, bytes.to_vec())?;
        let file = shown(file);
        let Incidents { incidents, decoys } = parse(file, line, bytes)?;
        let length = document.text.chars().count();
        for incident in &incidents {
            if let Some(start) = incident.start.filter(|start| *start >= length) {
                return Err(EvaluateError::Outside { file: file.to_owned(), line, start, end: start + 1, length });
            }
            if let Some(problem) = wrong(incident) {
                return Err(EvaluateError::Line { file: file.to_owned(), line, problem });
            }
        }
        note_id(&mut ids, &document.id, file, line)?;
        gold.push(Gold { document, incidents, decoys });
    }
    if gold.is_empty() {
        return Err(EvaluateError::Empty { file: shown(file).to_owned(), member: "incidents" });
    }
    Ok(gold)
}

/// What a file of reports claims to have happened in each document of the gold, in the gold's order: GeoJSON Features a
/// line, as `extract` writes them. Reports of other statuses are read and left out.
///
/// # Errors
/// A file that is not there, a line that is no report, a document that the gold lacks.
pub fn read_reports(file: &Path, gold: &[Gold]) -> Result<Vec<Vec<Claim>>, EvaluateError> {
    parse_reports(shown(file), &bytes(file)?, gold)
}

/// The same from the bytes of such a file; `file` is what errors call it.
///
/// # Errors
/// As for a file.
pub fn parse_reports(file: &Path, bytes: &[u8], gold: &[Gold]) -> Result<Vec<Vec<Claim>>, EvaluateError> {
    let places: HashMap<&str, usize> = gold.iter().enumerate().map(|(i, g)| (g.document.id.as_str(), i)).collect();
    let mut found = vec![Vec::new(); gold.len()];
    for (line, bytes) in lines(bytes) {
        let Feature { geometry, properties, .. } = parse(file, line, bytes)?;
        let id = properties.document_id.as_str().map_or_else(|| properties.document_id.to_string(), str::to_owned);
        let unknown = || EvaluateError::UnknownId { file: file.to_owned(), line, id: id.clone() };
        let place = *places.get(id.as_str()).ok_or_else(unknown)?;
        let claims = matches!(properties.status.as_str(), "reported" | "claimed" | "disputed");
        let wrong = |problem| EvaluateError::Line { file: file.to_owned(), line, problem };
        let claim = claim(geometry.map(|g| g.coordinates), properties).map_err(wrong)?;
        if claims {
            found[place].push(claim);
        }
    }
    Ok(found)
}

/// What is scored of a report, or what is wrong with it.
fn claim(point: Option<(f64, f64)>, properties: Properties) -> Result<Claim, String> {
    let p = properties;
    if !STATUSES.contains(&p.status.as_str()) {
        return Err(format!("status {:?} is not known; it is one of {}", p.status, STATUSES.join(", ")));
    }
    if let Some((lon, lat)) = point.filter(|(lon, lat)| lon.abs() > 180.0 || lat.abs() > 90.0) {
        return Err(format!("longitude {lon} or latitude {lat} is not on the Earth; give degrees, longitude first"));
    }
    if p.geo_precision.is_some_and(|precision| !(1..=3).contains(&precision)) {
        return Err("geo_precision is not 1, 2, 3 or null".to_owned());
    }
    if p.confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
        return Err("the confidence is not from 0 to 1".to_owned());
    }
    if p.evidence_start.is_some() != p.evidence_end.is_some() {
        return Err("evidence_start and evidence_end do not stand together".to_owned());
    }
    Ok(Claim {
        kind: p.kind,
        location_text: p.location_text,
        lat: point.map(|(_, lat)| lat),
        lon: point.map(|(lon, _)| lon),
        geo_precision: p.geo_precision,
        uncertainty_km: p.uncertainty_km,
        event_date: p.event_date,
        subkind: p.subkind,
        fatalities: p.fatalities,
        weapon_count: p.weapon_count,
        intended_target: p.intended_target,
        confidence: p.confidence,
        notes: p.notes,
        evidence: p.evidence_start.zip(p.evidence_end),
    })
}

/// What is wrong with the coordinates or figures of an incident.
fn wrong(incident: &Incident) -> Option<String> {
    let place = &incident.place;
    if incident.lat.is_some() != incident.lon.is_some() {
        return Some(format!("{place:?} has one of lat and lon; give both, or null for both"));
    }
    if [&incident.fatalities, &incident.count].into_iter().flatten().any(|n| !n.is_null() && !n.is_number()) {
        return Some(format!("a figure of {place:?} is not a number; write one, or null where none may be told"));
    }
    let off = incident.point().is_some_and(|(lat, lon)| lat.abs() > 90.0 || lon.abs() > 180.0);
    off.then(|| format!("{place:?} is not on the Earth; give degrees, lat and then lon"))
}

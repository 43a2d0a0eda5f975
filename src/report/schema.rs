//! Schema: JSON Schema (2020-12) of a feature, made of the columns and the kinds in force.

use serde_json::{Map, Value, json};

use super::{AREA_STYLE, AREA_SUFFIX, COLUMNS, Column, ColumnType, EVIDENCE_IN, MARKERS, STATUSES};
use crate::kinds::{Kind, Kinds};

/// simplestyle's columns, of points and of areas: all of a set or none.
const STYLES: [(&[&str], &str); 2] = [(&MARKERS, ""), (&AREA_STYLE, AREA_SUFFIX)];

/// The schema of a feature: of a layer, of its areas, or of a line of `extract`, whose geometry may be null.
pub fn feature_schema(kinds: &Kinds) -> Value {
    let mut schema = feature(kinds);
    head(&mut schema, "A report or an incident, as incident-mapper writes it");
    schema
}

/// The schema of a file of a layer or its areas, in which every feature has a geometry.
pub fn layer_schema(kinds: &Kinds) -> Value {
    let bbox = json!({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4});
    let placed = json!({"properties": {"geometry": {"type": "object"}}});
    let mut schema = json!({
        "type": "object",
        "required": ["type", "name", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "name": {"type": "string", "description": "The file's name without its end"},
            "bbox": bbox,
            "features": {"type": "array", "items": {"allOf": [feature(kinds), placed]}},
        },
        "additionalProperties": false,
    });
    head(&mut schema, "A layer, as incident-mapper writes it");
    schema
}

fn head(schema: &mut Value, title: &str) {
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
}

fn feature(kinds: &Kinds) -> Value {
    let number = |limit: u8| json!({"type": "number", "minimum": -i16::from(limit), "maximum": limit});
    let position = json!({"type": "array", "prefixItems": [number(180), number(90)], "items": false, "minItems": 2});
    let ring = json!({"type": "array", "items": position, "minItems": 4});
    let polygons = json!({"type": "array", "items": {"type": "array", "items": ring, "minItems": 1}, "minItems": 1});
    let geometry = |name: &str, coordinates: &Value| {
        json!({
            "type": "object",
            "required": ["type", "coordinates"],
            "properties": {"type": {"const": name}, "coordinates": coordinates},
            "additionalProperties": false,
        })
    };
    let geometries = [json!({"type": "null"}), geometry("Point", &position), geometry("MultiPolygon", &polygons)];
    json!({
        "type": "object",
        "required": ["type", "geometry", "id", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": id(),
            "geometry": {"oneOf": geometries},
            "properties": properties(kinds),
        },
        "additionalProperties": false,
    })
}

fn id() -> Value {
    json!({"type": "string", "pattern": r"^r[0-9a-f]{20}(\.area)?$"})
}

fn properties(kinds: &Kinds) -> Value {
    let columns = COLUMNS.iter().map(|column| (column.name.to_owned(), schema_of(column, kinds)));
    let style = STYLES.iter().flat_map(|(names, _)| names.iter()).map(|&name| {
        let value = match name {
            "marker-symbol" => json!({"type": "string"}),
            "marker-size" => json!({"enum": ["small", "medium", "large"]}),
            _ => json!({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}),
        };
        (name.to_owned(), value)
    });
    let together: Map<String, Value> =
        (STYLES.iter()).flat_map(|(names, _)| names.iter().map(move |&name| (name.to_owned(), json!(names)))).collect();
    // a point has no colours of an area, and an area no marker
    let apart = STYLES.iter().map(|(names, end)| {
        json!({
            "if": {"required": [names[0]]},
            "then": {"properties": {"id": {"pattern": format!("^r[0-9a-f]{{20}}{}$", end.replace('.', r"\."))}}},
        })
    });
    let text = json!({"type": "string", "description": "The document's text, of `extract --with-text` alone"});
    json!({
        "type": "object",
        "required": COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>(),
        "properties": columns.chain(style).chain([("text".to_owned(), text)]).collect::<Map<_, _>>(),
        "additionalProperties": false,
        "dependentRequired": together,
        "allOf": apart.chain(kinds.kinds.iter().map(subkinds)).collect::<Vec<_>>(),
    })
}

/// What a kind's subkind can be.
fn subkinds(kind: &Kind) -> Value {
    let mut known: Vec<Value> = kind.subkinds.iter().map(|subkind| subkind.name.clone().into()).collect();
    known.push(Value::Null);
    json!({
        "if": {"properties": {"kind": {"const": kind.name}}},
        "then": {"properties": {"subkind": {"enum": known}}},
    })
}

fn schema_of(column: &Column, kinds: &Kinds) -> Value {
    let mut schema = match column.name {
        "id" => id(),
        "kind" => json!({"enum": kinds.kinds.iter().map(|kind| &kind.name).collect::<Vec<_>>()}),
        "status" => json!({"enum": STATUSES}),
        "evidence_in" => json!({"enum": EVIDENCE_IN}),
        "confidence" => json!({"type": "number", "minimum": 0, "maximum": 1}),
        "uncertainty_km" => json!({"type": "number", "minimum": 0}),
        _ => match column.kind {
            ColumnType::Text => json!({"type": "string"}),
            ColumnType::Date => json!({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
            ColumnType::Integer => json!({"type": "integer", "minimum": 0, "maximum": (1_u64 << 53) - 1}),
            ColumnType::Precision => json!({"enum": [1, 2, 3]}),
            ColumnType::Real => json!({"type": "number"}),
        },
    };
    if column.nullable {
        if let Some(of) = schema.get("type").cloned() {
            schema["type"] = json!([of, "null"]);
        } else if let Some(values) = schema["enum"].as_array_mut() {
            values.push(Value::Null);
        }
    }
    schema["description"] = column.about.into();
    schema
}

//! Every place of the two reports goes to its row: the gold coordinates of `../shared/eval/incidents_seeds.jsonl`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::path::{Path, PathBuf};

use incident_mapper::{
    gazetteer::{self, Gazetteer, Options},
    read::Document,
    recognise::recognise,
    resolve::resolve,
    text::Tokens,
};
use serde_json::Value;

/// How far from the gold point the row may be, by the precision that the annotator gave.
fn tolerance_km(precision: &str) -> f64 {
    match precision {
        "site" => 6.0,
        "city" => 10.0,
        "district" => 40.0,
        "admin1" | "region" => 100.0,
        "country" => 500.0,
        _ => 0.0, // nothing fits, and the test names the place
    }
}

fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [la, lb, d] = [a.0, b.0, b.1 - a.1].map(f64::to_radians);
    let cos = la.sin() * lb.sin() + la.cos() * lb.cos() * d.cos();
    6371.0 * cos.clamp(-1.0, 1.0).acos()
}

#[test]
fn the_seeds_places_resolve() {
    hold(&Gazetteer::embedded().unwrap());
}

#[test]
fn they_do_without_the_curated_rows() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("world.index");
    let tables = ["../shared/data/world.csv.zst", "data/places_extra.csv"].map(PathBuf::from);
    gazetteer::build(&tables, None, &index).unwrap();
    hold(&Gazetteer::open(&Options { files: vec![index], without_default: true }).unwrap());
}

fn hold(gazetteer: &Gazetteer) {
    let path = Path::new("../shared/eval/incidents_seeds.jsonl");
    let lines = std::fs::read_to_string(path)
        .unwrap_or_else(|e| panic!("{}: {e}; the seeds are needed beside the repository", path.display()));
    let mut wrong = Vec::new();
    let mut right = 0;
    for line in lines.lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let text = gold["text"].as_str().unwrap();
        let document = Document { text: text.to_owned(), ..Document::default() };
        let tokens = Tokens::of(&document);
        let toponyms = resolve(gazetteer, &tokens, recognise(gazetteer, &tokens));
        for incident in gold["incidents"].as_array().unwrap() {
            let (Some(lat), Some(lon)) = (incident["lat"].as_f64(), incident["lon"].as_f64()) else {
                continue;
            };
            let chars = usize::try_from(incident["start"].as_u64().unwrap()).unwrap();
            let start = text.char_indices().nth(chars).unwrap().0;
            let place = incident["place"].as_str().unwrap();
            let end = start + place.len();
            let limit = tolerance_km(incident["precision"].as_str().unwrap());
            let found = toponyms
                .iter()
                .filter(|t| t.mention.span.start < end && start < t.mention.span.end)
                .filter_map(|t| t.resolution.as_ref())
                .map(|r| gazetteer.place(r.place))
                .find(|p| km((p.latitude, p.longitude), (lat, lon)) <= limit);
            if found.is_some() {
                right += 1;
            } else {
                wrong.push(format!("{place} at {chars}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not within tolerance: {wrong:?}");
    assert!(right >= 30, "only {right} places with coordinates");
}

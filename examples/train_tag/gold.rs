//! Gold: annotated documents in, what each trigger with each toponym of them should come to out.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::Context;
use incident_mapper::{
    engine::{self, Engine},
    evaluate::incidents,
    gazetteer::{Gazetteer, PlaceClass},
    kinds::Kinds,
    read,
    tag::{
        Observed, Tagger, Weights, known,
        sift::{Numbers, Trees},
    },
    text::{CodePoints, Part, Tokens},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Annotated {
    incidents: Vec<Incident>,
}

#[derive(Deserialize)]
struct Incident {
    kind: String,
    place: String,
    start: usize,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: String,
    status: String,
    #[serde(default)]
    coarse: bool,
    evidence: String,
    #[serde(default)]
    alt: Vec<String>,
}

/// A trigger with a toponym, and what it should come to.
#[allow(clippy::struct_excessive_bools, reason = "each is one answer")]
pub(crate) struct Lesson {
    pub(crate) kind: usize,
    /// The same for toponyms of one place.
    pub(crate) place: String,
    pub(crate) truth: bool,
    pub(crate) weight: f64,
    pub(crate) ruled: bool,
    pub(crate) denied: bool,
    pub(crate) kept: bool,
    pub(crate) features: Vec<u32>,
    /// The incidents of the document that it is, by their numbers; none where it lies elsewhere.
    pub(crate) golds: Vec<usize>,
}

pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) lessons: Vec<Lesson>,
    /// How many incidents count.
    pub(crate) golds: usize,
}

/// Whether a status says that it happened.
fn happened(status: &str) -> bool {
    matches!(status, "reported" | "claimed" | "disputed")
}

/// What is found likely in a document, and whether it is right.
pub(crate) struct Found {
    pub(crate) id: String,
    pub(crate) events: Vec<(Numbers, bool)>,
}

/// In kilometres, as `../shared/eval/score_incidents.py` has it.
fn tolerance(precision: &str) -> f64 {
    match precision {
        "site" => 10.0,
        "city" => 25.0,
        "district" => 50.0,
        "admin1" => 161.0,
        "region" => 300.0,
        _ => 600.0,
    }
}

pub(crate) fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Document>> {
    let gazetteer = Gazetteer::embedded()?;
    let kinds = Kinds::embedded()?;
    let tagger = Tagger::new(&kinds)?;
    let of =
        |(document, annotated): (_, Annotated)| lessons(&document, &annotated.incidents, &gazetteer, &kinds, &tagger);
    Ok(documents(files)?.into_iter().map(of).collect())
}

fn documents(files: &[PathBuf]) -> anyhow::Result<Vec<(read::Document, Annotated)>> {
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        for (n, line) in text.lines().enumerate() {
            all.push((read::document(file, n + 1, line.as_bytes().to_vec())?, serde_json::from_str(line)?));
        }
    }
    Ok(all)
}

/// The program with weights and trees of its own.
fn engine(weights: &[u8], trees: &Trees) -> anyhow::Result<Engine> {
    let kinds = Kinds::embedded()?;
    let tagger = Tagger::new(&kinds)?.with_weights(Weights::new(weights)?).with_trees(trees.clone());
    Ok(Engine::with_tagger(Gazetteer::embedded()?, kinds, tagger))
}

/// Writes the reports of the documents, each by the weights file and the trees of its fold.
pub(crate) fn extract(
    files: &[PathBuf],
    fold: impl Fn(&str) -> usize,
    models: &[(Vec<u8>, Trees)],
    out: &Path,
) -> anyhow::Result<()> {
    let engines: Vec<Engine> =
        models.iter().map(|(weights, trees)| engine(weights, trees)).collect::<anyhow::Result<_>>()?;
    let mut lines = String::new();
    for (document, _) in documents(files)? {
        for report in engines[fold(&document.id)].extract(&document) {
            writeln!(lines, "{}", report.to_line())?;
        }
    }
    Ok(std::fs::write(out, lines)?)
}

/// What the weights of other folds find likely in each document, and whether it is right; none of what tells the same again.
pub(crate) fn likely(
    files: &[PathBuf],
    fold: impl Fn(&str) -> usize,
    weights: &[Vec<u8>],
) -> anyhow::Result<Vec<Found>> {
    let none = Trees::default();
    let engines: Vec<Engine> = weights.iter().map(|weights| engine(weights, &none)).collect::<anyhow::Result<_>>()?;
    let mut all = Vec::new();
    for file in files {
        for gold in incidents::read_gold(file)? {
            let document = &gold.document;
            let engine = &engines[fold(&document.id)];
            let reports = engine.extract(document);
            let lines: Vec<String> = reports.iter().map(incident_mapper::report::Report::to_line).collect();
            let claims = incidents::parse_reports(file, lines.join("\n").as_bytes(), std::slice::from_ref(&gold))?;
            let mut verdicts = incidents::verdicts(&gold, &claims[0]).into_iter();
            let verdicts = reports.iter().map(|r| happened(&r.status).then(|| verdicts.next().flatten()).flatten());
            let numbers = engine.numbers(document);
            let known = numbers.into_iter().zip(verdicts).filter_map(|(numbers, truth)| numbers.zip(truth));
            all.push(Found { id: document.id.clone(), events: known.collect() });
        }
    }
    Ok(all)
}

fn lessons(
    document: &read::Document,
    incidents: &[Incident],
    gazetteer: &Gazetteer,
    kinds: &Kinds,
    tagger: &Tagger,
) -> Document {
    let tokens = Tokens::of(document);
    let toponyms = engine::places(gazetteer, &tokens);
    let observed = tagger.observe(&tokens, &toponyms, gazetteer, document.published);
    let counts = |i: &Incident| !i.coarse && happened(&i.status);
    let lessons: Vec<Lesson> = observed
        .into_iter()
        .map(|Observed { kind, toponym, sentence, ruled, denied, kept, features }| {
            let t = &toponyms[toponym];
            let part = tokens.part_of(t.mention.sentence);
            let surface = tokens.slice(part, t.mention.span);
            let resolved = known(&toponyms, toponym).and_then(|k| toponyms[k].resolution.as_ref());
            let own = &tokens.sentences[sentence];
            let is = |i: &Incident| {
                if i.kind != kinds.kinds[kind].name {
                    return false;
                }
                let coarse = matches!(i.precision.as_str(), "admin1" | "region" | "country");
                let named = [&i.place].into_iter().chain(&i.alt).any(|name| {
                    name.eq_ignore_ascii_case(surface)
                        || !coarse && surface.len() > 4 && name.to_lowercase().contains(&surface.to_lowercase())
                });
                match (i.lat.zip(i.lon), resolved) {
                    (Some((lat, lon)), Some(r)) => {
                        let place = gazetteer.place(r.place);
                        let km = distance_km((lat, lon), (place.latitude, place.longitude));
                        let vague = r.class >= PlaceClass::Province;
                        km <= tolerance(&i.precision) && (!coarse || vague || named) && (coarse || !vague || named)
                    }
                    _ => named,
                }
            };
            let bears = |i: &Incident| {
                let mut names = [&i.place].into_iter().chain(&i.alt);
                i.kind == kinds.kinds[kind].name && names.any(|name| name.eq_ignore_ascii_case(surface))
            };
            let near: Vec<usize> = (0..incidents.len()).filter(|&i| is(&incidents[i])).collect();
            // the words are right where only the row is wrong
            let misplaced = near.is_empty();
            let golds = if misplaced { (0..incidents.len()).filter(|&i| bears(&incidents[i])).collect() } else { near };
            let positive: Vec<usize> = golds.iter().copied().filter(|&i| counts(&incidents[i])).collect();
            let (mut truth, mut weight) = (false, 1.0);
            if positive.is_empty() {
                if golds.iter().any(|&i| incidents[i].coarse) {
                    weight = 0.0;
                } else if !golds.is_empty() {
                    weight = 0.25;
                }
            } else {
                truth = true;
                let text = tokens.part(own.part)[own.span.start..own.span.end].trim();
                let mut points = CodePoints::new(tokens.part(Part::Text));
                let range = match own.part {
                    Part::Text => points.before(own.span.start)..points.before(own.span.end),
                    Part::Title => 0..0,
                };
                let says = |i: usize| {
                    let i = &incidents[i];
                    range.contains(&i.start) || i.evidence.contains(text) || text.contains(i.evidence.trim())
                };
                if !positive.iter().any(|&i| says(i)) {
                    weight = 0.3;
                }
            }
            let place = resolved.map_or_else(|| surface.to_lowercase(), |r| gazetteer.id(r.place).to_owned());
            Lesson {
                kind,
                place,
                truth,
                weight,
                ruled,
                denied,
                kept,
                features,
                golds: if misplaced { Vec::new() } else { positive },
            }
        })
        .collect();
    Document { id: document.id.clone(), lessons, golds: incidents.iter().filter(|i| counts(i)).count() }
}

/// On a sphere, by the haversine.
fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (from, to) = (a.0.to_radians(), b.0.to_radians());
    let half = |d: f64| (d / 2.0).sin().powi(2);
    let h = half(to - from) + from.cos() * to.cos() * half((b.1 - a.1).to_radians());
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

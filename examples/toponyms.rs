//! Toponyms of JSON Lines on standard input, for `../shared/eval/score_toponyms.py`:
//! `cargo run --release --example toponyms [--gazetteer FILE] [--only] < lgl.jsonl > pred.jsonl`. Times go to standard error.
//! `--recognise FILE` takes other weights, `--fold K --corpus NAME` only the documents of one fold of five.

use std::{
    io::{BufRead, Write},
    time::Instant,
};

use incident_mapper::{
    gazetteer::{Gazetteer, Options},
    read::Document,
    recognise::{MentionKind, Recogniser},
    resolve::resolve,
    text::{CodePoints, Part, Tokens},
};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut options = Options::default();
    let mut verbose = false;
    let (mut weights, mut fold, mut corpus) = (None, None, String::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--gazetteer" => options.files.extend(arguments.next().map(Into::into)),
            "--only" => options.without_default = true,
            "--verbose" => verbose = true,
            "--recognise" => weights = arguments.next().map(std::fs::read).transpose()?,
            "--fold" => fold = arguments.next().map(|k| k.parse::<u32>()).transpose()?,
            "--corpus" => corpus = arguments.next().unwrap_or_default(),
            other => anyhow::bail!("unknown argument {other}"),
        }
    }
    let begun = Instant::now();
    let gazetteer = Gazetteer::open(&options)?;
    let opened = begun.elapsed();
    let recogniser = weights.as_deref().map_or(Ok(Recogniser::embedded()), Recogniser::new)?;
    let (mut bytes, mut times) = (0, [0.0; 3]);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let gold: Value = serde_json::from_str(&line?)?;
        if fold.is_some_and(|fold| fold != fold_of(&corpus, &gold["id"])) {
            continue;
        }
        let document = Document { text: gold["text"].as_str().unwrap_or("").to_owned(), ..Document::default() };
        bytes += document.text.len();
        let t = Instant::now();
        let tokens = Tokens::of(&document);
        times[0] += t.elapsed().as_secs_f64();
        let t = Instant::now();
        let mentions = recogniser.mentions(&gazetteer, &tokens);
        times[1] += t.elapsed().as_secs_f64();
        let t = Instant::now();
        let toponyms = resolve(&gazetteer, &tokens, mentions);
        times[2] += t.elapsed().as_secs_f64();
        let mut points = CodePoints::new(&document.text);
        let toponyms: Vec<Value> = toponyms
            .iter()
            .filter(|t| tokens.part_of(t.mention.sentence) == Part::Text)
            .filter(|t| verbose || t.mention.kind != MentionKind::Unknown)
            .map(|t| {
                let place = t.resolution.as_ref().map(|r| gazetteer.place(r.place));
                let mut said = json!({
                    "start": points.before(t.mention.span.start),
                    "end": points.before(t.mention.span.end),
                    "surface": &document.text[t.mention.span.start..t.mention.span.end],
                    "lat": place.map(|p| p.latitude), "lon": place.map(|p| p.longitude),
                    "confidence": t.resolution.as_ref().map(|r| r.confidence),
                });
                if verbose {
                    said["probability"] = json!(t.mention.probability);
                    said["place"] = json!(place.map(|p| format!(
                        "{} {} {} {} {}",
                        p.name, p.feature_code, p.country_code, p.admin1_code, p.id
                    )));
                    said["kind"] = json!(format!("{:?}{}", t.mention.kind, if t.mention.compound { "*" } else { "" }));
                    said["reasons"] = json!(t.resolution.as_ref().map(|r| r.reasons.join("; ")));
                }
                said
            })
            .collect();
        writeln!(out, "{}", json!({"id": gold["id"], "toponyms": toponyms}))?;
    }
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = |s: f64| bytes as f64 / 1e6 / s;
    writeln!(
        std::io::stderr(),
        "open {opened:?} ({} rows, {} names); MB/s: tokens {:.1} recognise {:.1} resolve {:.1}",
        gazetteer.len(),
        gazetteer.names_len(),
        rate(times[0]),
        rate(times[1]),
        rate(times[2])
    )?;
    Ok(())
}

/// The fold of five that a document is tested in: FNV-1a over "corpus/id".
fn fold_of(corpus: &str, id: &Value) -> u32 {
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let bytes = format!("{corpus}/{id}");
    bytes.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) % 5
}

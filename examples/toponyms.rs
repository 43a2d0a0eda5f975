//! Toponyms of JSON Lines on standard input, for `../shared/eval/score_toponyms.py`:
//! `cargo run --release --example toponyms [--gazetteer FILE] [--only] < lgl.jsonl > pred.jsonl`. Times go to standard error.
//! `--recognise FILE` and `--resolve FILE` take other weights, `--gold-spans` resolves the gold's names, `--fold K --corpus NAME` reads one fold.

#[path = "study/fold.rs"]
mod folds;

use std::{
    io::{BufRead, Write},
    time::Instant,
};

use incident_mapper::{
    gazetteer::{Gazetteer, Options},
    read::Document,
    recognise::{MentionKind, Recogniser},
    resolve::{Resolver, Weights, given, settle},
    text::{CodePoints, Part, Span, Tokens},
};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut options = Options::default();
    let (mut verbose, mut gold_spans, mut resolver) = (false, false, Resolver::embedded());
    let (mut names, mut fold, mut corpus) = (None, None, String::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--gazetteer" => options.files.extend(arguments.next().map(Into::into)),
            "--only" => options.without_default = true,
            "--verbose" => verbose = true,
            "--gold-spans" => gold_spans = true,
            "--recognise" => names = Some(std::fs::read(arguments.next().unwrap_or_default())?),
            "--resolve" => {
                let file = arguments.next().unwrap_or_default();
                resolver = Resolver::new(Weights::parse(&std::fs::read_to_string(file)?)?);
            }
            "--fold" => fold = Some(arguments.next().unwrap_or_default().parse::<u32>()?),
            "--corpus" => corpus = arguments.next().unwrap_or_default(),
            other => anyhow::bail!("unknown argument {other}"),
        }
    }
    let begun = Instant::now();
    let gazetteer = Gazetteer::open(&options)?;
    let opened = begun.elapsed();
    let recogniser = names.as_deref().map_or(Ok(Recogniser::embedded()), Recogniser::new)?;
    let (mut bytes, mut times) = (0, [0.0; 3]);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let gold: Value = serde_json::from_str(&line?)?;
        if fold.is_some_and(|k| folds::hash(&corpus, &folds::id(&gold)) % folds::FOLDS != k) {
            continue;
        }
        let document = Document { text: gold["text"].as_str().unwrap_or("").to_owned(), ..Document::default() };
        bytes += document.text.len();
        let t = Instant::now();
        let tokens = Tokens::of(&document);
        times[0] += t.elapsed().as_secs_f64();
        let t = Instant::now();
        let mentions = if gold_spans {
            spans(&gold).into_iter().filter_map(|span| given(&gazetteer, &tokens, span)).collect()
        } else {
            recogniser.mentions(&gazetteer, &tokens)
        };
        times[1] += t.elapsed().as_secs_f64();
        let t = Instant::now();
        let mut toponyms = resolver.resolve(&gazetteer, &tokens, mentions);
        if gold_spans {
            settle(&mut toponyms);
        }
        times[2] += t.elapsed().as_secs_f64();
        let mut points = CodePoints::new(&document.text);
        let toponyms: Vec<Value> = toponyms
            .iter()
            .filter(|t| tokens.part_of(t.mention.sentence) == Part::Text)
            .filter(|t| verbose || gold_spans || t.mention.kind != MentionKind::Unknown)
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

/// The gold's names in the order of the text, as bytes.
fn spans(gold: &Value) -> Vec<Span> {
    let text = gold["text"].as_str().unwrap_or("");
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let at = |v: &Value| v.as_u64().and_then(|c| starts.get(usize::try_from(c).ok()?)).copied().unwrap_or(0);
    let toponyms = gold["toponyms"].as_array().into_iter().flatten();
    let mut spans: Vec<Span> = toponyms.map(|t| Span { start: at(&t["start"]), end: at(&t["end"]) }).collect();
    spans.sort_unstable();
    spans
}

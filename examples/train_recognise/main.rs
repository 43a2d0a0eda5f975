//! Makes `data/recognise.bin`, the same bytes each time, and says how well its like does on documents it never saw.
//!
//! ```sh
//! cargo run --release --example train_recognise -- --gazetteer world.csv --only \
//!     --gold lgl=../shared/eval/corpora/lgl.jsonl --gold geowebnews=../shared/eval/corpora/geowebnews.jsonl \
//!     --silver unlabelled.jsonl entities.jsonl --out data/recognise.bin [--folds DIR] [--transfer]
//! ```
//!
//! Two logistic regressions, one on top of the other: the first over the words around a candidate, the second over its
//! score and what the document's other candidates scored. The second learns from scores that the first gave to
//! documents held out from it.
#![allow(clippy::print_stdout, reason = "an example that reports to standard output")]

mod articles;
#[path = "../study/fold.rs"]
mod fold;
mod logistic;
#[path = "../study/random.rs"]
mod random;
mod score;
#[path = "../study/sparse.rs"]
mod sparse;

use std::path::PathBuf;

use anyhow::Context;
use articles::{Article, Label};
use fold::FOLDS;
use incident_mapper::{
    gazetteer::{Gazetteer, Options},
    recognise::{
        features::DOCUMENT,
        training::{Candidates, Text},
        weights::{STEP, Weights},
    },
    text::Tokens,
};
use logistic::Dense;
use score::Counts;
use sparse::{Example, Sparse, SparseSettings};

/// Of the order in which examples are learned, and of what the intervals draw.
const SEED: u64 = 0x1234_5678_9abc_def1;

/// What an example of the teacher counts, one of the annotators 1.
const SILVER: f64 = 0.2;
/// What it counts in the second regression.
const SILVER_DOCUMENT: f64 = 0.1;
/// How many parts the training documents are cut into for the scores that the second regression learns from.
const PARTS: u32 = 4;
/// How many word weights the file may hold.
const MOST: usize = 36_000;

#[derive(Default)]
struct Flags {
    options: Options,
    gold: Vec<(String, PathBuf)>,
    silver: Option<(PathBuf, PathBuf)>,
    out: Option<PathBuf>,
    folds: Option<PathBuf>,
    transfer: bool,
}

impl Flags {
    fn parse() -> anyhow::Result<Self> {
        let mut flags = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{argument} wants a value"));
            match argument.as_str() {
                "--gazetteer" => flags.options.files.push(value()?.into()),
                "--only" => flags.options.without_default = true,
                "--gold" => {
                    let value = value()?;
                    let (name, path) = value.split_once('=').context("--gold NAME=FILE")?;
                    flags.gold.push((name.into(), path.into()));
                }
                "--silver" => flags.silver = Some((value()?.into(), value()?.into())),
                "--out" => flags.out = Some(value()?.into()),
                "--folds" => flags.folds = Some(value()?.into()),
                "--transfer" => flags.transfer = true,
                other => anyhow::bail!("unknown argument {other}"),
            }
        }
        Ok(flags)
    }
}

/// A document with all that training asks of it.
struct Prepared<'a> {
    article: &'a Article,
    candidates: Candidates<'a, 'a>,
    labels: Vec<Label>,
    /// Bytes of each candidate.
    spans: Vec<(usize, usize)>,
    examples: Vec<Example>,
}

/// A trained pair of regressions.
struct Model {
    words: Sparse,
    document: Dense<DOCUMENT>,
    threshold: f32,
}

struct Settings {
    words: SparseSettings,
    silver: f64,
    silver_document: f64,
}

fn main() -> anyhow::Result<()> {
    let flags = Flags::parse()?;
    let gazetteer = Gazetteer::open(&flags.options)?;
    let mut articles = Vec::new();
    for (name, path) in &flags.gold {
        articles.extend(articles::gold(name, path)?);
    }
    if let Some((texts, entities)) = &flags.silver {
        articles.extend(articles::silver(texts, entities)?);
    }
    let tokens: Vec<Tokens<'_>> = articles.iter().map(|a| Tokens::of(&a.document)).collect();
    let texts: Vec<Text<'_>> = tokens.iter().map(Text::of).collect();
    let mut index = sparse::Index::default();
    let prepared: Vec<Prepared<'_>> = articles
        .iter()
        .zip(&tokens)
        .zip(&texts)
        .map(|((article, tokens), text)| prepare(&gazetteer, article, tokens, text, &mut index))
        .collect();
    let labelled = |label: Label| prepared.iter().flat_map(|p| &p.labels).filter(|&&l| l == label).count();
    println!(
        "{} documents, {} places, {} others, {} left out, {} features",
        prepared.len(),
        labelled(Label::Place),
        labelled(Label::Other),
        labelled(Label::Unsure),
        index.len()
    );
    let settings = Settings {
        words: SparseSettings { rate: 0.1, l1: 0.5, l2: 1.0, epochs: 6, least: 3, seed: SEED },
        silver: SILVER,
        silver_document: SILVER_DOCUMENT,
    };
    cross_validate(&flags, &prepared, &index, &settings)?;
    if flags.transfer {
        transfer(&flags, &prepared, &index, &settings);
    }
    if let Some(out) = &flags.out {
        let model = train(&prepared, index.len(), &settings, |_| true);
        std::fs::write(out, encode(&model, &index)?).with_context(|| out.display().to_string())?;
        println!("{}: threshold {}, {:?}", out.display(), model.threshold, model.document.weights);
    }
    Ok(())
}

fn prepare<'a>(
    gazetteer: &'a Gazetteer,
    article: &'a Article,
    tokens: &'a Tokens<'a>,
    text: &'a Text<'a>,
    index: &mut sparse::Index,
) -> Prepared<'a> {
    let candidates = Candidates::of(gazetteer, text);
    let spans: Vec<(usize, usize)> = (0..candidates.len())
        .map(|i| candidates.tokens(i))
        .map(|t| (tokens.tokens[t.start].span.start, tokens.tokens[t.end - 1].span.end))
        .collect();
    let labels = articles::label(&spans, &article.spans);
    let examples = (0..candidates.len()).map(|i| index.example(&candidates.keys(i))).collect();
    Prepared { article, candidates, labels, spans, examples }
}

/// Trains on the documents for which `is` holds.
fn train(all: &[Prepared<'_>], features: usize, settings: &Settings, is: impl Fn(&Prepared<'_>) -> bool) -> Model {
    let chosen: Vec<&Prepared<'_>> = all.iter().filter(|p| is(p)).collect();
    let words = |part: Option<u32>| {
        let mut examples = Vec::new();
        for p in chosen.iter().filter(|p| part.is_none_or(|part| p.article.part(PARTS) != part)) {
            let weight = if p.article.gold { 1.0 } else { settings.silver };
            for (label, example) in p.labels.iter().zip(&p.examples) {
                if *label != Label::Unsure && weight > 0.0 {
                    examples.push((example, *label == Label::Place, weight));
                }
            }
        }
        Sparse::train(&examples, features, &settings.words)
    };
    // the scores that the second regression learns from are of documents that the first did not see
    let parts: Vec<Sparse> = std::thread::scope(|scope| {
        let words = &words;
        let mut done = Vec::new();
        for pair in (0..PARTS).collect::<Vec<_>>().chunks(2) {
            let running: Vec<_> = pair.iter().map(|&part| scope.spawn(move || words(Some(part)))).collect();
            done.extend(running.into_iter().filter_map(|r| r.join().ok()));
        }
        done
    });
    let scored: Vec<(&Prepared<'_>, Vec<[f32; DOCUMENT]>)> = chosen
        .iter()
        .map(|&p| {
            let words = &parts[p.article.part(PARTS) as usize];
            let scores: Vec<f32> = p.examples.iter().map(|e| words.score(e)).collect();
            (p, p.candidates.document(&scores))
        })
        .collect();
    let mut rows = Vec::new();
    for (p, features) in &scored {
        let weight = if p.article.gold { 1.0 } else { settings.silver_document };
        for (label, features) in p.labels.iter().zip(features) {
            if *label != Label::Unsure && weight > 0.0 {
                rows.push((features, *label == Label::Place, weight));
            }
        }
    }
    let document = Dense::train(&rows);
    let threshold = score::threshold(scored.iter().filter(|(p, _)| p.article.gold).map(|(p, features)| {
        let chances: Vec<f32> = features.iter().map(|f| document.chance(f)).collect();
        (*p, chances)
    }));
    Model { words: words(None), document, threshold }
}

impl Model {
    fn chances(&self, p: &Prepared<'_>) -> Vec<f32> {
        let scores: Vec<f32> = p.examples.iter().map(|e| self.words.score(e)).collect();
        p.candidates.document(&scores).iter().map(|f| self.document.chance(f)).collect()
    }

    fn counts(&self, p: &Prepared<'_>) -> Counts {
        score::counts(p, &self.chances(p), self.threshold)
    }
}

fn cross_validate(
    flags: &Flags,
    all: &[Prepared<'_>],
    index: &sparse::Index,
    settings: &Settings,
) -> anyhow::Result<()> {
    let mut counts: Vec<Option<Counts>> = vec![None; all.len()];
    let mut chances = Vec::new();
    let mut by_document = Vec::new();
    for fold in 0..FOLDS {
        let model = train(all, index.len(), settings, |p| !p.article.gold || p.article.fold() != fold);
        for (p, counts) in all.iter().zip(&mut counts) {
            if p.article.gold && p.article.fold() == fold {
                *counts = Some(model.counts(p));
                let of = model.chances(p);
                by_document.push((p, of.clone()));
                chances.extend(
                    of.into_iter()
                        .zip(&p.labels)
                        .filter(|(_, l)| **l != Label::Unsure)
                        .map(|(c, l)| (c, *l == Label::Place)),
                );
            }
        }
        if let Some(folder) = &flags.folds {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(format!("recognise-{fold}.bin")), encode(&model, index)?)?;
        }
    }
    for (name, _) in &flags.gold {
        let of: Vec<Counts> =
            all.iter().zip(&counts).filter(|(p, _)| p.article.corpus == *name).filter_map(|(_, c)| *c).collect();
        println!("cross-validated  {}", score::report(name, &of));
        let of: Vec<_> = by_document.iter().filter(|(p, _)| p.article.corpus == *name).cloned().collect();
        println!("    {}", score::curve(&of));
    }
    println!("{}", score::calibration(&chances));
    Ok(())
}

/// How a model does on the corpus that it was not trained on.
fn transfer(flags: &Flags, all: &[Prepared<'_>], index: &sparse::Index, settings: &Settings) {
    for (name, _) in &flags.gold {
        let model = train(all, index.len(), settings, |p| p.article.corpus != *name);
        let of: Vec<Counts> = all.iter().filter(|p| p.article.corpus == *name).map(|p| model.counts(p)).collect();
        println!("from the others  {}", score::report(name, &of));
    }
}

fn encode(model: &Model, index: &sparse::Index) -> anyhow::Result<Vec<u8>> {
    #[allow(clippy::cast_possible_truncation, reason = "clamped when it is written")]
    let mut words: Vec<(u32, i32)> = model
        .words
        .weights
        .iter()
        .enumerate()
        .map(|(id, &weight)| (index.key(id), (weight / STEP).round() as i32))
        .filter(|(_, weight)| *weight != 0)
        .collect();
    words.sort_by_key(|&(key, weight)| (-weight.abs(), key));
    println!("{} word weights", words.len());
    words.truncate(MOST);
    Ok(Weights::encode(model.threshold, &model.document.weights, &words)?)
}

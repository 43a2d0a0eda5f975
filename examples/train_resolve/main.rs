//! Makes `data/resolve.toml` from toponyms with gold coordinates, the same bytes each time, and says how good it is where
//! it was not trained.
//!
//! ```sh
//! cargo run --release --example train_resolve -- --recognisers folds --out data/resolve.toml \
//!     ../shared/eval/corpora/lgl.jsonl ../shared/eval/corpora/geowebnews.jsonl
//! ```
//!
//! `--recognisers DIR` has the recognisers of cross-validation, which `train_recognise --folds DIR` writes.
//! `--folds DIR` writes `resolve-0.toml` to `resolve-4.toml`, each of the other four folds, and prints what each says of its
//! own; `--transfer` trains on each corpus and scores the others.
#![allow(clippy::print_stdout, reason = "an example that reports to standard output")]

mod corpus;
#[path = "../study/fold.rs"]
mod fold;
mod logit;
mod score;
mod train;
mod write;

use std::path::PathBuf;

use anyhow::Context as _;
use corpus::{FOLDS, Study};
use incident_mapper::gazetteer::{Gazetteer, Options};
use incident_mapper::resolve::Resolver;
use score::{Judged, Tally};
use train::{calibrate, train};

fn main() -> anyhow::Result<()> {
    let mut options = Options::default();
    let (mut penalty, mut rounds) = (None, None);
    let (mut out, mut folds, mut recognisers) = (None, None, PathBuf::new());
    let (mut transfer, mut files) = (false, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut path = || arguments.next().map(PathBuf::from).context("a path is missing");
        match argument.as_str() {
            "--gazetteer" => options.files.push(path()?),
            "--only" => options.without_default = true,
            "--out" => out = Some(path()?),
            "--folds" => folds = Some(path()?),
            "--penalty" => penalty = arguments.next().map(|p| p.parse::<f64>()).transpose()?,
            "--rounds" => rounds = arguments.next().map(|p| p.parse::<usize>()).transpose()?,
            "--recognisers" => recognisers = path()?,
            "--transfer" => transfer = true,
            file => files.push(PathBuf::from(file)),
        }
    }
    let gazetteer = Gazetteer::open(&options)?;
    let mut study = Study::read(&gazetteer, &files, &recognisers)?;
    study.penalty = penalty.unwrap_or(study.penalty);
    study.rounds = rounds.unwrap_or(study.rounds);
    println!("{} documents", study.documents.len());
    if let Some(folder) = &folds {
        std::fs::create_dir_all(folder)?;
        let mut judged = Vec::new();
        let mut tallies = vec![Tally::default(); study.corpora.len()];
        for fold in 0..FOLDS {
            let mut weights = train(&study, |d| d.fold != fold);
            weights.confidence = calibrate(&confidences(&study, Some(fold)));
            let path = folder.join(format!("resolve-{fold}.toml"));
            std::fs::write(path, write::file(&weights))?;
            let resolver = Resolver::new(weights);
            for document in study.documents.iter().filter(|d| d.fold == fold) {
                score::score(&study, &resolver, document, &mut tallies[document.corpus], &mut judged);
            }
        }
        report("cross-validated", &study, &tallies, &judged);
    }
    if transfer {
        for (i, name) in study.corpora.iter().enumerate() {
            let weights = train(&study, |d| d.corpus != i);
            let (mut judged, mut tallies) = (Vec::new(), vec![Tally::default(); study.corpora.len()]);
            let resolver = Resolver::new(weights);
            for document in study.documents.iter().filter(|d| d.corpus == i) {
                score::score(&study, &resolver, document, &mut tallies[i], &mut judged);
            }
            println!("{name}, trained on the others:\n  {}", tallies[i]);
        }
    }
    if let Some(out) = out {
        let mut weights = train(&study, |_| true);
        weights.confidence = calibrate(&confidences(&study, None));
        std::fs::write(out, write::file(&weights))?;
    }
    Ok(())
}

/// Resolutions with their evidence and whether they are right, each by weights that saw neither its fold nor `but`.
fn confidences(study: &Study<'_>, but: Option<usize>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for fold in (0..FOLDS).filter(|f| Some(*f) != but) {
        let weights = train(study, |d| d.fold != fold && Some(d.fold) != but);
        let resolver = Resolver::new(weights);
        for document in study.documents.iter().filter(|d| d.fold == fold) {
            score::score(study, &resolver, document, &mut Tally::default(), &mut judged);
        }
    }
    judged
}

fn report(title: &str, study: &Study<'_>, tallies: &[Tally], judged: &[Judged]) {
    println!("{title}");
    for (i, name) in study.corpora.iter().enumerate() {
        println!("  {name:12} {}", tallies[i]);
        let own: Vec<&Judged> = judged.iter().filter(|j| j.corpus == i).collect();
        println!("    calibration error {:.3} over {}", score::calibration_error(&own), own.len());
        for (bin, (n, said, right)) in score::bins(&own).into_iter().enumerate().filter(|(_, b)| b.0 > 0) {
            println!("      0.{bin}: {n:5} said {said:.3} right {right:.3}");
        }
    }
}

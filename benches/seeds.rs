//! How long the two seed reports take, stage by stage and start to finish: `cargo bench --bench seeds`.
//!
//! Medians over many rounds. For the whole program as a shell sees it, `hyperfine -N --warmup 5
//! 'target/release/incident-mapper map ../shared/seeds -o /tmp/layers'`.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use std::{
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use incident_mapper::{
    assemble,
    engine::{Engine, toponyms},
    gazetteer::{Gazetteer, Options},
    kinds::Kinds,
    read::{Document, ReadOptions, Reader},
    report::Report,
    text::Tokens,
};

const ROUNDS: usize = 101;

fn main() -> Result<()> {
    let shared = PathBuf::from("../shared/seeds");
    let seeds = if shared.exists() {
        shared
    } else {
        println!("../shared/seeds is missing; measuring seeds/ instead");
        PathBuf::from("seeds")
    };
    let open = || Gazetteer::open(&Options::default()).context("the embedded gazetteer");
    let engine = || -> Result<Engine> { Ok(Engine::new(open()?, Kinds::embedded()?)?) };
    show("open the gazetteer", || open().map(drop))?;
    show("open gazetteer, kinds and tagger", || engine().map(drop))?;
    let engine = engine()?;
    let documents = read(&seeds)?;
    show("read", || read(&seeds).map(drop))?;
    show("cut into sentences and words", || {
        for document in &documents {
            black_box(Tokens::of(document));
        }
        Ok(())
    })?;
    show("the same, recognise and resolve", || {
        for document in &documents {
            black_box(toponyms(engine.gazetteer(), &Tokens::of(document)));
        }
        Ok(())
    })?;
    show("the same, and tag (extract)", || {
        for document in &documents {
            black_box(engine.extract(document));
        }
        Ok(())
    })?;
    let reports: Vec<Report> = documents.iter().flat_map(|d| engine.extract(d)).collect();
    show("assemble", || {
        black_box(assemble::assemble(reports.clone(), &assemble::Options::default()));
        Ok(())
    })?;
    let folder = tempfile::tempdir()?;
    show("the program, start to finish", || {
        let status = Command::new(env!("CARGO_BIN_EXE_incident-mapper"))
            .args(["map", "--quiet", "-o"])
            .arg(folder.path().join("layers"))
            .arg(&seeds)
            .status()?;
        ensure!(status.success(), "map: {status}");
        Ok(())
    })
}

fn read(folder: &Path) -> Result<Vec<Document>> {
    let reader = Reader::open(&[folder.to_path_buf()], ReadOptions::default())?;
    Ok(reader.collect::<Result<_, _>>()?)
}

/// Prints the median and the slowest of [`ROUNDS`] rounds.
fn show(what: &str, work: impl Fn() -> Result<()>) -> Result<()> {
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        rounds.push(start.elapsed());
    }
    rounds.sort_unstable();
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    println!("{what:34} {:8.3} ms   slowest of {ROUNDS}: {:.3} ms", ms(rounds[ROUNDS / 2]), ms(rounds[ROUNDS - 1]));
    Ok(())
}

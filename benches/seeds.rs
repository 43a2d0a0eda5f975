//! How long the two seed reports take, stage by stage and start to finish: `cargo bench --bench seeds`.
//!
//! Medians over many rounds. For the whole program as a shell sees it, `hyperfine -N --warmup 5
//! 'target/release/incident-mapper map ../shared/seeds -o /tmp/layers'`.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod clock;

use std::{hint::black_box, path::PathBuf, process::Command};

use anyhow::{Result, ensure};
use incident_mapper::{
    assemble,
    engine::{Engine, toponyms},
    kinds::Kinds,
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
    let engine = || -> Result<Engine> { Ok(Engine::new(clock::gazetteer()?, Kinds::embedded()?)?) };
    show("open the gazetteer", || clock::gazetteer().map(drop))?;
    show("open gazetteer, kinds and tagger", || engine().map(drop))?;
    let engine = engine()?;
    let documents = clock::documents(seeds.clone())?;
    show("read", || clock::documents(seeds.clone()).map(drop))?;
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

/// Prints the median and the slowest of [`ROUNDS`] rounds.
fn show(what: &str, work: impl Fn() -> Result<()>) -> Result<()> {
    let (median, slowest) = clock::measure(ROUNDS, || (), |()| work())?;
    println!("{what:34} {:8.3} ms   slowest of {ROUNDS}: {:.3} ms", clock::ms(median), clock::ms(slowest));
    Ok(())
}

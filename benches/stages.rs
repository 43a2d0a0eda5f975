//! How fast each stage reads, on one thread, in MB of text a second: `cargo bench --bench stages`.
//!
//! Medians over some rounds on the annotated articles of `../shared/eval`. A stage is timed alone, on what the stages before
//! it made; `extract` is all of them with the tagger, `places` the whole program with its start, reading and writing.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod clock;

use std::{
    hint::black_box,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use incident_mapper::{engine::Engine, kinds::Kinds, recognise::recognise, resolve::resolve, text::Tokens};

const ROUNDS: usize = 11;
const TEXTS: &[&str] = &["corpora/lgl.jsonl", "corpora/geowebnews.jsonl", "incidents_dev.jsonl"];

fn main() -> Result<()> {
    let (median, slowest) = clock::measure(ROUNDS, || (), |()| clock::gazetteer().map(drop))?;
    println!("open the gazetteer {:.3} ms, slowest of {ROUNDS} {:.3} ms", clock::ms(median), clock::ms(slowest));
    let engine = Engine::new(clock::gazetteer()?, Kinds::embedded()?)?;
    for name in TEXTS {
        let path = Path::new("../shared/eval").join(name);
        ensure!(path.exists(), "{} is missing: put the folder `shared` beside the repository", path.display());
        stages(&engine, &path)?;
    }
    Ok(())
}

fn stages(engine: &Engine, path: &Path) -> Result<()> {
    let gazetteer = engine.gazetteer();
    let documents = clock::documents(path.to_owned())?;
    let tokens: Vec<Tokens<'_>> = documents.iter().map(Tokens::of).collect();
    let mentions: Vec<_> = tokens.iter().map(|t| recognise(gazetteer, t)).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len() + d.title.as_ref().map_or(0, String::len)).sum();
    println!("\n{}: {} documents, {bytes} bytes", path.display(), documents.len());
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let show = |what: &str, (median, slowest): (Duration, Duration)| {
        let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
        println!("  {what:10} {:7.2} MB/s   slowest of {ROUNDS}: {:.2}", rate(median), rate(slowest));
    };
    let each = |work: &dyn Fn(usize)| {
        let all = |()| {
            (0..documents.len()).for_each(work);
            Ok(())
        };
        clock::measure(ROUNDS, || (), all)
    };
    show("tokens", each(&|i| drop(black_box(Tokens::of(&documents[i]))))?);
    show("recognise", each(&|i| drop(black_box(recognise(gazetteer, &tokens[i]))))?);
    let resolved = clock::measure(
        ROUNDS,
        || mentions.clone(),
        |mentions| {
            for (tokens, mentions) in tokens.iter().zip(mentions) {
                black_box(resolve(gazetteer, tokens, mentions));
            }
            Ok(())
        },
    );
    show("resolve", resolved?);
    show("extract", each(&|i| drop(black_box(engine.extract(&documents[i]))))?);
    let program = || {
        let mut places = Command::new(env!("CARGO_BIN_EXE_incident-mapper"));
        let status = places.args(["places", "-q", "-j1"]).arg(path).stdout(Stdio::null()).status();
        ensure!(status.context("incident-mapper")?.success(), "places failed on {}", path.display());
        Ok(())
    };
    show("places", clock::measure(ROUNDS, || (), |()| program())?);
    Ok(())
}

//! What the benches share: documents, the embedded places, and medians over many rounds.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use incident_mapper::{
    gazetteer::{Gazetteer, Options},
    read::{Document, ReadOptions, Reader},
};

/// The median and the slowest of `rounds` rounds of `work`; what `prepare` makes for it is not timed.
pub(crate) fn measure<T>(
    rounds: usize,
    prepare: impl Fn() -> T,
    work: impl Fn(T) -> Result<()>,
) -> Result<(Duration, Duration)> {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let prepared = prepare();
        let start = Instant::now();
        work(prepared)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok((times[rounds / 2], times[rounds - 1]))
}

pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub(crate) fn gazetteer() -> Result<Gazetteer> {
    Gazetteer::open(&Options::default()).context("the embedded gazetteer")
}

pub(crate) fn documents(input: PathBuf) -> Result<Vec<Document>> {
    let reader = Reader::open(&[input], ReadOptions::default())?;
    Ok(reader.collect::<Result<_, _>>()?)
}

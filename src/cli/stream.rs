//! Stream: documents through a function in parallel, results in the order of the documents, memory bounded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use incident_mapper::read::{Document, ReadError, Reader};
use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IntoParallelIterator, ParallelIterator},
};

use super::{failure::Failure, flags::JobsFlag, session::Session};

/// A batch is full at so many documents for each thread…
const DOCUMENTS_A_THREAD: usize = 64;
/// …or at so many bytes of text, so that a batch of books does not fill the memory.
const BYTES: usize = 8 << 20;

/// What became of an item of the reader.
enum Done<T> {
    Result(T),
    Unread(ReadError),
    /// The work on the document of this id panicked.
    Broken(String),
}

/// Runs `work` on each document and hands its results to `take`, one after another.
pub(crate) fn in_order<T: Send>(
    reader: &mut Reader,
    jobs: &JobsFlag,
    session: &mut Session<'_>,
    work: impl Fn(Document) -> T + Sync,
    mut take: impl FnMut(&mut Session<'_>, T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let pool = pool(jobs)?;
    session.console.count_documents();
    let attempt = |item: Result<Document, ReadError>| match item {
        Err(error) => Done::Unread(error),
        Ok(document) => {
            let id = document.id.clone();
            match catch_unwind(AssertUnwindSafe(|| work(document))) {
                Ok(result) => Done::Result(result),
                Err(_) => Done::Broken(id),
            }
        }
    };
    loop {
        let batch = batch(reader, pool.current_num_threads());
        if batch.is_empty() {
            return Ok(());
        }
        let done: Vec<_> = pool.install(|| batch.into_par_iter().map(&attempt).collect());
        for item in done {
            match item {
                Done::Result(result) => take(session, result)?,
                Done::Unread(error) => session.unread(&error)?,
                Done::Broken(id) => {
                    let problem = "an internal error, told above; please report it with the document";
                    session.failed(Some(&id), None, None, &format!("{id}: {problem}"), &problem)?;
                }
            }
        }
    }
}

fn batch(reader: &mut Reader, threads: usize) -> Vec<Result<Document, ReadError>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < threads * DOCUMENTS_A_THREAD && bytes < BYTES {
        let Some(item) = reader.next() else { break };
        bytes += item.as_ref().map_or(0, |document| document.text.len());
        batch.push(item);
    }
    batch
}

/// So many threads as `--jobs` says.
pub(crate) fn pool(jobs: &JobsFlag) -> Result<ThreadPool, Failure> {
    ThreadPoolBuilder::new()
        .num_threads(jobs.jobs.map_or(0, usize::from))
        .build()
        .map_err(|error| Failure::unfinished(&error))
}

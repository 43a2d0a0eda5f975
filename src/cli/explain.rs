//! `explain`: the text with its places and events marked, and the reasons.

use incident_mapper::explain::{Explanation, LEGEND};

use super::{
    failure::{Failure, Status},
    flags::{ExplainFlags, FailureFlags},
    output::Output,
    session::{Found, Session},
    setup,
};

/// Columns of a page; the same in a terminal and in a file, so that pages can be compared.
const WIDTH: usize = 100;

pub(crate) fn run(flags: &ExplainFlags) -> Result<Status, Failure> {
    let reader = setup::reader(&flags.reading.inputs, flags.reading.published.published, Vec::new())?;
    let engine = setup::engine(&flags.reading.gazetteer, &flags.reading.kinds)?;
    let failures = FailureFlags::default();
    let mut session = Session::begin(&failures)?;
    let mut output = Output::new();
    output.write(LEGEND)?;
    output.write("\n")?;
    for item in reader {
        let document = match item {
            Ok(document) => document,
            Err(error) => {
                session.unread(&error)?;
                continue;
            }
        };
        let analysis = engine.analyse(&document);
        let explanation = Explanation {
            document: &document,
            tokens: &analysis.tokens,
            toponyms: &analysis.toponyms,
            reports: &analysis.reports,
            gazetteer: engine.gazetteer(),
        };
        output.write("\n")?;
        output.write(&explanation.page(WIDTH))?;
        if flags.syntax {
            for (sentence, outline) in engine.outline(&document) {
                output.write(&format!("\nsentence {}: {outline}\n", sentence + 1))?;
            }
        }
        output.flush()?;
    }
    session.exit(Found::default())
}

//! Tables: the rows of `reports.csv` and `unresolved.csv`.

use csv::{ReaderBuilder, StringRecord};

use super::{AGAIN, Problem, areas};
use crate::{
    assemble::Outcome,
    export::{Manifest, cell, manifest::ManifestKind, rows::HEADER},
    report::{STATUSES, is_id},
};

/// A row, with the texts that its cells stand for, and the line that it begins on.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) record: StringRecord,
}

impl Row {
    /// The value of a column of [`HEADER`].
    pub(super) fn get(&self, column: &str) -> &str {
        let at = HEADER.iter().position(|&c| c == column);
        at.and_then(|i| self.record.get(i)).unwrap_or_default()
    }
}

/// Reads the rows of a table; those that are none are problems and left out.
pub(super) fn rows(file: &str, text: &str, manifest: &Manifest, problems: &mut Vec<Problem>) -> Vec<Row> {
    if !manifest.files.iter().any(|f| f.name == file) || text.is_empty() {
        return Vec::new(); // said already
    }
    if !text.ends_with('\n') {
        let text = format!("cut short: the last line has no end; {AGAIN}");
        problems.push(Problem::of(file, text));
    }
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                problems.push(Problem::of(file, format!("{e}; {AGAIN}")));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if i == 0 {
            if !record.iter().eq(HEADER) {
                let text = format!("the columns must be {}; {AGAIN}", HEADER.join(","));
                problems.push(Problem::at(file, line, text));
                return Vec::new();
            }
            continue;
        }
        if record.len() != HEADER.len() {
            let text = format!("{} columns, not {}; {AGAIN}", record.len(), HEADER.len());
            problems.push(Problem::at(file, line, text));
            continue;
        }
        let row = Row { line, record: record.iter().map(cell::read).collect() };
        for message in against(&row, manifest) {
            problems.push(Problem::at(file, line, format!("{message}; {AGAIN}")));
        }
        rows.push(row);
    }
    rows
}

/// What is wrong with a row alone.
fn against(row: &Row, manifest: &Manifest) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, column: &str, expected: &str| {
        if !holds {
            let value = row.get(column);
            wrong.push(format!("{column} {value:?} is not {expected}"));
        }
    };
    let number = |column| row.get(column).parse::<usize>();
    expect(is_id(row.get("report_id")), "report_id", "r and 20 hex digits");
    let incident = row.get("incident_id");
    expect(incident.is_empty() || is_id(incident), "incident_id", "r and 20 hex digits");
    let kind = manifest.kinds.iter().find(|k| k.name == row.get("kind"));
    expect(kind.is_some(), "kind", "one of run.json");
    let fate = row.get("fate");
    let named = Outcome::NAMED.iter().any(|o| o.name() == Some(fate));
    let layer = |kind: &ManifestKind| kind.file == fate || manifest.options.areas && areas::file(kind) == fate;
    expect(named || kind.is_none_or(layer), "fate", "a fate or the layer of the row's kind");
    expect(named || !incident.is_empty(), "incident_id", "the id of a feature");
    expect(STATUSES.contains(&row.get("status")), "status", "known");
    for column in ["fatalities", "injured"] {
        let fits = row.get(column).is_empty() || number(column).is_ok();
        expect(fits, column, "a whole number or empty");
    }
    let published = row.get("published");
    expect(published.is_empty() || published.parse::<jiff::civil::Date>().is_ok(), "published", "a date or empty");
    let fills = match (number("evidence_start"), number("evidence_end")) {
        (Ok(start), Ok(end)) => manifest.options.fits(row.get("notes"), start, end),
        _ => false,
    };
    expect(fills, "notes", "as long as evidence_start to evidence_end, or cut as --quote-length of the run says");
    wrong
}

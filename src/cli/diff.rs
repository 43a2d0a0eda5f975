//! `diff`: what came, went and changed between two folders of layers or files of incidents.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use incident_mapper::{
    export::{Difference, INCIDENTS, diff},
    report::Report,
};
use serde_json::{Value, json};

use super::{
    failure::{Failure, Status},
    flags::DiffFlags,
    output::Output,
};

pub(crate) fn run(flags: &DiffFlags) -> Result<Status, Failure> {
    let (old, new) = (incidents(&flags.old)?, incidents(&flags.new)?);
    let differences = diff(&old, &new);
    let mut output = Output::new();
    let [mut came, mut went, mut changed] = [0, 0, 0];
    for difference in &differences {
        match difference {
            Difference::Came(_) => came += 1,
            Difference::Went(_) => went += 1,
            Difference::Changed { .. } => changed += 1,
        }
        output.write(&if flags.json { line(difference) } else { words(difference) })?;
    }
    if !flags.json {
        let same = new.len() - came - changed;
        output.write(&format!("{came} came, {went} went, {changed} changed, {same} the same\n"))?;
    }
    output.flush()?;
    Ok(if differences.is_empty() { Status::Done } else { Status::Wanting })
}

/// The incidents of a folder or file, by id.
fn incidents(named: &Path) -> Result<BTreeMap<String, Report>, Failure> {
    let path: PathBuf = if named.is_dir() { named.join(INCIDENTS) } else { named.to_owned() };
    let shown = path.display();
    let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Usage(format!(
            "{shown}: there is no such file; name a folder that `map` wrote, or its {INCIDENTS}"
        )),
        _ => Failure::Unfinished(format!("{shown}: cannot be read: {error}; check the file and its permissions")),
    })?;
    let mut all = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |problem: &str| Failure::Usage(format!("{shown}:{number}: {problem}"));
        if line.starts_with(r#"{"type":"FeatureCollection""#) {
            return Err(wrong(&format!("is a layer (a FeatureCollection); name its folder, or the {INCIDENTS} in it")));
        }
        let report = Report::from_line(line).map_err(|error| wrong(&error.to_string()))?;
        if let Some(twice) = all.insert(report.id.clone(), report) {
            return Err(wrong(&format!("a second incident has the id {}; name a file that `map` wrote", twice.id)));
        }
    }
    Ok(all)
}

/// As people read it.
fn words(difference: &Difference) -> String {
    let titled = |sign: &str, report: &Report| {
        let day = report.event_date.map_or("date not known".to_owned(), |day| day.to_string());
        format!("{sign} {} {}, {day}\n", report.id, report.name)
    };
    match difference {
        Difference::Came(report) => titled("+", report),
        Difference::Went(report) => titled("-", report),
        Difference::Changed { report, columns } => {
            let of = |(name, old, new): &(&str, Value, Value)| format!("    {name}: {old} -> {new}\n");
            columns.iter().map(of).fold(titled("~", report), |said, column| said + &column)
        }
    }
}

/// As programs read it.
fn line(difference: &Difference) -> String {
    let (change, report) = match difference {
        Difference::Came(report) => ("came", report),
        Difference::Went(report) => ("went", report),
        Difference::Changed { report, .. } => ("changed", report),
    };
    let columns: BTreeMap<&str, Value> = match difference {
        Difference::Changed { columns, .. } => {
            columns.iter().map(|(name, old, new)| (*name, json!([old, new]))).collect()
        }
        _ => BTreeMap::new(),
    };
    format!("{}\n", json!({"id": report.id, "change": change, "name": report.name, "columns": columns}))
}

//! `lookup`: what the gazetteer holds under a name.

use std::fmt::Write as _;

use incident_mapper::gazetteer::{Gazetteer, PlaceId};
use serde::Serialize;

use super::{
    failure::{Failure, Status},
    flags::LookupFlags,
    output::Output,
    setup,
};

/// How many names like a misspelled one are shown.
const SUGGESTIONS: usize = 5;
/// Columns of alternate names.
const WIDTH: usize = 90;

/// A name with the rows that bear it, or with rows of similar names.
#[derive(Serialize)]
struct Line<'g> {
    name: &'g str,
    places: Vec<Row<'g>>,
    suggestions: Vec<Row<'g>>,
}

/// A row of the gazetteer.
#[derive(Serialize)]
struct Row<'g> {
    gazetteer_id: &'g str,
    name: &'g str,
    lat: f64,
    lon: f64,
    feature_class: &'g str,
    feature_code: &'g str,
    admin1: Option<&'g str>,
    country: Option<&'g str>,
    country_code: Option<&'g str>,
    population: Option<u64>,
    alternate_names: Vec<&'g str>,
}

pub(crate) fn run(flags: &LookupFlags) -> Result<Status, Failure> {
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    let mut output = Output::new();
    for (i, name) in flags.names.iter().enumerate() {
        let line = look_up(&gazetteer, name);
        if flags.json {
            let json = serde_json::to_string(&line).unwrap_or_default(); // strings and numbers always are JSON
            output.write(&json)?;
            output.write("\n")?;
        } else {
            output.write(if i > 0 { "\n" } else { "" })?;
            output.write(&text(&line))?;
        }
    }
    output.flush()?;
    Ok(Status::Done)
}

fn look_up<'g>(gazetteer: &'g Gazetteer, name: &'g str) -> Line<'g> {
    let rows = |ids: &[PlaceId]| ids.iter().map(|id| row(gazetteer, *id)).collect::<Vec<_>>();
    let by_id = gazetteer.by_id(name).into_iter().collect::<Vec<_>>();
    let mut places = rows(&by_id);
    places.extend(rows(&gazetteer.named(name)));
    places.extend(rows(&gazetteer.demonym(name)));
    let suggestions = if places.is_empty() { rows(&gazetteer.suggest(name, SUGGESTIONS)) } else { Vec::new() };
    Line { name, places, suggestions }
}

fn row(gazetteer: &Gazetteer, id: PlaceId) -> Row<'_> {
    let place = gazetteer.place(id);
    let name_of = |wider: Option<PlaceId>| wider.filter(|wider| *wider != id).map(|wider| gazetteer.place(wider).name);
    Row {
        gazetteer_id: place.id,
        name: place.name,
        lat: place.latitude,
        lon: place.longitude,
        feature_class: place.feature_class,
        feature_code: place.feature_code,
        admin1: name_of(gazetteer.admin1_of(id)),
        country: name_of(gazetteer.country_of(id)),
        country_code: Some(place.country_code).filter(|code| !code.is_empty()),
        population: Some(place.population).filter(|n| *n > 0),
        alternate_names: place.alternate_names.split('|').filter(|name| !name.is_empty()).collect(),
    }
}

fn text(line: &Line<'_>) -> String {
    let mut text = String::new();
    match line.places.len() {
        0 => _ = writeln!(text, "{}: not in the gazetteer", line.name),
        1 => _ = writeln!(text, "{}: 1 place", line.name),
        n => _ = writeln!(text, "{}: {n} places, the likeliest first", line.name),
    }
    for row in &line.places {
        describe(row, &mut text);
    }
    if !line.suggestions.is_empty() {
        text.push_str("  Did you mean\n");
        for row in &line.suggestions {
            describe(row, &mut text);
        }
    } else if line.places.is_empty() {
        text.push_str("  Add it with --gazetteer FILE, a CSV of name,latitude,longitude\n");
    }
    text
}

fn describe(row: &Row<'_>, text: &mut String) {
    let wider: Vec<_> = [row.admin1, row.country].into_iter().flatten().collect();
    _ = write!(text, "  {}", row.name);
    for name in wider {
        _ = write!(text, ", {name}");
    }
    _ = write!(text, "\n    {}", row.gazetteer_id);
    if !row.feature_code.is_empty() {
        _ = write!(text, "  {}", row.feature_code);
    }
    _ = write!(text, "  {:.5} {:.5}", row.lat, row.lon);
    if let Some(population) = row.population {
        _ = write!(text, "  population {population}");
    }
    text.push('\n');
    let mut names = String::new();
    for name in &row.alternate_names {
        if names.len() + name.len() > WIDTH {
            names.push_str(", …");
            break;
        }
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(name);
    }
    if !names.is_empty() {
        _ = writeln!(text, "    also {names}");
    }
}

//! `lookup`: what the gazetteer holds under a name.

use std::fmt::Write as _;

use geo::{Distance, Haversine, Point};
use incident_mapper::{
    gazetteer::{Gazetteer, Place, PlaceId},
    read::Document,
    resolve::{given, resolve},
    text::{Span, Tokens},
};
use serde::Serialize;

use super::{
    console::Console,
    failure::{Failure, Status},
    flags::{LookupFlags, Near},
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
    /// How many bear the name in other countries than those asked for.
    #[serde(skip)]
    elsewhere: usize,
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
    /// From the point of `--near`.
    #[serde(skip_serializing_if = "Option::is_none")]
    km: Option<f64>,
    alternate_names: Vec<&'g str>,
}

pub(crate) fn run(flags: &LookupFlags) -> Result<Status, Failure> {
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    let search = Search {
        gazetteer: &gazetteer,
        near: flags.near.as_ref().map(|near| Origin::of(near, &gazetteer)).transpose()?,
        countries: &flags.country,
    };
    let mut output = Output::new();
    let mut status = Status::Done;
    for (i, name) in flags.names.iter().enumerate() {
        let line = search.look_up(name);
        if line.places.is_empty() {
            status = Status::Wanting;
        }
        if flags.json {
            let json = serde_json::to_string(&line).unwrap_or_default(); // strings and numbers always are JSON
            output.write(&json)?;
            output.write("\n")?;
        } else {
            output.write(if i > 0 { "\n" } else { "" })?;
            output.write(&text(&line, search.near.as_ref()))?;
        }
        // a reader of JSON sees an empty list, a reader of the terminal would not
        if flags.json && line.places.is_empty() {
            output.flush()?;
            Console::new(false).error(&format!("{name}: not in the gazetteer"));
        }
    }
    output.flush()?;
    Ok(status)
}

/// The point of `--near`, and how to call it.
struct Origin {
    point: Point,
    label: String,
}

impl Origin {
    fn of(near: &Near, gazetteer: &Gazetteer) -> Result<Self, Failure> {
        let name = match near {
            Near::Point { latitude, longitude } => {
                return Ok(Self {
                    point: Point::new(*longitude, *latitude),
                    label: format!("{latitude}, {longitude}"),
                });
            }
            Near::Name(name) => name,
        };
        let known = gazetteer.by_id(name).or_else(|| gazetteer.named(name).first().copied());
        let Some(id) = known else {
            let message =
                format!("--near {name}: not in the gazetteer; write a point as --near=29.5,75.0, or another name");
            return Err(Failure::Usage(message));
        };
        let row = row(gazetteer, id, None);
        let wider = [row.admin1, row.country].into_iter().flatten();
        let label = std::iter::once(row.name).chain(wider).collect::<Vec<_>>().join(", ");
        Ok(Self { point: Point::new(row.lon, row.lat), label })
    }

    /// To a tenth of a kilometre.
    fn km(&self, place: &Place<'_>) -> f64 {
        (Haversine.distance(self.point, Point::new(place.longitude, place.latitude)) / 100.0).round() / 10.0
    }
}

/// What is looked up, and where.
struct Search<'g> {
    gazetteer: &'g Gazetteer,
    near: Option<Origin>,
    countries: &'g [String],
}

impl<'g> Search<'g> {
    fn look_up(&self, name: &'g str) -> Line<'g> {
        let gazetteer = self.gazetteer;
        let mut ids: Vec<PlaceId> = gazetteer.by_id(name).into_iter().collect();
        ids.extend(gazetteer.named(name));
        ids.extend(gazetteer.demonym(name));
        // "Paris, Texas"
        if ids.is_empty() {
            let mut names = name.split(',').map(|name| gazetteer.named(name));
            let inner = names.next().unwrap_or_default();
            let outer: Vec<_> = names.collect();
            let lies_in =
                |id: &PlaceId| outer.iter().all(|bearers| bearers.iter().any(|&outer| gazetteer.contains(outer, *id)));
            ids.extend(inner.into_iter().filter(lies_in));
        }
        likeliest(gazetteer, name, &mut ids);
        let all = ids.len();
        ids.retain(|id| self.is_wanted(*id));
        let mut places: Vec<_> = ids.iter().map(|id| self.row(*id)).collect();
        // places that are equally far stay in their order
        places.sort_by(|a, b| a.km.unwrap_or(0.0).total_cmp(&b.km.unwrap_or(0.0)));
        let mut suggestions = Vec::new();
        if all == 0 {
            // of another country may be more than are shown
            let wide = if self.countries.is_empty() { SUGGESTIONS } else { SUGGESTIONS * 40 };
            let ids = gazetteer.suggest(name, wide).into_iter().filter(|id| self.is_wanted(*id));
            suggestions.extend(ids.take(SUGGESTIONS).map(|id| self.row(id)));
        }
        Line { name, elsewhere: all - places.len(), places, suggestions }
    }

    fn is_wanted(&self, id: PlaceId) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|code| code == self.gazetteer.place(id).country_code)
    }

    fn row(&self, id: PlaceId) -> Row<'g> {
        row(self.gazetteer, id, self.near.as_ref())
    }
}

/// Puts the row first that a text would mean which has nothing but the name.
fn likeliest(gazetteer: &Gazetteer, name: &str, ids: &mut [PlaceId]) {
    let document = Document { text: name.to_owned(), ..Document::default() };
    let tokens = Tokens::of(&document);
    let mentions = given(gazetteer, &tokens, Span { start: 0, end: name.len() });
    let toponyms = resolve(gazetteer, &tokens, mentions.into_iter().collect());
    let best = toponyms.first().and_then(|t| t.resolution.as_ref()).map(|r| r.place);
    if let Some(at) = ids.iter().position(|id| Some(*id) == best) {
        ids[..=at].rotate_right(1);
    }
}

fn row<'g>(gazetteer: &'g Gazetteer, id: PlaceId, near: Option<&Origin>) -> Row<'g> {
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
        km: near.map(|origin| origin.km(&place)),
        alternate_names: gazetteer.alternate_names(id).split('|').filter(|name| !name.is_empty()).collect(),
    }
}

fn text(line: &Line<'_>, near: Option<&Origin>) -> String {
    let mut text = String::new();
    let elsewhere = if line.elsewhere > 0 { format!(", {} in other countries", line.elsewhere) } else { String::new() };
    match (line.places.len(), near) {
        (0, _) if line.elsewhere > 0 => _ = writeln!(text, "{}: no place{elsewhere}", line.name),
        (0, _) => _ = writeln!(text, "{}: not in the gazetteer", line.name),
        (1, _) => _ = writeln!(text, "{}: 1 place{elsewhere}", line.name),
        (n, None) => _ = writeln!(text, "{}: {n} places{elsewhere}, the likeliest first", line.name),
        (n, Some(origin)) => {
            _ = writeln!(text, "{}: {n} places{elsewhere}, the nearest to {} first", line.name, origin.label);
        }
    }
    for row in &line.places {
        describe(row, &mut text);
    }
    if !line.suggestions.is_empty() {
        text.push_str("  Did you mean\n");
        for row in &line.suggestions {
            describe(row, &mut text);
        }
    } else if line.places.is_empty() && line.elsewhere == 0 {
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
    match row.km {
        Some(km) if km < 10.0 => _ = write!(text, "  {km:.1} km away"),
        Some(km) => _ = write!(text, "  {km:.0} km away"),
        None => {}
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

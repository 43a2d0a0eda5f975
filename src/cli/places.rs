//! `places`: documents in, the places that they name out, as JSON Lines.

use incident_mapper::{
    engine,
    gazetteer::{Gazetteer, PlaceId},
    read::Document,
    recognise::MentionKind,
    resolve::Toponym,
    text::{CodePoints, Part, Tokens},
};
use serde::Serialize;

use super::{
    failure::{Failure, Status},
    flags::PlacesFlags,
    output::Output,
    session::{Found, Session, count},
    setup, stream,
};

/// A document with the places that it names.
#[derive(Serialize)]
struct Line<'d> {
    id: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'d str>,
    toponyms: Vec<Place<'d>>,
    /// Of a title that is no part of the text; offsets into the title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    title_toponyms: Vec<Place<'d>>,
}

/// A name, and the row that it was taken for.
#[derive(Serialize)]
struct Place<'d> {
    /// Unicode code points.
    start: usize,
    end: usize,
    surface: &'d str,
    /// name, demonym or unknown
    mention: &'static str,
    lat: Option<f64>,
    lon: Option<f64>,
    gazetteer_id: Option<&'d str>,
    name: Option<&'d str>,
    feature_code: Option<&'d str>,
    admin1: Option<&'d str>,
    country_code: Option<&'d str>,
    confidence: Option<f64>,
    alternatives: Vec<Alternative<'d>>,
    why: String,
}

/// A row that lost.
#[derive(Serialize)]
struct Alternative<'d> {
    gazetteer_id: &'d str,
    name: &'d str,
    country_code: &'d str,
    score: f64,
}

pub(crate) fn run(flags: &PlacesFlags) -> Result<Status, Failure> {
    let written = flags.failures.errors.clone().into_iter().collect();
    let reader = setup::reader(&flags.inputs, None, written)?;
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    let mut session = Session::begin(&flags.failures)?;
    let mut output = Output::new();
    let mut found = Found::default();
    let work = |document: Document| {
        let tokens = Tokens::of(&document);
        let toponyms = engine::toponyms(&gazetteer, &tokens);
        let found = Found {
            all: toponyms.len() as u64,
            unresolved: toponyms.iter().filter(|t| t.resolution.is_none()).count() as u64,
        };
        (line(&document, &tokens, &toponyms, &gazetteer, flags.text.with_text), found)
    };
    stream::in_order(reader, &flags.jobs, &mut session, work, |session, (line, some)| {
        session.read(some.all);
        found.add(some);
        output.write(&line)
    })?;
    output.flush()?;
    let summary = format!(
        "{}, {} not in the gazetteer, in {}",
        count(found.all, "name"),
        found.unresolved,
        session.documents.summary()
    );
    session.end(&summary, found)
}

/// A document's places as a line of JSON.
pub(crate) fn line<'d>(
    document: &'d Document,
    tokens: &Tokens<'d>,
    toponyms: &[Toponym],
    gazetteer: &'d Gazetteer,
    with_text: bool,
) -> String {
    let of = |part| {
        let mut points = CodePoints::new(tokens.part(part));
        toponyms
            .iter()
            .filter(|t| tokens.part_of(t.mention.sentence) == part)
            .map(|t| place(t, tokens, part, &mut points, gazetteer))
            .collect()
    };
    let line = Line {
        id: &document.id,
        text: with_text.then_some(&document.text),
        toponyms: of(Part::Text),
        title_toponyms: of(Part::Title),
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default(); // strings and numbers always are JSON
    text.push('\n');
    text
}

fn place<'d>(
    toponym: &Toponym,
    tokens: &Tokens<'d>,
    part: Part,
    points: &mut CodePoints<'_>,
    gazetteer: &'d Gazetteer,
) -> Place<'d> {
    let span = toponym.mention.span;
    let resolution = toponym.resolution.as_ref();
    let row = resolution.map(|r| gazetteer.place(r.place));
    let admin1 = resolution.and_then(|r| gazetteer.admin1_of(r.place)).map(|id| gazetteer.place(id).name);
    let alternative = |(id, score): &(PlaceId, f32)| {
        let row = gazetteer.place(*id);
        Alternative { gazetteer_id: row.id, name: row.name, country_code: row.country_code, score: rounded(*score) }
    };
    Place {
        start: points.before(span.start),
        end: points.before(span.end),
        surface: tokens.slice(part, span),
        mention: match toponym.mention.kind {
            MentionKind::Name => "name",
            MentionKind::Demonym => "demonym",
            MentionKind::Unknown => "unknown",
        },
        lat: row.map(|r| degrees(r.latitude)),
        lon: row.map(|r| degrees(r.longitude)),
        gazetteer_id: row.map(|r| r.id),
        name: row.map(|r| r.name),
        feature_code: row.map(|r| r.feature_code),
        admin1,
        country_code: row.map(|r| r.country_code).filter(|code| !code.is_empty()),
        confidence: resolution.map(|r| rounded(r.confidence)),
        alternatives: resolution.map(|r| r.alternatives.iter().map(alternative).collect()).unwrap_or_default(),
        why: resolution.map(|r| r.reasons.join("; ")).unwrap_or_default(),
    }
}

/// A score with the three decimals that mean something.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

/// Five decimals, a metre, and never −0.
fn degrees(value: f64) -> f64 {
    (value * 1e5).round() / 1e5 + 0.0
}

//! `places`: documents in, the places that they name out, as JSON Lines.

use incident_mapper::{
    engine,
    gazetteer::Gazetteer,
    read::Document,
    recognise::MentionKind,
    resolve::Toponym,
    text::{CodePoints, Part, Tokens},
};
use serde::Serialize;

use super::{
    beside,
    failure::{Failure, Status},
    flags::PlacesFlags,
    output::Output,
    session::{Found, Session, count},
    setup, stream,
};

pub(crate) fn run(flags: &PlacesFlags) -> Result<Status, Failure> {
    let written = flags.failures.errors.clone().into_iter().collect();
    let mut reader = setup::reader(&flags.inputs, None, written)?;
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    if let Some(errors) = &flags.failures.errors {
        beside::input("--errors", errors, &[&flags.inputs.inputs])?;
    }
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
    stream::in_order(&mut reader, &flags.jobs, &mut session, work, |session, (line, some)| {
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

/// A document's places as a line of JSON. `title_toponyms` are those of a title that is no part of the text, with offsets
/// into the title.
pub(crate) fn line(
    document: &Document,
    tokens: &Tokens<'_>,
    toponyms: &[Toponym],
    gazetteer: &Gazetteer,
    with_text: bool,
) -> String {
    let text = if with_text { document.text.as_str() } else { "" };
    let mut json = Json(Vec::with_capacity(text.len() + 100 + toponyms.len() * 600));
    json.raw("{\"id\":").string(&document.id);
    if with_text {
        json.raw(",\"text\":").string(text);
    }
    for (part, member) in [(Part::Text, ",\"toponyms\":["), (Part::Title, ",\"title_toponyms\":[")] {
        let mut points = CodePoints::new(tokens.part(part));
        let own = toponyms.iter().filter(|t| tokens.part_of(t.mention.sentence) == part);
        let mut any = false;
        for toponym in own {
            json.raw(if any { "," } else { member });
            place(&mut json, toponym, tokens, part, &mut points, gazetteer);
            any = true;
        }
        if any {
            json.raw("]");
        } else if part == Part::Text {
            json.raw(member).raw("]");
        }
    }
    json.raw("}\n");
    String::from_utf8(json.0).unwrap_or_default() // of strings
}

/// A name, and the row that it was taken for.
fn place(
    json: &mut Json,
    toponym: &Toponym,
    tokens: &Tokens<'_>,
    part: Part,
    points: &mut CodePoints<'_>,
    gazetteer: &Gazetteer,
) {
    let span = toponym.mention.span;
    json.raw("{\"start\":").value(&points.before(span.start));
    json.raw(",\"end\":").value(&points.before(span.end));
    json.raw(",\"surface\":").string(tokens.slice(part, span));
    json.raw(match toponym.mention.kind {
        MentionKind::Name => ",\"mention\":\"name\"",
        MentionKind::Demonym => ",\"mention\":\"demonym\"",
        MentionKind::Unknown => ",\"mention\":\"unknown\"",
    });
    let Some(resolution) = &toponym.resolution else {
        json.raw(NOWHERE);
        return;
    };
    let row = gazetteer.place(resolution.place);
    json.raw(",\"lat\":").value(&degrees(row.latitude));
    json.raw(",\"lon\":").value(&degrees(row.longitude));
    json.raw(",\"gazetteer_id\":").string(row.id);
    json.raw(",\"name\":").string(row.name);
    json.raw(",\"feature_code\":").string(row.feature_code);
    let admin1 = gazetteer.admin1_of(resolution.place).map(|id| gazetteer.name(id));
    json.raw(",\"admin1\":").string_or_null(admin1);
    json.raw(",\"country_code\":").string_or_null(Some(row.country_code).filter(|code| !code.is_empty()));
    json.raw(",\"confidence\":").value(&rounded(resolution.confidence));
    json.raw(",\"alternatives\":[");
    for (i, &(id, score)) in resolution.alternatives.iter().enumerate() {
        json.raw(if i > 0 { ",{\"gazetteer_id\":" } else { "{\"gazetteer_id\":" }).string(gazetteer.id(id));
        json.raw(",\"name\":").string(gazetteer.name(id));
        json.raw(",\"country_code\":").string(gazetteer.country_code(id));
        json.raw(",\"score\":").value(&rounded(score)).raw("}");
    }
    json.raw("],\"why\":").string(&resolution.reasons.join("; ")).raw("}");
}

/// What stands after the name where it has no row.
const NOWHERE: &str = ",\"lat\":null,\"lon\":null,\"gazetteer_id\":null,\"name\":null,\"feature_code\":null,\"admin1\":null,\"country_code\":null,\"confidence\":null,\"alternatives\":[],\"why\":\"\"}";

/// JSON while it is written. By serde's derive half of the time of writing went into the names of the members, each of
/// which is searched for what must be escaped.
struct Json(Vec<u8>);

impl Json {
    /// JSON as it is.
    fn raw(&mut self, json: &str) -> &mut Self {
        self.0.extend_from_slice(json.as_bytes());
        self
    }

    fn string(&mut self, text: &str) -> &mut Self {
        let special = text.bytes().any(|b| b < b' ' || matches!(b, b'"' | b'\\'));
        if special {
            return self.value(text);
        }
        self.raw("\"").raw(text).raw("\"")
    }

    fn string_or_null(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.string(text),
            None => self.raw("null"),
        }
    }

    /// A number, or whatever else serde writes.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> &mut Self {
        _ = serde_json::to_writer(&mut self.0, value); // numbers and strings always are JSON, and a Vec takes all
        self
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

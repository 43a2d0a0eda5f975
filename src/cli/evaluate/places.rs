//! `evaluate places`: names, and where they are put.

use std::{fmt::Write as _, path::Path};

use incident_mapper::{
    engine,
    evaluate::places::{self, Evaluation, Gold, Resolution},
    gazetteer::{Gazetteer, PlaceClass},
    recognise::Mention,
    resolve,
    text::{Span, Tokens},
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{
    super::{
        failure::{Failure, Status},
        flags::EvaluatePlacesFlags,
        places::line,
        session::count,
        setup, stream,
    },
    calibration, interval_rows, once, write_errors, write_figures, wrong,
};

/// `evaluate places`.
pub(crate) fn run(flags: &EvaluatePlacesFlags) -> Result<Status, Failure> {
    once(&flags.gold, flags.predictions.as_deref())?;
    let mut gold = places::read_gold(&flags.gold).map_err(|e| wrong(&e))?;
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    let mut found = if let Some(file) = &flags.predictions {
        places::read_predictions(file, &gold).map_err(|e| wrong(&e))?
    } else {
        // through the lines that `places` writes: what is scored is what users get
        let lines = find(&gold, &gazetteer, flags)?;
        places::parse_predictions(Path::new("places"), lines.as_bytes(), &gold).map_err(|e| wrong(&e))?
    };
    if flags.without_countries {
        places::leave_out_countries(&mut gold, &mut found, |toponym| is_country(toponym, &gazetteer));
    }
    let figures = places::evaluate(&gold, &found, flags.radius_km, flags.bootstrap as usize);
    let faults = gold.iter().zip(&found).flat_map(|(gold, found)| places::faults(gold, found, flags.radius_km));
    write_errors(flags.errors.as_deref(), faults)?;
    write_figures(flags.json, &figures, || page(&figures, flags))
}

/// The lines that `places` writes for the gold's texts.
fn find(gold: &[Gold], gazetteer: &Gazetteer, flags: &EvaluatePlacesFlags) -> Result<String, Failure> {
    let work = |gold: &Gold| {
        let tokens = Tokens::of(&gold.document);
        let toponyms = if flags.gold_spans {
            let mut toponyms = resolve::resolve(gazetteer, &tokens, given(gold, gazetteer, &tokens));
            resolve::settle(&mut toponyms);
            toponyms
        } else {
            engine::toponyms(gazetteer, &tokens)
        };
        line(&gold.document, &tokens, &toponyms, gazetteer, false)
    };
    Ok(stream::pool(&flags.jobs)?.install(|| gold.par_iter().map(work).collect()))
}

/// The gold's names as mentions, in the order of the text.
fn given(gold: &Gold, gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Mention> {
    let text = &gold.document.text;
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let mut spans: Vec<Span> =
        gold.toponyms.iter().map(|t| Span { start: bytes[t.start], end: bytes[t.end] }).collect();
    spans.sort_unstable();
    spans.into_iter().filter_map(|span| resolve::given(gazetteer, tokens, span)).collect()
}

/// Whether the gold's name is a country's: by the feature code that the gold has for it (LGL), else by the row of its
/// `geonameid` (`GeoWebNews`, whose `type` is another thing).
fn is_country(toponym: &places::Toponym, gazetteer: &Gazetteer) -> bool {
    let text = |member| toponym.rest.get(member).and_then(|v| v.as_str());
    let codes = [text("type"), text("feature_code")];
    if codes.into_iter().flatten().any(|code| code.trim_start_matches("A.").starts_with("PCL")) {
        return true;
    }
    let number = toponym.rest.get("geonameid").and_then(serde_json::Value::as_u64);
    let row = number.and_then(|n| gazetteer.by_id(&format!("geonames:{n}")));
    row.is_some_and(|row| gazetteer.class(row) == PlaceClass::Country)
}

/// The figures for a reader.
fn page(figures: &Evaluation, flags: &EvaluatePlacesFlags) -> String {
    let without = if flags.without_countries { ", countries left out" } else { "" };
    let given = if flags.gold_spans { ", names as the gold gives them" } else { "" };
    let mut page = format!(
        "{}; a place is right within {} km{without}{given}\n\n{:18}  precision  recall     F1   right   found    gold\n",
        count(figures.documents as u64, "document"),
        flags.radius_km,
        ""
    );
    let rows = [
        ("name, exact", figures.recognition.exact),
        ("name, overlapping", figures.recognition.overlap),
        ("name and place", figures.end_to_end),
    ];
    for (what, s) in rows {
        _ = writeln!(page, "{what:18}  {:9.3}  {:6.3}  {:5.3}  {:6}  {:6}  {:6}", s.p, s.r, s.f1, s.tp, s.pred, s.gold);
    }
    resolution(&figures.resolution, flags.radius_km, &mut page);
    calibration(&figures.calibration, "name", &mut page);
    if let Some(i) = figures.interval_95 {
        let rows = [
            ("name, exact: F1", i.exact_f1),
            ("name, overlapping: F1", i.overlap_f1),
            ("name and place: F1", i.end_to_end_f1),
            ("place: share right", i.acc),
        ];
        interval_rows(flags.bootstrap, &rows, &mut page);
    }
    page
}

fn resolution(r: &Resolution, radius_km: f64, page: &mut String) {
    let km = |x: Option<f64>| x.map_or("      -".to_owned(), |x| format!("{x:7.1} km"));
    _ = writeln!(
        page,
        "\nplaces of the {} found that have one in the gold; {} were placed",
        names(r.matched),
        r.placed
    );
    _ = writeln!(page, "  within {:<12}  {:7.3}", format!("{radius_km} km"), r.acc);
    _ = writeln!(page, "  mean error           {}", km(r.mean_error_km));
    _ = writeln!(page, "  median error         {}", km(r.median_error_km));
    _ = writeln!(page, "  AUC of the errors    {:7.3}, from 0, the best, to 1", r.auc);
}

fn names(n: usize) -> String {
    count(n as u64, "name")
}

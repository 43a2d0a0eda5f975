//! `evaluate`: an annotated file in, figures out.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use incident_mapper::{
    engine,
    evaluate::{
        EvaluateError,
        places::{self, Calibration, Evaluation, Gold, Resolution},
    },
    gazetteer::{Gazetteer, PlaceClass},
    read::InputError,
    recognise::Mention,
    resolve,
    text::{Span, Tokens},
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{
    failure::{Failure, Status},
    flags::EvaluatePlacesFlags,
    output::Output,
    places::line,
    session::count,
    setup, stream,
};

/// `evaluate places`.
pub(crate) fn places(flags: &EvaluatePlacesFlags) -> Result<Status, Failure> {
    let wrong = |error: EvaluateError| match error {
        EvaluateError::Io { .. } => Failure::unfinished(&error),
        _ => Failure::usage(&error),
    };
    if flags.predictions.as_ref() == Some(&flags.gold) && flags.gold == Path::new("-") {
        return Err(Failure::usage(&InputError::StdinTwice));
    }
    let mut gold = places::read_gold(&flags.gold).map_err(wrong)?;
    let gazetteer = setup::gazetteer(&flags.gazetteer)?;
    let mut found = if let Some(file) = &flags.predictions {
        places::read_predictions(file, &gold).map_err(wrong)?
    } else {
        // through the lines that `places` writes: what is scored is what users get
        let lines = find(&gold, &gazetteer, flags)?;
        places::parse_predictions(Path::new("places"), lines.as_bytes(), &gold).map_err(wrong)?
    };
    if flags.without_countries {
        places::leave_out_countries(&mut gold, &mut found, |toponym| is_country(toponym, &gazetteer));
    }
    let figures = places::evaluate(&gold, &found, flags.radius_km, flags.bootstrap as usize);
    if let Some(file) = &flags.errors {
        let lost = |error: io::Error| {
            Failure::Unfinished(format!("{}: cannot be written: {error}; name another file", file.display()))
        };
        let mut output = File::create(file).map(BufWriter::new).map_err(lost)?;
        for (gold, found) in gold.iter().zip(&found) {
            for fault in places::faults(gold, found, flags.radius_km) {
                serde_json::to_writer(&mut output, &fault).map_err(|error| lost(error.into()))?;
                output.write_all(b"\n").map_err(lost)?;
            }
        }
        output.flush().map_err(lost)?;
    }
    let mut output = Output::new();
    if flags.json {
        let json = serde_json::to_string_pretty(&figures).unwrap_or_default(); // strings and numbers always are JSON
        output.write(&json)?;
        output.write("\n")?;
    } else {
        output.write(&page(&figures, flags))?;
    }
    output.flush()?;
    Ok(Status::Done)
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
    calibration(&figures.calibration, &mut page);
    if let Some(i) = figures.interval_95 {
        _ = writeln!(page, "\n95% intervals, {} of the documents", count(flags.bootstrap.into(), "resampling"));
        let rows = [
            ("name, exact: F1", i.exact_f1),
            ("name, overlapping: F1", i.overlap_f1),
            ("name and place: F1", i.end_to_end_f1),
            ("place: share right", i.acc),
        ];
        for (what, [low, high]) in rows {
            _ = writeln!(page, "  {what:22}  {low:.3} to {high:.3}");
        }
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

fn calibration(c: &Calibration, page: &mut String) {
    if c.n == 0 {
        page.push_str("\nno confidence is told\n");
        return;
    }
    let part = |x: Option<f64>| x.map_or("    -".to_owned(), |x| format!("{x:5.3}"));
    _ = writeln!(page, "\nconfidence of {}; expected calibration error {:.3}", names(c.n), c.expected_error);
    page.push_str("  from   to       n   mean  right\n");
    for bin in &c.bins {
        let (mean, right) = (part(bin.confidence), part(bin.right));
        _ = writeln!(page, "   {:.1}  {:.1}  {:6}  {mean}  {right}", bin.from, bin.to, bin.n);
    }
}

fn names(n: usize) -> String {
    count(n as u64, "name")
}

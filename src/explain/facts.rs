//! Facts: what is known of each event and place, under the text.

use std::{collections::BTreeSet, fmt::Write as _};

use crate::{recognise::MentionKind, report::Report, resolve::Toponym};

use super::{Explanation, wrap};

/// Columns of the names of facts.
const NAME: usize = 9;

/// What underlines a place where nothing happened.
pub(super) fn sign(toponym: &Toponym) -> char {
    match (toponym.mention.kind, &toponym.resolution) {
        (MentionKind::Demonym, _) => '~',
        (_, Some(_)) => '-',
        (_, None) => '?',
    }
}

/// Every event with what is known of it.
pub(super) fn events(explanation: &Explanation<'_>, width: usize, page: &mut String) {
    if explanation.reports.is_empty() {
        page.push_str("\nno event\n");
    }
    for (i, report) in explanation.reports.iter().enumerate() {
        page.push('\n');
        let kind = match &report.subkind {
            Some(subkind) => format!("{} ({subkind})", report.kind),
            None => report.kind.clone(),
        };
        let line = format!(
            "{kind} at {}: {}, confidence {}",
            report.location_text.as_deref().unwrap_or("no place"),
            report.status,
            report.confidence
        );
        fact(page, width, &format!("{:<2}", i + 1), &line);
        for (name, value) in facts(report) {
            fact(page, width, &format!("   {name:<NAME$}"), &value);
        }
    }
}

fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut say = |name, value: Option<String>| {
        facts.extend(value.map(|value| (name, value)));
    };
    say("trigger", Some(format!("“{}”", report.trigger)));
    say("place", place(report));
    say("instead", report.alternatives.clone());
    say("no place", report.reason.clone());
    say("date", date(report));
    say("by", report.actor1.clone());
    say("said by", report.claimed_by.clone());
    say("to", report.target.clone());
    let weapon = match (&report.weapon, report.weapon_count) {
        (Some(weapon), Some(n)) => Some(format!("{weapon}, {n}")),
        (None, Some(n)) => Some(n.to_string()),
        (weapon, None) => weapon.clone(),
    };
    say("with", weapon);
    say("aimed at", report.intended_target.clone());
    say("killed", range(report.fatalities, report.fatalities_max));
    say("injured", range(report.injured, report.injured_max));
    say("why", Some(report.why.clone()).filter(|w| !w.is_empty()));
    facts
}

fn place(report: &Report) -> Option<String> {
    let (longitude, latitude) = report.point?;
    let mut place = report.location.clone().unwrap_or_default();
    for wider in [&report.admin2, &report.admin1, &report.country] {
        if let Some(wider) = wider.as_deref().filter(|w| !place.ends_with(w)) {
            _ = write!(place, ", {wider}");
        }
    }
    _ = write!(
        place,
        ", {} {}, at {latitude:.5} {longitude:.5}",
        report.feature_code.as_deref().unwrap_or("?"),
        report.gazetteer_id.as_deref().unwrap_or("?"),
    );
    match report.geo_precision {
        Some(precision) => _ = write!(place, ", precision {precision}"),
        None => place.push_str(", a whole country"),
    }
    if let Some(km) = report.uncertainty_km {
        _ = write!(place, ", within {km} km");
    }
    Some(place)
}

fn date(report: &Report) -> Option<String> {
    let first = report.event_date?;
    let mut date = first.to_string();
    if let Some(last) = report.event_date_end.filter(|last| *last != first) {
        _ = write!(date, " to {last}");
    }
    match report.time_precision {
        Some(2) => date.push_str(", to the week"),
        Some(3) => date.push_str(", to the month"),
        _ => {}
    }
    Some(date)
}

fn range(low: Option<u64>, high: Option<u64>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low != high => Some(format!("{low} to {high}")),
        (low, high) => low.or(high).map(|n| n.to_string()),
    }
}

/// A name and a value that hangs beside it.
fn fact(page: &mut String, width: usize, name: &str, value: &str) {
    let indent = wrap::width(name) + 1;
    let value = wrap::shown(value);
    for (i, line) in wrap::lines(&value, width.saturating_sub(indent)).into_iter().enumerate() {
        let head = if i == 0 { name } else { "" };
        let pad = indent - wrap::width(head);
        _ = writeln!(page, "{head}{:pad$}{}", "", &value[line.start..line.end]);
    }
}

/// The places where nothing happened, each once, with the row that they were taken for.
pub(super) fn places(explanation: &Explanation<'_>, page: &mut String) {
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    for toponym in explanation.toponyms {
        let part = explanation.tokens.part_of(toponym.mention.sentence);
        let surface = explanation.tokens.slice(part, toponym.mention.span);
        let line = row(explanation, toponym);
        if told.insert((surface, line.clone())) {
            lines.push((wrap::shown(surface), line));
        }
    }
    if lines.is_empty() {
        return;
    }
    page.push_str("\nplaces\n");
    let widest = lines.iter().map(|(s, _)| wrap::width(s)).max().unwrap_or(0).min(30);
    for (surface, line) in lines {
        let pad = widest.saturating_sub(wrap::width(&surface));
        _ = writeln!(page, "   {surface}{:pad$}  {line}", "");
    }
}

fn row(explanation: &Explanation<'_>, toponym: &Toponym) -> String {
    let Some(resolution) = &toponym.resolution else {
        return "not in the gazetteer".to_owned();
    };
    let gazetteer = explanation.gazetteer;
    let named = |id| {
        let place = gazetteer.place(id);
        match place.country_code {
            "" => format!("{} {}", place.id, place.name),
            country => format!("{} {}, {country}", place.id, place.name),
        }
    };
    let code = gazetteer.place(resolution.place).feature_code;
    let mut line = format!("{} {code} {:.2}", named(resolution.place), resolution.confidence);
    if !resolution.reasons.is_empty() {
        _ = write!(line, " ({})", resolution.reasons.join("; "));
    }
    if let Some((second, score)) = resolution.alternatives.first() {
        _ = write!(line, ", not {} {score:.2}", named(*second));
    }
    line
}

#[cfg(test)]
mod tests {
    use crate::{explain::Explanation, gazetteer::Gazetteer, read::Document, report::Report, text::Tokens};

    #[test]
    fn a_page() {
        let document = Document {
            id: "a.txt".into(),
            text: "Officials\nsay it fell. One was intercepted in Haryana’s Sirsa.\n\n\nAll calm.".into(),
            ..Document::default()
        };
        let tokens = Tokens::of(&document);
        let report = Report {
            point: Some((75.02898, 29.53489)),
            kind: "interception".into(),
            subkind: Some("missile".into()),
            status: "claimed".into(),
            location: Some("Sirsa".into()),
            location_text: Some("Sirsa".into()),
            location_start: Some(56),
            location_end: Some(61),
            country: Some("India".into()),
            feature_code: Some("PPLA2".into()),
            gazetteer_id: Some("geonames:1256052".into()),
            geo_precision: Some(1),
            confidence: 0.9,
            trigger: "intercepted".into(),
            evidence_start: 23,
            evidence_end: 62,
            evidence_in: "text".into(),
            fatalities: Some(2),
            fatalities_max: Some(5),
            why: "in; container:Haryana".into(),
            ..Report::default()
        };
        let page = Explanation {
            document: &document,
            tokens: &tokens,
            toponyms: &[],
            reports: &[report],
            gazetteer: &Gazetteer::embedded().unwrap(),
        }
        .page(60);
        insta::assert_snapshot!(page, @r"
        a.txt, no date of publication

          Officials
          say it fell. One was intercepted in Haryana’s Sirsa.
                               1^^^^^^^^^^              1====

          All calm.

        1  interception (missile) at Sirsa: claimed, confidence 0.9
           trigger   “intercepted”
           place     Sirsa, India, PPLA2 geonames:1256052, at
                     29.53489 75.02898, precision 1
           killed    2 to 5
           why       in; container:Haryana
        ");
    }

    #[test]
    fn a_list_a_title_and_an_event_without_a_place() {
        let document = Document {
            id: "b".into(),
            title: Some("Blackout in Lviv".into()),
            text: "Blackouts hit Lviv and Ur.".into(),
            ..Document::default()
        };
        let tokens = Tokens::of(&document);
        let told = |words: &str, at: Option<(usize, usize)>| Report {
            kind: "blackout".into(),
            status: "reported".into(),
            location_text: Some(words.into()),
            location_start: at.map(|(start, _)| start),
            location_end: at.map(|(_, end)| end),
            trigger: "blackouts".into(),
            evidence_end: 26,
            evidence_in: "text".into(),
            reason: at.is_none().then(|| "in the title".into()),
            ..Report::default()
        };
        let reports = [told("Lviv", Some((14, 18))), told("Ur", Some((23, 25))), told("Lviv", None)];
        let page = Explanation {
            document: &document,
            tokens: &tokens,
            toponyms: &[],
            reports: &reports,
            gazetteer: &Gazetteer::embedded().unwrap(),
        }
        .page(100);
        insta::assert_snapshot!(page, @r"
        b, no date of publication

          Blackout in Lviv
                      3===

          Blackouts hit Lviv and Ur.
          1-3^^^^^^     1===     2=

        1  blackout at Lviv: reported, confidence 0
           trigger   “blackouts”

        2  blackout at Ur: reported, confidence 0
           trigger   “blackouts”

        3  blackout at Lviv: reported, confidence 0
           trigger   “blackouts”
           no place  in the title
        ");
    }
}

//! Examples: the sentences that a kinds file declares, tried on the engine that the file made.

use crate::{
    engine::Engine,
    kinds::{Example, Kind},
    read::Document,
    report::Report,
};

/// What became of the examples of a kind.
#[derive(Debug)]
pub struct Trial<'e> {
    /// Whose examples they are.
    pub kind: &'e Kind,
    /// A message for each that does not come out as it says, with its file and line.
    pub failing: Vec<String>,
}

impl Engine {
    /// Tries the examples of all kinds.
    pub fn try_examples(&self) -> Vec<Trial<'_>> {
        let failing = |kind: &Kind| {
            let told = kind.examples.iter().filter_map(|example| {
                let problem = self.problem(kind, example)?;
                Some(format!("{}:{}: \"{}\" {problem}", kind.source.file, example.line, example.text))
            });
            told.collect()
        };
        self.kinds().kinds.iter().map(|kind| Trial { kind, failing: failing(kind) }).collect()
    }

    /// How an example comes out, if not as it says.
    fn problem(&self, kind: &Kind, example: &Example) -> Option<String> {
        let document = Document { text: example.text.clone(), ..Document::default() };
        let mut reports = self.extract(&document);
        reports.retain(|report| report.kind == kind.name);
        let (happened, other): (Vec<Report>, Vec<Report>) = reports.into_iter().partition(happened);
        let mut found: Vec<&str> = happened.iter().filter_map(|r| r.location_text.as_deref()).collect();
        let mut wanted: Vec<&str> = example.places.iter().map(String::as_str).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        if found != wanted {
            let but: Vec<String> = other.iter().map(told).collect();
            let but = if but.is_empty() { String::new() } else { format!(" ({})", but.join(", ")) };
            let absent = wanted.iter().find(|place| !example.text.contains(**place));
            let absent = absent.map_or_else(String::new, |place| format!("; the sentence has no \"{place}\""));
            let (found, wanted) = (listed(&found), listed(&wanted));
            return Some(format!("has a {} at {found}{but}, and its `places` say {wanted}{absent}", kind.name));
        }
        let unplaced = happened.iter().find(|report| report.point.is_none())?;
        let place = unplaced.location_text.as_deref().unwrap_or_default();
        let reason = unplaced.reason.as_deref().unwrap_or_default();
        Some(format!(
            "has a {} at {place}, but on no map: {reason}; add it with --gazetteer or take another",
            kind.name
        ))
    }
}

fn happened(report: &Report) -> bool {
    matches!(report.status.as_str(), "reported" | "claimed" | "disputed")
}

/// "threatened at Sirsa"
fn told(report: &Report) -> String {
    format!("{} at {}", report.status, report.location_text.as_deref().unwrap_or("no place"))
}

fn listed(places: &[&str]) -> String {
    if places.is_empty() { "no place".to_owned() } else { places.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gazetteer::Gazetteer, kinds::Kinds};

    fn failing(kinds: Kinds) -> Vec<String> {
        let engine = Engine::new(Gazetteer::embedded().unwrap(), kinds).unwrap();
        engine.try_examples().into_iter().flat_map(|trial| trial.failing).collect()
    }

    #[test]
    fn those_of_the_embedded_kinds_hold() {
        assert_eq!(failing(Kinds::embedded().unwrap()), Vec::<String>::new());
    }

    #[test]
    fn one_that_fails_is_told() {
        for (text, place, expected) in [
            (
                "Jets bombed Lahore.",
                "Sirsa",
                "has a strike at Lahore, and its `places` say Sirsa; the sentence has no \"Sirsa\"",
            ),
            (
                "Jets could bomb Lahore.",
                "Lahore",
                "has a strike at no place (threatened at Lahore), and its `places` say Lahore",
            ),
            (
                "Jets bombed Qwertypur.",
                "Qwertypur",
                "has a strike at Qwertypur, but on no map: the gazetteer has no place of this name; add",
            ),
        ] {
            let mut kinds = Kinds::embedded().unwrap();
            let strike = &mut kinds.kinds[1];
            strike.examples.truncate(1);
            strike.examples[0] = Example { text: text.into(), places: vec![place.into()], line: 7 };
            let failing = failing(kinds);
            assert_eq!(failing.len(), 1);
            assert!(failing[0].starts_with(&format!("data/kinds.toml:7: \"{text}\" {expected}")), "{}", failing[0]);
        }
    }
}

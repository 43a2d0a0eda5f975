//! Fault: a name that was missed, invented, not placed or put at a wrong place, for reading.

use serde::Serialize;

use super::{Gold, Toponym, pairs::pairs};

/// What is wrong with one name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault<'g> {
    /// Of the document.
    pub id: &'g str,
    /// missed, spurious, unplaced or misplaced
    pub kind: &'static str,
    /// How far off, of a misplaced one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_km: Option<f64>,
    /// As the gold has it, with its `surface`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gold: Option<Toponym>,
    /// As it was found, with its `surface`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pred: Option<Toponym>,
}

/// All that is wrong in a document: what was missed, what was invented, then what stands at no place or a wrong one.
pub fn faults<'g>(gold: &'g Gold, found: &[Toponym], radius_km: f64) -> Vec<Fault<'g>> {
    let show = |toponym: &Toponym| {
        let mut shown = toponym.clone();
        let text = gold.document.text.chars();
        let surface: String = text.skip(toponym.start).take(toponym.end - toponym.start).collect();
        shown.rest.insert("surface".into(), surface.into());
        shown
    };
    let fault = |kind, error_km: Option<f64>, name: Option<&Toponym>, guess: Option<&Toponym>| Fault {
        id: &gold.document.id,
        kind,
        error_km: error_km.map(|e| (e * 10.0).round() / 10.0),
        gold: name.map(show),
        pred: guess.map(show),
    };
    let pairs = pairs(&gold.toponyms, found);
    let missed = gold.toponyms.iter().enumerate().filter(|(g, _)| pairs.iter().all(|p| p.gold != *g));
    let spurious = found.iter().enumerate().filter(|(f, _)| pairs.iter().all(|p| p.found != *f));
    let mut faults: Vec<Fault<'g>> = missed.map(|(_, name)| fault("missed", None, Some(name), None)).collect();
    faults.extend(spurious.map(|(_, guess)| fault("spurious", None, None, Some(guess))));
    for pair in &pairs {
        let (name, guess) = (&gold.toponyms[pair.gold], &found[pair.found]);
        match name.distance_km(guess) {
            Some(error) if error > radius_km => {
                faults.push(fault("misplaced", Some(error), Some(name), Some(guess)));
            }
            None if name.point().is_some() => faults.push(fault("unplaced", None, Some(name), Some(guess))),
            _ => {}
        }
    }
    faults
}

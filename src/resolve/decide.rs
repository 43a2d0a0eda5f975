//! Decide: the winner of each mention, how sure it is, and why.

use super::{Resolution, Toponym, features::Feature, rounds::Rounds, stated::Stated};
use crate::{gazetteer::Gazetteer, recognise::Mention};

/// How many runners-up are kept.
const ALTERNATIVES: usize = 5;

/// The toponyms of a document that was weighed.
pub(super) fn decide(rounds: &Rounds<'_>, mentions: Vec<Mention>) -> Vec<Toponym> {
    let scene = &rounds.scene;
    let mut toponyms: Vec<Toponym> = mentions
        .into_iter()
        .zip(&scene.of_mention)
        .map(|(mention, variant)| {
            let resolution = variant.map(|variant| resolution(rounds, variant, &mention));
            Toponym { mention, resolution, stated_in: None }
        })
        .collect();
    explain(scene.gazetteer, &scene.stated, &mut toponyms);
    toponyms
}

fn resolution(rounds: &Rounds<'_>, variant: usize, mention: &Mention) -> Resolution {
    let scene = &rounds.scene;
    let shares = &scene.variants[variant].shares;
    let rows = scene.rows_of(variant);
    let (best, share) = rounds.best(variant);
    let confidence = rounds.weights.confidence.of(&rounds.evidence(variant, best, share, mention));
    let mut others: Vec<usize> = (0..rows.len()).filter(|&i| i != best).collect();
    // stable: of equals the gazetteer's first stays
    others.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
    // on the scale of the confidence, which is that of the rows at the best one together
    let scale = (confidence / share.max(0.001)).min(1.0);
    Resolution {
        place: rows[best].place,
        class: rows[best].facts.class,
        confidence,
        alternatives: others.into_iter().take(ALTERNATIVES).map(|i| (rows[i].place, shares[i] * scale)).collect(),
        reasons: reasons(rounds, variant, best),
    }
}

fn reasons(rounds: &Rounds<'_>, variant: usize, best: usize) -> Vec<String> {
    let scene = &rounds.scene;
    let name = scene.variants[variant].name;
    let range = scene.names[name].rows.clone();
    let row = &scene.rows[range.start + best];
    let mut reasons = Vec::new();
    if range.len() == 1 {
        reasons.push("only".into());
    }
    if scene.variants[variant].sort == Some(row.facts.class) {
        reasons.push(format!("sort:{}", format!("{:?}", row.facts.class).to_lowercase()));
    }
    let vector = &rounds.vectors[range.start + best];
    if let Some(near) = rounds.context.nearest(name, row) {
        reasons.push(["near:", scene.gazetteer.place(near).name].concat());
    } else if vector[Feature::InCountry.index()] > 0.25 {
        reasons.push(["country:", scene.gazetteer.place(row.place).country_code].concat());
    }
    if range.len() > 1 && row.rank == 0 {
        reasons.push("population".into());
    }
    reasons
}

/// Notes for each toponym the container that the text states and the rows bear out.
fn explain(gazetteer: &Gazetteer, stated: &[Stated], toponyms: &mut [Toponym]) {
    for s in stated {
        let place = |i: usize| toponyms[i].resolution.as_ref().map(|r| r.place);
        let Some(outer) = place(s.outer) else {
            continue;
        };
        let holds = match place(s.inner) {
            Some(inner) => gazetteer.contains(outer, inner),
            None => !s.listed,
        };
        if !holds {
            continue;
        }
        let name = gazetteer.place(outer).name;
        let toponym = &mut toponyms[s.inner];
        if toponym.stated_in.is_none() {
            toponym.stated_in = Some(s.outer);
        }
        if let Some(r) = &mut toponym.resolution {
            r.reasons.insert(0, ["container:", name].concat());
        }
    }
}

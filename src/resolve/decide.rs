//! Decide: the winner of each mention, how sure it is, and why.

use std::mem::take;

use super::{Resolution, Toponym, confidence::Known, features::Feature, rounds::Rounds, stated::Stated};
use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    recognise::Mention,
};

/// How many runners-up are kept.
const ALTERNATIVES: usize = 5;

/// The toponyms of a document that was weighed.
pub(super) fn decide(rounds: &Rounds<'_>, mentions: Vec<Mention>) -> Vec<Toponym> {
    let scene = &rounds.scene;
    let mut verdicts: Vec<Verdict> = (0..scene.variants.len()).map(|v| Verdict::of(rounds, v)).collect();
    let mut toponyms: Vec<Toponym> = mentions
        .into_iter()
        .zip(&scene.of_mention)
        .map(|(mention, variant)| {
            let resolution = variant.map(|variant| verdicts[variant].resolution(rounds, &mention));
            Toponym { mention, resolution, stated_in: None }
        })
        .collect();
    explain(scene.gazetteer, &scene.stated, &mut toponyms);
    toponyms
}

/// What the mentions of a variant are resolved to.
struct Verdict {
    place: PlaceId,
    class: PlaceClass,
    /// Of the rows at the place together.
    share: f32,
    known: Known,
    /// The runners-up with their shares.
    others: Vec<(PlaceId, f32)>,
    reasons: Vec<String>,
    /// How many of the mentions are still to be resolved.
    left: usize,
}

impl Verdict {
    fn of(rounds: &Rounds<'_>, variant: usize) -> Self {
        let scene = &rounds.scene;
        let (rows, shares) = (scene.rows_of(variant), scene.shares_of(variant));
        let (best, share) = rounds.best(variant);
        Self {
            place: rows[best].place,
            class: rows[best].facts.class,
            share,
            known: rounds.evidence(variant, best, share),
            others: others(shares, best).into_iter().map(|i| (rows[i].place, shares[i])).collect(),
            reasons: reasons(rounds, variant, best),
            left: scene.variants[variant].count,
        }
    }

    /// The resolution of the next mention.
    fn resolution(&mut self, rounds: &Rounds<'_>, mention: &Mention) -> Resolution {
        let confidence = rounds.weights.confidence.of(&self.known.of(mention));
        self.left -= 1;
        let (mut alternatives, reasons) = if self.left == 0 {
            (take(&mut self.others), take(&mut self.reasons))
        } else {
            (self.others.clone(), self.reasons.clone())
        };
        // on the scale of the confidence, which is that of the rows at the best one together
        let scale = (confidence / self.share.max(0.001)).min(1.0);
        for (_, share) in &mut alternatives {
            *share *= scale;
        }
        Resolution { place: self.place, class: self.class, confidence, alternatives, reasons }
    }
}

/// The rows with the largest shares but the best one; of equals the gazetteer's first.
fn others(shares: &[f32], best: usize) -> Vec<usize> {
    let mut others: Vec<usize> = Vec::with_capacity(ALTERNATIVES + 1);
    for i in (0..shares.len()).filter(|&i| i != best) {
        let before = others.iter().rposition(|&other| shares[other].total_cmp(&shares[i]).is_ge());
        let at = before.map_or(0, |before| before + 1);
        if at < ALTERNATIVES {
            others.insert(at, i);
            others.truncate(ALTERNATIVES);
        }
    }
    others
}

fn reasons(rounds: &Rounds<'_>, variant: usize, best: usize) -> Vec<String> {
    let scene = &rounds.scene;
    let name = scene.variants[variant].name;
    let range = scene.names[name].rows.clone();
    let row = &scene.rows[range.start + best];
    let mut reasons = Vec::with_capacity(4);
    if range.len() == 1 {
        reasons.push("only".into());
    }
    if scene.variants[variant].sort == Some(row.facts.class) {
        reasons.push(format!("sort:{}", format!("{:?}", row.facts.class).to_lowercase()));
    }
    let vector = &rounds.vectors[range.start + best];
    if let Some(near) = rounds.context.nearest(name, row) {
        reasons.push(["near:", scene.gazetteer.name(near)].concat());
    } else if vector[Feature::InCountry.index()] > 0.25 {
        reasons.push(["country:", scene.gazetteer.country_code(row.place)].concat());
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
        let name = gazetteer.name(outer);
        let toponym = &mut toponyms[s.inner];
        if toponym.stated_in.is_none() {
            toponym.stated_in = Some(s.outer);
        }
        if let Some(r) = &mut toponym.resolution {
            r.reasons.insert(0, ["container:", name].concat());
        }
    }
}

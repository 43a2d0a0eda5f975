//! Rounds: the rows of a document are weighed, then weighed again by what the round before made of the others.

use super::{
    Weights, alone,
    confidence::{Evidence, evidence},
    context::Context,
    features::{Feature, Local, Vector, dot},
    local,
    rows::MOST,
    scene::Scene,
};
use crate::{
    gazetteer::{Gazetteer, PlaceId},
    recognise::Mention,
    text::Tokens,
};

/// Added to the score of a user's row; no training sees one.
const USERS: f32 = 6.0;
/// Rows this near the best one are the same place for a confidence.
const SAME_KM: f32 = 161.0;

/// The rows of a mention as a round sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Index of the mention.
    pub mention: usize,
    /// A number for the variant: mentions of one have the same rows and features.
    pub variant: usize,
    /// The rows and their features.
    pub rows: Vec<(PlaceId, Vector)>,
    /// The index in `rows` of the one that wins, and what its confidence comes from, by the weights at hand.
    pub won: (usize, [f32; Evidence::COUNT]),
}

/// A document while it is resolved.
#[derive(Debug)]
pub(super) struct Rounds<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) weights: &'a Weights,
    pub(super) context: Context,
    /// For each row what holds for all mentions of its name.
    pub(super) vectors: Vec<Vector>,
    /// For each variant and row of its name what holds for its mentions.
    locals: Vec<Vec<Local>>,
}

impl<'a> Rounds<'a> {
    pub(super) fn of(
        gazetteer: &'a Gazetteer,
        tokens: &Tokens<'_>,
        mentions: &[Mention],
        weights: &'a Weights,
    ) -> Self {
        let scene = Scene::of(gazetteer, tokens, mentions);
        let mut vectors = vec![[0.0; Feature::COUNT]; scene.rows.len()];
        let mut context = Context::even(&scene);
        for name in &scene.names {
            let first = &mentions[name.first];
            let surface = tokens.slice(tokens.part_of(first.sentence), first.span);
            alone::fill(&scene, surface, name, &mut vectors[name.rows.clone()]);
            // of a single row nothing but the confidence asks, which has no use for these
            if name.rows.len() > 1 {
                context.fill_even(&scene, name, &mut vectors[name.rows.clone()]);
            }
        }
        let locals = scene
            .variants
            .iter()
            .map(|v| {
                let mut locals = vec![[0.0; Feature::LOCAL]; v.shares.len()];
                alone::sort(&scene, v, &mut locals);
                locals
            })
            .collect();
        Self { scene, weights, context, vectors, locals }
    }

    /// All rounds.
    pub(super) fn finish(&mut self) {
        for round in 0..self.weights.rounds {
            self.prepare(round);
            self.weigh(round);
        }
    }

    /// The features that round `round` sees, those before it weighed.
    pub(super) fn observe(mut self, mentions: &[Mention], round: usize) -> Vec<Observed> {
        for before in 0..round {
            self.prepare(before);
            self.weigh(before);
        }
        self.prepare(round);
        self.weigh(round);
        let mut all = Vec::new();
        for (mention, variant) in self.scene.of_mention.iter().enumerate() {
            let Some(variant) = *variant else {
                continue;
            };
            let range = self.scene.names[self.scene.variants[variant].name].rows.clone();
            let rows = range
                .zip(&self.locals[variant])
                .map(|(row, local)| {
                    let mut vector = self.vectors[row];
                    vector.iter_mut().zip(local).for_each(|(v, l)| *v += l);
                    (self.scene.rows[row].place, vector)
                })
                .collect();
            let (best, share) = self.best(variant);
            let won = (best, self.evidence(variant, best, share, &mentions[mention]));
            all.push(Observed { mention, variant, rows, won });
        }
        all
    }

    /// Fills what a round learns from the one before.
    fn prepare(&mut self, round: usize) {
        if round > 0 {
            self.context.hear(&self.scene);
            for (i, name) in self.scene.names.iter().enumerate() {
                // of a single row only the confidence asks, at the end
                if name.rows.len() > 1 || round + 1 >= self.weights.rounds {
                    self.context.fill(&self.scene, i, &mut self.vectors[name.rows.clone()]);
                }
            }
        }
        for (variant, locals) in self.scene.variants.iter().zip(&mut self.locals) {
            local::fill(&self.scene, variant, locals);
        }
    }

    /// Gives each row of each variant its share, and each row of each name the mean of its variants'.
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    fn weigh(&mut self, round: usize) {
        let weights = if round == 0 { &self.weights.first } else { &self.weights.then };
        for row in &mut self.scene.rows {
            row.share = 0.0;
        }
        let gazetteer = self.scene.gazetteer;
        let prefers = gazetteer.has_default() && gazetteer.layers().any(|(users, ..)| users);
        let mut scores = [0.0; MOST];
        for (variant, locals) in self.scene.variants.iter_mut().zip(&self.locals) {
            let name = &self.scene.names[variant.name];
            if let [share] = variant.shares.as_mut_slice() {
                *share = 1.0;
                self.scene.rows[name.rows.start].share = 1.0;
                continue;
            }
            for ((score, row), local) in scores.iter_mut().zip(name.rows.clone()).zip(locals) {
                *score = dot(weights, &self.vectors[row]) + dot(&weights[..Feature::LOCAL], local);
                if prefers && gazetteer.is_users(self.scene.rows[row].place) {
                    *score += USERS;
                }
            }
            softmax(&scores[..locals.len()], &mut variant.shares);
            let part = variant.count as f32 / name.count as f32;
            for (row, share) in self.scene.rows[name.rows.clone()].iter_mut().zip(&variant.shares) {
                row.share += share * part;
            }
        }
    }

    /// The row of a variant that wins, as an index among its name's, and the share of the rows at it.
    pub(super) fn best(&self, variant: usize) -> (usize, f32) {
        let shares = &self.scene.variants[variant].shares;
        let rows = self.scene.rows_of(variant);
        let mut best = 0;
        for (i, share) in shares.iter().enumerate() {
            if *share > shares[best] {
                best = i;
            }
        }
        let at = |row: &super::rows::Row| row.square_km(rows[best].unit) <= SAME_KM * SAME_KM;
        let share = rows.iter().zip(shares).filter(|(row, _)| at(row)).map(|(_, share)| share).sum();
        (best, share)
    }

    pub(super) fn evidence(
        &self,
        variant: usize,
        best: usize,
        share: f32,
        mention: &Mention,
    ) -> [f32; Evidence::COUNT] {
        let name = &self.scene.names[self.scene.variants[variant].name];
        let mut vector = self.vectors[name.rows.start + best];
        vector.iter_mut().zip(&self.locals[variant][best]).for_each(|(v, l)| *v += l);
        evidence(mention, &vector, share, name.rows.len() == 1, name.count)
    }
}

fn softmax(scores: &[f32], shares: &mut [f32]) {
    let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for (share, score) in shares.iter_mut().zip(scores) {
        *share = (score - best).exp();
    }
    let sum: f32 = shares.iter().sum();
    for share in shares {
        *share /= sum;
    }
}

//! Rounds: the rows of a document are weighed, then weighed again by what the round before made of the others.

use super::{
    Weights, alone,
    confidence::{Evidence, Known},
    context::Context,
    features::{Feature, Local, Vector, dot, local_of},
    local,
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
    /// For each variant and row of its name what holds for its mentions; empty where nothing does.
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
        let locals = scene.variants.iter().map(|v| alone::sort(&scene, v)).collect();
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
            let rows =
                range.enumerate().map(|(i, row)| (self.scene.rows[row].place, self.vector(variant, i))).collect();
            let (best, share) = self.best(variant);
            let won = (best, self.evidence(variant, best, share).of(&mentions[mention]));
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
        let local_weights = local_of(weights);
        for (variant, locals) in self.scene.variants.iter().zip(&self.locals) {
            let name = &self.scene.names[variant.name];
            let rows = &mut self.scene.rows[name.rows.clone()];
            let shares = &mut self.scene.shares[variant.shares.clone()];
            if let ([share], [row]) = (&mut *shares, &mut *rows) {
                (*share, row.share) = (1.0, 1.0);
                continue;
            }
            // until the last step they are scores
            for (i, score) in shares.iter_mut().enumerate() {
                *score = dot(weights, &self.vectors[name.rows.start + i]);
                if let Some(local) = locals.get(i) {
                    *score += dot(&local_weights, local);
                }
                if prefers && gazetteer.is_users(rows[i].place) {
                    *score += USERS;
                }
            }
            softmax(shares);
            let part = variant.count as f32 / name.count as f32;
            for (row, share) in rows.iter_mut().zip(shares) {
                row.share += *share * part;
            }
        }
    }

    /// The row of a variant that wins, as an index among its name's, and the share of the rows at it.
    pub(super) fn best(&self, variant: usize) -> (usize, f32) {
        let shares = self.scene.shares_of(variant);
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

    /// What is known of the mentions of a variant, if the rows at row `best` have `share` together.
    pub(super) fn evidence(&self, variant: usize, best: usize, share: f32) -> Known {
        let name = &self.scene.names[self.scene.variants[variant].name];
        Known::new(name, &self.vector(variant, best), share)
    }

    /// All features of a row of a variant.
    fn vector(&self, variant: usize, row: usize) -> Vector {
        let name = &self.scene.names[self.scene.variants[variant].name];
        let mut vector = self.vectors[name.rows.start + row];
        if let Some(local) = self.locals[variant].get(row) {
            vector.iter_mut().zip(local).for_each(|(v, l)| *v += l);
        }
        vector
    }
}

/// Turns scores into shares.
fn softmax(shares: &mut [f32]) {
    let best = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for share in shares.iter_mut() {
        *share = (*share - best).exp();
    }
    let sum: f32 = shares.iter().sum();
    for share in shares {
        *share /= sum;
    }
}

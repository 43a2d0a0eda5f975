//! A sparse logistic regression, with weights that are mostly zero.

use std::collections::HashMap;

use super::random::Random;

/// Numbers for the keys of features, in the order of their first sight.
#[derive(Default)]
pub(crate) struct Index {
    ids: HashMap<u32, u32>,
    keys: Vec<u32>,
}

/// The numbers of the features that a candidate has.
pub(crate) type Example = Vec<u32>;

impl Index {
    pub(crate) fn example(&mut self, keys: &[u32]) -> Example {
        keys.iter()
            .map(|&key| {
                *self.ids.entry(key).or_insert_with(|| {
                    self.keys.push(key);
                    u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect()
    }

    pub(crate) fn key(&self, id: usize) -> u32 {
        self.keys[id]
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}

pub(crate) struct SparseSettings {
    pub(crate) rate: f64,
    pub(crate) l1: f64,
    pub(crate) l2: f64,
    pub(crate) epochs: usize,
    /// Of the order in which examples are learned.
    pub(crate) seed: u64,
    /// In how many examples a feature has to be.
    pub(crate) least: u32,
}

/// Logistic regression by `FTRL-Proximal`: learns in rounds and leaves the weights of features that tell little at zero.
pub(crate) struct Sparse {
    pub(crate) weights: Vec<f32>,
}

impl Sparse {
    pub(crate) fn train(examples: &[(&Example, bool, f64)], features: usize, settings: &SparseSettings) -> Self {
        let mut counts = vec![0_u32; features];
        for (example, ..) in examples {
            for &id in *example {
                counts[id as usize] += 1;
            }
        }
        let used: Vec<bool> = counts.iter().map(|&c| c >= settings.least).collect();
        // sums of gradients less what the weights undo, and of their squares
        let mut cells = vec![(0.0_f64, 0.0_f64); features];
        let weight = |(z, n): (f64, f64)| {
            if z.abs() <= settings.l1 {
                0.0
            } else {
                -(z - z.signum() * settings.l1) / ((1.0 + n.sqrt()) / settings.rate + settings.l2)
            }
        };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random::new(settings.seed);
        let mut ids: Vec<(usize, f64)> = Vec::new();
        for _ in 0..settings.epochs {
            random.shuffle(&mut order);
            for &i in &order {
                let (example, truth, importance) = examples[i];
                ids.clear();
                ids.extend(
                    example.iter().map(|&id| id as usize).filter(|&id| used[id]).map(|id| (id, weight(cells[id]))),
                );
                let score: f64 = ids.iter().map(|(_, w)| w).sum();
                let gradient = (1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(truth))) * importance;
                for &(id, w) in &ids {
                    let (z, n) = &mut cells[id];
                    let more = *n + gradient * gradient;
                    *z += gradient - (more.sqrt() - n.sqrt()) / settings.rate * w;
                    *n = more;
                }
            }
        }
        #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
        Self { weights: cells.into_iter().map(|c| weight(c) as f32).collect() }
    }

    pub(crate) fn score(&self, example: &Example) -> f32 {
        example.iter().map(|&id| self.weights[id as usize]).sum()
    }
}

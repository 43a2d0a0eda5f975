//! Logistic regressions: a sparse one with weights that are mostly zero, and a small dense one.

use std::collections::HashMap;

use crate::{SEED, random::Random};

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
        let mut random = Random::new(SEED);
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

/// Newton's method; a little pull to zero keeps it sound.
pub(crate) struct Dense<const N: usize> {
    pub(crate) weights: [f32; N],
}

impl<const N: usize> Dense<N> {
    const RIDGE: f64 = 1.0;

    pub(crate) fn train(rows: &[(&[f32; N], bool, f64)]) -> Self {
        let mut weights = [0.0_f64; N];
        for _ in 0..20 {
            let mut slope = weights.map(|w| -Self::RIDGE * w);
            let mut curve = [[0.0_f64; N]; N];
            for (n, row) in curve.iter_mut().enumerate() {
                row[n] = Self::RIDGE;
            }
            for (features, truth, importance) in rows {
                let x = features.map(f64::from);
                let score: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
                let chance = 1.0 / (1.0 + (-score).exp());
                let pull = importance * (f64::from(u8::from(*truth)) - chance);
                let bend = importance * chance * (1.0 - chance);
                for a in 0..N {
                    slope[a] += pull * x[a];
                    for b in 0..N {
                        curve[a][b] += bend * x[a] * x[b];
                    }
                }
            }
            let step = solve(curve, slope);
            for (w, s) in weights.iter_mut().zip(step) {
                *w += s;
            }
        }
        #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
        Self { weights: weights.map(|w| w as f32) }
    }

    pub(crate) fn chance(&self, features: &[f32; N]) -> f32 {
        let sum: f32 = features.iter().zip(&self.weights).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Gaussian elimination with the largest pivot.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for column in 0..N {
        let pivot = (column..N).max_by(|&i, &j| a[i][column].abs().total_cmp(&a[j][column].abs())).unwrap_or(column);
        a.swap(column, pivot);
        b.swap(column, pivot);
        for row in column + 1..N {
            let factor = a[row][column] / a[column][column];
            let above = a[column];
            for (cell, above) in a[row].iter_mut().zip(above).skip(column) {
                *cell -= factor * above;
            }
            b[row] -= factor * b[column];
        }
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|k| a[row][k] * b[k]).sum();
        b[row] = (b[row] - known) / a[row][row];
    }
    b
}

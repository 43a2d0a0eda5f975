//! Gradient boosting of trees with two levels, by Newton's method on the log loss; the same trees each time.

use incident_mapper::tag::sift::{Numbers, Question, Tree, Trees};

pub(crate) struct BoostSettings {
    pub(crate) trees: usize,
    pub(crate) rate: f64,
    /// How many rows an answer is for, at least.
    pub(crate) least: usize,
    pub(crate) l2: f64,
    /// The log odds from which on an event is reported.
    pub(crate) bar: f32,
}

/// What a part of the rows asks for: the sums of first and second derivatives.
#[derive(Clone, Copy, Default)]
struct Pull {
    rows: usize,
    slope: f64,
    curve: f64,
}

impl Pull {
    fn add(&mut self, slope: f64, curve: f64) {
        *self = Self { rows: self.rows + 1, slope: self.slope + slope, curve: self.curve + curve };
    }

    fn minus(self, other: Self) -> Self {
        Self { rows: self.rows - other.rows, slope: self.slope - other.slope, curve: self.curve - other.curve }
    }

    fn gain(self, l2: f64) -> f64 {
        self.slope * self.slope / (self.curve + l2)
    }

    fn answer(self, settings: &BoostSettings) -> f32 {
        #[allow(clippy::cast_possible_truncation, reason = "single precision is enough")]
        let answer = (settings.rate * self.slope / (self.curve + settings.l2)) as f32;
        answer
    }
}

pub(crate) fn train(rows: &[(&Numbers, bool)], settings: &BoostSettings) -> Trees {
    let mut trees = Trees { bar: settings.bar, all: Vec::new() };
    let Some((first, _)) = rows.first() else { return trees };
    #[allow(clippy::cast_precision_loss, reason = "some thousands")]
    let right = rows.iter().filter(|(_, truth)| *truth).count().max(1) as f64 / rows.len() as f64;
    #[allow(clippy::cast_possible_truncation, reason = "single precision is enough")]
    let prior = (right / (1.0 - right).max(1e-3)).ln() as f32;
    trees.all.push(Tree { answers: [prior; 4], ..Tree::default() });
    let orders: Vec<Vec<usize>> = (0..first.len()).map(|f| order(rows, f)).collect();
    let mut odds = vec![f64::from(prior); rows.len()];
    for _ in 0..settings.trees {
        let pulls: Vec<(f64, f64)> = rows
            .iter()
            .zip(&odds)
            .map(|((_, truth), odds)| {
                let likely = 1.0 / (1.0 + (-odds).exp());
                (f64::from(u8::from(*truth)) - likely, likely * (1.0 - likely))
            })
            .collect();
        let root = split(rows, &orders, &pulls, settings, |_| true).0;
        let right_of = |row: usize| rows[row].0[usize::from(root.feature)] > root.bound;
        let (left, low) = split(rows, &orders, &pulls, settings, |row| !right_of(row));
        let (right, high) = split(rows, &orders, &pulls, settings, right_of);
        let answers = [low[0], low[1], high[0], high[1]].map(|pull| pull.answer(settings));
        let tree = Tree { questions: [root, left, right], answers };
        for (odds, (numbers, _)) in odds.iter_mut().zip(rows) {
            *odds += f64::from(tree.answer(&numbers[..]));
        }
        trees.all.push(tree);
    }
    trees
}

/// The rows in the order of one number.
fn order(rows: &[(&Numbers, bool)], feature: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| rows[a].0[feature].total_cmp(&rows[b].0[feature]));
    order
}

/// The question that parts some rows best, and what its two sides ask for.
fn split(
    rows: &[(&Numbers, bool)],
    orders: &[Vec<usize>],
    pulls: &[(f64, f64)],
    settings: &BoostSettings,
    of: impl Fn(usize) -> bool,
) -> (Question, [Pull; 2]) {
    let mut all = Pull::default();
    let taken: Vec<bool> = (0..rows.len()).map(of).collect();
    for (&(slope, curve), _) in pulls.iter().zip(&taken).filter(|(_, taken)| **taken) {
        all.add(slope, curve);
    }
    // without a question all go left
    let mut best = (all.gain(settings.l2), Question { feature: 0, bound: f32::MAX }, [all, Pull::default()]);
    for (feature, order) in (0_u8..).zip(orders) {
        let number = |row: usize| rows[row].0[usize::from(feature)];
        let (mut low, mut last) = (Pull::default(), None);
        for &row in order.iter().filter(|&&row| taken[row]) {
            if let Some(before) = last.filter(|&before: &f32| before < number(row)) {
                let high = all.minus(low);
                let gain = low.gain(settings.l2) + high.gain(settings.l2);
                if low.rows >= settings.least && high.rows >= settings.least && gain > best.0 + 1e-9 {
                    best = (gain, Question { feature, bound: f32::midpoint(before, number(row)) }, [low, high]);
                }
            }
            low.add(pulls[row].0, pulls[row].1);
            last = Some(number(row));
        }
    }
    (best.1, best.2)
}

//! A small dense logistic regression.

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

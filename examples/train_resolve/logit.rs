//! Conditional logit: which of several rows is chosen, by Newton's method, which finds the one optimum that there is.

/// One choice: rows of numbers, and which was chosen.
pub(crate) struct Choice {
    /// One row after another.
    pub(crate) rows: Vec<f32>,
    pub(crate) chosen: usize,
    pub(crate) weight: f64,
}

/// What is thought of a weight beforehand.
#[derive(Clone, Copy)]
pub(crate) struct Prior {
    pub(crate) mean: f64,
    /// What the square of the distance from it costs.
    pub(crate) penalty: f64,
}

/// Weights that make the choices likely.
pub(crate) fn fit(choices: &[Choice], width: usize, penalty: &[Prior]) -> Vec<f64> {
    let mut weights: Vec<f64> = penalty.iter().map(|p| p.mean).collect();
    let mut loss = losses(choices, width, &weights, penalty);
    for _ in 0..40 {
        let (gradient, hessian) = derivatives(choices, width, &weights, penalty);
        let step = solve(hessian, gradient);
        let mut rate = 1.0;
        let better = loop {
            let tried: Vec<f64> = weights.iter().zip(&step).map(|(w, s)| w - rate * s).collect();
            let now = losses(choices, width, &tried, penalty);
            if now < loss {
                let gained = loss - now;
                (weights, loss) = (tried, now);
                break gained;
            }
            rate *= 0.5;
            if rate < 1e-6 {
                break 0.0;
            }
        };
        if better < 1e-7 * loss {
            break;
        }
    }
    weights
}

fn shares(choice: &Choice, width: usize, weights: &[f64]) -> Vec<f64> {
    let scores: Vec<f64> = choice
        .rows
        .chunks_exact(width)
        .map(|row| row.iter().zip(weights).map(|(x, w)| f64::from(*x) * w).sum())
        .collect();
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = scores.iter().map(|s| (s - best).exp()).collect();
    let sum: f64 = parts.iter().sum();
    parts.iter().map(|p| p / sum).collect()
}

fn losses(choices: &[Choice], width: usize, weights: &[f64], penalty: &[Prior]) -> f64 {
    let ridge: f64 = weights.iter().zip(penalty).map(|(w, p)| p.penalty * (w - p.mean).powi(2)).sum();
    let told: f64 = choices.iter().map(|c| -c.weight * shares(c, width, weights)[c.chosen].max(1e-300).ln()).sum();
    told + ridge
}

fn derivatives(choices: &[Choice], width: usize, weights: &[f64], penalty: &[Prior]) -> (Vec<f64>, Vec<f64>) {
    let mut gradient: Vec<f64> = weights.iter().zip(penalty).map(|(w, p)| 2.0 * p.penalty * (w - p.mean)).collect();
    let mut hessian = vec![0.0; width * width];
    for (i, p) in penalty.iter().enumerate() {
        hessian[i * width + i] = 2.0 * p.penalty;
    }
    let mut mean = vec![0.0; width];
    for choice in choices {
        let shares = shares(choice, width, weights);
        mean.fill(0.0);
        for (row, share) in choice.rows.chunks_exact(width).zip(&shares) {
            mean.iter_mut().zip(row).for_each(|(m, x)| *m += share * f64::from(*x));
        }
        let chosen = &choice.rows[choice.chosen * width..(choice.chosen + 1) * width];
        for i in 0..width {
            gradient[i] += choice.weight * (mean[i] - f64::from(chosen[i]));
        }
        for (row, share) in choice.rows.chunks_exact(width).zip(&shares) {
            let off: Vec<(usize, f64)> =
                (0..width).map(|i| (i, f64::from(row[i]) - mean[i])).filter(|(_, d)| *d != 0.0).collect();
            for &(i, a) in &off {
                let part = choice.weight * share * a;
                for &(j, b) in off.iter().take_while(|(j, _)| *j <= i) {
                    hessian[i * width + j] += part * b;
                }
            }
        }
    }
    (gradient, hessian)
}

/// Solves `a x = b` for a symmetric positive matrix of which the lower half is given, by Cholesky's method.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i * n + j];
            for k in 0..j {
                sum -= a[i * n + k] * a[j * n + k];
            }
            a[i * n + j] = if i == j { sum.max(1e-12).sqrt() } else { sum / a[j * n + j] };
        }
    }
    for i in 0..n {
        for k in 0..i {
            b[i] -= a[i * n + k] * b[k];
        }
        b[i] /= a[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            b[i] -= a[k * n + i] * b[k];
        }
        b[i] /= a[i * n + i];
    }
    b
}

//! The document's say: what the other mentions of a name, and the places around them, make of a candidate.

use super::{scan::Scan, tally::Tally};

/// How many features there are.
pub(super) const COUNT: usize = 16;

/// What the scores of one name's candidates come to.
#[derive(Debug, Clone, Copy, Default)]
struct Scores {
    count: f32,
    sum: f32,
    best: f32,
    second: f32,
    /// Those of the best.
    chance: f32,
}

fn clip(score: f32) -> f32 {
    score.clamp(-6.0, 6.0)
}

fn odds(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The features of every candidate from the scores that its own words gave each.
pub(super) fn features(scan: &Scan<'_, '_>, all_scores: &[f32]) -> Vec<[f32; COUNT]> {
    let mut names = vec![Scores { best: -6.0, second: -6.0, ..Scores::default() }; scan.candidates.len()];
    let mut total = 0.0;
    for (candidate, &score) in scan.candidates.iter().zip(all_scores) {
        let name = &mut names[candidate.name];
        let score = clip(score);
        name.count += 1.0;
        name.sum += score;
        if score > name.best {
            name.second = name.best;
            name.best = score;
        } else {
            name.second = name.second.max(score);
        }
    }
    // how much of the document's places lies in each country and province, each name counted once
    let mut mass: Tally<f32> = Tally::new(2 * scan.candidates.len());
    let mut counted = vec![false; scan.candidates.len()];
    for candidate in &scan.candidates {
        if std::mem::replace(&mut counted[candidate.name], true) {
            continue;
        }
        let scores = &mut names[candidate.name];
        let chance = odds(scores.best);
        scores.chance = chance;
        total += chance;
        let (country, admin1) = scan.name(candidate).divisions[0];
        for division in [country, admin1] {
            if division != 0 {
                *mass.entry(division).1 += chance;
            }
        }
    }
    let mut all = Vec::with_capacity(scan.candidates.len());
    for (index, (candidate, &score)) in scan.candidates.iter().zip(all_scores).enumerate() {
        let scores = names[candidate.name];
        let own = clip(score);
        let others = scores.count - 1.0;
        let has = f32::from(u8::from(others > 0.0));
        let best = if own >= scores.best { scores.second } else { scores.best };
        let mean = if others > 0.0 { (scores.sum - own) / others } else { 0.0 };
        let name = scan.name(candidate);
        let (mut in_country, mut in_admin1) = (0.0_f32, 0.0_f32);
        for (n, &(country, admin1)) in name.divisions.iter().enumerate() {
            let mine = if n == 0 { scores.chance } else { 0.0 };
            let of = |d: u32| if d == 0 { 0.0 } else { (mass.get(d).copied().unwrap_or(0.0) - mine).max(0.0) };
            in_country = in_country.max(of(country));
            in_admin1 = in_admin1.max(of(admin1));
        }
        let country = in_country.ln_1p();
        let rest = total - scores.chance;
        let rival = scan.rivals(index).map(|i| clip(all_scores[i])).reduce(f32::max);
        let great = f32::from(u8::from(name.is_great()));
        all.push([
            1.0,
            score.clamp(-10.0, 10.0),
            has,
            best * has,
            mean,
            others.ln_1p(),
            in_admin1.ln_1p(),
            country,
            if rest > 0.5 { in_country / rest } else { 0.0 },
            rest.ln_1p(),
            f32::from(u8::from(rival.is_some())),
            rival.unwrap_or(0.0),
            great,
            great * country,
            own * has,
            f32::from(u8::from(candidate.is_single())),
        ]);
    }
    all
}

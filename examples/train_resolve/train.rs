//! Training: lessons out of observations, weights out of lessons, round by round.

use std::collections::BTreeMap;

use incident_mapper::{
    resolve::{Confidence, Evidence, Feature, Resolver, Vector, Weights},
    text::Tokens,
};

use crate::{
    corpus::{Annotated, Study},
    logit::{Choice, Prior, fit},
    score::{Judged, km, matched},
};

/// Rows farther than this from the gold point are wrong.
pub(crate) const RADIUS_KM: f64 = 161.0;
/// How often the later rounds' weights are trained, each time on what the ones before made of the documents.
const TRAININGS: usize = 3;

/// Weights from the documents that `of` takes; their confidence is not calibrated.
pub(crate) fn train(study: &Study<'_>, of: impl Fn(&Annotated) -> bool) -> Weights {
    let documents: Vec<&Annotated> = study.documents.iter().filter(|d| of(d)).collect();
    let mut weights = Weights { rounds: study.rounds, ..Weights::default() };
    weights.first = fit_round(study, &documents, &weights, 0);
    weights.then = weights.first;
    for training in 0..if study.rounds > 2 { TRAININGS } else { 1 } {
        weights.then = fit_round(study, &documents, &weights, (training + 1).min(study.rounds - 1));
    }
    weights
}

/// Weights of what the text says in so many words. The corpora are of places and not of events: within 161 km of a town
/// its district and its province are as right, and what is said beside a name is said again by the document's other
/// names. Nor are there many towns in them that a larger one shares another name with. So they hardly tell these, and what careful reading would give them stands unless they speak against it.
const SAID: [(Feature, f64); 8] = [
    (Feature::NotMain, -5.0),
    (Feature::Sort, 2.0),
    (Feature::Unsorted, -1.0),
    (Feature::TwinDistrict, -2.0),
    (Feature::TwinProvince, -1.0),
    (Feature::Stated, 2.0),
    (Feature::StatedShare, 2.0),
    (Feature::Listed, 1.5),
];
/// What the square of the distance from that costs.
const SAID_PENALTY: f64 = 20.0;

fn priors(penalty: f64) -> Vec<Prior> {
    let of = |feature: &Feature| SAID.iter().find(|(said, _)| said == feature);
    let prior = |feature: &Feature| match of(feature) {
        Some(&(_, mean)) => Prior { mean, penalty: SAID_PENALTY },
        None => Prior { mean: 0.0, penalty },
    };
    Feature::ALL.iter().map(prior).collect()
}

fn fit_round(study: &Study<'_>, documents: &[&Annotated], weights: &Weights, round: usize) -> Vector {
    let resolver = Resolver::new(weights.clone());
    let mut choices = Vec::new();
    let mut ends = Vec::new();
    for document in documents {
        lessons(study, document, &resolver, round, &mut choices);
        ends.push((choices.len(), document.corpus));
    }
    balance(&mut choices, &ends);
    let fitted = fit(&choices, Feature::COUNT, &priors(study.penalty));
    let mut vector = [0.0; Feature::COUNT];
    vector.iter_mut().zip(&fitted).for_each(|(v, f)| *v = rounded(*f));
    vector
}

/// Makes each corpus count alike: three in four of the documents are local news of one country, which few readers' are.
/// `ends` has where the choices of each document end, and its corpus.
fn balance(choices: &mut [Choice], ends: &[(usize, usize)]) {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    let mut start = 0;
    for &(end, corpus) in ends {
        *sums.entry(corpus).or_default() += choices[start..end].iter().map(|c| c.weight).sum::<f64>();
        start = end;
    }
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    let mean = sums.values().sum::<f64>() / sums.len().max(1) as f64;
    start = 0;
    for &(end, corpus) in ends {
        choices[start..end].iter_mut().for_each(|c| c.weight *= mean / sums[&corpus]);
        start = end;
    }
}

/// To three decimals, as the file has it.
#[allow(clippy::cast_possible_truncation, reason = "rounded on purpose")]
pub(crate) fn rounded(weight: f64) -> f32 {
    ((weight * 1000.0).round() / 1000.0) as f32 + 0.0
}

/// What a document teaches: for each mention with a right row among others which that is.
fn lessons(study: &Study<'_>, document: &Annotated, resolver: &Resolver, round: usize, choices: &mut Vec<Choice>) {
    let tokens = Tokens::of(&document.document);
    let spans: Vec<_> = document.found.iter().map(|m| m.span).collect();
    let found = matched(&document.gold, &spans);
    let given: Vec<_> = document.given.iter().map(|(_, m)| m.clone()).collect();
    let views = [(&document.found, found), (&given, document.given.iter().map(|(g, _)| Some(*g)).collect())];
    for (mentions, gold) in views {
        // mentions of one variant with one answer are one lesson
        let mut told: BTreeMap<(usize, usize), (Vec<f32>, f64)> = BTreeMap::new();
        for seen in resolver.observe(study.gazetteer, &tokens, mentions, round) {
            let Some(gold) = gold[seen.mention].map(|g| &document.gold[g]) else {
                continue;
            };
            let Some(point) = gold.point else {
                continue;
            };
            if seen.rows.len() < 2 {
                continue;
            }
            let own = gold.place.and_then(|p| seen.rows.iter().position(|(row, _)| *row == p));
            let nearest = || {
                let off = |i: usize| {
                    let place = study.gazetteer.place(seen.rows[i].0);
                    km(point, (place.latitude, place.longitude))
                };
                let best = (0..seen.rows.len()).min_by(|&a, &b| off(a).total_cmp(&off(b)))?;
                (off(best) <= RADIUS_KM).then_some(best)
            };
            let Some(chosen) = own.or_else(nearest) else {
                continue;
            };
            let entry = told
                .entry((seen.variant, chosen))
                .or_insert_with(|| (seen.rows.iter().flat_map(|(_, v)| v.iter().copied()).collect(), 0.0));
            entry.1 += 1.0;
        }
        for ((_, chosen), (rows, count)) in told {
            choices.push(Choice { rows, chosen, weight: count.sqrt() * 0.5 });
        }
    }
}

/// The regression from evidence to whether a resolution was right; each corpus counts alike.
pub(crate) fn calibrate(judged: &[Judged]) -> Confidence {
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for j in judged {
        *counts.entry(j.corpus).or_default() += 1.0;
    }
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let mean = judged.len() as f64 / counts.len().max(1) as f64;
    let choices: Vec<Choice> = judged
        .iter()
        .map(|j| Choice {
            rows: j.evidence.iter().copied().chain([0.0; Evidence::COUNT]).collect(),
            chosen: usize::from(!j.right),
            weight: mean / counts[&j.corpus],
        })
        .collect();
    let mut confidence = Confidence::default();
    let fitted = fit(&choices, Evidence::COUNT, &[Prior { mean: 0.0, penalty: 1.0 }; Evidence::COUNT]);
    confidence.weights.iter_mut().zip(&fitted).for_each(|(v, f)| *v = rounded(*f));
    confidence
}

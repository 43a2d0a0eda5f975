//! Scores, as `../shared/eval/score_toponyms.py` has them.

use std::fmt;

use incident_mapper::{
    recognise::Mention,
    resolve::{Evidence, Resolver},
    text::{Span, Tokens},
};

use crate::{
    corpus::{Annotated, Gold, Study},
    train::RADIUS_KM,
};

/// A resolution with what its confidence comes from.
pub(crate) struct Judged {
    pub(crate) corpus: usize,
    pub(crate) evidence: [f32; Evidence::COUNT],
    pub(crate) confidence: f32,
    pub(crate) right: bool,
}

/// Counts of one corpus.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    placed: usize,
    judged: usize,
    correct: usize,
    matched: usize,
    /// Of those whose gold is not a country's point.
    given: usize,
    given_correct: usize,
    given_small: usize,
    given_small_correct: usize,
}

impl fmt::Display for Tally {
    #[allow(clippy::cast_precision_loss, reason = "some thousands")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let (p, r) = (ratio(self.correct, self.judged), ratio(self.correct, self.placed));
        write!(
            f,
            "end to end {:.4}  acc {:.4} of {}  given {:.4} of {}, without countries {:.4} of {}",
            2.0 * p * r / (p + r),
            ratio(self.correct, self.matched),
            self.matched,
            ratio(self.given_correct, self.given),
            self.given,
            ratio(self.given_small_correct, self.given_small),
            self.given_small
        )
    }
}

/// The gold name of each span, one to one: exact first, then the largest overlap.
pub(crate) fn matched(gold: &[Gold], spans: &[Span]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (g, name) in gold.iter().enumerate() {
        for (p, span) in spans.iter().enumerate() {
            let shared = name.span.end.min(span.end).saturating_sub(name.span.start.max(span.start));
            if shared > 0 {
                pairs.push((name.span != *span, std::cmp::Reverse(shared), name.span.start, g, p));
            }
        }
    }
    pairs.sort_unstable();
    let (mut taken, mut of) = (vec![false; gold.len()], vec![None; spans.len()]);
    for (_, _, _, g, p) in pairs {
        if !taken[g] && of[p].is_none() {
            taken[g] = true;
            of[p] = Some(g);
        }
    }
    of
}

pub(crate) fn score(
    study: &Study<'_>,
    resolver: &Resolver,
    document: &Annotated,
    tally: &mut Tally,
    judged: &mut Vec<Judged>,
) {
    let tokens = Tokens::of(&document.document);
    let spans: Vec<Span> = document.found.iter().map(|m| m.span).collect();
    let gold = matched(&document.gold, &spans);
    tally.placed += document.gold.iter().filter(|g| g.point.is_some()).count();
    let off = |point: (f64, f64), place| {
        let place = study.gazetteer.place(place);
        km(point, (place.latitude, place.longitude))
    };
    for seen in resolver.observe(study.gazetteer, &tokens, &document.found, study.rounds - 1) {
        let (best, evidence) = seen.won;
        let gold = gold[seen.mention].map(|g| document.gold[g].point);
        if gold == Some(None) {
            continue;
        }
        let right = gold.flatten().is_some_and(|point| off(point, seen.rows[best].0) <= RADIUS_KM);
        tally.judged += 1;
        tally.matched += usize::from(gold.is_some());
        tally.correct += usize::from(right);
        judged.push(Judged {
            corpus: document.corpus,
            evidence,
            confidence: resolver.weights().confidence.of(&evidence),
            right,
        });
    }
    let given: Vec<Mention> = document.given.iter().map(|(_, m)| m.clone()).collect();
    let toponyms = resolver.resolve(study.gazetteer, &tokens, given);
    for ((g, _), toponym) in document.given.iter().zip(&toponyms) {
        let gold = &document.gold[*g];
        let Some(point) = gold.point else {
            continue;
        };
        let right = toponym.resolution.as_ref().is_some_and(|r| off(point, r.place) <= RADIUS_KM);
        tally.given += 1;
        tally.given_correct += usize::from(right);
        let country =
            gold.place.is_some_and(|p| study.gazetteer.class(p) >= incident_mapper::gazetteer::PlaceClass::Country);
        tally.given_small += usize::from(!country);
        tally.given_small_correct += usize::from(right && !country);
    }
}

/// Great-circle distance.
pub(crate) fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (p1, p2) = (a.0.to_radians(), b.0.to_radians());
    let (dp, dl) = (p2 - p1, (b.1 - a.1).to_radians());
    let h = (dp / 2.0).sin().powi(2) + p1.cos() * p2.cos() * (dl / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

/// How many, what was said and what was right, in ten bins of equal width.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of 0 to 1")]
pub(crate) fn bins(judged: &[&Judged]) -> [(usize, f64, f64); 10] {
    let mut bins = [(0, 0.0, 0.0); 10];
    for j in judged {
        let bin = &mut bins[((j.confidence * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += f64::from(j.confidence);
        bin.2 += f64::from(u8::from(j.right));
    }
    bins.map(|(n, said, right)| (n, said / n.max(1) as f64, right / n.max(1) as f64))
}

/// Expected calibration error.
#[allow(clippy::cast_precision_loss, reason = "some thousands")]
pub(crate) fn calibration_error(judged: &[&Judged]) -> f64 {
    let off: f64 = bins(judged).iter().map(|(n, said, right)| *n as f64 * (said - right).abs()).sum();
    off / judged.len().max(1) as f64
}

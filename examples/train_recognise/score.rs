//! Scores: as `../shared/eval/score_toponyms.py` counts names, with intervals over documents.

use crate::{Prepared, SEED, articles::Label, random::Random};

/// What one document adds up to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    gold: usize,
    said: usize,
    overlap: usize,
    exact: usize,
}

/// The counts of a document's choice.
pub(crate) fn counts(p: &Prepared<'_>, chances: &[f32], threshold: f32) -> Counts {
    let said = p.candidates.choose(chances, threshold);
    let gold: Vec<_> = p.article.spans.iter().filter(|s| s.2 == Label::Place).collect();
    let mut counts = Counts { gold: gold.len(), said: said.len(), ..Counts::default() };
    let mut at = 0;
    for span in said.iter().map(|&i| p.spans[i]) {
        while at < gold.len() && gold[at].1 <= span.0 {
            at += 1;
        }
        if at < gold.len() && gold[at].0 < span.1 {
            counts.overlap += 1;
            counts.exact += usize::from((gold[at].0, gold[at].1) == span);
            at += 1;
        }
    }
    counts
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn f1(hits: usize, said: usize, gold: usize) -> f64 {
    if said + gold == 0 { 0.0 } else { 2.0 * hits as f64 / (said + gold) as f64 }
}

fn sum<'c>(all: impl IntoIterator<Item = &'c Counts>) -> Counts {
    all.into_iter().fold(Counts::default(), |a, b| Counts {
        gold: a.gold + b.gold,
        said: a.said + b.said,
        overlap: a.overlap + b.overlap,
        exact: a.exact + b.exact,
    })
}

/// How much of the mean F1 may be given for recall, of which a lost place is never made good downstream.
const SLACK: f64 = 0.003;

/// The lowest threshold whose mean F1 over the corpora is as good as the best, but for [`SLACK`].
pub(crate) fn threshold<'p, 'a: 'p>(documents: impl Iterator<Item = (&'p Prepared<'a>, Vec<f32>)>) -> f32 {
    let documents: Vec<_> = documents.collect();
    let mut corpora: Vec<&str> = documents.iter().map(|(p, _)| p.article.corpus.as_str()).collect();
    corpora.dedup();
    #[allow(clippy::cast_precision_loss, reason = "a few corpora")]
    let mean = |threshold: f32| {
        let of_corpus = |corpus: &&str| {
            let of = documents.iter().filter(|(p, _)| p.article.corpus == *corpus);
            let all: Vec<Counts> = of.map(|(p, chances)| counts(p, chances, threshold)).collect();
            let all = sum(&all);
            f1(all.overlap, all.said, all.gold)
        };
        corpora.iter().map(of_corpus).sum::<f64>() / corpora.len() as f64
    };
    let means: Vec<(f32, f64)> =
        (20_u8..80).map(|n| f32::from(n) / 100.0).map(|threshold| (threshold, mean(threshold))).collect();
    let best = means.iter().map(|m| m.1).fold(0.0, f64::max);
    means.iter().find(|m| m.1 + SLACK >= best).map_or(0.5, |m| m.0)
}

/// Precision and recall at other thresholds.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn curve<'p, 'a: 'p>(documents: &[(&'p Prepared<'a>, Vec<f32>)]) -> String {
    let at = |n: u8| {
        let threshold = f32::from(n) / 100.0;
        let all: Vec<Counts> = documents.iter().map(|(p, chances)| counts(p, chances, threshold)).collect();
        let all = sum(&all);
        let (p, r) = (all.overlap as f64 / all.said.max(1) as f64, all.overlap as f64 / all.gold.max(1) as f64);
        format!("from {threshold:.2} P {p:.3} R {r:.3} F1 {:.3}", f1(all.overlap, all.said, all.gold))
    };
    [10, 15, 20, 25, 30, 35, 40, 50].map(at).join("; ")
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn report(name: &str, documents: &[Counts]) -> String {
    let all = sum(documents);
    let mut random = Random::new(SEED);
    let mut drawn: Vec<f64> = (0..1000)
        .map(|_| {
            let all = sum((0..documents.len()).map(|_| &documents[random.below(documents.len())]));
            f1(all.overlap, all.said, all.gold)
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    format!(
        "{name:12} P {:.3} R {:.3} overlap F1 {:.3} ({:.3} to {:.3}), exact F1 {:.3}",
        all.overlap as f64 / all.said.max(1) as f64,
        all.overlap as f64 / all.gold.max(1) as f64,
        f1(all.overlap, all.said, all.gold),
        drawn[25],
        drawn[974],
        f1(all.exact, all.said, all.gold),
    )
}

/// How often candidates of each tenth of the probabilities are places.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a table")]
pub(crate) fn calibration(chances: &[(f32, bool)]) -> String {
    let mut tenths = [(0_usize, 0.0_f64, 0_usize); 10];
    for &(chance, place) in chances {
        let tenth = &mut tenths[((chance * 10.0) as usize).min(9)];
        tenth.0 += 1;
        tenth.1 += f64::from(chance);
        tenth.2 += usize::from(place);
    }
    let lines = tenths.iter().filter(|t| t.0 > 0).map(|(count, sum, places)| {
        format!("said {:.2}, is {:.2} ({count})", sum / *count as f64, *places as f64 / *count as f64)
    });
    lines.collect::<Vec<_>>().join("; ")
}

//! Makes `data/tag.bin` and `data/sift.bin`, the same bytes each time, and says how well its like does on documents it never saw.
//!
//! ```sh
//! tools/own_gold.py unpack gold/train.jsonl > train.jsonl
//! cargo run --release --example train_tag -- train.jsonl --out data
//! ```
//!
//! `--held REPORTS.geojsonl` writes what each document yields by weights of the others, for `evaluate incidents`.
//!
//! A logistic regression over each trigger with each toponym beside it. Figures are of places: an event counts once a
//! kind and place of a document.
#![allow(clippy::print_stdout, reason = "an example that reports to standard output")]

mod boosted;
#[allow(dead_code, reason = "ids are known here")]
#[path = "../study/fold.rs"]
mod fold;
mod gold;
#[path = "../study/random.rs"]
mod random;
#[path = "../study/sparse.rs"]
mod sparse;

use std::{collections::HashSet, path::PathBuf};

use boosted::BoostSettings;
use fold::FOLDS;
use gold::{Document, Lesson};
use incident_mapper::tag::{Bar, KINDS, Weights};
use sparse::{Example, Index, Sparse, SparseSettings};

const SETTINGS: SparseSettings =
    SparseSettings { rate: 0.03, l1: 3.0, l2: 3.0, epochs: 28, least: 3, seed: 0x1234_5678_9abc_def1 };

const BOOST: BoostSettings = BoostSettings { trees: 150, rate: 0.08, least: 30, l2: 1.0, bar: -1.1 };

fn main() -> anyhow::Result<()> {
    let (mut files, mut tests, mut out, mut held) = (Vec::new(), Vec::new(), None, None);
    let (mut settings, mut boost) = (SETTINGS, BOOST);
    let (mut new, mut old) = (NEW, OLD);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_default();
        match argument.as_str() {
            "--out" => out = Some(PathBuf::from(value())),
            "--held" => held = Some(PathBuf::from(value())),
            "--bar" => boost.bar = value().parse()?,
            "--trees" => boost.trees = value().parse()?,
            "--test" => tests.push(PathBuf::from(value())),
            "--rate" => settings.rate = value().parse()?,
            "--l1" => settings.l1 = value().parse()?,
            "--l2" => settings.l2 = value().parse()?,
            "--new" => new = value().parse()?,
            "--old" => old = value().parse()?,
            "--epochs" => settings.epochs = value().parse()?,
            file => files.push(PathBuf::from(file)),
        }
    }
    let mut index = Index::default();
    let documents = gold::read(&files)?;
    let examples: Vec<Vec<Example>> = numbered(&documents, &mut index);
    println!("{} documents, {} features", documents.len(), index.len());
    println!(
        "rules:           {}",
        Counts::of(&documents, |d, l| if documents[d].lessons[l].ruled { 1.0 } else { -1.0 })
    );
    let fold_of = |id: &str| (fold::hash("own", id) % FOLDS) as usize;
    let fold = |d: usize| fold_of(&documents[d].id);
    let models: Vec<Sparse> =
        (0..FOLDS as usize).map(|k| train(&documents, &examples, index.len(), &settings, |d| fold(d) != k)).collect();
    let bars = Bars::of(&documents, new, old);
    let apart = |d: usize, l: usize| bars.excess(models[fold(d)].score(&examples[d][l]), &documents[d].lessons[l]);
    println!("cross-validated: {}", Counts::of(&documents, apart));
    let weights: Vec<Vec<u8>> = models.iter().map(|model| bars.encoded(model, &index)).collect();
    let likely = gold::likely(&files, fold_of, &weights)?;
    let trees = |takes: &dyn Fn(usize) -> bool| {
        let events = likely.iter().filter(|found| takes(fold_of(&found.id))).flat_map(|found| &found.events);
        boosted::train(&events.map(|(numbers, truth)| (numbers, *truth)).collect::<Vec<_>>(), &boost)
    };
    if let Some(path) = held {
        let models: Vec<_> =
            weights.into_iter().enumerate().map(|(k, weights)| (weights, trees(&|fold| fold != k))).collect();
        gold::extract(&files, fold_of, &models, &path)?;
    }
    let model = train(&documents, &examples, index.len(), &settings, |_| true);
    let whole = (bars.encoded(&model, &index), trees(&|_| true));
    if let Some(out) = &out {
        std::fs::write(out.join("tag.bin"), &whole.0)?;
        std::fs::write(out.join("sift.bin"), whole.1.encode())?;
        for (n, test) in tests.iter().enumerate() {
            gold::extract(
                std::slice::from_ref(test),
                |_| 0,
                std::slice::from_ref(&whole),
                &out.join(format!("test{n}.geojsonl")),
            )?;
        }
    }
    for test in tests {
        let held = gold::read(std::slice::from_ref(&test))?;
        let examples = numbered(&held, &mut index);
        let known = |id: u32| model.weights.get(id as usize).copied().unwrap_or(0.0);
        let score =
            |d: usize, l: usize| bars.excess(examples[d][l].iter().map(|&id| known(id)).sum(), &held[d].lessons[l]);
        println!(
            "{}: rules {}",
            test.display(),
            Counts::of(&held, |d, l| if held[d].lessons[l].ruled { 1.0 } else { -1.0 })
        );
        println!("{}: {}", test.display(), Counts::of(&held, score));
    }
    Ok(())
}

/// From which log odds on an event is likely that no rule finds, and below which one is not that a rule finds (in texts
/// of eight sentences or more): the trees see the rest. Lower ones gave them more that is false and nothing else.
const NEW: f32 = 0.0;
const OLD: f32 = -3.5;
/// Of a kind with few lessons the rules are believed longer, by this over how many incidents there are, and what no rule finds
/// needs a quarter of that more.
const FEW: f32 = 200.0;
/// Smaller weights are left out.
const LEAST: f32 = 0.08;

/// What an event of each kind needs.
struct Bars([Bar; KINDS]);

impl Bars {
    fn of(documents: &[Document], new: f32, old: f32) -> Self {
        let mut golds = [0.0; KINDS];
        for document in documents {
            let found: HashSet<(usize, usize)> =
                document.lessons.iter().flat_map(|l| l.golds.iter().map(|&gold| (l.kind, gold))).collect();
            for (kind, _) in found {
                golds[kind] += 1.0;
            }
        }
        let few = |golds: f32| (FEW / golds.max(1.0)).min(4.0);
        Self(golds.map(|golds| Bar { new: new + few(golds) / 4.0, old: old - few(golds) }))
    }

    fn excess(&self, score: f32, lesson: &Lesson) -> f32 {
        score - if lesson.ruled { self.0[lesson.kind].old } else { self.0[lesson.kind].new }
    }

    /// The bytes of a model's weights file.
    fn encoded(&self, model: &Sparse, index: &Index) -> Vec<u8> {
        let all = (0..index.len()).map(|id| (index.key(id), model.weights[id]));
        let weights: Vec<(u32, f32)> = all.filter(|(_, w)| w.abs() >= LEAST).collect();
        println!("{} weights, the largest {:.2}", weights.len(), weights.iter().fold(0.0_f32, |m, w| m.max(w.1.abs())));
        Weights::encode(self.0, &weights)
    }
}

fn numbered(documents: &[Document], index: &mut Index) -> Vec<Vec<Example>> {
    let of = |d: &Document, index: &mut Index| d.lessons.iter().map(|l| index.example(&l.features)).collect();
    documents.iter().map(|d| of(d, index)).collect()
}

fn train(
    documents: &[Document],
    examples: &[Vec<Example>],
    features: usize,
    settings: &SparseSettings,
    takes: impl Fn(usize) -> bool,
) -> Sparse {
    let of = |d: usize| {
        let lessons = documents[d].lessons.iter().zip(&examples[d]);
        lessons.filter(|(lesson, _)| lesson.weight > 0.0).map(|(l, example)| (example, l.truth, l.weight))
    };
    let all: Vec<_> = (0..documents.len()).filter(|&d| takes(d)).flat_map(of).collect();
    Sparse::train(&all, features, settings)
}

/// Incidents found, false ones and missed ones.
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Counts {
    fn of(documents: &[Document], excess: impl Fn(usize, usize) -> f32) -> Self {
        let mut counts = Self { right: 0, wrong: 0, missed: 0 };
        for (d, document) in documents.iter().enumerate() {
            let (mut hit, mut wrong) = (HashSet::<usize>::new(), HashSet::new());
            for (l, lesson) in document.lessons.iter().enumerate() {
                if excess(d, l) < 0.0 && !lesson.kept || lesson.denied {
                } else if !lesson.golds.is_empty() {
                    hit.extend(lesson.golds.iter().copied());
                } else if lesson.weight >= 1.0 || lesson.truth {
                    wrong.insert((lesson.kind, &lesson.place));
                }
            }
            counts.right += hit.len();
            counts.wrong += wrong.len();
            counts.missed += document.golds - hit.len();
        }
        counts
    }

    #[allow(clippy::cast_precision_loss, reason = "some hundreds")]
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, wrong, missed } = self;
        write!(f, "F1 {:.3}, {right} found, {wrong} false, {missed} missed", self.f1())
    }
}

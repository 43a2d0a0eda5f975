//! Articles with spans that annotators, or the teacher, called places.

use std::{collections::HashMap, path::Path};

use anyhow::Context;
use incident_mapper::read::Document;
use serde_json::Value;

use crate::fold::{self, FOLDS};

/// What a candidate or span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Place,
    Other,
    /// Not to be learnt from.
    Unsure,
}

pub(crate) struct Article {
    pub(crate) corpus: String,
    pub(crate) gold: bool,
    pub(crate) document: Document,
    /// Bytes, in order.
    pub(crate) spans: Vec<(usize, usize, Label)>,
    hash: u32,
}

impl Article {
    fn new(corpus: &str, gold: bool, value: &Value, mut spans: Vec<(usize, usize, Label)>) -> Self {
        let text = value["text"].as_str().unwrap_or("").to_owned();
        let id = fold::id(value);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        for span in &mut spans {
            (span.0, span.1) = (starts[span.0.min(starts.len() - 1)], starts[span.1.min(starts.len() - 1)]);
        }
        spans.sort_unstable_by_key(|s| (s.0, s.1));
        let hash = fold::hash(corpus, &id);
        Self { corpus: corpus.into(), gold, document: Document { id, text, ..Document::default() }, spans, hash }
    }

    /// The fold of five in which it is tested.
    pub(crate) fn fold(&self) -> u32 {
        self.hash % FOLDS
    }

    /// One of `parts`, whatever its fold.
    pub(crate) fn part(&self, parts: u32) -> u32 {
        self.hash / FOLDS % parts
    }
}

fn lines(path: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// An annotated corpus in the form of `../shared/eval`.
pub(crate) fn gold(corpus: &str, path: &Path) -> anyhow::Result<Vec<Article>> {
    let article = |value: &Value| {
        let toponyms = value["toponyms"].as_array().into_iter().flatten();
        let spans = toponyms.map(|t| (number(&t["start"]), number(&t["end"]), Label::Place)).collect();
        Article::new(corpus, true, value, spans)
    };
    Ok(lines(path)?.iter().map(article).collect())
}

/// Articles with what `tools/recognise/silver.py` found in them.
pub(crate) fn silver(texts: &Path, entities: &Path) -> anyhow::Result<Vec<Article>> {
    let mut of: HashMap<String, Vec<(usize, usize, Label)>> = HashMap::new();
    for value in lines(entities)? {
        let spans = value["entities"].as_array().into_iter().flatten().map(|e| {
            let label = match e[2].as_str().unwrap_or("") {
                "GPE" | "LOC" | "FAC" => Label::Place,
                // the annotators take some peoples and organisations for places and some not
                "NORP" | "ORG" => Label::Unsure,
                _ => Label::Other,
            };
            (number(&e[0]), number(&e[1]), label)
        });
        of.insert(value["id"].as_str().unwrap_or("").to_owned(), spans.collect());
    }
    Ok(lines(texts)?
        .iter()
        .map(|value| {
            let spans = of.remove(value["id"].as_str().unwrap_or("")).unwrap_or_default();
            Article::new("unlabelled", false, value, spans)
        })
        .collect())
}

/// The labels of candidates: of those that overlap a place the one that fits it best is one.
pub(crate) fn label(candidates: &[(usize, usize)], spans: &[(usize, usize, Label)]) -> Vec<Label> {
    let mut labels = vec![Label::Other; candidates.len()];
    for &(start, end, label) in spans {
        let shared = |c: (usize, usize)| end.min(c.1).saturating_sub(start.max(c.0));
        let meeting = (0..candidates.len()).filter(|&i| shared(candidates[i]) > 0);
        match label {
            Label::Other => {}
            Label::Unsure => meeting.for_each(|i| labels[i] = Label::Unsure),
            Label::Place => {
                // shared letters of all letters, in thousandths
                let fit =
                    |&i: &usize| shared(candidates[i]) * 1000 / (end.max(candidates[i].1) - start.min(candidates[i].0));
                if let Some(best) = meeting.max_by_key(fit) {
                    labels[best] = Label::Place;
                }
            }
        }
    }
    labels
}

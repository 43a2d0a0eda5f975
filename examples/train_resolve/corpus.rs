//! Corpora: gold toponyms, and the mentions that the resolver is asked about.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use incident_mapper::{
    gazetteer::{Gazetteer, PlaceId},
    read::Document,
    recognise::{Mention, MentionKind, Recogniser},
    resolve::given,
    text::{Part, Span, Tokens},
};
use serde_json::Value;

use crate::fold;

pub(crate) const FOLDS: usize = fold::FOLDS as usize;

/// A name that an annotator placed.
pub(crate) struct Gold {
    pub(crate) span: Span,
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) place: Option<PlaceId>,
}

pub(crate) struct Annotated {
    pub(crate) corpus: usize,
    pub(crate) fold: usize,
    pub(crate) document: Document,
    pub(crate) gold: Vec<Gold>,
    /// What the recogniser finds, of the text alone.
    pub(crate) found: Vec<Mention>,
    /// The gold names, looked up, with the index of each.
    pub(crate) given: Vec<(usize, Mention)>,
}

pub(crate) struct Study<'g> {
    pub(crate) gazetteer: &'g Gazetteer,
    pub(crate) corpora: Vec<String>,
    pub(crate) documents: Vec<Annotated>,
    /// What the square of a weight costs, and how many rounds there are.
    pub(crate) penalty: f64,
    pub(crate) rounds: usize,
}

impl<'g> Study<'g> {
    /// `recognisers` is a folder of weights that each saw all folds but one, `recognise-0.bin` to `recognise-4.bin`, so that
    /// the names of a document are found as those of a text never seen.
    pub(crate) fn read(gazetteer: &'g Gazetteer, files: &[PathBuf], recognisers: &Path) -> anyhow::Result<Self> {
        let weights = (0..FOLDS)
            .map(|fold| recognisers.join(format!("recognise-{fold}.bin")))
            .map(|path| std::fs::read(&path).with_context(|| path.display().to_string()))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let recognisers = weights.iter().map(|w| Recogniser::new(w)).collect::<Result<Vec<_>, _>>()?;
        let mut study = Self { gazetteer, corpora: Vec::new(), documents: Vec::new(), penalty: 2.0, rounds: 2 };
        for file in files {
            let corpus = file.file_stem().and_then(|s| s.to_str()).context("a corpus has no name")?.to_owned();
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            for line in text.lines() {
                let line: Value = serde_json::from_str(line)?;
                study.add(&corpus, &line, &recognisers);
            }
            study.corpora.push(corpus);
        }
        Ok(study)
    }

    fn add(&mut self, corpus: &str, line: &Value, recognisers: &[Recogniser<'_>]) {
        let fold = fold::hash(corpus, &fold::id(line)) as usize % FOLDS;
        let document = Document { text: line["text"].as_str().unwrap_or("").to_owned(), ..Document::default() };
        let starts: Vec<usize> = document.text.char_indices().map(|(i, _)| i).chain([document.text.len()]).collect();
        let at = |v: &Value| v.as_u64().and_then(|c| starts.get(usize::try_from(c).ok()?)).copied().unwrap_or(0);
        let gold: Vec<Gold> = line["toponyms"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|t| Gold {
                span: Span { start: at(&t["start"]), end: at(&t["end"]) },
                point: t["lat"].as_f64().zip(t["lon"].as_f64()),
                place: (t["geonameid"].as_u64()).and_then(|id| self.gazetteer.by_id(&format!("geonames:{id}"))),
            })
            .collect();
        let tokens = Tokens::of(&document);
        let found: Vec<Mention> = recognisers[fold]
            .mentions(self.gazetteer, &tokens)
            .into_iter()
            .filter(|m| m.kind != MentionKind::Unknown && tokens.part_of(m.sentence) == Part::Text)
            .collect();
        let mut spans: Vec<usize> = (0..gold.len()).collect();
        spans.sort_by_key(|&g| gold[g].span);
        let given =
            spans.into_iter().filter_map(|g| Some((g, given(self.gazetteer, &tokens, gold[g].span)?))).collect();
        self.documents.push(Annotated { corpus: self.corpora.len(), fold, gold, found, given, document });
    }
}

//! The manifest: `run.json`, which says what a folder holds and what it was made of.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Facts, RUN, WriteOptions};
use crate::{
    assemble::Assembly,
    kinds::Kinds,
    report::{hex, is_quote},
};

/// What `generator` says; a `run.json` that says otherwise is not ours.
pub(super) const GENERATOR: &str = "incident-mapper";
/// The form of `run.json` and of the folder; higher when an older `check` could not read it.
pub(super) const FORMAT: u32 = 1;
/// Stands where the seal goes while it is computed.
const NO_SEAL: &str = "\"seal\": \"\"";

/// What became of the documents: `read` is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Documents {
    /// All that the inputs held.
    pub read: u64,
    /// Those with a report.
    pub mapped: u64,
    /// Those without.
    pub empty: u64,
    /// Those not looked at.
    pub skipped: u64,
    /// Those that could not be read.
    pub failed: u64,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, 64 hex digits.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// Features or rows in it; null where there are none to count.
    pub features: Option<u64>,
}

/// The sums of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows of `reports.csv`.
    pub reports: u64,
    /// Features of all layers.
    pub incidents: u64,
    /// Reports by fate; their sum is `reports`.
    pub fates: BTreeMap<String, u64>,
}

/// A kind as the folder's reader needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestKind {
    /// "strike"
    pub name: String,
    /// The layer's file.
    pub file: String,
    /// The subkinds that a feature of the kind may have.
    pub subkinds: Vec<String>,
}

impl ManifestKind {
    pub(super) fn all(kinds: &Kinds) -> Vec<Self> {
        let of = |kind: &crate::kinds::Kind| Self {
            name: kind.name.clone(),
            file: super::layer::file_name(kind),
            subkinds: kind.subkinds.iter().map(|subkind| subkind.name.clone()).collect(),
        };
        kinds.kinds.iter().map(of).collect()
    }
}

/// The options that shaped the folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManifestOptions {
    /// What `--include` named.
    pub include: Vec<String>,
    /// `--min-confidence`
    pub min_confidence: f64,
    /// Whether features have `marker-*` columns.
    pub style: bool,
    /// Whether there are areas.
    #[serde(default)]
    pub areas: bool,
    /// What `--to` named beside GeoJSON.
    #[serde(default)]
    pub to: Vec<String>,
    /// `--quote-length`
    #[serde(default)]
    pub quote_length: Option<usize>,
}

/// `run.json`. Everything but `run` is the same however the reports came here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program.
    pub generator: String,
    /// Its version.
    pub version: String,
    /// The form of the folder.
    pub format: u32,
    /// What shaped it.
    pub options: ManifestOptions,
    /// All kinds, also those without a feature.
    pub kinds: Vec<ManifestKind>,
    /// Checksums of the data behind it.
    pub data: BTreeMap<String, String>,
    /// As in `ATTRIBUTION.txt`.
    pub attribution: Vec<String>,
    /// The sums.
    pub counts: Counts,
    /// Every file but `run.json`.
    pub files: Vec<FileEntry>,
    /// Styles and projects that the user saved and the run kept, as they were then.
    #[serde(default)]
    pub kept: Vec<FileEntry>,
    /// Facts of this run alone, the documents among them, and the seal.
    pub run: Map<String, Value>,
}

impl ManifestOptions {
    /// Whether a quote can be what stands between two offsets, whole or as `--quote-length` of this run or of an earlier one cuts it.
    pub(super) fn fits(&self, notes: &str, start: usize, end: usize) -> bool {
        // also without --quote-length: the reports of `assemble` may have been cut before
        let short = self.quote_length.is_none_or(|length| notes.chars().count() <= length);
        short && is_quote(notes, start, end)
    }
}

impl Manifest {
    pub(super) fn new(
        assembly: &Assembly,
        kinds: &Kinds,
        facts: &Facts,
        options: WriteOptions,
        counts: Counts,
        files: Vec<FileEntry>,
    ) -> Self {
        let mut run = facts.run.clone();
        run.insert("documents".into(), serde_json::json!(facts.documents));
        run.shift_remove("seal");
        run.insert("seal".into(), "".into());
        let include = assembly.options.include.iter();
        Self {
            generator: GENERATOR.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: FORMAT,
            options: ManifestOptions {
                include: include.map(|i| i.name().to_owned()).collect(),
                min_confidence: assembly.options.min_confidence,
                style: !options.no_style,
                areas: assembly.options.areas,
                to: options.to.iter().map(|format| format.extension().to_owned()).collect(),
                quote_length: options.quote_length,
            },
            kinds: ManifestKind::all(kinds),
            data: facts.data.clone(),
            attribution: facts.attribution.clone(),
            counts,
            files,
            kept: Vec::new(),
            run,
        }
    }

    /// As text, with the seal: the checksum of the text itself with an empty seal.
    pub(super) fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        let seal = format!("\"seal\": \"{}\"", hex(&Sha256::digest(&text)));
        match text.rfind(NO_SEAL) {
            Some(at) => {
                text.replace_range(at..at + NO_SEAL.len(), &seal);
                text
            }
            None => text,
        }
    }

    /// Whether a `run.json` is as it was written.
    pub(super) fn is_sealed(text: &str) -> bool {
        let Some(at) = text.rfind("\"seal\": \"") else {
            return false;
        };
        let start = at + NO_SEAL.len() - 1;
        let Some(seal) = text.get(start..start + 64) else {
            return false;
        };
        let rest = format!("{}{}", &text[..start], &text[start + 64..]);
        hex(&Sha256::digest(&rest)) == seal
    }

    /// Of a folder; none where there is no `run.json` of ours.
    pub(super) fn read(dir: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(dir.join(RUN)).ok()?;
        let manifest: Self = serde_json::from_str(&text).ok()?;
        (manifest.generator == GENERATOR).then_some(manifest)
    }
}

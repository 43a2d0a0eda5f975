//! Weights: what each feature adds to a row's score, and how a share becomes a confidence, from `data/resolve.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{
    confidence::{Confidence, Evidence},
    features::{Feature, Vector},
};

/// What each feature adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// How many rounds there are.
    pub rounds: usize,
    /// In the first round, which knows of the document only how its names' bearers are spread.
    pub first: Vector,
    /// In the rounds after, which also know what the round before made of the document's places.
    pub then: Vector,
    /// What makes a share a confidence.
    pub confidence: Confidence,
}

/// Why weights cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// It is no TOML, or has a table that is not known.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// No feature has the name.
    #[error("[{table}] has `{name}`, which is no feature; its names are in src/resolve/features.rs")]
    Unknown {
        /// The table of the file.
        table: &'static str,
        /// What stands there.
        name: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rounds: usize,
    first: BTreeMap<String, f32>,
    then: BTreeMap<String, f32>,
    confidence: BTreeMap<String, f32>,
}

impl Weights {
    /// Of the text of such a file. A feature that is not in it weighs nothing.
    ///
    /// # Errors
    ///
    /// If it is no TOML, or names a feature that there is not.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        let file: File = toml::from_str(text)?;
        let vector = |table, weights: BTreeMap<String, f32>| {
            let mut vector = [0.0; Feature::COUNT];
            for (name, weight) in weights {
                match Feature::ALL.iter().find(|f| f.name() == name) {
                    Some(feature) => vector[feature.index()] = weight,
                    None => return Err(WeightsError::Unknown { table, name }),
                }
            }
            Ok(vector)
        };
        let mut confidence = Confidence::default();
        for (name, weight) in file.confidence {
            match Evidence::ALL.iter().find(|e| e.name() == name) {
                Some(evidence) => confidence.weights[evidence.index()] = weight,
                None => return Err(WeightsError::Unknown { table: "confidence", name }),
            }
        }
        let (first, then) = (vector("first", file.first)?, vector("then", file.then)?);
        Ok(Self { rounds: file.rounds, first, then, confidence })
    }
}

impl Default for Weights {
    /// All zero: the gazetteer's first row wins.
    fn default() -> Self {
        Self { rounds: 2, first: [0.0; Feature::COUNT], then: [0.0; Feature::COUNT], confidence: Confidence::default() }
    }
}

/// The embedded weights, parsed at first use; a test holds that they parse.
pub(super) static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../data/resolve.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_parse() {
        let parsed = Weights::parse(include_str!("../../data/resolve.toml")).unwrap();
        assert_eq!(parsed, *WEIGHTS);
        assert!(parsed.then[Feature::Stated.index()] > parsed.then[Feature::Listed.index()]);
    }

    #[test]
    fn a_name_that_is_no_feature_is_refused() {
        let error =
            Weights::parse("rounds = 2\nfirst = {}\nconfidence = {}\n[then]\nsize = 1.0").unwrap_err().to_string();
        assert!(error.starts_with("[then] has `size`"), "{error}");
    }
}

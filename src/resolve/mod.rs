//! Resolve: each mention in, one row of the gazetteer out, with confidence, runners-up and reasons. Knows nothing of events.
//!
//! A row's score is the sum of its features, weighed as `data/resolve.toml` has it: what its name, size and sort speak for
//! it, what the words beside the mention say ("Sirsa in Haryana", "Samba district"), and what the document's other places
//! say. e to the score, over the sum of all rows', is its share. Of the first round's shares the second learns where the
//! document is, and so on. Work is done by distinct name, not by mention.

mod alone;
mod beside;
mod confidence;
mod context;
mod decide;
mod features;
mod given;
mod local;
mod review;
mod rounds;
mod rows;
mod scene;
mod sites;
mod slots;
mod stated;
mod weights;

pub use beside::Beside;
pub use confidence::{Confidence, Evidence};
pub use features::{Feature, Vector};
pub use given::{given, settle};
pub use review::review;
pub use rounds::Observed;
pub use weights::{Weights, WeightsError};

use rounds::Rounds;
use weights::WEIGHTS;

use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    recognise::Mention,
    text::Tokens,
};

/// A mention with the row that it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The words.
    pub mention: Mention,
    /// The row; none for an unknown name.
    pub resolution: Option<Resolution>,
    /// Index of the toponym in which the text puts this one, where the rows bear it out ("Sirsa" in "Haryana");
    /// of an unknown name, which has no row, as the text says.
    pub stated_in: Option<usize>,
}

/// The row that a mention was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The row.
    pub place: PlaceId,
    /// Its sort.
    pub class: PlaceClass,
    /// 0 to 1: how likely the mention is a place, and this row within 161 km of it.
    pub confidence: f32,
    /// The rows that lost, with how likely each is, best first; at most five.
    pub alternatives: Vec<(PlaceId, f32)>,
    /// Short ids of what decided: "container:Haryana", "population", "near:Jammu", "only".
    pub reasons: Vec<String>,
}

/// Resolves by a set of weights.
#[derive(Debug, Clone)]
pub struct Resolver {
    weights: std::borrow::Cow<'static, Weights>,
}

impl Resolver {
    /// With the embedded weights.
    pub fn embedded() -> Self {
        Self { weights: std::borrow::Cow::Borrowed(&WEIGHTS) }
    }

    /// With others.
    pub fn new(weights: Weights) -> Self {
        Self { weights: std::borrow::Cow::Owned(weights) }
    }

    /// Its weights.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Resolves the mentions of one document, in their order.
    pub fn resolve(&self, gazetteer: &Gazetteer, tokens: &Tokens<'_>, mentions: Vec<Mention>) -> Vec<Toponym> {
        let mut rounds = Rounds::of(gazetteer, tokens, &mentions, &self.weights);
        rounds.finish();
        decide::decide(&rounds, mentions)
    }

    /// What round `round` knows of each mention's rows, for training: 0 has the first weights, all others the second.
    pub fn observe(
        &self,
        gazetteer: &Gazetteer,
        tokens: &Tokens<'_>,
        mentions: &[Mention],
        round: usize,
    ) -> Vec<Observed> {
        Rounds::of(gazetteer, tokens, mentions, &self.weights).observe(mentions, round)
    }
}

/// Resolves the mentions of one document, in their order, with the embedded weights.
pub fn resolve(gazetteer: &Gazetteer, tokens: &Tokens<'_>, mentions: Vec<Mention>) -> Vec<Toponym> {
    Resolver::embedded().resolve(gazetteer, tokens, mentions)
}

#[cfg(test)]
mod tests;

//! Confidence: how likely a resolution is right, from the rows' shares and what else is known of the mention.

use super::{
    features::{Feature, Vector},
    scene::Name,
};
use crate::recognise::{Mention, MentionKind};

macro_rules! evidence {
    ($($evidence:ident $name:literal $about:literal;)*) => {
        /// What a confidence is computed from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Evidence {
            $(#[doc = $about] $evidence,)*
        }

        impl Evidence {
            /// All, in the order of [`Confidence::weights`].
            pub const ALL: &'static [Self] = &[$(Self::$evidence),*];

            /// Its name in `data/resolve.toml`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$evidence => $name,)* }
            }

            /// What it measures.
            pub fn about(self) -> &'static str {
                match self { $(Self::$evidence => $about,)* }
            }
        }
    };
}

evidence! {
    Constant "constant" "always 1";
    Share "share" "log odds of the share of the rows at the best one";
    Place "place" "log odds of the recogniser's probability that it is a place";
    Only "only" "has no other row";
    People "people" "decimal logarithm of 1 + population";
    InCountry "in_country" "share of the document's places in its country";
    InProvince "in_province" "share of the document's places in its first-order division";
    Near "near" "closeness of the nearest place";
    Stated "stated" "in the container that the text states";
    Great "great" "a country, province or continent";
    Demonym "demonym" "a people or adjective";
    Compound "compound" "part of a longer name or word";
    Alternate "alternate" "bears it as another name or spelling";
    Often "often" "logarithm of the name's mentions";
}

impl Evidence {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its index in [`Confidence::weights`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A logistic regression on what is known of a resolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Confidence {
    /// The weight of each piece of evidence.
    pub weights: [f32; Evidence::COUNT],
}

impl Default for Confidence {
    /// The share itself.
    fn default() -> Self {
        let mut weights = [0.0; Evidence::COUNT];
        weights[Evidence::Share.index()] = 1.0;
        Self { weights }
    }
}

impl Confidence {
    /// The probability that the resolution is right.
    pub fn of(&self, evidence: &[f32; Evidence::COUNT]) -> f32 {
        let sum: f32 = self.weights.iter().zip(evidence).map(|(w, e)| w * e).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// What is known of the resolution of a variant, alike for all its mentions.
#[derive(Debug)]
pub(super) struct Known([f32; Evidence::COUNT]);

impl Known {
    /// Of the resolution of `name` to a row with features `row`, at which the rows have `share` together.
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    pub(super) fn new(name: &Name, row: &Vector, share: f32) -> Self {
        let of = |feature: Feature| row[feature.index()];
        let mut all = [0.0; Evidence::COUNT];
        let mut set = |evidence: Evidence, value: f32| all[evidence.index()] = value;
        set(Evidence::Constant, 1.0);
        set(Evidence::Share, log_odds(share));
        set(Evidence::Only, is(name.rows.len() == 1));
        set(Evidence::People, of(Feature::People));
        set(Evidence::InCountry, of(Feature::InCountry));
        set(Evidence::InProvince, of(Feature::InProvince));
        set(Evidence::Near, of(Feature::Near));
        set(Evidence::Stated, of(Feature::Stated).max(of(Feature::Listed)).max(of(Feature::Holds)));
        set(Evidence::Great, is(of(Feature::Country) + of(Feature::Province) + of(Feature::Continent) > 0.0));
        set(Evidence::Demonym, is(name.kind == MentionKind::Demonym));
        set(Evidence::Alternate, of(Feature::Alternate) + of(Feature::Respelling));
        set(Evidence::Often, (name.count as f32).ln());
        Self(all)
    }

    /// The same with what is known of one of the mentions.
    pub(super) fn of(&self, mention: &Mention) -> [f32; Evidence::COUNT] {
        let mut all = self.0;
        all[Evidence::Place.index()] = log_odds(mention.probability);
        all[Evidence::Compound.index()] = is(mention.compound);
        all
    }
}

fn is(condition: bool) -> f32 {
    if condition { 1.0 } else { 0.0 }
}

/// The log odds of a probability, no more than three nines of it believed.
fn log_odds(p: f32) -> f32 {
    let p = p.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

//! The file of weights.

use std::fmt::Write as _;

use incident_mapper::resolve::{Evidence, Feature, Vector, Weights};

const HEAD: &str = "\
# Weights of the resolver's features, made by `cargo run --release --example train_resolve`; data/resolve.md says of what.
# A row's score is the sum of its features times their weights; e to the score, over the sum of all rows' of the name, is
# its share.
";

pub(crate) fn file(weights: &Weights) -> String {
    let mut text = HEAD.to_owned();
    let _ = writeln!(text, "\nrounds = {}", weights.rounds);
    table(
        &mut text,
        "first",
        "the first round: what speaks for a row by itself, and where the bearers of all names lie",
        &weights.first,
    );
    table(
        &mut text,
        "then",
        "the rounds after: also what the round before made of the document's other places",
        &weights.then,
    );
    text.push_str("\n# from the winner's share to its confidence: a logistic regression\n[confidence]\n");
    for (evidence, weight) in Evidence::ALL.iter().zip(weights.confidence.weights) {
        entry(&mut text, evidence.name(), weight, evidence.about());
    }
    text
}

fn table(text: &mut String, name: &str, about: &str, vector: &Vector) {
    let _ = write!(text, "\n# {about}\n[{name}]\n");
    for (feature, weight) in Feature::ALL.iter().zip(vector) {
        if *weight != 0.0 {
            entry(text, feature.name(), *weight, feature.about());
        }
    }
}

fn entry(text: &mut String, name: &str, weight: f32, about: &str) {
    let set = format!("{name} = {weight:.3}");
    let _ = writeln!(text, "{set:26} # {about}");
}

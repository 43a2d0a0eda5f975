//! Outline: a sentence's chunks and clauses in one line, for `explain --syntax` and for whoever mends the grammar.

use std::fmt::Write as _;

use super::{chunk::ChunkKind, sentence::Parse};

/// "[0 NP Pakistan] [0 V launched] [0 NP six missiles]": the number is the clause's, whose list follows.
pub(crate) fn outline(parse: &Parse<'_>) -> String {
    let mut text = String::new();
    for (i, chunk) in parse.chunks.iter().enumerate() {
        let kind = match chunk.kind {
            ChunkKind::Noun => "NP".to_owned(),
            ChunkKind::Verb(v) => {
                let marks = [
                    (v.finite, "f"),
                    (v.passive, "p"),
                    (v.infinitive, "i"),
                    (v.bare, "b"),
                    (v.negated, "n"),
                    (v.unreal, "u"),
                ];
                format!("V{}", marks.iter().filter(|m| m.0).map(|m| m.1).collect::<String>())
            }
            ChunkKind::Preposition => "P".to_owned(),
            ChunkKind::Including => "INCL".to_owned(),
            ChunkKind::Conjunction => "CC".to_owned(),
            ChunkKind::Comma => ",".to_owned(),
            ChunkKind::Relative => "WH".to_owned(),
            ChunkKind::Break => "BR".to_owned(),
            ChunkKind::Other => "-".to_owned(),
        };
        let words: Vec<String> =
            chunk.tokens.clone().map(|t| format!("{}/{}", parse.words.word(t), parse.words.tag(t))).collect();
        let _ = write!(text, "[{} {kind} {}] ", parse.clauses.of[i], words.join(" "));
    }
    for (i, c) in parse.clauses.all.iter().enumerate() {
        let word = |chunk: usize| parse.words.word(parse.chunks[chunk].head).to_owned();
        let verbs: Vec<String> = c.verbs.iter().map(|&v| word(v)).collect();
        let _ = write!(
            text,
            "\n  {i}: {:?} of {:?} opener {:?} antecedent {:?} subject {:?} verbs {verbs:?}",
            c.kind,
            c.parent,
            c.opener.map(word),
            c.antecedent.map(word),
            parse.clauses.subject(i).map(word),
        );
    }
    text
}

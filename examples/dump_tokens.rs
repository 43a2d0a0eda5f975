//! Writes the sentences of articles as this crate cuts them, for `tools/pos/silver.py`: JSON Lines in
//! (`{"id","title","text"}`, standard input), JSON Lines out, `{"id","words":[…],"space_before":[…]}` a sentence.
#![allow(clippy::print_stdout, reason = "an example that writes to standard output")]

use std::io::{BufRead, Write};

use incident_mapper::read::Document;
use incident_mapper::text::Tokens;

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let member = |name: &str| article[name].as_str().map(str::to_owned);
        let document = Document {
            id: member("id").unwrap_or_default(),
            title: member("title"),
            published: None,
            source: None,
            url: None,
            text: member("text").unwrap_or_default(),
        };
        let all = Tokens::of(&document);
        for sentence in &all.sentences {
            let tokens = &all.tokens[sentence.tokens.clone()];
            let words: Vec<&str> = tokens.iter().map(|t| all.slice(sentence.part, t.span)).collect();
            let space_before: Vec<bool> = tokens.iter().map(|t| t.space_before).collect();
            let sentence = serde_json::json!({
                "id": document.id, "words": words, "space_before": space_before,
            });
            writeln!(out, "{sentence}")?;
        }
    }
    out.flush()?;
    Ok(())
}

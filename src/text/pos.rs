//! Parts of speech: the tokens of a sentence in, a Penn Treebank tag for each out.
//!
//! An averaged perceptron goes through the sentence from left to right and takes the best tag at each token; words
//! that have one tag alone, everywhere or where they stand, are looked up. The weights come from `data/pos.bin`, which
//! `data/pos.md` describes and `examples/train_pos.rs` makes. It reads capital letters in the light of the whole
//! sentence, so that a HEADLINE IN CAPITALS is not a row of names.

pub mod features;
mod settled;
mod tag;
pub mod weights;

use std::{borrow::Cow, sync::LazyLock};

pub use tag::Tag;
use weights::Weights;

use super::Token;
use features::{Features, Scan};

static EMBEDDED: &[u8] = include_bytes!("../../data/pos.bin");

/// The embedded weights, unpacked at first use (a millisecond); a test holds that they are whole.
#[expect(clippy::expect_used, reason = "the embedded table is read by every test")]
static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(EMBEDDED).expect("data/pos.bin is made by the example train_pos"));

/// Tags sentences with a set of weights.
///
/// ```
/// use incident_mapper::read::Document;
/// use incident_mapper::text::{Tokens, pos::{PosTagger, Tag}};
///
/// let document = Document { text: "A drone was intercepted over Sirsa.".into(), ..Document::default() };
/// let all = Tokens::of(&document);
/// let mut tags = Vec::new();
/// PosTagger::embedded().tag(&all.tokens, &document.text, &mut tags);
/// assert_eq!(tags, [Tag::Dt, Tag::Nn, Tag::Vbd, Tag::Vbn, Tag::In, Tag::Nnp, Tag::Stop]);
/// ```
#[derive(Debug, Clone)]
pub struct PosTagger {
    weights: Cow<'static, Weights>,
}

impl PosTagger {
    /// The tagger with the weights that are part of this crate.
    pub fn embedded() -> Self {
        Self { weights: Cow::Borrowed(&WEIGHTS) }
    }

    /// A tagger with other weights.
    pub fn new(weights: Weights) -> Self {
        Self { weights: Cow::Owned(weights) }
    }

    /// Appends a tag for each of `tokens`, which are one sentence of `text`.
    pub fn tag(&self, tokens: &[Token], text: &str, tags: &mut Vec<Tag>) {
        tags.reserve(tokens.len());
        let weights = &*self.weights;
        let mut scan = Scan::new(tokens, text, |word| weights.word(word));
        let mut features = Features::default();
        while scan.more() {
            let tag = scan
                .fixed()
                .or_else(|| weights.settled(scan.contexts()).filter(|&tag| scan.may_be(tag)))
                .unwrap_or_else(|| {
                    scan.features(&mut features);
                    weights.best(&features)
                });
            tags.push(tag);
            scan.push(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    /// The sentence as `word/TAG` in the case it was given.
    fn tagged(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let mut tags = Vec::new();
        PosTagger::embedded().tag(&tokens, text, &mut tags);
        let words: Vec<String> =
            tokens.iter().zip(&tags).map(|(t, tag)| format!("{}/{tag}", &text[t.span.start..t.span.end])).collect();
        words.join(" ")
    }

    #[test]
    fn an_empty_sentence_has_no_tags() {
        assert_eq!(tagged(""), "");
    }

    #[test]
    fn tells_the_passive_from_the_past() {
        assert_eq!(
            tagged("Two drones were shot down by air defences over the port."),
            "Two/CD drones/NNS were/VBD shot/VBN down/RP by/IN air/NN defences/NNS over/IN the/DT port/NN ./."
        );
        assert_eq!(
            tagged("Soldiers shot down two drones near Sirsa."),
            "Soldiers/NNS shot/VBD down/RP two/CD drones/NNS near/IN Sirsa/NNP ./."
        );
        assert!(tagged("A missile fired by the rebels hit a ship.").starts_with("A/DT missile/NN fired/VBN by/IN"));
    }

    #[test]
    fn many_words_are_settled_as_the_weights_would_have_them() {
        let text = "The drones were shot down over the port late on Friday, and three people were killed in the city.";
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let mut scan = Scan::new(&tokens, text, |word| WEIGHTS.word(word));
        let mut features = Features::default();
        let mut settled = 0;
        while scan.more() {
            scan.features(&mut features);
            let weighed = WEIGHTS.best(&features);
            let looked_up = WEIGHTS.settled(scan.contexts()).filter(|_| scan.fixed().is_none());
            assert!(looked_up.is_none_or(|tag| tag == weighed));
            settled += usize::from(looked_up.is_some());
            scan.push(scan.fixed().unwrap_or(weighed));
        }
        assert!(settled > 4, "{settled}");
    }

    #[test]
    fn tells_a_strike_from_to_strike() {
        assert_eq!(
            tagged("Workers went on strike on Monday."),
            "Workers/NNS went/VBD on/IN strike/NN on/IN Monday/NNP ./."
        );
        assert_eq!(tagged("They wanted to strike the base."), "They/PRP wanted/VBD to/TO strike/VB the/DT base/NN ./.");
    }

    #[test]
    fn reads_headlines_in_any_case() {
        assert_eq!(
            tagged("DRONE STRIKE KILLS THREE NEAR KABUL AIRPORT"),
            "DRONE/NN STRIKE/NN KILLS/VBZ THREE/CD NEAR/IN KABUL/NNP AIRPORT/NN"
        );
        assert_eq!(
            tagged("Three Killed In Overnight Strike On Gaza's Hospital"),
            "Three/CD Killed/VBN In/IN Overnight/JJ Strike/NN On/IN Gaza/NNP 's/POS Hospital/NN"
        );
        assert_eq!(tagged("the rebels shelled a market"), "the/DT rebels/NNS shelled/VBD a/DT market/NN");
    }

    #[test]
    fn tells_the_possessive_from_is() {
        assert!(tagged("Pakistan’s air force took off.").starts_with("Pakistan/NNP ’s/POS air/NN force/NN"));
        assert!(tagged("It’s a drill.").starts_with("It/PRP ’s/VBZ a/DT"));
    }

    #[test]
    fn guesses_unknown_words() {
        assert_eq!(
            tagged("The grommelings were frobnicated quickly by Zarnakov."),
            "The/DT grommelings/NNS were/VBD frobnicated/VBN quickly/RB by/IN Zarnakov/NNP ./."
        );
    }

    #[test]
    fn hard_wrapped_text_reads_as_one_line() {
        let text = "Two missiles were\nintercepted over the\ncity late on Friday.";
        assert_eq!(tagged(text), tagged(&text.replace('\n', " ")));
    }

    #[test]
    fn survives_any_token() {
        let long = "ß".repeat(500);
        for text in ["’", "’’s", "İstanbul", "１２", "---", "\u{1f600}", long.as_str(), "а́ Київ"] {
            assert!(!tagged(text).is_empty());
        }
    }
}

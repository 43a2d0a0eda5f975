//! Mend: tags that the tagger of parts of speech often gets wrong in news: "shelling killed four", "Near Lutsk, …".

use super::{grammar::Grammar, lexicon::Classes};
use crate::text::pos::Tag;

/// Mends the tags of a sentence's words.
pub(crate) fn mend(words: &[&str], classes: &[Classes], grammar: &Grammar, tags: &mut [Tag]) {
    for at in 0..words.len() {
        if tags[at] == Tag::Vbg && classes[at].has(grammar.gerund) && is_noun(words, tags, at) {
            tags[at] = Tag::Nn;
            // "killed four" has no other verb; of "shelling blamed on Russia" that is not known
            let object =
                tags.get(at + 2).is_some_and(|&tag| !matches!(tag, Tag::In | Tag::To | Tag::Comma | Tag::Stop));
            if tags.get(at + 1) == Some(&Tag::Vbn) && object {
                tags[at + 1] = Tag::Vbd;
            }
        }
    }
    // "Kyiv and Odesa were all hit"
    for at in 1..words.len().saturating_sub(1) {
        let floats = classes[at].has(grammar.floating) && matches!(words[at - 1], "were" | "are" | "been");
        if floats && tags[at + 1] == Tag::Vbn {
            tags[at] = Tag::Rb;
        }
    }
    // "Erie was the hardest hit, with many without power"
    for at in 1..words.len() {
        if tags[at] == Tag::Vbn && matches!(words[at - 1], "hardest" | "worst") {
            tags[at] = Tag::Jj;
        }
    }
    // "forces retook Maaret": a name in small letters is none
    for at in 1..words.len().saturating_sub(1) {
        let small = tags[at] == Tag::Nnp && words[at].bytes().all(|b| b.is_ascii_lowercase());
        let between =
            matches!(tags[at - 1], Tag::Nn | Tag::Nns) && matches!(tags[at + 1], Tag::Nnp | Tag::Dt | Tag::Cd);
        if small && between && classes[at].has(Classes::TRIGGER) {
            tags[at] = Tag::Vbd;
        }
    }
    // "Near Lutsk, shelling …": the capital is that of the sentence, or of an item of a list
    for at in 0..tags.len().min(4) {
        let next = tags.get(at + 1).copied();
        let opens = at == 0 || !words[at - 1].bytes().any(|b| b.is_ascii_alphanumeric());
        if opens && tags[at] == Tag::Nnp && matches!(next, Some(Tag::Nnp | Tag::Dt)) && classes[at].has(grammar.near) {
            tags[at] = Tag::In;
        }
    }
    // "at 7:10 a.m. in Kyiv": no sentence ends there
    for at in 1..words.len().saturating_sub(4) {
        let is = |offset: usize, word: &str| words[at + offset].eq_ignore_ascii_case(word);
        if (is(0, "a") || is(0, "p")) && is(1, ".") && is(2, "m") && is(3, ".") {
            tags[at..at + 3].fill(Tag::Nn);
            // what follows is another phrase
            tags[at + 3] = Tag::Comma;
        }
    }
}

/// Whether a deed in -ing is a noun: "shelling killed", "by shelling in Sumy"; not "is shelling", "by shelling the town".
fn is_noun(words: &[&str], tags: &[Tag], at: usize) -> bool {
    let before = at.checked_sub(1).map(|b| tags[b]);
    match tags.get(at + 1) {
        Some(Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md) => true,
        Some(Tag::Vbn) => before.is_none_or(|b| matches!(b, Tag::In | Tag::Comma | Tag::Dt)),
        Some(Tag::In | Tag::Cc | Tag::Comma | Tag::Stop) | None => {
            before == Some(Tag::In) && !words[at - 1].eq_ignore_ascii_case("while")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::{
        tag::{
            grammar::Grammar,
            lexicon::{Classes, Lexicon},
        },
        text::pos::Tag::{self, Cc, Cd, Comma, Dt, In, Jj, Nn, Nnp, Nns, Prp, Rb, Stop, Vbd, Vbg, Vbn},
    };

    fn mended(words: &str, tags: &[Tag]) -> Vec<Tag> {
        let mut lexicon = Lexicon::embedded();
        lexicon.mark([Box::from(*b"retook")].iter(), Classes::TRIGGER);
        let words: Vec<&str> = words.split_whitespace().collect();
        let classes: Vec<_> = words.iter().map(|word| lexicon.classes(word)).collect();
        let mut tags = tags.to_vec();
        mend(&words, &classes, &Grammar::of(&lexicon), &mut tags);
        tags
    }

    #[test]
    fn a_deed_that_does_something_is_a_noun() {
        assert_eq!(mended("that shelling hit Sumy", &[In, Vbg, Vbd, Nnp]), [In, Nn, Vbd, Nnp]);
        assert_eq!(mended(", shelling killed four", &[Comma, Vbg, Vbn, Cd]), [Comma, Nn, Vbd, Cd]);
        let blamed = [In, Vbg, Vbn, In, Nnp];
        assert_eq!(mended("by shelling blamed on Russia", &blamed), [In, Nn, Vbn, In, Nnp]);
        assert_eq!(mended("hit by shelling and fire .", &[Vbn, In, Vbg, Cc, Nn, Stop]), [Vbn, In, Nn, Cc, Nn, Stop]);
    }

    #[test]
    fn what_somebody_does_stays_a_verb() {
        let (by, town) = ([Prp, Vbd, In, Vbg, Dt, Nn], "they began by shelling the town");
        assert_eq!(mended(town, &by), by);
        let while_ = [In, Vbg, In, Nnp];
        assert_eq!(mended("while fighting in Sumy", &while_), while_);
        assert_eq!(mended("", &[]), []);
    }

    #[test]
    fn a_capital_that_opens_a_sentence_is_no_name() {
        assert_eq!(mended("Near Lutsk , jets", &[Nnp, Nnp, Comma, Nns]), [In, Nnp, Comma, Nns]);
        assert_eq!(mended("* Near Lutsk", &[Nn, Nnp, Nnp]), [Nn, In, Nnp]);
        assert_eq!(mended("the Outside Lands", &[Dt, Nnp, Nnp]), [Dt, Nnp, Nnp]);
    }

    #[test]
    fn a_name_in_small_letters_is_a_verb() {
        assert_eq!(mended("forces retook Palmyra .", &[Nns, Nnp, Nnp, Stop]), [Nns, Vbd, Nnp, Stop]);
        let group = [Nns, Nnp, Nnp, Stop];
        assert_eq!(mended("forces of Palmyra .", &group), group);
    }

    #[test]
    fn how_many_parts_no_verb() {
        assert_eq!(mended("towns were all hit .", &[Nns, Vbd, Dt, Vbn, Stop]), [Nns, Vbd, Rb, Vbn, Stop]);
        let all = [Nns, Vbd, Dt, Nns, Stop];
        assert_eq!(mended("towns were all rubble .", &all), all);
    }

    #[test]
    fn the_hardest_hit_are_not_being_hit() {
        assert_eq!(mended("was the hardest hit ,", &[Vbd, Dt, Rb, Vbn, Comma]), [Vbd, Dt, Rb, Jj, Comma]);
    }

    #[test]
    fn an_hour_ends_no_sentence() {
        let tags = [In, Cd, Nn, Stop, Nn, Stop, In, Nnp];
        assert_eq!(mended("at 7:10 a . m . in Kyiv", &tags), [In, Cd, Nn, Nn, Nn, Comma, In, Nnp]);
    }
}

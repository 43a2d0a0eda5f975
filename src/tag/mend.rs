//! Mend: tags that the tagger of parts of speech often gets wrong in news: "shelling killed four", "Near Lutsk, …".

use super::{grammar::Grammar, lexicon::Classes};
use crate::text::pos::Tag;

/// Mends the tags of a sentence's words.
pub(crate) fn mend(words: &[&str], classes: &[Classes], grammar: &Grammar, tags: &mut [Tag]) {
    let mut sentence = Sentence { words, classes, grammar, tags };
    for at in 0..words.len() {
        sentence.word(at);
        match sentence.tags[at] {
            Tag::Vbg => sentence.gerund(at),
            Tag::Vbn => sentence.participle(at),
            Tag::Vbd => sentence.past(at),
            Tag::Vb => sentence.base(at),
            Tag::Nnp => sentence.name(at),
            _ => {}
        }
    }
}

struct Sentence<'s> {
    words: &'s [&'s str],
    classes: &'s [Classes],
    grammar: &'s Grammar,
    tags: &'s mut [Tag],
}

impl<'s> Sentence<'s> {
    fn tag(&self, at: usize) -> Option<Tag> {
        self.tags.get(at).copied()
    }

    /// The tag before, and the word.
    fn before(&self, at: usize) -> Option<(Tag, &'s str)> {
        at.checked_sub(1).map(|b| (self.tags[b], self.words[b]))
    }

    /// Words that are what they are, whatever their tag.
    fn word(&mut self, at: usize) {
        let is = |offset: usize, word: &str| self.words.get(at + offset).is_some_and(|w| w.eq_ignore_ascii_case(word));
        if is(0, "cannot") {
            self.tags[at] = Tag::Md;
        }
        // "A massive power cut hit Spain"
        let supply = at > 0 && self.classes[at - 1].has(self.grammar.supply);
        if is(0, "cut") && supply && self.tag(at + 1).is_some_and(|t| matches!(t, Tag::Vbd | Tag::Vbn | Tag::Md)) {
            self.tags[at] = Tag::Nn;
            if self.tag(at + 1) == Some(Tag::Vbn) {
                self.tags[at + 1] = Tag::Vbd;
            }
        }
        // "leaving that town without power"
        let leaves = self.before(at).is_some_and(|(tag, _)| tag == Tag::Vbg);
        if is(0, "that") && leaves && self.tag(at + 1) == Some(Tag::Nn) {
            self.tags[at] = Tag::Dt;
        }
        // "the hardest-hit areas"
        if self.classes[at].has(self.grammar.hardest) && is(1, "-") {
            self.tags[at] = Tag::Jj;
        }
        // "Ukraine's second-largest city"
        if self.tag(at) == Some(Tag::Rb) && is(1, "-") && self.tag(at + 2) == Some(Tag::Jjs) {
            self.tags[at] = Tag::Jj;
        }
        // "the city and neighboring Irpin"
        if (is(0, "neighboring") || is(0, "neighbouring")) && self.tag(at + 1).is_some_and(Tag::is_noun) {
            self.tags[at] = Tag::Jj;
        }
        // "at 7:10 a.m. in Kyiv": no sentence ends there, but what follows is another phrase
        if at > 0 && (is(0, "a") || is(0, "p")) && is(1, ".") && is(2, "m") && is(3, ".") && at + 4 < self.words.len() {
            self.tags[at..at + 3].fill(Tag::Nn);
            self.tags[at + 3] = Tag::Comma;
        }
        // "Kyiv and Odesa were all hit"
        let floats = self.classes[at].has(self.grammar.floating) && self.tag(at + 1) == Some(Tag::Vbn);
        if floats && self.before(at).is_some_and(|(_, word)| matches!(word, "were" | "are" | "been")) {
            self.tags[at] = Tag::Rb;
        }
    }

    /// "shelling killed four", ", including Kyiv"
    fn gerund(&mut self, at: usize) {
        let comma = self.before(at).is_some_and(|(tag, _)| tag == Tag::Comma);
        if comma && self.words[at] == "including" {
            self.tags[at] = Tag::In;
        }
        if !self.classes[at].has(self.grammar.gerund) || !self.is_noun(at) {
            return;
        }
        self.tags[at] = Tag::Nn;
        // "killed four" has no other verb; of "shelling blamed on Russia" that is not known
        let object = self.tag(at + 2).is_some_and(|t| !matches!(t, Tag::In | Tag::To | Tag::Comma | Tag::Stop));
        if self.tag(at + 1) == Some(Tag::Vbn) && object {
            self.tags[at + 1] = Tag::Vbd;
        }
    }

    /// Whether a deed in -ing is a noun: "shelling killed", "by shelling in Sumy"; not "is shelling", "by shelling the town".
    fn is_noun(&self, at: usize) -> bool {
        let before = self.before(at);
        match self.tag(at + 1) {
            Some(Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md) => true,
            Some(Tag::Vbn) => before.is_none_or(|(tag, _)| matches!(tag, Tag::In | Tag::Comma | Tag::Dt)),
            // "Shelling across the border killed four"
            Some(Tag::In) if before.is_none() => {
                let verb = |t: &Tag| t.is_finite() || matches!(t, Tag::Vbn | Tag::Comma);
                self.tags[at + 1..].iter().find(|t| verb(t)).is_some_and(|t| *t != Tag::Comma)
            }
            Some(Tag::In | Tag::Cc | Tag::Comma | Tag::Stop) | None => {
                before.is_some_and(|(tag, word)| tag == Tag::In && !word.eq_ignore_ascii_case("while"))
            }
            _ => false,
        }
    }

    /// "was the hardest hit", "strikes killed at least 24 people": the one is no verb, the other has an object and is no participle.
    fn participle(&mut self, at: usize) {
        let Some((tag, _)) = self.before(at) else { return };
        if self.classes[at - 1].has(self.grammar.hardest) {
            self.tags[at] = Tag::Jj;
        }
        // "teams brought down nine drones"
        let particle = self.tag(at + 1) == Some(Tag::Rp);
        let acts = particle || self.classes[at].has(self.grammar.harm.union(self.grammar.affect));
        if acts && tag.is_noun() && self.has_object(at + usize::from(particle)) {
            self.tags[at] = Tag::Vbd;
        }
    }

    /// Whether a noun phrase that is no span of time or way follows the verb at `at`: "killed at least 24 people", not "killed a
    /// day earlier".
    fn has_object(&self, at: usize) -> bool {
        const MORE: [&str; 8] = ["at", "more", "over", "about", "nearly", "around", "least", "than"];
        let grammar = self.grammar;
        let more = self.words[at + 1..].iter().take_while(|w| MORE.contains(w)).count();
        let first = at + 1 + more;
        let opens = match self.tag(first) {
            Some(Tag::Cd) => true,
            Some(Tag::Dt | Tag::Prps) => more == 0,
            _ => false,
        };
        let within = |t: &usize| {
            let tag = self.tags[*t];
            tag.is_noun() || matches!(tag, Tag::Cd | Tag::Dt | Tag::Prps | Tag::Jj | Tag::Jjr)
        };
        let measures = grammar.hour.union(grammar.long_while).union(grammar.length);
        let mut phrase = (first..self.words.len()).take_while(within);
        opens
            && !phrase.any(|t| self.classes[t].has(measures) || matches!(self.words[t], "hours" | "minutes"))
            && self.tag(first + 1).is_some_and(|tag| tag.is_noun() || matches!(tag, Tag::Cd | Tag::Jj))
    }

    /// "intercepted a missile fired towards Kyiv", "another, fired at Kyiv, was": what the first verb speaks of was fired.
    fn past(&mut self, at: usize) {
        let Some((before, _)) = self.before(at) else { return };
        let next = at + 1 + usize::from(self.tag(at + 1) == Some(Tag::Rp));
        let aimed = self.classes[at].has(self.grammar.aim) || self.words[at] == "shot";
        if !aimed || !matches!(self.tag(next), Some(Tag::In | Tag::To)) {
            return;
        }
        let close = (next..self.tags.len()).find(|&t| self.tags[t] == Tag::Comma);
        let inserted = before == Tag::Comma && close.is_some_and(|close| self.tag(close + 1) == Some(Tag::Vbd));
        if inserted || (before.is_noun() || before == Tag::Cd) && self.follows_object(at) {
            self.tags[at] = Tag::Vbn;
        }
    }

    /// "an ammunition dump on the edge of Pale", "bombed by mistake a post": what nothing makes a verb of is a noun.
    fn base(&mut self, at: usize) {
        const MAKES: [&str; 15] = [
            "let", "make", "made", "help", "helped", "see", "saw", "seen", "watch", "watched", "hear", "heard", "do",
            "does", "did",
        ];
        let Some((tag, word)) = self.before(at) else { return };
        let ends = matches!(self.tag(at + 1), Some(Tag::In | Tag::Comma | Tag::Stop) | None);
        let makes = |t: usize| matches!(self.tags[t], Tag::Md | Tag::To) || MAKES.contains(&self.words[t]);
        if word == "by" || tag == Tag::Nn && ends && !(at.saturating_sub(6)..at).any(makes) {
            self.tags[at] = Tag::Nn;
        }
    }

    /// Whether the nouns before `at` are the object of a verb that does not report what they did.
    fn follows_object(&self, at: usize) -> bool {
        let within = |t: usize| {
            let tag = self.tags[t];
            tag.is_noun()
                || matches!(tag, Tag::Cd | Tag::Jj | Tag::Jjs | Tag::Dt | Tag::Prps | Tag::Rp)
                || matches!(self.words[t], "of" | "by" | "from" | "with")
        };
        let verb = (0..at).rev().find(|&t| !within(t)).filter(|&t| self.tags[t].is_verb());
        // "troops backed by jets fired at X": a participle is no deed of its own
        let finite =
            |t: usize| self.tags[t].is_finite() || self.tags[t] == Tag::Vb || t > 0 && self.tags[t - 1].is_verb();
        verb.is_some_and(|t| finite(t) && !self.classes[t].has(self.grammar.report.union(self.grammar.achieve)))
    }

    /// "forces retook Maaret", "Near Lutsk, shelling …": a name in small letters is none, nor a capital that is the sentence's or
    /// that of an item of a list.
    fn name(&mut self, at: usize) {
        let next = self.tag(at + 1);
        let before = self.before(at);
        let small = self.words[at].bytes().all(|b| b.is_ascii_lowercase());
        let between = before.is_some_and(|(tag, _)| matches!(tag, Tag::Nn | Tag::Nns))
            && matches!(next, Some(Tag::Nnp | Tag::Dt | Tag::Cd));
        if small && between && self.classes[at].has(Classes::TRIGGER) {
            self.tags[at] = Tag::Vbd;
        }
        let opens = at < 4 && before.is_none_or(|(_, word)| !word.bytes().any(|b| b.is_ascii_alphanumeric()));
        if opens && matches!(next, Some(Tag::Nnp | Tag::Dt)) && self.classes[at].has(self.grammar.near) {
            self.tags[at] = Tag::In;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::{
        tag::{
            grammar::Grammar,
            lexicon::{Classes, Lexicon, WordMap},
        },
        text::pos::Tag::{self, Cc, Cd, Comma, Dt, In, Jj, Nn, Nnp, Nns, Prp, Rb, Stop, Vbd, Vbg, Vbn},
    };

    fn mended(words: &str, tags: &[Tag]) -> Vec<Tag> {
        let mut lexicon = Lexicon::embedded();
        let mut triggers = WordMap::<()>::default();
        triggers.entry("retook").or_default();
        lexicon.mark(triggers.keys(), Classes::TRIGGER);
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
    fn what_has_an_object_is_no_participle() {
        let tags = [Nns, Vbn, Cd, Nns, In, Nnp, Comma, Nns, Vbd];
        let told = [Nns, Vbd, Cd, Nns, In, Nnp, Comma, Nns, Vbd];
        assert_eq!(mended("strikes killed 24 people in Nuseirat , medics said", &tags), told);
        let day = [Nns, Vbn, Dt, Nn, Jj, Vbd, Vbn];
        assert_eq!(mended("people killed a day earlier were buried", &day), day);
    }

    #[test]
    fn what_an_object_was_fired_at_is_no_second_deed() {
        let tags = [Nns, Vbd, Dt, Nn, Vbd, In, Nnp];
        assert_eq!(mended("crews downed a missile fired at Kyiv", &tags), [Nns, Vbd, Dt, Nn, Vbn, In, Nnp]);
        assert_eq!(mended("crews said a group fired at Kyiv", &tags), tags);
    }

    #[test]
    fn an_hour_ends_no_sentence() {
        let tags = [In, Cd, Nn, Stop, Nn, Stop, In, Nnp];
        assert_eq!(mended("at 7:10 a . m . in Kyiv", &tags), [In, Cd, Nn, Nn, Nn, Comma, In, Nnp]);
    }
}

//! Seen: how the document's capitalised words stand in it, so that "Jordan" after "Jordan Smith" is the man.

use super::{
    around::Around,
    lexicon::Senses,
    tally::Tally,
    words::{Case, Words},
};

/// What stands around the occurrences of one capitalised word; each a number of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) capital: u16,
    /// In lower case; 1 is enough.
    pub(super) lower: u16,
    /// After a given name, or itself one before a surname.
    pub(super) given: u16,
    /// After a title.
    pub(super) title: u16,
    /// Directly after a capitalised word.
    pub(super) after: u16,
    /// Directly before a capitalised word.
    pub(super) before: u16,
    /// After "in" or the like.
    pub(super) cued: u16,
    /// Before a verb of saying or a relative: "who", "said".
    pub(super) speaks: u16,
}

impl Seen {
    /// Whether it was part of a person's name.
    pub(super) fn is_person(&self) -> bool {
        self.given + self.title > 0
    }
}

/// The capitalised words of a document by the hash of their letters.
pub(super) fn seen(words: &Words<'_>, sentences: &[Around<'_>]) -> Tally<Seen> {
    let mut all: Tally<Seen> = Tally::new(words.capitals());
    for sentence in sentences {
        let range = sentence.range.clone();
        for i in range.clone() {
            let word = words.at(i);
            if !word.capital {
                continue;
            }
            let (_, seen) = all.entry(word.hash);
            seen.capital = seen.capital.saturating_add(1);
            if sentence.case != Case::Sentence {
                continue;
            }
            let mut before = words.within(i.wrapping_sub(1), &range);
            if before.text == "." && !before.space_before {
                before = words.within(i.wrapping_sub(2), &range);
                if before.text.len() > 4 || before.senses.any(Senses::GIVEN) {
                    before = words.within(usize::MAX, &range);
                }
            }
            let next = words.within(i + 1, &range);
            let named = before.capital && word.space_before;
            let add = |count: &mut u16, is: bool| *count = count.saturating_add(u16::from(is));
            let person =
                !word.senses.any(Senses::SORT.or(Senses::ORGANISATION).or(Senses::ACTOR).or(Senses::DIRECTION));
            let surname = next.capital && next.space_before && next.senses.any(Senses::SURNAME);
            let given = surname && word.senses.any(Senses::GIVEN.or(Senses::GIVEN_PLACE));
            add(&mut seen.given, given || named && person && before.senses.any(Senses::GIVEN));
            add(&mut seen.title, named && person && before.senses.any(Senses::TITLE));
            add(&mut seen.after, named);
            add(&mut seen.before, next.capital && next.space_before);
            add(&mut seen.cued, !named && sentence.is_cued(i));
            add(&mut seen.speaks, next.senses.any(Senses::SPEAKS));
        }
    }
    for sentence in sentences {
        for i in sentence.range.clone() {
            let word = words.at(i);
            if word.lower
                && let Some(seen) = all.known(word.hash)
            {
                seen.lower = 1;
            }
        }
    }
    all
}

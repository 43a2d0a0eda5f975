//! Persons: the words of a document that stand in names of people, so that "Jordan" after "Jordan Smith" is the man.

use std::collections::HashSet;

use super::{
    lexicon::Senses,
    words::{Case, Words},
};

/// Senses of capitalised words that end a person's name.
const NO_SURNAME: Senses =
    Senses::TITLE.or(Senses::ORGANISATION).or(Senses::ACTOR).or(Senses::SORT).or(Senses::NEVER).or(Senses::DIRECTION);

/// The lower-case words of people's names in a document.
#[derive(Debug, Default)]
pub(super) struct Persons(HashSet<String>);

impl Persons {
    pub(super) fn of(words: &Words<'_>) -> Self {
        let mut persons = HashSet::new();
        for sentence in &words.tokens.sentences {
            if words.case(&sentence.tokens) != Case::Sentence {
                continue;
            }
            let range = sentence.tokens.clone();
            for i in range.clone() {
                if !words.is_capital(i) {
                    continue;
                }
                let senses = words.senses(i);
                let surname = is_surname(words, i + 1, range.end);
                let given = senses.any(Senses::GIVEN)
                    || senses.any(Senses::GIVEN_PLACE)
                        && surname
                        && (!words.senses(i + 1).any(Senses::WORD) || words.senses(i + 1).any(Senses::SURNAME));
                if given && surname {
                    persons.insert(words.get(i).to_lowercase());
                } else if !senses.any(Senses::TITLE) {
                    continue;
                }
                let mut last = skip_dot(words, i + 1, range.end);
                while last < range.end && last <= i + 4 && is_surname(words, last, range.end) {
                    persons.insert(words.get(last).to_lowercase());
                    last = skip_dot(words, last + 1, range.end);
                }
            }
        }
        Self(persons)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&word.to_lowercase())
    }
}

/// The token after the full stop of "Gen." or "S."
pub(super) fn skip_dot(words: &Words<'_>, i: usize, end: usize) -> usize {
    if i < end && words.get(i) == "." && !words.token(i).space_before && words.get(i - 1).len() <= 4 {
        i + 1
    } else {
        i
    }
}

/// Whether a token can belong to a person's name that the tokens before it began.
pub(super) fn is_surname(words: &Words<'_>, i: usize, end: usize) -> bool {
    i < end
        && words.is_capital(i)
        && words.token(i).space_before
        && (!words.senses(i).any(NO_SURNAME) || words.senses(i).any(Senses::SURNAME.or(Senses::GIVEN)))
}

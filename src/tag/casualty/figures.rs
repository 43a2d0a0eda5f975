//! The words of casualties: `data/figures.toml`, parsed once.

use serde::Deserialize;

use super::Kind;
use crate::text::{Lower, Sieve};

/// The words by which a text states casualties.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Lets the triggers and the words of phrases through.
    pub(super) sieve: Sieve,
    /// Sorted by word.
    triggers: Vec<(String, Trigger)>,
    /// Sorted.
    pub(super) singular: Vec<String>,
    /// Sorted.
    pub(super) plural: Vec<String>,
    /// Sorted.
    pub(super) things: Vec<String>,
}

/// What a word states and how its figure stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trigger {
    pub(super) kind: Kind,
    pub(super) role: Role,
}

/// The grammar of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// "killed"
    Participle,
    /// "killing"
    Active,
    /// "died"
    Subject,
    /// "deaths"
    Noun,
    /// "dead"
    State,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    killed: Words,
    injured: Words,
    people: People,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    participles: Vec<String>,
    active: Vec<String>,
    subject: Vec<String>,
    nouns: Vec<String>,
    states: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    singular: Vec<String>,
    plural: Vec<String>,
    things: Vec<String>,
}

impl Figures {
    /// The words of the embedded `data/figures.toml`.
    ///
    /// # Panics
    /// Never: the file is part of the build, and a test parses it.
    pub fn embedded() -> Self {
        let file: File = toml::from_str(include_str!("../../../data/figures.toml"))
            .expect("data/figures.toml is what its tests say");
        let mut triggers = Vec::new();
        for (kind, words) in [(Kind::Killed, file.killed), (Kind::Injured, file.injured)] {
            for (role, words) in [
                (Role::Participle, words.participles),
                (Role::Active, words.active),
                (Role::Subject, words.subject),
                (Role::Noun, words.nouns),
                (Role::State, words.states),
            ] {
                triggers.extend(words.into_iter().map(|w| (w, Trigger { kind, role })));
            }
        }
        // a word of two lists keeps the first: "killing" is a verb before it is a noun
        triggers.sort_by(|a, b| (&a.0, a.1.role).cmp(&(&b.0, b.1.role)));
        triggers.dedup_by(|b, a| a.0 == b.0);
        let sorted = |mut words: Vec<String>| {
            words.sort_unstable();
            words
        };
        let phrases = Sieve::new().with(super::PHRASES);
        Self {
            sieve: triggers.iter().fold(phrases, |sieve, t| sieve.and(&t.0)),
            triggers,
            singular: sorted(file.people.singular),
            plural: sorted(file.people.plural),
            things: sorted(file.people.things),
        }
    }

    /// The trigger that a word is.
    pub(super) fn trigger(&self, word: &str) -> Option<Trigger> {
        let lower = Lower::of(word);
        let at = self.triggers.binary_search_by(|t| t.0.as_str().cmp(lower.as_str())).ok()?;
        Some(self.triggers[at].1)
    }
}

/// Whether a sorted list has a word, in any case.
pub(super) fn has(list: &[String], word: &str) -> bool {
    let lower = Lower::of(word);
    !lower.as_str().is_empty() && list.binary_search_by(|w| w.as_str().cmp(lower.as_str())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_words_are_usable() {
        let figures = Figures::embedded();
        let lists = [&figures.singular, &figures.plural, &figures.things];
        let triggers = figures.triggers.iter().map(|t| &t.0);
        for word in lists.into_iter().flatten().chain(triggers) {
            assert_eq!(Lower::of(word).as_str(), word, "lower-case ASCII of at most 16 letters");
        }
        assert_eq!(figures.trigger("Killing").unwrap().role, Role::Active);
        assert!(has(&figures.plural, "People") && !has(&figures.plural, ""));
    }
}

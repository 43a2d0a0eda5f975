//! The lexicon: word classes from `data/lexicon.toml`, looked up by any form of a word without allocating.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    hash::{BuildHasherDefault, Hasher},
};

use serde::Deserialize;

use crate::text::Tokens;

/// How many word classes there can be, with the two marks.
pub(crate) const CLASSES: usize = 128;

/// A set of word classes, one bit a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u128);

impl Classes {
    /// The mark of the words that a trigger begins with, and of those of a phrase of several words: asked of every token,
    /// these cost no second look into a table.
    pub(crate) const TRIGGER: Self = Self(1 << (CLASSES - 1));
    const PHRASE: Self = Self(1 << (CLASSES - 2));

    pub(crate) fn has(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds one to the count of each class of the set.
    pub(crate) fn count(self, counts: &mut [u32; CLASSES]) {
        let mut bits = self.0;
        while bits != 0 {
            counts[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }

    /// The bit of the first class.
    pub(crate) fn first(self) -> Option<usize> {
        (self.0 != 0).then(|| self.0.trailing_zeros() as usize)
    }

    pub(crate) fn union(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// What is known of words, by the hash of their letters: a look takes no comparison of letters, and nothing is copied for it.
#[derive(Debug)]
pub(crate) struct WordMap<T>(HashMap<u64, T, BuildHasherDefault<AsIs>>);

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T> WordMap<T> {
    /// What is known of a word in any case.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.0.get(&key(word))
    }

    /// The place for what is known of a word.
    pub(crate) fn entry(&mut self, word: &str) -> Entry<'_, u64, T> {
        self.0.entry(key(word))
    }

    /// The keys of the words.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u64> {
        self.0.keys().copied()
    }
}

/// FNV-1a of a word's letters in lower case, with ' for ’.
fn key(word: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        return word.bytes().fold(START, |hash, byte| step(hash, byte.to_ascii_lowercase()));
    }
    let mut utf8 = [0; 4];
    let letters = word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
    letters.fold(START, |hash, c| c.encode_utf8(&mut utf8).bytes().fold(hash, step))
}

/// Keys are hashes already.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash << 8 | u64::from(byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: BTreeMap<String, Vec<String>>,
    nouns: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Vec<String>>,
    irregular: BTreeMap<String, Vec<String>>,
}

/// The words after the first, and the class.
type Phrase = (Vec<Box<str>>, Classes);

/// Word classes by word form; phrases by first word.
#[derive(Debug)]
pub(crate) struct Lexicon {
    names: Vec<String>,
    forms: WordMap<Classes>,
    phrases: WordMap<Vec<Phrase>>,
    irregular: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// The embedded lexicon.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed by every test")]
    pub(crate) fn embedded() -> Self {
        let file: File = toml::from_str(include_str!("../../data/lexicon.toml")).expect("data/lexicon.toml parses");
        let mut lexicon = Self {
            names: Vec::new(),
            forms: WordMap::default(),
            phrases: WordMap::default(),
            irregular: file.irregular,
        };
        for (class, words) in &file.verbs {
            lexicon.add(class, words, Self::verb_forms);
        }
        for (class, words) in &file.nouns {
            lexicon.add(class, words, Self::noun_forms);
        }
        for (class, words) in &file.words {
            lexicon.add(class, words, |_, word| vec![word.to_owned()]);
        }
        let firsts: Vec<u64> = lexicon.phrases.keys().collect();
        lexicon.mark(firsts, Classes::PHRASE);
        lexicon
    }

    /// Adds a mark to the classes of some words, given by their keys.
    pub(crate) fn mark(&mut self, words: impl IntoIterator<Item = u64>, mark: Classes) {
        for word in words {
            let classes = self.forms.0.entry(word).or_default();
            *classes = classes.union(mark);
        }
    }

    fn add(&mut self, class: &str, words: &[String], forms: impl Fn(&Self, &str) -> Vec<String>) {
        self.names.push(class.to_owned());
        let bit = Classes(1 << (self.names.len() - 1));
        for word in words {
            if let Some((first, rest)) = word.split_once(' ') {
                let rest = rest.split(' ').map(Into::into).collect();
                self.phrases.entry(first).or_default().push((rest, bit));
                continue;
            }
            for form in forms(self, word) {
                let classes = self.forms.entry(&form).or_default();
                *classes = classes.union(bit);
            }
        }
    }

    /// The class called `name` in the table.
    pub(crate) fn class(&self, name: &str) -> Option<Classes> {
        self.names.iter().position(|n| n == name).map(|bit| Classes(1 << bit))
    }

    /// The names of all classes, for reading.
    pub(crate) fn names(&self) -> String {
        self.names.join(", ")
    }

    /// The classes of a word in any form and case.
    pub(crate) fn classes(&self, word: &str) -> Classes {
        self.forms.get(word).copied().unwrap_or_default()
    }

    /// The classes of each token of a document.
    pub(crate) fn all_classes(&self, tokens: &Tokens<'_>) -> Vec<Classes> {
        let mut all = vec![Classes::default(); tokens.tokens.len()];
        for sentence in &tokens.sentences {
            let part = tokens.part(sentence.part);
            let range = sentence.tokens.clone();
            for (classes, token) in all[range.clone()].iter_mut().zip(&tokens.tokens[range]) {
                *classes = self.classes(&part[token.span.start..token.span.end]);
            }
        }
        all
    }

    /// The longest listed phrase that starts with `first`, of these classes, and goes on with `next(1)`, `next(2)`…: words
    /// and classes.
    pub(crate) fn phrase<'t>(
        &self,
        (first, classes): (&str, Classes),
        next: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<(usize, Classes)> {
        if !classes.has(Classes::PHRASE) {
            return None;
        }
        let phrases = self.phrases.get(first)?;
        phrases
            .iter()
            .filter(|(rest, _)| {
                rest.iter().enumerate().all(|(i, word)| next(i + 1).is_some_and(|n| n.eq_ignore_ascii_case(word)))
            })
            .map(|(rest, class)| (rest.len() + 1, *class))
            .max_by_key(|(length, _)| *length)
    }

    /// All forms of a verb given in its base form.
    pub(crate) fn verb_forms(&self, verb: &str) -> Vec<String> {
        let mut forms = vec![verb.to_owned(), third_person(verb)];
        if let Some(irregular) = self.irregular.get(verb) {
            forms.extend(irregular.iter().cloned());
            if !irregular.iter().any(|f| f.ends_with("ing")) {
                forms.push(participle(verb));
            }
            return forms;
        }
        forms.push(participle(verb));
        forms.push(match verb.strip_suffix('y') {
            _ if verb.ends_with('e') => format!("{verb}d"),
            Some(stem) if !stem.ends_with(VOWELS) => format!("{stem}ied"),
            _ => format!("{verb}ed"),
        });
        forms
    }

    /// Singular and plural of a noun.
    pub(crate) fn noun_forms(&self, noun: &str) -> Vec<String> {
        let mut forms = vec![noun.to_owned(), third_person(noun)];
        forms.extend(
            self.irregular
                .get(noun)
                .into_iter()
                .flatten()
                .filter(|f| !f.ends_with("ed") && !f.ends_with("ing"))
                .cloned(),
        );
        forms
    }
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// "strikes", "crashes", "denies": also the plural of a noun.
fn third_person(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(VOWELS) => format!("{stem}ies"),
        _ if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh") => {
            format!("{verb}es")
        }
        _ => format!("{verb}s"),
    }
}

fn participle(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn forms_of_regular_and_irregular_words() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.verb_forms("strike"), ["strike", "strikes", "struck", "stricken", "striking"]);
        assert_eq!(lexicon.verb_forms("fire"), ["fire", "fires", "firing", "fired"]);
        assert_eq!(lexicon.verb_forms("deny"), ["deny", "denies", "denying", "denied"]);
        assert_eq!(lexicon.noun_forms("airbase"), ["airbase", "airbases"]);
    }

    #[test]
    fn a_word_has_its_classes_in_any_case() {
        let lexicon = Lexicon::embedded();
        let report = lexicon.class("report").unwrap();
        assert!(lexicon.classes("SAID").has(report));
        assert!(!lexicon.classes("sad").has(report));
        assert!(lexicon.names.len() <= CLASSES - 2, "a class is a bit of a u128, as are two marks");
    }

    #[test]
    fn no_two_listed_words_have_one_key() {
        let listed = include_str!("../../data/lexicon.toml").split(|c: char| !c.is_alphabetic());
        let all = listed.chain(include_str!("../../data/words.txt").split_whitespace());
        let words: BTreeSet<String> = all.map(str::to_lowercase).collect();
        let keys: BTreeSet<u64> = words.iter().map(|word| key(word)).collect();
        assert!(words.len() > 4000 && keys.len() == words.len());
        assert_eq!(key("Don’t"), key("don't"));
    }

    #[test]
    fn phrases_match_their_longest() {
        let lexicon = Lexicon::embedded();
        let words = ["in", "response", "to", "the"];
        let first = (words[0], lexicon.classes(words[0]));
        let (length, class) = lexicon.phrase(first, |i| words.get(i).copied()).unwrap();
        assert_eq!(length, 3);
        assert!(class.has(lexicon.class("because").unwrap()));
    }
}

//! The lexicon: word classes from `data/lexicon.toml`, looked up by any form of a word without allocating.

use std::{
    collections::{BTreeMap, HashMap},
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

/// What is known of words by their letters, as bytes.
pub(crate) type WordMap<T> = HashMap<Box<[u8]>, T, BuildHasherDefault<Fnv>>;

/// FNV-1a, which for a short word takes less time than the hasher of the standard library.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    }

    /// The length, which slices of bytes are hashed with.
    fn write_usize(&mut self, length: usize) {
        self.0 = (self.0 ^ length as u64).wrapping_mul(0x0100_0000_01b3);
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

/// Longer words are in no list.
const LONGEST: usize = 32;

/// Calls `found` with the letters of `word` in lower case, unless it is too long to be listed.
pub(crate) fn lowered<T: Default>(word: &str, found: impl FnOnce(&[u8]) -> T) -> T {
    let mut buffer = [0; LONGEST];
    if word.is_ascii() {
        let Some(lower) = buffer.get_mut(..word.len()) else {
            return T::default();
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return found(lower);
    }
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        if length + c.len_utf8() > LONGEST {
            return T::default();
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    found(&buffer[..length])
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
        let firsts: Vec<Box<[u8]>> = lexicon.phrases.keys().cloned().collect();
        lexicon.mark(firsts.iter(), Classes::PHRASE);
        lexicon
    }

    /// Adds a mark to the classes of some words.
    pub(crate) fn mark<'w>(&mut self, words: impl Iterator<Item = &'w Box<[u8]>>, mark: Classes) {
        for word in words {
            let classes = self.forms.entry(word.clone()).or_default();
            *classes = classes.union(mark);
        }
    }

    fn add(&mut self, class: &str, words: &[String], forms: impl Fn(&Self, &str) -> Vec<String>) {
        self.names.push(class.to_owned());
        let bit = Classes(1 << (self.names.len() - 1));
        for word in words {
            if let Some((first, rest)) = word.split_once(' ') {
                let rest = rest.split(' ').map(Into::into).collect();
                self.phrases.entry(first.as_bytes().into()).or_default().push((rest, bit));
                continue;
            }
            for form in forms(self, word) {
                let classes = self.forms.entry(form.into_bytes().into()).or_default();
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
        lowered(word, |w| self.forms.get(w).copied().unwrap_or_default())
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
        let phrases = lowered(first, |w| self.phrases.get(w))?;
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
    fn phrases_match_their_longest() {
        let lexicon = Lexicon::embedded();
        let words = ["in", "response", "to", "the"];
        let first = (words[0], lexicon.classes(words[0]));
        let (length, class) = lexicon.phrase(first, |i| words.get(i).copied()).unwrap();
        assert_eq!(length, 3);
        assert!(class.has(lexicon.class("because").unwrap()));
    }
}

//! Lexicon: the word lists of `data/recognise.toml` and `data/words.txt`, one table from a lower-case word to its senses.

use std::{collections::HashMap, sync::LazyLock};

use crate::gazetteer::PlaceClass;

/// The senses of a word, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Senses(u32);

macro_rules! senses {
    ($($name:ident = $list:literal, $bit:literal;)*) => {
        impl Senses {
            $(pub(crate) const $name: Self = Self(1 << $bit);)*
        }
        /// The lists of the file and the sense of each.
        const LISTS: &[(&str, Senses)] = &[$(($list, Senses::$name)),*];
    };
}

senses! {
    CUE = "cues", 0;
    SITE = "site", 1;
    DISTRICT = "district", 2;
    PROVINCE = "province", 3;
    SETTLEMENT = "settlement", 4;
    REGION = "region", 5;
    SORT_ADJECTIVE = "sort_adjectives", 6;
    DIRECTION = "directions", 7;
    TITLE = "titles", 8;
    GIVEN = "given", 9;
    GIVEN_PLACE = "given_places", 10;
    SURNAME = "surnames", 11;
    ORGANISATION = "organisations", 12;
    ACTOR = "actors", 13;
    COMPOUND = "compounds", 14;
    BEFORE_NAME = "before_names", 15;
    NEVER = "never", 16;
    FUNCTION = "function", 17;
    WORD = "words", 18;
    PARTICLE = "particles", 19;
}

impl Senses {
    /// Any sort of place.
    pub(crate) const SORT: Self =
        Self(Self::SITE.0 | Self::DISTRICT.0 | Self::PROVINCE.0 | Self::SETTLEMENT.0 | Self::REGION.0);

    /// Whether it has any of the senses of `other`.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class of place that a word for a sort of place means.
    pub(crate) fn class(self) -> Option<PlaceClass> {
        [
            (Self::SITE, PlaceClass::Site),
            (Self::DISTRICT, PlaceClass::District),
            (Self::PROVINCE, PlaceClass::Province),
            (Self::SETTLEMENT, PlaceClass::Settlement),
            (Self::REGION, PlaceClass::Region),
        ]
        .into_iter()
        .find(|(sense, _)| self.any(*sense))
        .map(|(_, class)| class)
    }
}

/// The embedded lists, parsed at first use; never changes.
static LEXICON: LazyLock<HashMap<&'static str, Senses>> = LazyLock::new(|| {
    let mut senses: HashMap<&'static str, Senses> = HashMap::with_capacity(8192);
    let mut add = |list: &'static str, sense: Senses| {
        for word in list.split_ascii_whitespace() {
            senses.entry(word).or_default().0 |= sense.0;
        }
    };
    for (name, list) in lists(include_str!("../../data/recognise.toml")) {
        if let Some((_, sense)) = LISTS.iter().find(|(n, _)| *n == name) {
            add(list, *sense);
        }
    }
    add(include_str!("../../data/words.txt"), Senses::WORD);
    senses
});

/// The `name = "words"` entries of the file, which has nothing else; a TOML parser would copy them.
fn lists(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while rest.starts_with('#') || rest.starts_with('\n') {
            rest = rest.split_once('\n')?.1;
        }
        let (name, after) = rest.split_once('=')?;
        let mark = if after.trim_start().starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
        let (list, after) = after.trim_start().strip_prefix(mark)?.split_once(mark)?;
        rest = after.strip_prefix('\n').unwrap_or(after);
        Some((name.trim(), list))
    })
}

/// The senses of a word in any case.
pub(crate) fn senses(word: &str) -> Senses {
    let mut buffer = [0; 24];
    let bytes = word.as_bytes();
    if bytes.len() > buffer.len() || !word.is_ascii() {
        return Senses::default();
    }
    for (lower, b) in buffer.iter_mut().zip(bytes) {
        *lower = b.to_ascii_lowercase();
    }
    std::str::from_utf8(&buffer[..bytes.len()]).ok().and_then(|lower| LEXICON.get(lower)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_file_has_a_sense() {
        let text = include_str!("../../data/recognise.toml");
        let names: Vec<&str> = lists(text).map(|(name, _)| name).collect();
        let parsed: toml::Table = text.parse().unwrap();
        assert_eq!(names.len(), parsed.len());
        for (name, list) in lists(text) {
            assert!(LISTS.iter().any(|(n, _)| *n == name), "{name}");
            assert_eq!(parsed[name].as_str().unwrap().trim(), list.trim());
        }
        assert!(LISTS.iter().all(|(n, _)| *n == "words" || names.contains(n)));
    }

    #[test]
    fn a_word_has_all_its_senses() {
        assert!(senses("Airbase").any(Senses::SITE));
        assert_eq!(senses("Sector").class(), Some(PlaceClass::District));
        assert!(senses("JORDAN").any(Senses::GIVEN_PLACE));
        assert!(senses("Reading").any(Senses::WORD));
        assert_eq!(senses("Rawalpindi"), Senses::default());
    }
}

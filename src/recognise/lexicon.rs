//! Lexicon: the word lists of `data/recognise.toml` and `data/words.txt`, one table from a lower-case word to its senses.

use std::sync::LazyLock;

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
    SPEAKS = "speaks", 20;
    BEFALLS = "befalls", 21;
    MONEY = "money", 22;
    LEADER = "leaders", 23;
    MISSION = "missions", 24;
}

impl Senses {
    /// None.
    pub(super) const NONE: Self = Self(0);
    /// Any sort of place.
    pub(crate) const SORT: Self =
        Self(Self::SITE.0 | Self::DISTRICT.0 | Self::PROVINCE.0 | Self::SETTLEMENT.0 | Self::REGION.0);

    /// The bits of those that weights are trained on.
    pub(super) fn bits(self) -> u32 {
        self.0 & !Self::LEADER.or(Self::MISSION).0
    }

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

/// A table of 2^14 slots: words by the hash of their letters in lower case, the next free slot where two share one.
pub(super) struct Lexicon {
    slots: Box<[(u32, Senses)]>,
}

const BITS: u32 = 14;

impl Lexicon {
    fn slot(hash: u32) -> usize {
        (hash.wrapping_mul(0x9e37_79b9) >> (32 - BITS)) as usize
    }

    fn add(&mut self, hash: u32, sense: Senses) {
        let mut at = Self::slot(hash);
        while self.slots[at].0 != hash && self.slots[at].1 != Senses::default() {
            at = (at + 1) % self.slots.len();
        }
        self.slots[at].0 = hash;
        self.slots[at].1.0 |= sense.0;
    }

    /// The senses of the word with this [`hash`].
    pub(super) fn get(&self, hash: u32) -> Senses {
        let mut at = Self::slot(hash);
        loop {
            let (key, senses) = self.slots[at];
            if key == hash || senses == Senses::default() {
                return senses;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// The embedded lists, read at first use; never changes.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { slots: vec![(0, Senses::default()); 1 << BITS].into_boxed_slice() };
    let mut add = |list: &str, sense: Senses| {
        for word in list.split_ascii_whitespace() {
            lexicon.add(hash(word), sense);
        }
    };
    for (name, list) in lists(include_str!("../../data/recognise.toml")) {
        if let Some((_, sense)) = LISTS.iter().find(|(n, _)| *n == name) {
            add(list, *sense);
        }
    }
    add(include_str!("../../data/words.txt"), Senses::WORD);
    lexicon
});

/// The hash (FNV-1a) of a word's letters in lower case, under which the lexicon and the weights know it.
pub(super) fn hash(word: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        return word.bytes().fold(0x811c_9dc5, |hash, byte| step(hash, byte.to_ascii_lowercase()));
    }
    let mut utf8 = [0; 4];
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0x811c_9dc5, |hash, c| c.encode_utf8(&mut utf8).bytes().fold(hash, step))
}

/// The [`hash`] of `text[start..end]`. That of a short word takes no branch that depends on its length.
pub(super) fn hash_within(text: &str, start: usize, end: usize) -> u32 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let len = end - start;
    let eight = text.as_bytes().get(start..).and_then(|rest| rest.first_chunk::<8>());
    let Some(eight) = eight.filter(|_| (1..=8).contains(&len)) else {
        return hash(&text[start..end]);
    };
    let letters = u64::from_le_bytes(*eight) & (u64::MAX >> (64 - 8 * len));
    if letters & (0x80 * ONES) != 0 {
        return hash(&text[start..end]);
    }
    // all eight at once: from A on, and not beyond Z
    let capital = (letters + 0x3f * ONES) & !(letters + 0x25 * ONES) & (0x80 * ONES);
    let lower = (letters | capital >> 2).to_le_bytes();
    let mut hash = 0x811c_9dc5_u32;
    for (n, &byte) in lower.iter().enumerate() {
        let next = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        hash = if n < len { next } else { hash };
    }
    hash
}

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

/// The embedded lists.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The senses of a word in any case.
pub(crate) fn senses(word: &str) -> Senses {
    lexicon().get(hash(word))
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
    fn a_word_within_a_text_has_its_hash() {
        for text in ["The Kyïv of yesteryears, all of it", "U.S.", "Ünder the bridge", ""] {
            for (start, _) in text.char_indices() {
                for (end, _) in text.char_indices().skip(1).filter(|&(end, _)| end >= start) {
                    assert_eq!(hash_within(text, start, end), hash(&text[start..end]));
                }
            }
        }
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

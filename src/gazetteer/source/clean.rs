//! Cleaning: which of a source's alternate names are names, as `../shared/data/build/names.py` has it.
//!
//! A column of `alternatenames` holds links, codes of airports, skeletons without vowels and a hundred spellings that
//! differ by an accent; of 10 that are there 6 are worth a line of the index.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::super::key::Keys;

/// Scripts but the Latin one, with the countries where a reader meets them.
const SCRIPTS: &str = include_str!("../../../data/scripts.csv");
/// A name longer than this is a sentence.
const LONGEST: usize = 90;
/// What the pattern of a code or skeleton would take away.
const COUNTRIES: [&str; 15] =
    ["US", "UK", "UAE", "USA", "EU", "UN", "DRC", "PRC", "ROK", "DPRK", "CAR", "KSA", "PNG", "GDR", "USSR"];

/// The sort of place that a name is of, which decides what can be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    City,
    Division,
    Country,
    Other,
}

impl Sort {
    /// By `GeoNames`' feature class and code.
    pub(super) fn of(class: &str, code: &str) -> Self {
        match class {
            "P" => Self::City,
            "A" if code.starts_with("PCL") || code == "TERR" => Self::Country,
            "A" => Self::Division,
            _ => Self::Other,
        }
    }
}

/// The names of one row on their way into it: each spelling once, junk left out.
#[derive(Default)]
pub(super) struct Names {
    name: String,
    joined: String,
    keys: Keys,
    seen: Vec<u64>,
}

impl Names {
    /// Begins a row; what is the name itself is no alternate.
    pub(super) fn begin(&mut self, name: &str) {
        self.joined.clear();
        self.seen.clear();
        self.name.clear();
        tidy(name, &mut self.name);
        let name = hash(self.keys.key(&self.name));
        self.seen.push(name);
    }

    /// Adds an alternate if it is a name, and none that was there.
    pub(super) fn add(&mut self, alternate: &str, sort: Sort, country: &str) {
        let start = self.joined.len();
        if start > 0 {
            self.joined.push('|');
        }
        let from = self.joined.len();
        tidy(alternate, &mut self.joined);
        let alternate = &self.joined[from..];
        if !alternate.is_empty() && is_name(alternate, sort, country) {
            let key = self.keys.key(alternate);
            let hashed = hash(key);
            if !key.is_empty() && !self.seen.contains(&hashed) {
                self.seen.push(hashed);
                return;
            }
        }
        self.joined.truncate(start);
    }

    /// The name, with single spaces.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The alternates, joined by `|`.
    pub(super) fn joined(&self) -> &str {
        &self.joined
    }
}

/// Appends a name in composed characters, with single spaces, without bars and stray commas at the ends.
pub(super) fn tidy(name: &str, out: &mut String) {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    let plain = |c: char| !c.is_whitespace() && c != '|';
    let mut space = false;
    let mut push = |c: char| {
        if plain(c) || !space {
            out.push(if plain(c) { c } else { ' ' });
        }
        space = !plain(c);
    };
    if is_nfc(name) {
        name.chars().for_each(&mut push);
    } else {
        name.nfc().for_each(&mut push);
    }
}

/// Whether an alternate name is one: no link, code, skeleton in small letters, and in a script that its country has.
pub(super) fn is_name(name: &str, sort: Sort, country: &str) -> bool {
    if COUNTRIES.contains(&name) {
        return sort == Sort::Country;
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || name.starts_with("http") || name.len() > LONGEST && name.chars().count() > LONGEST {
        return false;
    }
    match name.chars().find(|&c| c.is_alphabetic() && !is_latin(c)) {
        Some(foreign) => is_native(foreign, country),
        None => letters > 2 && is_latin_name(name, sort),
    }
}

fn is_latin_name(name: &str, sort: Sort) -> bool {
    let bytes = name.as_bytes();
    let all = |is: fn(&u8) -> bool| bytes.iter().all(is);
    if all(|b| b.is_ascii_uppercase() || *b == b'.') && bytes.contains(&b'.') && bytes.len() <= 8 {
        return sort == Sort::Country;
    }
    if bytes.len() <= 5 && all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        let is_code = match sort {
            Sort::City => true,
            Sort::Division => bytes.len() == 3,
            Sort::Country | Sort::Other => false,
        };
        if is_code || bytes.iter().any(u8::is_ascii_digit) {
            return false;
        }
    }
    let long_number = || bytes.windows(3).any(|three| three.iter().all(u8::is_ascii_digit));
    name.chars().any(char::is_uppercase) && (sort == Sort::Country || !long_number())
}

fn is_latin(c: char) -> bool {
    // with the modifier letters that transcriptions have
    matches!(u32::from(c), 0..=0x2ff | 0x1e00..=0x1eff)
}

/// A stretch of characters, and the countries that write with them.
struct Script {
    first: u32,
    last: u32,
    native_in: &'static str,
}

static TABLE: LazyLock<Vec<Script>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split(',').skip(1);
        let mut number = || u32::from_str_radix(cells.next()?, 16).ok();
        let (first, last) = (number()?, number()?);
        Some(Script { first, last, native_in: cells.next()? })
    };
    SCRIPTS.lines().skip(1).filter_map(row).collect()
});

fn is_native(c: char, country: &str) -> bool {
    let script = TABLE.iter().find(|s| (s.first..=s.last).contains(&u32::from(c)));
    !country.is_empty() && script.is_some_and(|s| s.native_in.split(' ').any(|code| code == country))
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_is_left_out() {
        let mut names = Names::default();
        names.begin(" Sirsa |  City,");
        assert_eq!(names.name(), "Sirsa City");
        for alternate in [
            "Sirsā",
            "SIRSA",
            "Sirsa City",
            "sirusa",
            "SRS",
            "https://x.org/Sirsa",
            "सिरसा",
            "Сирса",
            "Sirsa 1234",
            "",
            "S",
            ",",
            "Sirsa  District;",
        ] {
            names.add(alternate, Sort::City, "IN");
        }
        assert_eq!(names.joined(), "Sirsā|सिरसा|Sirsa District");
    }

    #[test]
    fn codes_are_names_of_countries_alone() {
        assert!(is_name("UAE", Sort::Country, "AE") && is_name("U.S.A.", Sort::Country, "US"));
        assert!(!is_name("UAE", Sort::City, "AE") && !is_name("D.C.", Sort::City, "US"));
        assert!(is_name("OPRN", Sort::Other, "PK") && !is_name("KA12", Sort::Other, "PK"));
    }
}

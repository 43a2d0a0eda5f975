//! Suggestions: the names nearest to one that the gazetteer lacks.

use fst::Streamer;

use super::{
    Gazetteer, Keys, NameKind, Names, PlaceId,
    key::{consonants, is_article},
};

impl Gazetteer {
    /// The best bearers of the names that are nearest to `name` by edits of a letter (two neighbours swapped count
    /// as one), nearest and then largest first. At most `limit`; nothing farther than a third of the letters.
    pub fn suggest(&self, name: &str, limit: usize) -> Vec<PlaceId> {
        let mut keys = Keys::default();
        let folded = keys.key(name).len();
        let wanted: Vec<char> = String::from_utf8_lossy(keys.key(name)).chars().collect();
        let most = (wanted.len() / 3).clamp(1, 3);
        let mut rows = Rows::default();
        let mut found: Vec<(usize, NameKind, PlaceId)> = Vec::new();
        for layer in &self.layers {
            let mut names = layer.index.map(Names::Name).stream();
            while let Some((key, _)) = names.next() {
                if key.len().abs_diff(folded) > most + 4 {
                    continue;
                }
                let spelled: Vec<char> = String::from_utf8_lossy(key).chars().collect();
                if let Some(edits) = rows.distance(&wanted, &spelled, most)
                    && let Some(bearers) = self.find(Names::Name, key)
                {
                    found.extend(bearers.iter().map(|(p, kind)| (edits, kind, p)));
                }
            }
        }
        found.sort_by_key(|&(edits, kind, p)| (edits, kind, std::cmp::Reverse(self.record(p).population), p));
        let mut suggestions = Vec::new();
        for (_, _, place) in found {
            if suggestions.len() == limit {
                break;
            }
            if !suggestions.contains(&place) {
                suggestions.push(place);
            }
        }
        suggestions
    }
}

impl Gazetteer {
    /// The places that pass and have a name nearly spelled as `name`, with how many letters lie between: the same consonants,
    /// and no more than a quarter of the letters apart. Of countries that have a script of their own.
    pub fn spelled_like(&self, name: &str, passes: impl Fn(PlaceId) -> bool) -> Vec<(PlaceId, usize)> {
        let mut keys = Keys::default();
        let mut key = keys.key(name).to_vec();
        let found = self.spelled_as(&key, &passes);
        // "Alrastan" is "al Rastan", where it is nothing else
        if found.is_empty() && part_articles(&mut key) { self.spelled_as(&key, &passes) } else { found }
    }

    fn spelled_as(&self, key: &[u8], passes: impl Fn(PlaceId) -> bool) -> Vec<(PlaceId, usize)> {
        let mut keys = Keys::default();
        let wanted = letters(key);
        let most = (wanted.len() / 4).max(1);
        let Some(bearers) = self.find(Names::Spelling, &consonants(key)) else { return Vec::new() };
        let mut rows = Rows::default();
        let mut edits = |place: PlaceId| {
            let (layer, row) = self.layer(place);
            let names = layer.index.alternates(row).split('|').chain([layer.index.name(row)]);
            names.filter_map(|name| rows.distance(&wanted, &letters(keys.key(name)), most)).min()
        };
        bearers
            .iter()
            .filter(|&(place, _)| passes(place))
            .filter_map(|(place, _)| Some((place, edits(place)?)))
            .collect()
    }
}

/// The letters of a key without its articles, doubled letters once and without the "h" that ends words after a vowel, as spellings
/// of one name differ in these first.
fn letters(key: &[u8]) -> Vec<char> {
    let key = String::from_utf8_lossy(key);
    let mut letters: Vec<char> = Vec::with_capacity(key.len());
    for word in key.split(' ').filter(|word| !is_article(word.as_bytes())) {
        let word = word.strip_suffix('h').filter(|rest| rest.ends_with(['a', 'e', 'i', 'o', 'u'])).unwrap_or(word);
        let first = letters.len();
        for letter in word.chars() {
            if letters.len() == first || letters.last() != Some(&letter) {
                letters.push(letter);
            }
        }
    }
    letters
}

/// Parts the article "al" from the words of a key that begin with it; whether there is one.
fn part_articles(key: &mut Vec<u8>) -> bool {
    /// How many letters such a word has.
    const LETTERS: usize = 6;
    let glued = |word: &&[u8]| word.len() >= LETTERS && word.starts_with(b"al");
    if !key.split(|&b| b == b' ').any(|word| glued(&word)) {
        return false;
    }
    let parted: Vec<Vec<u8>> = key
        .split(|&b| b == b' ')
        .map(|word| if glued(&word) { [b"al ", &word[2..]].concat() } else { word.to_vec() })
        .collect();
    *key = parted.join(&b' ');
    true
}

/// Rows of the table of edit distances, kept from word to word.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    this: Vec<usize>,
}

impl Rows {
    /// Edits between two words (optimal string alignment), none when they are more than `most`.
    fn distance(&mut self, a: &[char], b: &[char], most: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > most {
            return None;
        }
        self.last.clear();
        self.last.extend(0..=b.len());
        self.before.clone_from(&self.last);
        for i in 1..=a.len() {
            self.this.clear();
            self.this.push(i);
            for j in 1..=b.len() {
                let change = self.last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = change.min(self.last[j] + 1).min(self.this[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(self.before[j - 2] + 1);
                }
                self.this.push(best);
            }
            if self.this.iter().min().is_none_or(|&m| m > most) {
                return None;
            }
            std::mem::swap(&mut self.before, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.this);
        }
        self.last.last().copied().filter(|&d| d <= most)
    }
}

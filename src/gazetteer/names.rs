//! Names: an index from a key to the places that bear it, walked byte by byte along a text.
//!
//! The keys stand sorted in one string. A finite-state map of the embedded names would be a third smaller but takes
//! 15 ms to build at each start, sorting them 2 ms; an index that is compiled ahead can have one.

use super::{GazetteerError, PlaceId};

/// How a place bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Its main name.
    Main,
    /// Another name or spelling of it.
    Alternate,
}

/// The places of one name, best first: a user's rows, main names, larger places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bearers<'g> {
    places: &'g [PlaceId],
    kinds: &'g [NameKind],
}

impl<'g> Bearers<'g> {
    /// The places, with how each bears the name.
    pub fn iter(self) -> impl Iterator<Item = (PlaceId, NameKind)> + use<'g> {
        self.places.iter().copied().zip(self.kinds.iter().copied())
    }

    /// The best.
    pub fn first(self) -> Option<PlaceId> {
        self.places.first().copied()
    }

    /// How many there are; never none.
    pub fn count(self) -> usize {
        self.places.len()
    }
}

/// An entry on the way into an index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) place: PlaceId,
    pub(crate) kind: NameKind,
}

/// Sorted keys and the bearers of each, as four flat arrays.
#[derive(Debug)]
pub(crate) struct NameIndex {
    /// All keys, one after another.
    keys: Vec<u8>,
    /// Where each key starts in `keys`, and the end.
    starts: Vec<u32>,
    /// Where each key's bearers start in `places` and `kinds`, and the end.
    postings: Vec<u32>,
    places: Vec<PlaceId>,
    kinds: Vec<NameKind>,
    /// The first key that starts with each byte, and the end.
    heads: Box<[u32; 257]>,
}

impl NameIndex {
    /// Builds the index; `rank` orders the bearers of one name, the least first.
    pub(crate) fn build<R: Ord>(
        keys: &[u8],
        entries: &mut [Entry],
        rank: impl Fn(PlaceId, NameKind) -> R,
    ) -> Result<Self, GazetteerError> {
        let key = |e: &Entry| &keys[e.start as usize..(e.start + e.len) as usize];
        entries.sort_unstable_by(|a, b| {
            key(a).cmp(key(b)).then_with(|| a.place.cmp(&b.place)).then_with(|| a.kind.cmp(&b.kind))
        });
        let mut index = Self {
            keys: Vec::with_capacity(keys.len()),
            starts: Vec::with_capacity(entries.len() + 1),
            postings: Vec::with_capacity(entries.len() + 1),
            places: Vec::with_capacity(entries.len()),
            kinds: Vec::with_capacity(entries.len()),
            heads: Box::new([0; 257]),
        };
        let offset =
            |n: usize| u32::try_from(n).map_err(|_| GazetteerError::TooLarge("more than four gigabytes of names"));
        let mut bearers: Vec<(PlaceId, NameKind)> = Vec::new();
        for group in entries.chunk_by(|a, b| key(a) == key(b)) {
            index.starts.push(offset(index.keys.len())?);
            index.postings.push(offset(index.places.len())?);
            index.keys.extend_from_slice(key(&group[0]));
            bearers.clear();
            // of a place that bears the name twice the first entry is the main one
            bearers.extend(group.iter().map(|e| (e.place, e.kind)));
            bearers.dedup_by_key(|b| b.0);
            bearers.sort_by_key(|&(place, kind)| rank(place, kind));
            index.places.extend(bearers.iter().map(|b| b.0));
            index.kinds.extend(bearers.iter().map(|b| b.1));
            index.heads[usize::from(key(&group[0])[0]) + 1] += 1;
        }
        for i in 1..index.heads.len() {
            index.heads[i] += index.heads[i - 1];
        }
        index.starts.push(offset(index.keys.len())?);
        index.postings.push(offset(index.places.len())?);
        Ok(index)
    }

    fn key(&self, i: usize) -> &[u8] {
        &self.keys[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    fn bearers(&self, i: usize) -> Bearers<'_> {
        let range = self.postings[i] as usize..self.postings[i + 1] as usize;
        Bearers { places: &self.places[range.clone()], kinds: &self.kinds[range] }
    }

    /// The bearers of a key.
    pub(crate) fn get(&self, key: &[u8]) -> Option<Bearers<'_>> {
        let mut walk = self.walk();
        (!key.is_empty() && walk.go(key)).then(|| walk.bearers())?
    }

    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Gives every key with its bearers, in the order of the keys.
    pub(crate) fn each(&self, mut take: impl FnMut(&[u8], Bearers<'_>)) {
        for i in 0..self.len() {
            take(self.key(i), self.bearers(i));
        }
    }

    /// A walk from the empty key.
    pub(crate) fn walk(&self) -> Walk<'_> {
        Walk { index: self, low: 0, high: self.len(), depth: 0 }
    }
}

/// The keys that begin with the bytes walked so far.
#[derive(Clone)]
pub(crate) struct Walk<'g> {
    index: &'g NameIndex,
    low: usize,
    high: usize,
    depth: usize,
}

impl<'g> Walk<'g> {
    /// Goes on by `bytes`; false when no key begins so (the walk is then over).
    pub(crate) fn go(&mut self, bytes: &[u8]) -> bool {
        for &b in bytes {
            if self.depth == 0 {
                let b = usize::from(b);
                self.low = self.index.heads[b] as usize;
                self.high = self.index.heads[b + 1] as usize;
            } else {
                // shorter keys come first, so a missing byte is less than any
                let at = |i: usize| self.index.key(i).get(self.depth).copied();
                self.low = first(self.low, self.high, |i| at(i) >= Some(b));
                self.high = first(self.low, self.high, |i| at(i) > Some(b));
            }
            self.depth += 1;
            if self.low >= self.high {
                return false;
            }
        }
        true
    }

    /// The bearers of the key that the bytes so far are, if they are one.
    pub(crate) fn bearers(&self) -> Option<Bearers<'g>> {
        (self.low < self.high && self.index.key(self.low).len() == self.depth).then(|| self.index.bearers(self.low))
    }
}

/// The first number from `low` to `high` for which `is` holds, where it holds for all after it; near ones first.
fn first(low: usize, high: usize, is: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut step) = (low, 1);
    while low < high && !is((low + step - 1).min(high - 1)) {
        low = (low + step).min(high);
        step *= 2;
    }
    let mut end = (low + step - 1).min(high);
    while low < end {
        let middle = usize::midpoint(low, end);
        if is(middle) {
            end = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[(&str, u32)]) -> NameIndex {
        let mut keys = Vec::new();
        let mut entries: Vec<Entry> = names
            .iter()
            .map(|&(name, place)| {
                let start = u32::try_from(keys.len()).unwrap();
                keys.extend_from_slice(name.as_bytes());
                Entry { start, len: u32::try_from(name.len()).unwrap(), place: PlaceId(place), kind: NameKind::Main }
            })
            .collect();
        NameIndex::build(&keys, &mut entries, |place, _| std::cmp::Reverse(place)).unwrap()
    }

    #[test]
    fn walks_and_finds() {
        let index = index(&[("jammu", 1), ("jammu airport", 2), ("sirsa", 3), ("sirsa", 4), ("a", 5)]);
        assert_eq!(index.len(), 4);
        assert_eq!(index.get(b"sirsa").unwrap().places, [PlaceId(4), PlaceId(3)]);
        assert!(index.get(b"sirs").is_none() && index.get(b"").is_none());
        let mut walk = index.walk();
        assert!(walk.go(b"jammu") && walk.bearers().is_some());
        assert!(walk.go(b" air") && walk.bearers().is_none());
        assert!(walk.go(b"port") && walk.bearers().is_some());
        assert!(!walk.go(b"s") && walk.bearers().is_none());
    }

    #[test]
    fn the_first_of_many_is_found() {
        for high in 0..40 {
            for low in 0..=high {
                for answer in low..=high {
                    assert_eq!(first(low, high, |i| i >= answer), answer);
                }
            }
        }
    }
}

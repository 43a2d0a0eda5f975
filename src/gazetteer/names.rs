//! Names: who bears one, over all indexes of a gazetteer.

use super::{Gazetteer, LAYERS, Names, PlaceId, index};

/// How a place bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Its main name.
    Main,
    /// Another name or spelling of it.
    Alternate,
}

/// The places of one name, best first: a user's rows, main names, larger places.
#[derive(Debug, Clone, Copy)]
pub struct Bearers<'g> {
    gazetteer: &'g Gazetteer,
    /// The postings of each index.
    postings: [&'g [u8]; LAYERS],
}

impl<'g> Bearers<'g> {
    /// The places, with how each bears the name.
    pub fn iter(self) -> impl Iterator<Item = (PlaceId, NameKind)> + use<'g> {
        self.best(usize::MAX)
    }

    /// At most the best `most`, as many of each index that has the name, even if other rows replace all that it has: a
    /// user's thousand leave room for the embedded ones.
    pub fn best(self, most: usize) -> impl Iterator<Item = (PlaceId, NameKind)> + use<'g> {
        let single = self.gazetteer.layers.len() == 1;
        let bearing = self.postings.iter().filter(|postings| !postings.is_empty()).count();
        let most = most / bearing.max(1);
        self.gazetteer.layers.iter().zip(self.postings).flat_map(move |(layer, postings)| {
            let all = postings.as_chunks::<4>().0.iter().map(move |&posting| {
                let posting = u32::from_le_bytes(posting);
                let kind = if posting % 2 == 0 { NameKind::Main } else { NameKind::Alternate };
                (PlaceId(layer.first + posting / 2), kind)
            });
            all.filter(move |&(place, _)| single || !self.gazetteer.is_replaced(place)).take(most)
        })
    }

    /// The best.
    pub fn first(self) -> Option<PlaceId> {
        self.iter().next().map(|(place, _)| place)
    }

    /// How many there are, those included that a user's row replaces.
    pub fn count(self) -> usize {
        self.postings.iter().map(|postings| postings.len() / 4).sum()
    }
}

/// The maps of one sort of name, one of each index.
#[derive(Clone, Copy)]
pub(crate) struct Maps<'g> {
    gazetteer: &'g Gazetteer,
    maps: [Option<index::Map<'g>>; LAYERS],
}

/// How far a walk along them has come in each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walk([index::Stand; LAYERS]);

impl<'g> Maps<'g> {
    pub(super) fn of(gazetteer: &'g Gazetteer, which: Names) -> Self {
        let mut maps = [None; LAYERS];
        for (map, layer) in maps.iter_mut().zip(&gazetteer.layers) {
            *map = Some(index::Map::of(&layer.index, which));
        }
        Self { gazetteer, maps }
    }

    /// A walk from the empty name.
    pub(crate) fn walk(&self) -> Walk {
        Walk(self.maps.map(|map| map.map_or(index::Stand::OVER, index::Map::root)))
    }

    /// Goes on by `letters`; whether some name begins with the bytes walked.
    pub(crate) fn go(&self, walk: &mut Walk, letters: &[u8]) -> bool {
        let mut goes_on = false;
        for (stand, map) in walk.0.iter_mut().zip(self.maps.iter().flatten()) {
            *stand = map.go(*stand, letters);
            goes_on |= stand.goes_on();
        }
        goes_on
    }

    /// The bearers of the name that the bytes walked are, if they are one.
    pub(crate) fn bearers(&self, walk: &Walk) -> Option<Bearers<'g>> {
        let mut postings: [&[u8]; LAYERS] = [&[]; LAYERS];
        for ((postings, map), stand) in postings.iter_mut().zip(self.maps.iter().flatten()).zip(walk.0) {
            *postings = map.bearers(stand);
        }
        let bearers = Bearers { gazetteer: self.gazetteer, postings };
        // where a user's rows replaced all of them, nobody bears it any more
        let any = if self.gazetteer.layers.len() > 1 { bearers.first().is_some() } else { bearers.count() > 0 };
        any.then_some(bearers)
    }
}

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

    /// At most the best `most`, as many of each index: a user's thousand leave room for the embedded ones.
    pub fn best(self, most: usize) -> impl Iterator<Item = (PlaceId, NameKind)> + use<'g> {
        let single = self.gazetteer.layers.len() == 1;
        let most = most / self.gazetteer.layers.len().max(1);
        let each = self.gazetteer.layers.iter().zip(self.postings).flat_map(move |(layer, postings)| {
            postings.as_chunks::<4>().0.iter().take(most).map(move |&posting| {
                let posting = u32::from_le_bytes(posting);
                let kind = if posting % 2 == 0 { NameKind::Main } else { NameKind::Alternate };
                (PlaceId(layer.first + posting / 2), kind)
            })
        });
        each.filter(move |&(place, _)| single || !self.gazetteer.is_replaced(place))
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

/// The names that begin with the bytes walked so far.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'g> {
    gazetteer: &'g Gazetteer,
    walks: [Option<index::Walk<'g>>; LAYERS],
}

impl<'g> Walk<'g> {
    pub(super) fn begin(gazetteer: &'g Gazetteer, which: Names) -> Self {
        let mut walks = [None; LAYERS];
        for (walk, layer) in walks.iter_mut().zip(&gazetteer.layers) {
            *walk = Some(index::Walk::begin(&layer.index, which));
        }
        Self { gazetteer, walks }
    }

    /// Goes on by `bytes`; false when no name begins so (the walk is then over).
    pub(crate) fn go(&mut self, bytes: &[u8]) -> bool {
        let mut goes = false;
        for walk in self.walks.iter_mut().flatten() {
            goes |= walk.go(bytes);
        }
        goes
    }

    /// The bearers of the name that the bytes so far are, if they are one.
    pub(crate) fn bearers(&self) -> Option<Bearers<'g>> {
        let mut postings: [&[u8]; LAYERS] = [&[]; LAYERS];
        for (postings, walk) in postings.iter_mut().zip(&self.walks) {
            *postings = walk.as_ref().map_or(&[], index::Walk::bearers);
        }
        let bearers = Bearers { gazetteer: self.gazetteer, postings };
        // where a user's rows replaced all of them, nobody bears it any more
        let any = if self.gazetteer.layers.len() > 1 { bearers.first().is_some() } else { bearers.count() > 0 };
        any.then_some(bearers)
    }
}

//! What the tagger asks of the gazetteer: sorts and containment, never coordinates.

use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    resolve::Toponym,
    text::Tokens,
};

/// A document's toponyms with the gazetteer that they were resolved against.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    pub(crate) toponyms: &'a [Toponym],
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) tokens: &'a Tokens<'a>,
}

impl Places<'_> {
    /// The row of a toponym; of a name that the gazetteer lacks, that of the town or district it is said to lie in.
    pub(crate) fn id(&self, toponym: usize) -> Option<PlaceId> {
        self.known(toponym).and_then(|t| self.toponyms[t].resolution.as_ref()).map(|r| r.place)
    }

    /// The toponym itself if it has a row, else the town or district that the text puts it in.
    pub(crate) fn known(&self, toponym: usize) -> Option<usize> {
        known(self.toponyms, toponym)
    }

    /// Whether two toponyms are one, or of one row.
    pub(crate) fn are_one(&self, a: usize, b: usize) -> bool {
        a == b || self.id(a).is_some() && self.id(a) == self.id(b)
    }

    /// The words of a toponym as they stand.
    pub(crate) fn surface(&self, toponym: usize) -> &str {
        let mention = &self.toponyms[toponym].mention;
        self.tokens.slice(self.tokens.part_of(mention.sentence), mention.span)
    }

    pub(crate) fn class(&self, toponym: usize) -> Option<PlaceClass> {
        self.toponyms[toponym].resolution.as_ref().map(|r| r.class)
    }

    /// Whether a toponym is the capital of a country, which stands for its government.
    pub(crate) fn is_capital(&self, toponym: usize) -> bool {
        let is = |id: PlaceId| self.gazetteer.is_capital(id);
        // "Kyiv" may be resolved to the division of that name
        let country = self.id(toponym).and_then(|id| self.gazetteer.country_of(id));
        self.id(toponym).is_some_and(is)
            || country.is_some()
                && self.toponyms[toponym]
                    .mention
                    .candidates
                    .iter()
                    .any(|&c| is(c) && self.gazetteer.country_of(c) == country)
    }

    /// Whether a toponym is a sea, a lake or a river.
    pub(crate) fn is_water(&self, toponym: usize) -> bool {
        self.id(toponym).is_some_and(|id| self.gazetteer.place(id).feature_class == "H")
    }

    /// The country that a toponym is or lies in.
    pub(crate) fn country(&self, toponym: usize) -> Option<PlaceId> {
        let id = self.id(toponym)?;
        if self.class(toponym) == Some(PlaceClass::Country) { Some(id) } else { self.gazetteer.country_of(id) }
    }

    /// Whether the one toponym's place contains the other's.
    pub(crate) fn contains(&self, outer: usize, inner: usize) -> bool {
        match (self.id(outer), self.id(inner)) {
            (Some(outer), Some(inner)) => outer != inner && self.gazetteer.contains(outer, inner),
            _ => false,
        }
    }
}

/// The toponym itself if it has a row, else the town or district that the text puts it in, if that has one.
pub fn known(toponyms: &[Toponym], toponym: usize) -> Option<usize> {
    let t = &toponyms[toponym];
    if t.resolution.is_some() {
        return Some(toponym);
    }
    t.stated_in.filter(|&outer| toponyms[outer].resolution.as_ref().is_some_and(|r| r.class <= PlaceClass::District))
}

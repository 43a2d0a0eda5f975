//! Gazetteer: rows in, places by name out. Knows nothing of documents.
//!
//! Rows are compiled into an index (`compile`), which is read where it lies (`index`): the embedded one in the program,
//! a user's in its file. A gazetteer is a few of them, one over the other.

mod areas;
mod class;
mod compile;
mod country;
mod error;
mod facts;
mod index;
mod key;
mod layout;
mod lint;
mod make;
mod names;
mod open;
pub mod outlines;
mod record;
mod size;
mod source;
mod stream;
mod suggest;
mod table;
pub(crate) mod topology;

use std::{collections::HashMap, sync::OnceLock};

pub use class::PlaceClass;
pub use error::{GazetteerError, RowError};
pub use facts::Facts;
pub use lint::{Check, Finding, Lint, Severity, lint};
pub use make::{Info, Made, build, info};
pub use names::{Bearers, NameKind};
pub use open::Options;
pub use source::Format;

pub(crate) use country::is_swapped;
pub(crate) use index::Names;
pub(crate) use key::{Joint, Keys, fold_into, spelled};
pub(crate) use names::Maps;
pub(crate) use record::distance_km;

use index::Index;
use record::Record;

/// Index of a place in its [`Gazetteer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// A row of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// `geonames:1256052`, `ourairports:OPRN`, `curated:…`, `user:…`
    pub id: &'g str,
    /// The main name.
    pub name: &'g str,
    /// Degrees, WGS 84.
    pub latitude: f64,
    /// Degrees, WGS 84.
    pub longitude: f64,
    /// `GeoNames` class: A, H, L, P, R, S, T, U, V.
    pub feature_class: &'g str,
    /// `GeoNames` code: PPL, ADM1, AIRB, PCLI…
    pub feature_code: &'g str,
    /// ISO 3166-1 alpha-2, or empty.
    pub country_code: &'g str,
    /// Code of the first-order division, or empty.
    pub admin1_code: &'g str,
    /// Code of the second-order division, or empty.
    pub admin2_code: &'g str,
    /// 0 where unknown.
    pub population: u64,
}

/// Places by name, id and containment.
#[derive(Debug)]
pub struct Gazetteer {
    /// That of the most weight first, the embedded one last.
    layers: Vec<Layer>,
    /// By the number of the country; looked up when one is first asked for.
    capitals: OnceLock<HashMap<u16, PlaceId>>,
}

/// An index with the numbers that its rows have in the gazetteer.
#[derive(Debug)]
struct Layer {
    index: Index,
    first: u32,
    users: bool,
}

/// How many indexes lie one over the other at most.
const LAYERS: usize = 5;
/// How many of them are a user's at most.
const USERS: usize = 3;

/// How far from a region's point a place of the region may lie, in kilometres, where codes do not tell.
const REGION_KM: f64 = 250.0;
/// How far from a town's point its air base may lie: Rafiqi is 22 km from Shorkot.
const SITE_KM: f64 = 40.0;

impl Gazetteer {
    /// The row of a place.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let (layer, row) = self.layer(id);
        let r = layer.index.record(row);
        let text = layer.index.strings(row);
        let (latitude, longitude) = r.point();
        Place {
            id: text.id,
            name: text.name,
            latitude,
            longitude,
            feature_class: text.feature_class,
            feature_code: text.feature_code,
            country_code: text.country_code,
            admin1_code: text.admin1_code,
            admin2_code: text.admin2_code,
            population: r.population,
        }
    }

    /// Its id alone, for less than [`Self::place`].
    pub fn id(&self, id: PlaceId) -> &str {
        let (layer, row) = self.layer(id);
        layer.index.id(row)
    }

    /// Its main name alone.
    pub fn name(&self, id: PlaceId) -> &str {
        let (layer, row) = self.layer(id);
        layer.index.name(row)
    }

    /// The code of its country alone.
    pub fn country_code(&self, id: PlaceId) -> &str {
        let (layer, row) = self.layer(id);
        layer.index.country_code(row)
    }

    /// The other names of a place, joined by `|`.
    pub fn alternate_names(&self, id: PlaceId) -> &str {
        let (layer, row) = self.layer(id);
        layer.index.alternates(row)
    }

    /// Its sort.
    pub fn class(&self, id: PlaceId) -> PlaceClass {
        self.record(id).class
    }

    /// Whether a user's file gave the row.
    pub fn is_users(&self, id: PlaceId) -> bool {
        self.layer(id).0.users
    }

    /// Whether it holds the embedded rows, over which a user's are preferred.
    pub fn has_default(&self) -> bool {
        self.layers.iter().any(|layer| !layer.users)
    }

    /// How many rows there are; one that another replaces counts too.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.index.len() as usize).sum()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many names there are, folded; demonyms and abbreviations counted.
    pub fn names_len(&self) -> usize {
        self.layers.iter().map(|layer| layer.index.names_len()).sum()
    }

    /// The indexes that it stands on, the user's first: whether it is a user's, how many rows it has, its checksum.
    pub fn layers(&self) -> impl Iterator<Item = (bool, u32, u32)> {
        self.layers.iter().map(|layer| (layer.users, layer.index.len(), layer.index.checksum()))
    }

    /// All places, the user's first.
    pub fn rows(&self) -> impl Iterator<Item = PlaceId> {
        let end = self.layers.last().map_or(0, |layer| layer.first + layer.index.len());
        (0..end).map(PlaceId).filter(|&id| !self.is_replaced(id))
    }

    /// The place whose id is `id`.
    pub fn by_id(&self, id: &str) -> Option<PlaceId> {
        self.layers.iter().find_map(|layer| Some(PlaceId(layer.first + layer.index.by_id(id)?)))
    }

    /// The places called `name`, whatever its case, accents and punctuation, best first; abbreviations in their own case.
    pub fn named(&self, name: &str) -> Vec<PlaceId> {
        self.bearers(name).map_or_else(Vec::new, |b| b.iter().map(|(place, _)| place).collect())
    }

    /// The places called `name`, with how each bears it.
    pub fn bearers(&self, name: &str) -> Option<Bearers<'_>> {
        let abbreviation = self.find(Names::Abbreviation, &key::exact(name));
        abbreviation.or_else(|| self.find(Names::Name, Keys::default().key(name)))
    }

    /// The countries or regions whose people or adjective is `word`: "Indian", "Ukrainians".
    pub fn demonym(&self, word: &str) -> Vec<PlaceId> {
        let bearers = self.find(Names::Demonym, Keys::default().key(word));
        bearers.map_or_else(Vec::new, |b| b.iter().map(|(place, _)| place).collect())
    }

    /// Whether a word is such a demonym.
    pub fn is_demonym(&self, word: &str) -> bool {
        self.find(Names::Demonym, Keys::default().key(word)).is_some()
    }

    fn find(&self, which: Names, key: &[u8]) -> Option<Bearers<'_>> {
        let maps = self.maps(which);
        let mut walk = maps.walk();
        (!key.is_empty() && maps.go(&mut walk, key)).then(|| maps.bearers(&walk))?
    }

    /// The names of one sort, to walk along.
    pub(crate) fn maps(&self, which: Names) -> Maps<'_> {
        Maps::of(self, which)
    }

    /// The country that a place lies in; a country is its own.
    pub fn country_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.division_of(id, 0)
    }

    /// The first-order division that a place lies in; a province is its own.
    pub fn admin1_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.division_of(id, 1)
    }

    /// The second-order division that a place lies in; a district is its own.
    pub fn admin2_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.division_of(id, 2)
    }

    /// The capital of a country, among the embedded rows: those of a user may be millions.
    pub fn capital_of(&self, country: PlaceId) -> Option<PlaceId> {
        let capitals = self.capitals.get_or_init(|| {
            let own = self.layers.iter().filter(|layer| !layer.users);
            let rows = own.flat_map(|layer| (layer.first..layer.first + layer.index.len()).map(PlaceId));
            let mut capitals = HashMap::new();
            for id in rows.filter(|&id| self.is_capital(id) && !self.is_replaced(id)) {
                capitals.entry(self.record(id).country_number()).or_insert(id);
            }
            capitals
        });
        capitals.get(&self.record(country).country_number()).copied()
    }

    /// Whether a place is the capital of a country; `GeoNames` has none for Israel.
    pub fn is_capital(&self, id: PlaceId) -> bool {
        match &self.record(id).feature_code {
            b"PPLC\0\0\0\0" => true,
            b"PPLA\0\0\0\0" => self.country_code(id) == "IL" && self.name(id) == "Jerusalem",
            _ => false,
        }
    }

    fn division_of(&self, id: PlaceId, depth: usize) -> Option<PlaceId> {
        let record = self.record(id);
        let number = record.divisions()[depth];
        if number == 0 {
            return None;
        }
        let (own, row) = self.layer(id);
        let codes = &own.index.codes(row)[..depth];
        let find = |layer: &Layer| {
            let found = PlaceId(layer.first + layer.index.division(number, record.country, codes)?);
            Some(found).filter(|&place| !self.is_replaced(place))
        };
        self.layers.iter().find_map(find)
    }

    /// The middle (longitude, latitude) of the part of a country that lies towards `east` and `north`, and how far the part
    /// reaches from it in kilometres.
    pub fn part_of(&self, country: PlaceId, east: f64, north: f64) -> Option<((f64, f64), f64)> {
        areas::part(self.country_code(country), east, north)
    }

    /// Whether `inner` lies in `outer`: by codes where `outer` is a division, by distance where it is a region or a
    /// town with a site or a smaller place beside it. No place lies in itself.
    pub fn contains(&self, outer: PlaceId, inner: PlaceId) -> bool {
        if outer == inner {
            return false;
        }
        let (o, i) = (self.facts(outer), self.facts(inner));
        if let Some(held) = o.holds(&i) {
            return held;
        }
        let same_country = o.country == i.country && o.country != 0;
        let may_share_country = same_country || o.country == 0 || i.country == 0;
        match o.class {
            PlaceClass::Region if same_country && o.admin1 != 0 => {
                o.admin1 == i.admin1 && self.distance_km(outer, inner) <= 2.0 * REGION_KM
            }
            PlaceClass::Region => {
                may_share_country && i.class != PlaceClass::Region && self.distance_km(outer, inner) <= REGION_KM
            }
            PlaceClass::Continent => i.class != PlaceClass::Continent && self.distance_km(outer, inner) <= 4000.0,
            _ => {
                let near = if i.class == PlaceClass::Site {
                    SITE_KM
                } else if i.population * 2 < o.population || &i.feature_code == b"PPLX\0\0\0\0" {
                    self.uncertainty_km(outer) * 2.0
                } else {
                    return false;
                };
                may_share_country && self.distance_km(outer, inner) <= near
            }
        }
    }

    /// Great-circle distance between the points of two places, in kilometres.
    pub fn distance_km(&self, a: PlaceId, b: PlaceId) -> f64 {
        distance_km(self.record(a).point(), self.record(b).point())
    }

    /// Whether a row of more weight has the same id.
    fn is_replaced(&self, id: PlaceId) -> bool {
        let above = self.layers.iter().take_while(|layer| layer.first + layer.index.len() <= id.0).count();
        if above == 0 {
            return false;
        }
        let (layer, row) = self.layer(id);
        let own = layer.index.id(row);
        self.layers[..above].iter().any(|layer| layer.index.by_id(own).is_some())
    }

    /// The index that holds a place, and its row there.
    fn layer(&self, id: PlaceId) -> (&Layer, u32) {
        let layer = match self.layers.as_slice() {
            [only] => only,
            several => &several[several.partition_point(|layer| layer.first <= id.0) - 1],
        };
        (layer, id.0 - layer.first)
    }

    fn record(&self, id: PlaceId) -> Record {
        let (layer, row) = self.layer(id);
        layer.index.record(row)
    }
}

#[cfg(test)]
mod tests;

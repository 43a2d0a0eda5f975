//! Gazetteer: CSV rows in, places by name out. Knows nothing of documents.
//!
//! Rows are fixed-size records over one pool of strings, names sorted folded keys with ranges of row numbers, so that
//! 300,000 rows and a million names stay a few flat arrays.

mod build;
mod class;
mod country;
mod divisions;
mod error;
mod facts;
mod key;
mod lint;
mod names;
mod open;
mod record;
mod size;
mod source;
mod stream;
mod suggest;
mod table;

pub use class::PlaceClass;
pub use error::{GazetteerError, RowError};
pub use facts::Facts;
pub use lint::{Check, Finding, Lint, Severity, lint};
pub use names::{Bearers, NameKind};
pub use open::Options;
pub use source::Format;

pub(crate) use country::is_swapped;
pub(crate) use key::{Joint, Keys, fold_into, spelled};
pub(crate) use names::Walk;

use divisions::Divisions;
use geo::{Distance, Haversine, Point};
use names::NameIndex;
use record::{Record, Text, slice};

/// Index of a place in its [`Gazetteer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

impl PlaceId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A row of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// `geonames:1256052`, `ourairports:OPRN`, `curated:…`, `user:…`
    pub id: &'g str,
    /// The main name.
    pub name: &'g str,
    /// Other names, joined by `|`.
    pub alternate_names: &'g str,
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
    pool: String,
    records: Vec<Record>,
    by_id: Vec<PlaceId>,
    names: NameIndex,
    demonyms: NameIndex,
    abbreviations: NameIndex,
    divisions: Divisions,
    has_default: bool,
}

/// How far from a region's point a place of the region may lie, in kilometres, where codes do not tell.
const REGION_KM: f64 = 250.0;
/// How far from a town's point its air base may lie: Rafiqi is 22 km from Shorkot.
const SITE_KM: f64 = 40.0;

impl Gazetteer {
    /// The row of a place.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let r = &self.records[id.index()];
        Place {
            id: self.text(r.id),
            name: self.text(r.name),
            alternate_names: self.text(r.alternates),
            latitude: f64::from(r.latitude) / 1e7,
            longitude: f64::from(r.longitude) / 1e7,
            feature_class: self.text(r.feature_class),
            feature_code: self.text(r.feature_code),
            country_code: self.text(r.country_code),
            admin1_code: self.text(r.admin1_code),
            admin2_code: self.text(r.admin2_code),
            population: r.population,
        }
    }

    /// Its sort.
    pub fn class(&self, id: PlaceId) -> PlaceClass {
        self.records[id.index()].class
    }

    /// Whether a user's file gave the row.
    pub fn is_users(&self, id: PlaceId) -> bool {
        self.records[id.index()].users
    }

    /// Whether it holds the embedded rows, over which a user's are preferred.
    pub fn has_default(&self) -> bool {
        self.has_default
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many different names there are, folded; demonyms and abbreviations counted.
    pub fn names_len(&self) -> usize {
        self.names.len() + self.demonyms.len() + self.abbreviations.len()
    }

    /// All places, in the order of the files.
    pub fn rows(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..u32::try_from(self.records.len()).unwrap_or(u32::MAX)).map(PlaceId)
    }

    /// The place whose id is `id`.
    pub fn by_id(&self, id: &str) -> Option<PlaceId> {
        self.by_id.binary_search_by(|p| self.text(self.records[p.index()].id).cmp(id)).ok().map(|i| self.by_id[i])
    }

    /// The places called `name`, whatever its case, accents and punctuation, best first; abbreviations in their own case.
    pub fn named(&self, name: &str) -> Vec<PlaceId> {
        self.bearers(name).map_or_else(Vec::new, |b| b.iter().map(|(place, _)| place).collect())
    }

    /// The places called `name`, with how each bears it.
    pub fn bearers(&self, name: &str) -> Option<Bearers<'_>> {
        self.abbreviations.get(&build::exact(name)).or_else(|| self.names.get(Keys::default().key(name)))
    }

    /// The countries or regions whose people or adjective is `word`: "Indian", "Ukrainians".
    pub fn demonym(&self, word: &str) -> Vec<PlaceId> {
        let bearers = self.demonyms.get(Keys::default().key(word));
        bearers.map_or_else(Vec::new, |b| b.iter().map(|(place, _)| place).collect())
    }

    /// Whether a word is such a demonym.
    pub fn is_demonym(&self, word: &str) -> bool {
        self.demonyms.get(Keys::default().key(word)).is_some()
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

    fn division_of(&self, id: PlaceId, depth: usize) -> Option<PlaceId> {
        self.divisions.find(self.codes(id), depth, |p| self.codes(p))
    }

    fn codes(&self, id: PlaceId) -> divisions::Codes<'_> {
        let r = &self.records[id.index()];
        [r.country_code, r.admin1_code, r.admin2_code].map(|t| self.text(t))
    }

    /// Whether `inner` lies in `outer`: by codes where `outer` is a division, by distance where it is a region or a
    /// town with a site or a smaller place beside it. No place lies in itself.
    pub fn contains(&self, outer: PlaceId, inner: PlaceId) -> bool {
        if outer == inner {
            return false;
        }
        let (o, i) = (&self.records[outer.index()], &self.records[inner.index()]);
        if i.class > o.class {
            return false;
        }
        let same_country = o.country_code == i.country_code && !o.country_code.is_empty();
        let same_admin1 = same_country && o.admin1_code == i.admin1_code && !o.admin1_code.is_empty();
        let same_admin2 = same_admin1 && o.admin2_code == i.admin2_code && !o.admin2_code.is_empty();
        match o.class {
            PlaceClass::Country => same_country && i.class < PlaceClass::Country,
            PlaceClass::Province => same_admin1 && i.class != PlaceClass::Province,
            PlaceClass::District => same_admin2 && i.class != PlaceClass::District,
            PlaceClass::Region if same_country && !o.admin1_code.is_empty() => {
                same_admin1 && self.distance_km(outer, inner) <= 2.0 * REGION_KM
            }
            PlaceClass::Region => {
                (same_country || o.country_code.is_empty() || i.country_code.is_empty())
                    && i.class != PlaceClass::Region
                    && self.distance_km(outer, inner) <= REGION_KM
            }
            PlaceClass::Continent => i.class != PlaceClass::Continent && self.distance_km(outer, inner) <= 4000.0,
            PlaceClass::Settlement => {
                let near = if i.class == PlaceClass::Site {
                    SITE_KM
                } else if i.population * 2 < o.population || self.text(i.feature_code) == "PPLX" {
                    self.uncertainty_km(outer) * 2.0
                } else {
                    return false;
                };
                (same_country || o.country_code.is_empty() || i.country_code.is_empty())
                    && self.distance_km(outer, inner) <= near
            }
            PlaceClass::Site => false,
        }
    }

    /// Great-circle distance between the points of two places, in kilometres.
    pub fn distance_km(&self, a: PlaceId, b: PlaceId) -> f64 {
        Haversine.distance(self.point(a), self.point(b)) / 1000.0
    }

    fn point(&self, id: PlaceId) -> Point {
        let r = &self.records[id.index()];
        Point::new(f64::from(r.longitude) / 1e7, f64::from(r.latitude) / 1e7)
    }

    fn text(&self, text: Text) -> &str {
        slice(&self.pool, text)
    }

    pub(crate) fn walk_names(&self) -> Walk<'_> {
        self.names.walk()
    }

    pub(crate) fn walk_demonyms(&self) -> Walk<'_> {
        self.demonyms.walk()
    }

    pub(crate) fn walk_abbreviations(&self) -> Walk<'_> {
        self.abbreviations.walk()
    }
}

#[cfg(test)]
mod tests;

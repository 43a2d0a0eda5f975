//! Facts: the figures of a row without its strings, cheap enough to ask of every candidate.

use super::{Gazetteer, PlaceClass, PlaceId};

/// The figures of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// Degrees, WGS 84.
    pub latitude: f64,
    /// Degrees, WGS 84.
    pub longitude: f64,
    /// Its sort.
    pub class: PlaceClass,
    /// `GeoNames` code in ASCII, filled up with zero bytes: `*b"PPLC\0\0\0\0"`.
    pub feature_code: [u8; 8],
    /// A number for the country code, the same for the same code; 0 where there is none.
    pub country: u16,
    /// A number for the first-order division with its country; 0 where there is none.
    pub admin1: u32,
    /// A number for the second-order division with those above it; 0 where there is none.
    pub admin2: u32,
    /// 0 where unknown.
    pub population: u64,
}

impl Facts {
    /// Whether the codes put `inner` into this place; none where codes do not tell and distance has to.
    pub(crate) fn holds(&self, inner: &Self) -> Option<bool> {
        if inner.class > self.class {
            return Some(false);
        }
        let country = self.country == inner.country && self.country != 0;
        let admin1 = country && self.admin1 == inner.admin1 && self.admin1 != 0;
        let admin2 = admin1 && self.admin2 == inner.admin2 && self.admin2 != 0;
        let smaller = inner.class != self.class;
        match self.class {
            PlaceClass::Country => Some(country && smaller),
            PlaceClass::Province => Some(admin1 && smaller),
            PlaceClass::District => Some(admin2 && smaller),
            PlaceClass::Site => Some(false),
            PlaceClass::Settlement | PlaceClass::Region | PlaceClass::Continent => None,
        }
    }
}

impl Gazetteer {
    /// The figures of a place.
    pub fn facts(&self, id: PlaceId) -> Facts {
        let r = self.record(id);
        let (latitude, longitude) = r.point();
        Facts {
            latitude,
            longitude,
            class: r.class,
            feature_code: r.feature_code,
            country: r.country_number(),
            admin1: r.admin1,
            admin2: r.admin2,
            population: r.population,
        }
    }
}

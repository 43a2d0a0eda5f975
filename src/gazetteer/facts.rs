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

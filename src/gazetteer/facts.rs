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
        let place = self.place(id);
        let mut feature_code = [0; 8];
        for (to, from) in feature_code.iter_mut().zip(place.feature_code.bytes()) {
            *to = from;
        }
        let mut country = [0; 2];
        for (to, from) in country.iter_mut().zip(place.country_code.bytes()) {
            *to = from;
        }
        let number = |codes: &[&str]| if codes.last().is_some_and(|c| c.is_empty()) { 0 } else { number(codes) };
        Facts {
            latitude: place.latitude,
            longitude: place.longitude,
            class: self.class(id),
            feature_code,
            country: u16::from_le_bytes(country),
            admin1: number(&[place.country_code, place.admin1_code]),
            admin2: number(&[place.country_code, place.admin1_code, place.admin2_code]),
            population: place.population,
        }
    }
}

/// FNV-1a: equal codes, equal numbers, in any gazetteer.
fn number(codes: &[&str]) -> u32 {
    codes
        .iter()
        .flat_map(|code| code.bytes().chain([0]))
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

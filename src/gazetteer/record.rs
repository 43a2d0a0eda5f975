//! Records: a row in 52 bytes, its strings side by side in the pool.

use std::ops::Range;

use super::PlaceClass;

/// Bytes of a record.
pub(crate) const SIZE: usize = 52;

/// Where feature class, country and feature code stand in it, filled up with zeros.
pub(crate) const CODES: [Range<usize>; 3] = [14..15, 24..26, 36..44];

/// A row without its strings: they lie in the pool from `start`, in the order id, name, code of the first-order
/// division, of the second-order one, alternate names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Record {
    pub(crate) start: u32,
    pub(crate) alternates_len: u32,
    pub(crate) id_len: u16,
    pub(crate) name_len: u16,
    pub(crate) admin1_len: u8,
    pub(crate) admin2_len: u8,
    /// ASCII, 0 where there is none.
    pub(crate) feature_class: u8,
    pub(crate) class: PlaceClass,
    /// Ten-millionths of a degree.
    pub(crate) latitude: i32,
    /// Ten-millionths of a degree.
    pub(crate) longitude: i32,
    /// ASCII, zero where there is none.
    pub(crate) country: [u8; 2],
    /// Of a division with enough rows, how far nine in ten of them lie from its point; else 0.
    pub(crate) spread_km: u16,
    /// [`number`] of the codes; 0 where there is none.
    pub(crate) admin1: u32,
    /// [`number`] of the codes; 0 where there is none.
    pub(crate) admin2: u32,
    /// ASCII, filled up with zeros.
    pub(crate) feature_code: [u8; 8],
    pub(crate) population: u64,
}

impl Record {
    /// The bytes of the record.
    pub(crate) fn encode(&self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        let mut at = 0;
        let mut put = |part: &[u8]| {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        };
        put(&self.start.to_le_bytes());
        put(&self.alternates_len.to_le_bytes());
        put(&self.id_len.to_le_bytes());
        put(&self.name_len.to_le_bytes());
        put(&[self.admin1_len, self.admin2_len, self.feature_class, self.class as u8]);
        put(&self.latitude.to_le_bytes());
        put(&self.longitude.to_le_bytes());
        put(&self.country);
        put(&self.spread_km.to_le_bytes());
        put(&self.admin1.to_le_bytes());
        put(&self.admin2.to_le_bytes());
        put(&self.feature_code);
        put(&self.population.to_le_bytes());
        bytes
    }

    /// The record of such bytes.
    pub(crate) fn decode(b: &[u8; SIZE]) -> Self {
        let u32 = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        let i32 = |at: usize| i32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        let u16 = |at: usize| u16::from_le_bytes([b[at], b[at + 1]]);
        let eight = |at: usize| [b[at], b[at + 1], b[at + 2], b[at + 3], b[at + 4], b[at + 5], b[at + 6], b[at + 7]];
        Self {
            start: u32(0),
            alternates_len: u32(4),
            id_len: u16(8),
            name_len: u16(10),
            admin1_len: b[12],
            admin2_len: b[13],
            feature_class: b[14],
            class: PlaceClass::from_byte(b[15]),
            latitude: i32(16),
            longitude: i32(20),
            country: [b[24], b[25]],
            spread_km: u16(26),
            admin1: u32(28),
            admin2: u32(32),
            feature_code: eight(36),
            population: u64::from_le_bytes(eight(44)),
        }
    }

    /// The number of its country; 0 where there is none.
    pub(crate) fn country_number(&self) -> u16 {
        u16::from_le_bytes(self.country)
    }

    /// The numbers of country, first-order and second-order division.
    pub(crate) fn divisions(&self) -> [u32; 3] {
        [u32::from(self.country_number()), self.admin1, self.admin2]
    }

    /// Degrees: latitude, longitude.
    pub(crate) fn point(&self) -> (f64, f64) {
        (f64::from(self.latitude) / 1e7, f64::from(self.longitude) / 1e7)
    }
}

/// A number for codes, coarsest first: FNV-1a, the same in any index. 0 where the last code is empty.
pub(crate) fn number(codes: &[&str]) -> u32 {
    if codes.last().is_none_or(|c| c.is_empty()) {
        return 0;
    }
    let bytes = codes.iter().flat_map(|code| code.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)).max(1)
}

/// The hash of an id, spread evenly.
pub(crate) fn id_hash(id: &str) -> u32 {
    // FNV-1a's high bits hardly differ for ids that differ in the last digit alone; the finish is MurmurHash3's
    let mut hash = number(&[id]);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Great-circle distance in kilometres between points of (latitude, longitude) in degrees, on a sphere of the mean
/// radius of the Earth.
pub(crate) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (phi, psi) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(psi - phi) + phi.cos() * psi.cos() * half((b.1 - a.1).to_radians());
    2.0 * 6371.0088 * h.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back() {
        let record = Record {
            start: 70_000,
            alternates_len: 90_000,
            id_len: 300,
            name_len: 12,
            admin1_len: 2,
            admin2_len: 3,
            feature_class: b'P',
            class: PlaceClass::Settlement,
            latitude: -891_234_567,
            longitude: 1_791_234_567,
            country: *b"IN",
            spread_km: 120,
            admin1: number(&["IN", "10"]),
            admin2: 0,
            feature_code: *b"PPLA2\0\0\0",
            population: 5_000_000_000,
        };
        assert_eq!(Record::decode(&record.encode()), record);
    }

    #[test]
    fn codes_have_numbers() {
        assert_eq!(number(&["IN", ""]), 0);
        assert_ne!(number(&["IN", "10"]), number(&["US", "10"]));
        assert_eq!(number(&["IN", "10"]), number(&["IN", "10"]));
    }

    #[test]
    fn distances_are_great_circles() {
        // New Delhi to Mumbai, by geo's Haversine
        let km = distance_km((28.635_76, 77.224_45), (19.072_83, 72.882_61));
        assert!((km - 1153.0).abs() < 5.0, "{km}");
        assert!(distance_km((0.0, 179.9), (0.0, -179.9)) < 23.0);
        assert!((distance_km((90.0, 0.0), (-90.0, 0.0)) - 20_015.1).abs() < 1.0);
    }
}

//! Gazetteer: CSV rows in, places by name out. Knows nothing of documents.

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

/// What sort of place a row is, as far as events and containment care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceClass {
    /// An air base, airport, port, camp, hospital: a point within a town.
    Site,
    /// A populated place.
    Settlement,
    /// A second-order division or smaller: district, county, sector.
    District,
    /// A first-order division: state, province.
    Province,
    /// A region, sea, range or valley of no administration.
    Region,
    /// A country or territory.
    Country,
    /// A continent or a group of countries.
    Continent,
}

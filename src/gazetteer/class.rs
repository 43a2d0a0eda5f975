//! Classes: what sort of place a `GeoNames` feature code stands for.

/// What sort of place a row is, as far as events and containment care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
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

impl PlaceClass {
    /// The class whose `as u8` the byte is; a settlement for any other.
    pub(crate) fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Site,
            2 => Self::District,
            3 => Self::Province,
            4 => Self::Region,
            5 => Self::Country,
            6 => Self::Continent,
            _ => Self::Settlement,
        }
    }

    /// The class of a row by its [feature codes](https://www.geonames.org/export/codes.html). A row without
    /// codes is a settlement, as most rows that users add are.
    pub fn of(feature_class: &str, feature_code: &str, country_code: &str, population: u64) -> Self {
        match (feature_class, feature_code) {
            ("A" | "", code) if code.starts_with("PCL") || code == "TERR" => Self::Country,
            ("A" | "", "ADM1" | "ADM1H") => Self::Province,
            ("A" | "", code) if code.starts_with("ADM") => Self::District,
            (_, "CONT") => Self::Continent,
            // "Middle East", "European Union": no country's, and peopled like a continent
            ("L", "RGN" | "RGNE") if country_code.is_empty() && population >= 100_000_000 => Self::Continent,
            ("P" | "", _) => Self::Settlement,
            ("S", _)
            | ("R", "ST" | "SQR" | "TNL" | "RJCT")
            | ("H", "HBR" | "MAR" | "ANCH" | "DCK")
            | ("L", "MILB" | "NVB" | "INDS" | "PRT" | "CMN" | "MNA" | "OILF" | "GASF" | "BTL") => Self::Site,
            _ => Self::Region,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PlaceClass;

    #[test]
    fn bytes_are_classes() {
        use PlaceClass::{Continent, Country, District, Province, Region, Settlement, Site};
        for class in [Site, Settlement, District, Province, Region, Country, Continent] {
            assert_eq!(PlaceClass::from_byte(class as u8), class);
        }
    }

    #[test]
    fn codes_give_classes() {
        let of = |class, code| PlaceClass::of(class, code, "IN", 0);
        assert_eq!(of("S", "AIRB"), PlaceClass::Site);
        assert_eq!(of("P", "PPLX"), PlaceClass::Settlement);
        assert_eq!(of("A", "ADM2"), PlaceClass::District);
        assert_eq!(of("A", "PCLI"), PlaceClass::Country);
        assert_eq!(of("L", "RGN"), PlaceClass::Region);
        assert_eq!(of("", ""), PlaceClass::Settlement);
        assert_eq!(of("", "ADM1"), PlaceClass::Province);
        assert_eq!(PlaceClass::of("L", "RGN", "", 400_000_000), PlaceClass::Continent);
    }
}

//! Formats: which sort of file a first line belongs to.

use std::str::FromStr;

/// A sort of file that places are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A CSV with a header, ours or with `GeoNames`' names of columns.
    Table,
    /// `id,alias,kind`: further names of rows.
    Aliases,
    /// A dump of `GeoNames`, 19 columns: `allCountries.txt`, `IN.txt`, `cities500.txt`.
    GeoNames,
    /// `alternateNamesV2.txt` of `GeoNames`.
    AlternateNames,
    /// `admin1CodesASCII.txt` or `admin2Codes.txt` of `GeoNames`.
    AdminCodes,
    /// `countryInfo.txt` of `GeoNames`.
    CountryInfo,
    /// `airports.csv` of `OurAirports`.
    OurAirports,
}

impl Format {
    /// All, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Table,
        Self::Aliases,
        Self::GeoNames,
        Self::AlternateNames,
        Self::AdminCodes,
        Self::CountryInfo,
        Self::OurAirports,
    ];

    /// As `--format` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Aliases => "aliases",
            Self::GeoNames => "geonames",
            Self::AlternateNames => "alternate-names",
            Self::AdminCodes => "admin-codes",
            Self::CountryInfo => "country-info",
            Self::OurAirports => "ourairports",
        }
    }

    /// The format of a file by its first line that is not blank; what is none of the others is a table, whose own
    /// errors say what its header lacks.
    pub(crate) fn of(first: &str) -> Self {
        // a comment above a table of one's own is none of theirs
        let theirs = ["# ==", "# GeoNames", "#ISO"];
        if theirs.iter().any(|start| first.starts_with(start)) {
            return Self::CountryInfo;
        }
        let fields: Vec<&str> = first.split('\t').collect();
        let whole = |i: usize| fields[i].parse::<u64>().is_ok();
        let degrees = |i: usize| fields[i].parse::<f64>().is_ok();
        let code =
            |i: usize, letters: usize| fields[i].len() == letters && fields[i].bytes().all(|b| b.is_ascii_uppercase());
        match fields.len() {
            19 if whole(0) && degrees(4) && degrees(5) => return Self::GeoNames,
            17.. if code(0, 2) && code(1, 3) && whole(2) => return Self::CountryInfo,
            8..=10 if whole(0) && whole(1) => return Self::AlternateNames,
            4 if whole(3) && fields[0].split_once('.').is_some_and(|(country, _)| country.len() == 2) => {
                return Self::AdminCodes;
            }
            _ => {}
        }
        let has = |wanted: &str| first.split(',').any(|h| h.trim().trim_matches('"').eq_ignore_ascii_case(wanted));
        if has("ident") && has("latitude_deg") {
            Self::OurAirports
        } else if has("id") && has("alias") {
            Self::Aliases
        } else {
            Self::Table
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|f| f.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.into_iter().map(Self::name).collect();
            format!("write one of {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lines_tell() {
        for (first, format) in [
            ("name,lat,lon", Format::Table),
            ("geonameid\tname\tlatitude\tlongitude", Format::Table),
            ("\"id\",\"alias\",\"kind\"", Format::Aliases),
            ("1\tA\tA\t\t1.5\t-2\tP\tPPL\tIN\t\t23\t\t\t\t0\t\t5\tAsia/Kolkata\t2020-01-01", Format::GeoNames),
            ("1\t2\ten\tA\t\t\t\t\t\t", Format::AlternateNames),
            ("US.CA\tCalifornia\tCalifornia\t5332921", Format::AdminCodes),
            ("# ================================", Format::CountryInfo),
            ("# GeoNames.org Country Information", Format::CountryInfo),
            ("# our places", Format::Table),
            ("\"id\",\"ident\",\"type\",\"name\",\"latitude_deg\",\"longitude_deg\"", Format::OurAirports),
        ] {
            assert_eq!(Format::of(first), format, "{first}");
        }
        assert_eq!("geonames".parse(), Ok(Format::GeoNames));
        assert!("x".parse::<Format>().unwrap_err().starts_with("write one of table, aliases"));
    }
}

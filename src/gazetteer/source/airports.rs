//! Airports: `airports.csv` of `OurAirports` (<https://ourairports.com/help/data-dictionary.html>).

use std::{io::Read, path::Path};

use csv::StringRecord;

use super::{
    super::{
        GazetteerError,
        error::Faults,
        key::Keys,
        stream::Stream,
        table::{Refusal, Row, country_code, latitude, longitude, records},
    },
    Give, Item,
    clean::{Names, Sort},
};

/// Words of names of airports, folded.
const WORDS: &str = include_str!("../../../data/airport_words.csv");
/// Where the ISO 3166-2 code of a first-order division is `GeoNames`' too.
const SAME_CODES: [&str; 2] = ["US", "CH"];

/// The columns that are read; all but the last must be there.
const COLUMNS: [&str; 9] = [
    "ident",
    "type",
    "name",
    "latitude_deg",
    "longitude_deg",
    "iso_country",
    "iso_region",
    "scheduled_service",
    "keywords",
];
const NAME: usize = 2;

/// Gives each airport that is not closed as a row.
pub(super) fn read<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut header: Option<[Option<usize>; 9]> = None;
    let mut reader = Airports::default();
    records(path, stream, false, |record, line| {
        let Some(places) = &header else {
            header = Some(header_of(record).map_err(|message| {
                let path = path.into();
                GazetteerError::Header { path, line, message }
            })?);
            return Ok(());
        };
        let cells = places.map(|place| place.and_then(|i| record.get(i)).unwrap_or("").trim());
        let result = reader.row(line, &cells).and_then(|row| give(row.map(Item::Row)));
        if let Err((column, message)) = result {
            faults.add(path, line, column, message);
        }
        Ok(())
    })
}

fn header_of(record: &StringRecord) -> Result<[Option<usize>; 9], String> {
    let places = COLUMNS.map(|name| record.iter().position(|h| h.trim().eq_ignore_ascii_case(name)));
    match COLUMNS[..8].iter().zip(&places).find(|(_, place)| place.is_none()) {
        Some((name, _)) => {
            Err(format!("the header lacks the column {name}; fetch the file from ourairports.com again"))
        }
        None => Ok(places),
    }
}

/// What reading a row needs, reused from row to row.
#[derive(Default)]
struct Airports {
    names: Names,
    keys: Keys,
    id: String,
}

impl Airports {
    fn row<'a>(&'a mut self, line: usize, cells: &[&'a str; 9]) -> Result<Option<Row<'a>>, Refusal> {
        let &[ident, kind, name, lat, lon, country, region, scheduled, keywords] = cells;
        if ident.is_empty() {
            return Err(("ident", "the value is empty; fill it in or remove the row".into()));
        }
        if name.is_empty() {
            return Err((COLUMNS[NAME], "the name is empty; fill it in or remove the row".into()));
        }
        let folded = String::from_utf8_lossy(self.keys.key(name)).into_owned();
        if kind == "closed" || folded.starts_with("duplicate") || folded.starts_with("delete") {
            return Ok(None);
        }
        let military = has(&folded, "military") && !has(&folded, "civil");
        let feature_code = match kind {
            "heliport" => "AIRH",
            "seaplane_base" => "AIRS",
            "balloonport" => "AIRF",
            _ if military => "AIRB",
            // "RAF …" among the keywords of a small field that no airline serves
            "small_airport" | "medium_airport" if scheduled != "yes" && self.is_base(keywords) => "AIRB",
            _ => "AIRP",
        };
        self.name(name, ident, keywords, country);
        self.id.clear();
        self.id.push_str("ourairports:");
        self.id.push_str(ident);
        let admin1_code =
            region.split_once('-').filter(|(country, _)| SAME_CODES.contains(country)).map_or("", |(_, code)| code);
        Ok(Some(Row {
            line,
            name: self.names.name(),
            latitude: latitude(lat, lon).map_err(|m| ("latitude_deg", m))?,
            longitude: longitude(lon).map_err(|m| ("longitude_deg", m))?,
            id: &self.id,
            alternates: self.names.joined(),
            separator: '|',
            feature_class: "S",
            feature_code,
            country_code: country_code(country).map_err(|m| ("iso_country", m))?,
            admin1_code,
            admin2_code: "",
            population: 0,
        }))
    }

    fn is_base(&mut self, keywords: &str) -> bool {
        keywords.split(',').any(|word| {
            let folded = String::from_utf8_lossy(self.keys.key(word)).into_owned();
            ["airbase", "air force", "afb", "raf"].iter().any(|base| contains(&folded, base))
        })
    }

    /// Gathers the name, the keywords that are names, and the usual other ways to write each.
    fn name(&mut self, name: &str, ident: &str, keywords: &str, country: &str) {
        self.names.begin(name);
        self.variants(name, country);
        for keyword in keywords.split(',').map(str::trim) {
            let folded = String::from_utf8_lossy(self.keys.key(keyword)).into_owned();
            let is_code = keyword.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
            if keyword.len() > 3 && !is_code && (has(&folded, "site") || !keyword.is_ascii()) {
                self.names.add(keyword, Sort::Other, country);
                self.variants(keyword, country);
            }
        }
        if ident.len() == 4 && ident.bytes().all(|b| b.is_ascii_uppercase()) {
            self.names.add(ident, Sort::Other, country);
        }
    }

    fn variants(&mut self, name: &str, country: &str) {
        let mut add = |variant: &str| self.names.add(variant, Sort::Other, country);
        if let Some((before, rest)) = name.split_once(['(', '[']) {
            let (inside, after) = rest.split_once([')', ']']).unwrap_or((rest, ""));
            add(&format!("{} {}", before.trim(), after.trim()));
            if inside.trim().len() > 3 {
                add(inside);
            }
        }
        if let Some((first, second)) = name.split_once(" / ") {
            add(first);
            add(second);
        }
        if let Some(town) = name.strip_suffix(" AFB") {
            add(&format!("{town} Air Force Base"));
        }
        if let Some(town) = name.strip_suffix(" Air Force Base") {
            add(&format!("{town} AFB"));
        }
        if let Some(town) = name.strip_suffix(" International Airport") {
            add(&format!("{town} Airport"));
        }
        if let Some(town) = name.strip_prefix("PAF Base ") {
            add(&format!("{town} Air Base"));
        }
    }
}

/// Whether a folded name has a word of a class.
fn has(folded: &str, class: &str) -> bool {
    WORDS.lines().filter_map(|line| line.split_once(',')).any(|(of, word)| of == class && contains(folded, word))
}

/// Whether a folded name has a word, and not only as a part of one.
fn contains(folded: &str, word: &str) -> bool {
    let bytes = folded.as_bytes();
    folded.match_indices(word).any(|(at, _)| {
        let end = at + word.len();
        (at == 0 || bytes[at - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ')
    })
}

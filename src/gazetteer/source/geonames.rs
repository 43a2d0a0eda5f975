//! `GeoNames`: its dump and the files beside it, tab-separated, without header or quotes
//! (<https://download.geonames.org/export/dump/readme.txt>).

use std::{io::Read, path::Path};

use super::{
    super::{
        GazetteerError,
        error::Faults,
        stream::Stream,
        table::{Refusal, Row, country_code, latitude, longitude, population},
    },
    AliasKind, Give, Item,
    clean::{Names, Sort, is_name, tidy},
};

/// Languages of `alternateNamesV2.txt` that are no languages: links, codes and former names.
const NO_LANGUAGES: [&str; 12] =
    ["link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "fr_1793", "uicn", "lauc"];
/// Capitals up to this many are an abbreviation where an alternate name is one.
const ABBREVIATION: usize = 5;

/// Gives each line of a dump as a row.
pub(super) fn rows<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut names = Names::default();
    let mut id = String::new();
    lines(path, stream, faults, |line, text| {
        let Some(f) = fields::<19>(text) else {
            return Err(wrong_count("geonameid", text, "19"));
        };
        geonames_id(f[0], &mut id)?;
        let sort = Sort::of(f[6], f[7]);
        names.begin(f[1]);
        if names.name().is_empty() {
            return Err(("name", "the name is empty; fill it in or remove the line".into()));
        }
        for alternate in std::iter::once(f[2]).chain(f[3].split(',')) {
            names.add(alternate, sort, f[8]);
        }
        give(Some(Item::Row(Row {
            line,
            name: names.name(),
            latitude: latitude(f[4], f[5]).map_err(|m| ("latitude", m))?,
            longitude: longitude(f[5]).map_err(|m| ("longitude", m))?,
            id: &id,
            alternates: names.joined(),
            separator: '|',
            feature_class: f[6],
            feature_code: f[7],
            country_code: country_code(f[8]).map_err(|m| ("country code", m))?,
            admin1_code: f[10],
            admin2_code: f[11],
            population: population(f[14]).map_err(|m| ("population", m))?,
        })))
    })
}

/// Gives each name of `alternateNamesV2.txt` that is in use and in Latin letters.
pub(super) fn alternate_names<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut id = String::new();
    let mut name = String::new();
    lines(path, stream, faults, |line, text| {
        let mut cells = text.split('\t').skip(1);
        let mut next = || cells.next().unwrap_or("");
        let (number, language, alternate) = (next(), next(), next());
        let (_preferred, _short, _colloquial, historic) = (next(), next(), next(), next());
        let (_from, to) = (next(), next());
        if alternate.is_empty() {
            return Err(wrong_count("alternate name", text, "8 or 10"));
        }
        geonames_id(number, &mut id)?;
        name.clear();
        tidy(alternate, &mut name);
        let capitals = name.len() >= 2
            && name.len() <= ABBREVIATION
            && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'&'));
        let kind = match language {
            "abbr" => Some(AliasKind::Abbreviation).filter(|_| capitals),
            "en" if capitals => Some(AliasKind::Abbreviation),
            _ if NO_LANGUAGES.contains(&language) || capitals => None,
            _ => Some(AliasKind::Alternate).filter(|_| is_name(&name, Sort::City, "")),
        };
        let kind = kind.filter(|_| historic != "1" && to.is_empty());
        give(kind.map(|kind| Item::Alias { line, id: &id, name: &name, kind, own: false }))
    })
}

/// Gives the names of `admin1CodesASCII.txt` and `admin2Codes.txt`, which have no coordinates, as those of their rows.
pub(super) fn admin_codes<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut names = Names::default();
    let mut id = String::new();
    lines(path, stream, faults, |line, text| {
        let Some([_, name, ascii, number]) = fields::<4>(text) else {
            return Err(wrong_count("code", text, "4"));
        };
        geonames_id(number, &mut id)?;
        names.begin(name);
        names.add(ascii, Sort::Division, "");
        give_names(&names, line, &id, give)
    })
}

/// Gives the names and populations of `countryInfo.txt`.
pub(super) fn country_info<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut names = Names::default();
    let mut id = String::new();
    lines(path, stream, faults, |line, text| {
        if text.starts_with('#') {
            return Ok(());
        }
        let f: Vec<&str> = text.split('\t').collect();
        let (Some(name), Some(people), Some(number)) = (f.get(4), f.get(7), f.get(16)) else {
            return Err(wrong_count("Country", text, "19"));
        };
        // the Netherlands Antilles have none any more
        if matches!(*number, "" | "0") {
            return give(None);
        }
        geonames_id(number, &mut id)?;
        names.begin(name);
        give_names(&names, line, &id, give)?;
        let population = population(people).map_err(|m| ("Population", m))?;
        give(Some(Item::Population { line, id: &id, population }))
    })
}

/// The name of a row, which the row may have otherwise, and its alternates.
fn give_names(names: &Names, line: usize, id: &str, give: Give<'_>) -> Result<(), Refusal> {
    let alternates = names.joined().split('|');
    for name in std::iter::once(names.name()).chain(alternates).filter(|name| !name.is_empty()) {
        give(Some(Item::Alias { line, id, name, kind: AliasKind::Alternate, own: false }))?;
    }
    Ok(())
}

/// Gives each line that is not blank, and notes what is wrong with it.
fn lines<R: Read>(
    path: &Path,
    mut stream: Stream<R>,
    faults: &mut Faults,
    mut take: impl FnMut(usize, &str) -> Result<(), Refusal>,
) -> Result<(), GazetteerError> {
    let mut text = String::new();
    loop {
        match stream.next_line(&mut text) {
            Ok(Some(line)) => {
                if let Err((column, message)) = take(line, &text) {
                    faults.add(path, line, column, message);
                }
            }
            Ok(None) => return Ok(()),
            Err(source) => return Err(stream.error(path, source)),
        }
    }
}

/// The fields of a line that has so many.
fn fields<const N: usize>(text: &str) -> Option<[&str; N]> {
    let mut fields = [""; N];
    let mut cells = text.split('\t');
    for field in &mut fields {
        *field = cells.next()?.trim();
    }
    cells.next().is_none().then_some(fields)
}

fn wrong_count(column: &'static str, text: &str, wanted: &str) -> Refusal {
    let has = text.split('\t').count();
    let some = if has == 1 { "field" } else { "fields" };
    (column, format!("the line has {has} {some} between tabs where the file has {wanted}; fetch the file again"))
}

/// Writes `geonames:1256052` into `id`.
fn geonames_id(number: &str, id: &mut String) -> Result<(), Refusal> {
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(("geonameid", format!("`{number}` is not a number; fetch the file again")));
    }
    id.clear();
    id.push_str("geonames:");
    id.push_str(number);
    Ok(())
}

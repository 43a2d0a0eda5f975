//! Rows: what is wrong or doubtful in a row by itself.

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use super::{
    super::{
        Keys, PlaceClass,
        country::{is_country, is_outside, is_swapped},
        table::Row,
    },
    AliasKind, Fingerprint,
    check::Check,
    fingerprint, name,
};
/// The codes of each class, by hand from <https://www.geonames.org/export/codes.html>.
static FEATURES: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    let table = include_str!("../../../data/feature_codes.csv").lines().skip(1);
    let pairs = table.filter_map(|line| line.split_once(','));
    pairs.flat_map(|(class, codes)| codes.split(' ').map(move |code| (class, code))).collect()
});

/// What the checks of rows share from row to row.
#[derive(Default)]
pub(super) struct Rows {
    keys: Keys,
    seen: Vec<Fingerprint>,
}

impl Rows {
    /// Gives what is wrong with a row, and what to do.
    pub(super) fn check(&mut self, row: &Row<'_>, find: &mut dyn FnMut(Check, String)) {
        if let Err((column, message)) = row.fits() {
            find(Check::BadRow, format!("column {column}: {message}"));
        }
        point(row, find);
        codes(row, find);
        population(row, find);
        name::written(row.name, find);
        name::word(row.name, true, find);
        self.alternates(row, find);
    }

    fn alternates(&mut self, row: &Row<'_>, find: &mut dyn FnMut(Check, String)) {
        // one comma may be a name's own: "Cyprus, Northern"
        let several = row.alternates.contains(';') || row.alternates.matches(',').count() > 1;
        if several && !row.alternates.contains(row.separator) {
            let message =
                format!("`{}` seems to be several names; join them by `{}`", shortened(row.alternates), row.separator);
            find(Check::WrongSeparator, message);
        }
        self.seen.clear();
        // "Del'mas" beside "Delmas" and "Air Base" beside "Airbase" have one key here, but other readers of the table
        // need both
        self.seen.push(spelling(row.name));
        for alternate in row.alternates.split(row.separator).filter(|alternate| !alternate.is_empty()) {
            name::written(alternate, find);
            name::word(alternate, false, find);
            let key = spelling(alternate);
            // capitals match only as capitals, so that "LAHORE" says less than "Lahore" but "UAE" more than "Uae"
            if self.seen.contains(&key) && !is_capitals(alternate) {
                let message =
                    format!("`{alternate}` is the name or another alternate but for case and accents; remove it");
                find(Check::RepeatedName, message);
            }
            self.seen.push(key);
        }
    }

    /// The key of a name, in capitals where it matches only as such.
    pub(super) fn key(&mut self, name: &str) -> Vec<u8> {
        if is_capitals(name) { name.as_bytes().to_vec() } else { self.keys.key(name).to_vec() }
    }

    /// What rows share that stand for one place: name, sort, province and point, to a hundredth of a degree.
    pub(super) fn place(&mut self, row: &Row<'_>) -> Fingerprint {
        let class = PlaceClass::of(row.feature_class, row.feature_code, row.country_code, row.population);
        #[allow(clippy::cast_possible_truncation, reason = "at most 18,000 by the table's own check")]
        let cell = |degrees: f64| (degrees * 100.0).round() as i32;
        let point = (cell(row.latitude), cell(row.longitude));
        fingerprint(&(self.keys.key(row.name), class, row.country_code, row.admin1_code, point))
    }
}

/// Gives what is wrong with an alias.
pub(super) fn alias(alias: &str, kind: AliasKind, find: &mut dyn FnMut(Check, String)) {
    name::written(alias, find);
    if kind == AliasKind::Alternate {
        name::word(alias, false, find);
    }
}

/// A name without case and accents; punctuation counts, and the vowel signs of Indic scripts, which are marks too.
fn spelling(name: &str) -> Fingerprint {
    let plain = name.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).flat_map(char::to_lowercase);
    fingerprint(&plain.collect::<String>())
}

fn is_capitals(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'&'))
}

fn point(row: &Row<'_>, find: &mut dyn FnMut(Check, String)) {
    let &Row { latitude, longitude, country_code, .. } = row;
    let point = (longitude, latitude);
    if latitude == 0.0 && longitude == 0.0 {
        find(Check::ZeroCoordinates, "the point is 0, 0; fill in the coordinates or remove the row".into());
    } else if is_swapped(point, country_code) {
        let message = format!("{latitude}, {longitude} lies outside {country_code}; swap latitude and longitude");
        find(Check::SwappedCoordinates, message);
    } else if is_outside(point, country_code) {
        let message =
            format!("{latitude}, {longitude} lies far outside {country_code}; check the point and the country code");
        find(Check::OutsideCountry, message);
    }
}

fn codes(row: &Row<'_>, find: &mut dyn FnMut(Check, String)) {
    let &Row { feature_class, feature_code, country_code, admin1_code, admin2_code, .. } = row;
    if !country_code.is_empty() && !is_country(country_code) {
        let message = format!("no place has the country code `{country_code}`; write the ISO 3166-1 code of today");
        find(Check::UnknownCountry, message);
    }
    // a class without a code is a class; a code alone is taken for what it says
    let known = match (feature_class, feature_code) {
        ("", "") => true,
        ("", code) => FEATURES.iter().any(|(_, known)| *known == code),
        (class, "") => FEATURES.iter().any(|(known, _)| *known == class),
        pair => FEATURES.contains(&pair),
    };
    if !known {
        let message = match FEATURES.iter().filter(|(_, code)| *code == feature_code).map(|(class, _)| class).min() {
            Some(class) => format!("`{feature_code}` is of feature class `{class}`, not `{feature_class}`; correct it"),
            None => format!(
                "`{feature_class}.{feature_code}` is no feature of GeoNames; take one of https://www.geonames.org/export/codes.html"
            ),
        };
        find(Check::UnknownFeature, message);
    }
    let orphan = match (country_code, admin1_code, admin2_code) {
        ("", "", "") => None,
        ("", ..) => Some(("country_code", "division")),
        (_, "", code) if !code.is_empty() => Some(("admin1_code", "second-order division")),
        _ => None,
    };
    if let Some((missing, has)) = orphan {
        let message = format!("the row has the code of a {has} but no {missing}, so it lies in none; fill it in");
        find(Check::OrphanCode, message);
    }
}

fn population(row: &Row<'_>, find: &mut dyn FnMut(Check, String)) {
    // a third more than the largest of each
    let most = match PlaceClass::of(row.feature_class, row.feature_code, row.country_code, row.population) {
        PlaceClass::Site => 1_000_000,
        PlaceClass::Settlement => 50_000_000,
        PlaceClass::District => 150_000_000,
        PlaceClass::Province => 350_000_000,
        PlaceClass::Country => 2_000_000_000,
        PlaceClass::Region | PlaceClass::Continent => 9_000_000_000,
    };
    if row.population > most {
        let message =
            format!("{} people are more than any such place has; correct it or write nothing", row.population);
        find(Check::AbsurdPopulation, message);
    }
}

/// The first letters of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

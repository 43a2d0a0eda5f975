//! What speaks for a row by itself: how it bears the name, what it is, and how it stands among the name's rows.

use super::{
    features::{Feature, Local, Vector},
    rows::Row,
    scene::{Name, Scene, Variant},
};
use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass},
    recognise::MentionKind,
    text::fold,
};

/// Fills the features of each row of a name that hold for all its mentions.
#[allow(clippy::cast_precision_loss, reason = "a few")]
pub(super) fn fill(scene: &Scene<'_>, surface: &str, name: &Name, vectors: &mut [Vector]) {
    let rows = &scene.rows[name.rows.clone()];
    let best = rows.iter().map(|r| r.people).fold(0.0, f32::max);
    let led = name.led as f32 / name.count as f32;
    let mut folded = None;
    for (row, vector) in rows.iter().zip(vectors) {
        let facts = &row.facts;
        let code = code(&facts.feature_code);
        let mut set = |feature: Feature, value: f32| vector[feature.index()] = value;
        if row.kind == NameKind::Alternate && name.kind != MentionKind::Demonym {
            let surface = folded.get_or_insert_with(|| fold(surface));
            let how = how(scene.gazetteer, name, surface, row);
            set(how, 1.0);
            if how == Feature::Alternate {
                let owner = |other: &Row| {
                    let alike = other.facts.class == facts.class || other.facts.class == PlaceClass::Country;
                    let larger = alike && other.people > row.people;
                    other.kind == NameKind::Main && (larger || &other.facts.feature_code == b"PPLC\0\0\0\0")
                };
                set(Feature::NotMain, if rows.iter().any(owner) { 1.0 } else { 0.0 });
                set(Feature::AlternateLesser, best - row.people);
            }
        }
        set(Feature::People, row.people);
        set(Feature::Lesser, best - row.people);
        set(Feature::Rank, (1.0 + row.rank as f32).ln());
        let mut is = |feature: Feature, holds: bool| set(feature, if holds { 1.0 } else { 0.0 });
        is(Feature::Unpeopled, facts.population == 0);
        is(Feature::Largest, row.rank == 0);
        is(Feature::Country, facts.class == PlaceClass::Country);
        is(Feature::Continent, facts.class == PlaceClass::Continent);
        is(Feature::Province, facts.class == PlaceClass::Province);
        is(Feature::Region, facts.class == PlaceClass::Region);
        is(Feature::District, facts.class == PlaceClass::District);
        is(Feature::Site, facts.class == PlaceClass::Site);
        is(Feature::Water, facts.class == PlaceClass::Region && is_water(code));
        is(Feature::Subdistrict, facts.class == PlaceClass::District && code != b"ADM2");
        is(Feature::Section, code == b"PPLX");
        is(Feature::Capital, code == b"PPLC");
        is(Feature::Seat, code == b"PPLA");
        is(Feature::Subseat, code.len() == 5 && code.starts_with(b"PPLA"));
        if facts.class == PlaceClass::Settlement {
            set(Feature::LedSettlement, led);
        }
    }
}

/// How a row bears a name that is not its main one.
fn how(gazetteer: &Gazetteer, name: &Name, surface: &str, row: &Row) -> Feature {
    if name.rows.len() == 1 {
        Feature::Alternate
    } else if name.short {
        Feature::Abbreviation
    } else if is_respelling(surface, &fold(gazetteer.place(row.place).name)) {
        Feature::Respelling
    } else {
        Feature::Alternate
    }
}

/// Fills the features of a row that hang on the sort of place said beside the name.
pub(super) fn sort(scene: &Scene<'_>, variant: &Variant, locals: &mut [Local]) {
    let rows = &scene.rows[scene.names[variant.name].rows.clone()];
    let agrees = |row: &Row| match variant.sort {
        None => false,
        // "the Kharkiv region" and "the Sirsa division" are of either order
        Some(PlaceClass::Region) => matches!(row.facts.class, PlaceClass::Region | PlaceClass::Province),
        Some(PlaceClass::Province) => matches!(row.facts.class, PlaceClass::Province | PlaceClass::Country),
        Some(wanted) => row.facts.class == wanted,
    };
    let any = rows.iter().any(agrees);
    let divided = matches!(variant.sort, Some(PlaceClass::District | PlaceClass::Province | PlaceClass::Region));
    for (row, vector) in rows.iter().zip(locals) {
        let agrees = agrees(row);
        let mut is = |feature: Feature, holds: bool| vector[feature.index()] = if holds { 1.0 } else { 0.0 };
        is(Feature::Sort, agrees);
        is(Feature::Unsorted, any && !agrees);
        let twin = !divided && has_twin(row, rows);
        is(Feature::TwinDistrict, twin && row.facts.class == PlaceClass::District);
        is(Feature::TwinProvince, twin && row.facts.class == PlaceClass::Province);
    }
}

/// Whether a town within a district or province, or near its point, shares its name.
fn has_twin(row: &Row, rows: &[Row]) -> bool {
    const NEAR_KM: f32 = 150.0;
    let district = row.facts.class == PlaceClass::District;
    (district || row.facts.class == PlaceClass::Province)
        && rows.iter().any(|town| {
            town.facts.class == PlaceClass::Settlement
                && town.facts.country == row.facts.country
                && town.facts.admin1 == row.facts.admin1
                // "New York" is the state's main name and not the city's
                && (town.kind == NameKind::Main || row.kind != NameKind::Main)
                && (district || town.facts.population >= 20_000)
                && row.square_km(town.unit) <= NEAR_KM * NEAR_KM
        })
}

fn code(code: &[u8; 8]) -> &[u8] {
    &code[..code.iter().position(|&b| b == 0).unwrap_or(8)]
}

fn is_water(code: &[u8]) -> bool {
    matches!(
        code,
        b"STM" | b"LK" | b"LKS" | b"RSV" | b"BAY" | b"SEA" | b"GULF" | b"STRT" | b"OCN" | b"CHN" | b"CNL" | b"INLT"
    )
}

/// Whether a name is another spelling of the main one, and not another name: "Homs" and "Hims", "New York" and
/// "New York City", but not "Islamabad" and "Anantnag". Both are folded.
fn is_respelling(name: &str, main: &str) -> bool {
    let (short, long) = if name.len() < main.len() { (name, main) } else { (main, name) };
    if long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ')) {
        return true;
    }
    edits(short.as_bytes(), long.as_bytes()).is_some_and(|edits| edits * 3 <= long.len())
}

/// Letters to change, drop or add between two words, the first not the longer; folded names are nearly all ASCII, and
/// of others it counts bytes. None where they are too long to be told so.
fn edits(a: &[u8], b: &[u8]) -> Option<usize> {
    let mut row = [0_u8; 40];
    let row = row.get_mut(..=b.len())?;
    if (b.len() - a.len()) * 3 > b.len() {
        return None;
    }
    for (cell, i) in row.iter_mut().zip(0..) {
        *cell = i;
    }
    for (i, x) in (0_u8..).zip(a) {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + u8::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().map(|&n| n.into())
}

#[cfg(test)]
mod tests {
    use super::is_respelling;

    #[test]
    fn a_respelling_is_no_other_name() {
        for (name, main) in [("homs", "hims"), ("mykolaiv", "mykolayiv"), ("new york", "new york city")] {
            assert!(is_respelling(name, main), "{name}");
        }
        for (name, main) in [("islamabad", "anantnag"), ("bombay", "mumbai"), ("york", "new york")] {
            assert!(!is_respelling(name, main), "{name}");
        }
    }
}

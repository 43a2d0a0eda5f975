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
    } else if is_respelling(surface, &fold(gazetteer.name(row.place))) {
        Feature::Respelling
    } else {
        Feature::Alternate
    }
}

/// The features of a variant's rows that hang on the sort of place said beside the name; none where all are zero.
pub(super) fn sort(scene: &Scene<'_>, variant: &Variant) -> Vec<Local> {
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
    let twin = |row: &Row| !divided && has_twin(row, rows);
    if !any && !rows.iter().any(twin) {
        return Vec::new();
    }
    let local = |row: &Row| {
        let (agrees, twin) = (agrees(row), twin(row));
        let mut local = [0.0; Feature::LOCAL];
        let mut is = |feature: Feature, holds: bool| local[feature.index()] = if holds { 1.0 } else { 0.0 };
        is(Feature::Sort, agrees);
        is(Feature::Unsorted, any && !agrees);
        is(Feature::TwinDistrict, twin && row.facts.class == PlaceClass::District);
        is(Feature::TwinProvince, twin && row.facts.class == PlaceClass::Province);
        local
    };
    rows.iter().map(local).collect()
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
    is_edited(short.as_bytes(), long.as_bytes())
}

/// Whether at most a third of the letters of two words, the first not the longer, have to be changed, dropped or added.
/// Folded names are nearly all ASCII, and of others it counts bytes. Not where they are too long to be told so.
fn is_edited(a: &[u8], b: &[u8]) -> bool {
    const LONGEST: usize = 40;
    let most = b.len() / 3;
    if b.len() >= LONGEST || b.len() - a.len() > most {
        return false;
    }
    // what they begin and end with alike needs no edit
    let alike = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[alike..], &b[alike..]);
    let alike = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - alike], &b[..b.len() - alike]);
    let mut row: [usize; LONGEST] = std::array::from_fn(|i| i);
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut least = left;
        row[0] = left;
        for (cell, y) in row[1..].iter_mut().zip(b) {
            left = (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, left);
            least = least.min(left);
        }
        if least > most {
            return false;
        }
    }
    row[b.len()] <= most
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

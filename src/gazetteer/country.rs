//! Countries: where nearly all places of one lie, to tell when longitude and latitude are swapped.

use std::{collections::HashMap, sync::LazyLock};

/// Made by `data/build/country_boxes.py`: of the 281,884 rows of the world none is called swapped, and of the same rows
/// swapped 96% are.
const BOXES: &str = include_str!("../../data/country_boxes.csv");
/// Degrees by which a point may lie outside; as in the script.
const MARGIN: f64 = 2.0;

/// Made by `data/build/country_cells.py`.
const SQUARES: &str = include_str!("../../data/country_cells.csv");
/// Degrees of a square's side, and squares from west to east; as in the script.
const CELL: f64 = 4.0;
const COLUMNS: i32 = 90;

static CELLS: LazyLock<HashMap<&str, Vec<i32>>> = LazyLock::new(|| {
    let rows = SQUARES.lines().skip(1).filter_map(|line| line.split_once(','));
    rows.map(|(code, cells)| (code, cells.split(' ').filter_map(|cell| cell.parse().ok()).collect())).collect()
});

/// West, south, east, north.
static COUNTRIES: LazyLock<HashMap<&str, [f64; 4]>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let (code, numbers) = line.split_once(',')?;
        let mut numbers = numbers.split(',').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some((code, [next()?, next()?, next()?, next()?]))
    };
    BOXES.lines().skip(1).filter_map(row).collect()
});

/// Whether a point lies outside its country, and would lie inside with longitude and latitude swapped.
pub(crate) fn is_swapped((x, y): (f64, f64), country_code: &str) -> bool {
    let Some(&[west, south, east, north]) = COUNTRIES.get(country_code) else {
        return false;
    };
    let inside = |x: f64, y: f64, margin: f64| {
        (west - margin..=east + margin).contains(&x) && (south - margin..=north + margin).contains(&y)
    };
    !inside(x, y, MARGIN) && inside(y, x, 0.0)
}

/// Whether a code is one that places have.
pub(crate) fn is_country(code: &str) -> bool {
    COUNTRIES.contains_key(code)
}

/// Whether a point lies more than four degrees from where the country has places.
pub(crate) fn is_outside((x, y): (f64, f64), country_code: &str) -> bool {
    let Some(cells) = CELLS.get(country_code) else {
        return false;
    };
    #[allow(clippy::cast_possible_truncation, reason = "at most 90 by the table's own check")]
    let cell = |degrees: f64, from: f64| ((degrees + from) / CELL).floor() as i32;
    let (row, column) = (cell(y, 90.0), cell(x, 180.0));
    let mut around =
        (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (row + dy) * COLUMNS + (column + dx).rem_euclid(COLUMNS)));
    !around.any(|cell| cells.contains(&cell))
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, is_country, is_outside, is_swapped};

    #[test]
    fn swapped_points_are_told() {
        assert!(COUNTRIES.len() > 240);
        assert!(!is_swapped((75.0289, 29.5349), "IN"));
        assert!(is_swapped((29.5349, 75.0289), "IN"));
        assert!(!is_swapped((29.5, 75.0), "ZZ"));
        assert!(!is_swapped((179.0, -17.0), "FJ"));
        assert!(!is_outside((-165.4, 64.5), "US") && !is_outside((-179.9, -17.0), "FJ"));
        assert!(is_outside((29.5, 75.0), "IN") && !is_outside((75.0, 29.5), "IN"));
        assert!(!is_outside((0.0, 0.0), "ZZ") && is_country("FJ") && !is_country("ZZ"));
    }
}

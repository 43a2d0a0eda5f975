//! Spread: incidents at one point stand beside each other, so that none hides another.

use std::{collections::BTreeMap, f64::consts::PI};

use crate::{kinds::Kinds, report::Report};

/// Half the distance between two markers, in millimetres on the screen.
const HALF: f64 = 2.4;
/// Styles name the markers that they move one by one; where more share their points nobody reads single ones.
const AT_MOST: usize = 400;

/// How far the markers that share their point with others stand from it, "right,down" in millimetres, by id.
pub(super) fn offsets<'r>(incidents: &'r [Report], kinds: &Kinds) -> BTreeMap<&'r str, String> {
    let order = |report: &Report| kinds.kinds.iter().position(|kind| kind.name == report.kind);
    let mut by_point: BTreeMap<(u64, u64), Vec<&Report>> = BTreeMap::new();
    for incident in incidents {
        if let Some((x, y)) = incident.point {
            by_point.entry((x.to_bits(), y.to_bits())).or_default().push(incident);
        }
    }
    let mut offsets = BTreeMap::new();
    by_point.retain(|_, together| together.len() > 1);
    if by_point.values().map(Vec::len).sum::<usize>() > AT_MOST {
        return offsets;
    }
    for mut together in by_point.into_values() {
        together.sort_by_key(|report| (order(report), &report.id));
        let all = together.len();
        for (i, report) in together.iter().enumerate() {
            let (right, down) = offset(i, all);
            offsets.insert(report.id.as_str(), format!("{right:.1},{down:.1}"));
        }
    }
    offsets
}

/// Where the `i`th of `all` markers stands: a ring of few, a spiral of many, which stays small.
#[allow(clippy::cast_precision_loss, reason = "counts of markers are small")]
fn offset(i: usize, all: usize) -> (f64, f64) {
    let (number, all_of_them) = (i as f64, all as f64);
    let (radius, angle) = match all {
        2 => (HALF, PI * (1.0 - number)),
        3..=8 => (HALF / (PI / all_of_them).sin(), 2.0 * PI * number / all_of_them - PI / 2.0),
        _ => (2.0 * HALF * number.sqrt(), number * PI * (3.0 - 5.0_f64.sqrt())), // by the golden angle, as seeds of a sunflower
    };
    let tenth = |x: f64| (x * 10.0).round() / 10.0 + 0.0; // never -0
    (tenth(radius * angle.cos()), tenth(radius * angle.sin()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_never_cover_each_other() {
        for all in [2, 3, 5, 8, 9, 40] {
            let places: Vec<_> = (0..all).map(|i| offset(i, all)).collect();
            for (i, a) in places.iter().enumerate() {
                for b in &places[..i] {
                    let apart = (a.0 - b.0).hypot(a.1 - b.1);
                    assert!(apart > 3.0, "{all}: {a:?} and {b:?} are {apart} mm apart");
                }
            }
        }
        assert_eq!([offset(0, 2), offset(1, 2)], [(-2.4, 0.0), (2.4, 0.0)]);
    }
}

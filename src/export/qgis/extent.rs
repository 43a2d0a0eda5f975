//! Extent: what of the world is looked at.

use crate::export::layer::bbox;

/// West, south, east, north in degrees.
pub(super) type Bounds = [f64; 4];

/// Where Web Mercator ends.
const NORTHMOST: f64 = 85.0;
/// As far north and south as a view is drawn around, so that something is left of it.
const FARTHEST: f64 = 84.0;
/// Points on both sides of the antimeridian belong together if they lie within so many degrees.
const TOGETHER: f64 = 60.0;

/// What is looked at, and what of the world lies under it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extent {
    pub(super) view: Bounds,
    /// On each side of the antimeridian, where the map is cut, if points lie on both.
    pub(super) parts: Vec<Bounds>,
}

/// Around all points; without any, the inhabited world. Of points that lie around the antimeridian the side with more of
/// them is looked at, and the other is a part too.
pub(super) fn extent(points: impl Iterator<Item = (f64, f64)>) -> Extent {
    let points: Vec<(f64, f64)> = points.map(|(x, y)| (x, y.clamp(-FARTHEST, FARTHEST))).collect();
    let Some(bounds) = bbox(points.iter().copied()) else {
        let world = [-170.0, -56.0, 180.0, 75.0];
        return Extent { view: world, parts: vec![around(world)] };
    };
    let (east_of_it, west_of_it): (Vec<_>, Vec<_>) = points.into_iter().partition(|at| at.0 <= 0.0);
    let sides = [bbox(west_of_it.iter().copied()), bbox(east_of_it.iter().copied())];
    if let [Some(west), Some(east)] = sides
        && bounds[2] - bounds[0] > 180.0
        && east[2] + 360.0 - west[0] <= TOGETHER
    {
        let mut views = [[west[0], bounds[1], 180.0, bounds[3]], [-180.0, bounds[1], east[2], bounds[3]]]
            .map(|side| grown(side, 0.12, 0.6));
        if east_of_it.len() > west_of_it.len() {
            views.reverse();
        }
        return Extent { view: views[0], parts: views.map(around).to_vec() };
    }
    let view = grown(bounds, 0.12, 0.6);
    Extent { view, parts: vec![around(view)] }
}

/// Beyond the view, for who moves it a little or has a wide window.
fn around(view: Bounds) -> Bounds {
    grown(view, 0.5, 0.0)
}

/// On each side by a part of the longer side, and at least by some degrees.
fn grown([west, south, east, north]: Bounds, part: f64, degrees: f64) -> Bounds {
    let more = ((east - west).max(north - south) * part).max(degrees);
    [(west - more).max(-180.0), (south - more).max(-NORTHMOST), (east + more).min(180.0), (north + more).min(NORTHMOST)]
}

/// In metres of Web Mercator (EPSG:3857).
pub(super) fn mercator([west, south, east, north]: Bounds) -> Bounds {
    const RADIUS: f64 = 6_378_137.0;
    let x = |degrees: f64| (RADIUS * degrees.to_radians()).round();
    let y = |degrees: f64| {
        let latitude = degrees.clamp(-NORTHMOST, NORTHMOST).to_radians();
        (RADIUS * (latitude / 2.0 + std::f64::consts::FRAC_PI_4).tan().ln()).round()
    };
    [x(west), y(south), x(east), y(north)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_those_of_the_projection() {
        // of PROJ: cs2cs EPSG:4326 EPSG:3857
        let metres = mercator([75.0, -30.0, 180.0, 55.75]).map(|metres| metres.to_string());
        assert_eq!(metres, ["8348962", "-3503550", "20037508", "7508808"]);
    }

    #[test]
    fn a_single_point_has_its_surroundings() {
        let view = |points: &[(f64, f64)]| extent(points.iter().copied()).view.map(|side| format!("{side:.1}"));
        assert_eq!(view(&[(179.9, 10.0)]), ["179.3", "9.4", "180.0", "10.6"]);
        assert_eq!(view(&[(-120.0, 0.0), (140.0, 1.0)])[..1], ["-151.2"], "both sides of an ocean");
        assert_eq!(view(&[(0.0, 89.0)]), ["-0.6", "83.4", "0.6", "84.6"]);
        assert_eq!(view(&[])[0], "-170.0");
    }

    #[test]
    fn around_the_antimeridian_the_side_with_more_points_is_looked_at_and_both_have_land() {
        let one_and_many = |one: f64, many: f64| {
            let points = std::iter::repeat_n((many, 1.0), 50).chain([(one, 0.0)]);
            extent(points)
        };
        let east = one_and_many(150.0, -175.0);
        let view = east.view.map(|side| format!("{side:.1}"));
        assert_eq!(view[..3], ["-180.0", "-0.6", "-174.4"], "not the one, whose side is wider");
        let west = one_and_many(-179.9, 179.0);
        assert_eq!(west.view.map(|side| format!("{side:.1}")), ["178.4", "-0.6", "180.0", "1.6"]);
        for Extent { view, parts } in [east, west] {
            assert_eq!(parts.len(), 2);
            assert_eq!(format!("{:?}", parts[0]), format!("{:?}", around(view)));
            assert!(parts.iter().any(|part| part[0] <= -180.0) && parts.iter().any(|part| part[2] >= 180.0));
        }
    }
}

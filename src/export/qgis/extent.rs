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

/// Around all points; without any, the inhabited world. Of points that lie around the antimeridian, where the map is cut,
/// the larger part is shown.
pub(super) fn view(points: impl Iterator<Item = (f64, f64)>) -> Bounds {
    let points: Vec<(f64, f64)> = points.map(|(x, y)| (x, y.clamp(-FARTHEST, FARTHEST))).collect();
    let Some(bounds) = bbox(points.iter().copied()) else {
        return [-170.0, -56.0, 180.0, 75.0];
    };
    if bounds[2] - bounds[0] > 180.0
        && let Some(west) = points.iter().map(|at| at.0).filter(|x| *x > 0.0).min_by(f64::total_cmp)
        && let Some(east) = points.iter().map(|at| at.0).filter(|x| *x <= 0.0).max_by(f64::total_cmp)
        && east + 360.0 - west <= TOGETHER
    {
        let [_, south, _, north] = bounds;
        let larger =
            if 180.0 - west >= east + 180.0 { [west, south, 180.0, north] } else { [-180.0, south, east, north] };
        return grown(larger, 0.12, 0.6);
    }
    grown(bounds, 0.12, 0.6)
}

/// Beyond the view, for who moves it a little or has a wide window.
pub(super) fn around(view: Bounds) -> Bounds {
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
        let one = [(179.9, 10.0)].into_iter();
        assert_eq!(view(one).map(|side| format!("{side:.2}")), ["179.30", "9.40", "180.00", "10.60"]);
        let west_of = |points: &[(f64, f64)]| view(points.iter().copied()).map(|side| format!("{side:.1}"));
        assert_eq!(west_of(&[(179.0, 0.0), (-179.9, 1.0)]), ["178.4", "-0.6", "180.0", "1.6"]);
        assert_eq!(west_of(&[(-120.0, 0.0), (140.0, 1.0)])[..1], ["-151.2"], "both sides of an ocean");
        assert_eq!(west_of(&[(0.0, 89.0)]), ["-0.6", "83.4", "0.6", "84.6"]);
        assert!(view(std::iter::empty())[0] < -100.0);
    }
}

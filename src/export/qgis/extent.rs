//! Extent: what of the world is looked at.

use crate::{export::layer::bbox, report::Report};

/// West, south, east, north in degrees.
pub(super) type Bounds = [f64; 4];

/// Where Web Mercator ends.
const NORTHMOST: f64 = 85.0;

/// Around all incidents; without any, the inhabited world.
pub(super) fn view(incidents: &[Report]) -> Bounds {
    match bbox(incidents.iter().filter_map(|incident| incident.point)) {
        None => [-170.0, -56.0, 180.0, 75.0],
        Some(bounds) => grown(bounds, 0.12, 0.6),
    }
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
        let one = Report { point: Some((179.9, 10.0)), ..Report::default() };
        assert_eq!(view(&[one]).map(|side| format!("{side:.2}")), ["179.30", "9.40", "180.00", "10.60"]);
        assert!(view(&[])[0] < -100.0);
    }
}

//! Circles on the Earth as polygons, cut at the antimeridian and closed over a pole.

use geo::{
    BooleanOps as _, Coord, Destination as _, Distance as _, Geodesic, LineString, MapCoords as _, MultiPolygon,
    Orient as _, Point, Polygon, Rect, RemoveRepeatedPoints as _, Translate as _, orient::Direction,
};

/// How many corners a circle has.
const CORNERS: u16 = 64;
/// Beyond it, in kilometres, a circle would hold both poles: a quarter of a meridian.
const FARTHEST: f64 = 10_000.0;

/// The circle around a point (longitude, latitude) of so many kilometres.
pub(super) fn circle((longitude, latitude): (f64, f64), km: f64) -> MultiPolygon<f64> {
    let (centre, meters) = (Point::new(longitude, latitude), km.min(FARTHEST) * 1000.0);
    let mut corners: Vec<Coord<f64>> = (0..CORNERS)
        .map(|i| -360.0 * f64::from(i) / f64::from(CORNERS))
        .map(|bearing| Geodesic.destination(centre, bearing, meters).0)
        .collect();
    let pole = [90.0, -90.0].into_iter().find(|&pole| Geodesic.distance(centre, Point::new(longitude, pole)) < meters);
    if let Some(pole) = pole {
        return over(pole, corners);
    }
    // as if the Earth went on beside the antimeridian
    for corner in &mut corners {
        corner.x = longitude + (corner.x - longitude + 540.0).rem_euclid(360.0) - 180.0;
    }
    let ring = Polygon::new(LineString(corners), Vec::new());
    let world = Rect::new((-180.0, -90.0), (180.0, 90.0)).to_polygon();
    let sides = [0.0, 360.0, -360.0].map(|shift| world.intersection(&ring.translate(shift, 0.0)));
    MultiPolygon(sides.into_iter().flatten().collect()).orient(Direction::Default)
}

/// What lies between the corners and a pole.
fn over(pole: f64, mut corners: Vec<Coord<f64>>) -> MultiPolygon<f64> {
    corners.sort_by(|a, b| a.x.total_cmp(&b.x));
    let (Some(&first), Some(&last)) = (corners.first(), corners.last()) else {
        return MultiPolygon(Vec::new());
    };
    // where the line between the last corner and the first crosses the antimeridian
    let (before, after) = (180.0 - last.x, first.x + 180.0);
    let share = if before + after > 0.0 { before / (before + after) } else { 0.0 };
    let y = last.y + (first.y - last.y) * share;
    corners.insert(0, Coord { x: -180.0, y });
    corners.extend([(180.0, y), (180.0, pole), (-180.0, pole)].map(|(x, y)| Coord { x, y }));
    MultiPolygon(vec![Polygon::new(LineString(corners), Vec::new())]).orient(Direction::Default)
}

/// With 5 decimals, never −0, and without what became one position by that.
pub(super) fn rounded(polygons: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let round = |value: f64| (value * 1e5).round() / 1e5 + 0.0;
    let rounded = polygons.map_coords(|Coord { x, y }| Coord { x: round(x), y: round(y) }).remove_repeated_points();
    // a ring of an area has four positions
    let whole = |ring: &LineString<f64>| ring.0.len() > 3;
    let kept = rounded.into_iter().filter(|polygon| whole(polygon.exterior())).map(|polygon| {
        let (exterior, interiors) = polygon.into_inner();
        Polygon::new(exterior, interiors.into_iter().filter(whole).collect())
    });
    MultiPolygon(kept.collect())
}

#[cfg(test)]
mod tests {
    use geo::{Contains as _, CoordsIter as _, GeodesicArea as _, MultiPolygon, Point, Winding as _};

    use super::{circle, rounded};

    /// The area of a cap of the sphere, roughly that of the ellipsoid.
    fn cap_km2(km: f64) -> f64 {
        std::f64::consts::TAU * 6371.0 * 6371.0 * (1.0 - (km / 6371.0).cos())
    }

    fn holds(polygons: &MultiPolygon<f64>) {
        assert!(polygons.iter().all(|p| p.exterior().is_ccw() && p.exterior().is_closed()));
        assert!(polygons.coords_iter().all(|c| c.x.abs() <= 180.0 && c.y.abs() <= 90.0));
    }

    #[test]
    fn a_circle_has_its_area_wherever_it_lies() {
        for (point, km) in
            [((75.0, 30.0), 50.0), ((179.9, -17.0), 300.0), ((-179.0, 52.0), 900.0), ((20.0, 0.0), 2000.0)]
        {
            let area = rounded(&circle(point, km));
            holds(&area);
            let found = area.geodesic_area_unsigned() / 1e6;
            assert!((found / cap_km2(km) - 1.0).abs() < 0.02, "{point:?} {found} {}", cap_km2(km));
            assert!(area.contains(&Point::new(point.0, point.1)));
        }
        assert_eq!(circle((75.0, 30.0), 50.0).coords_count(), 65);
        assert_eq!(circle((179.9, -17.0), 300.0).0.len(), 2, "cut at the antimeridian");
    }

    #[test]
    fn a_circle_goes_over_a_pole() {
        let arctic = rounded(&circle((100.0, 89.0), 500.0));
        holds(&arctic);
        for at in [(0.0, 89.9), (-170.0, 89.0), (100.0, 85.0)] {
            assert!(arctic.contains(&Point::new(at.0, at.1)), "{at:?}");
        }
        assert!(!arctic.contains(&Point::new(-80.0, 86.0)) && !arctic.contains(&Point::new(0.0, 80.0)));
        let antarctic = rounded(&circle((-60.0, -88.0), 1000.0));
        holds(&antarctic);
        assert!(antarctic.contains(&Point::new(120.0, -89.0)) && !antarctic.contains(&Point::new(0.0, 0.0)));
        holds(&rounded(&circle((10.0, 50.0), 30_000.0)));
    }
}

//! Region: the part of the world that a page shows.

/// The least that is drawn around the points, in degrees.
const MARGIN: f64 = 3.0;
/// Or this part of their extent.
const SHARE: f64 = 0.3;
/// A map is drawn on screens, which are about so much wider than high, so that its frame is seldom seen.
const SHAPE: f64 = 1.7;
/// Beyond it the whole world is shown, in degrees from west to east.
const WORLD: f64 = 240.0;
/// Mercator's map ends here.
const POLE: f64 = 85.0;
/// Points beyond it are taken to be here, so that there is a map on both sides of them.
const LAST: f64 = 84.0;

/// A box in degrees. West of the antimeridian and east of it, it goes on: `west` may be below −180 or `east` above 180.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

impl Region {
    const EARTH: Self = Self { west: -180.0, south: -60.0, east: 180.0, north: 80.0 };

    /// Around the points, with a margin; the world for none.
    pub(super) fn around(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let (mut xs, ys): (Vec<f64>, Vec<f64>) = points.unzip();
        xs.sort_by(f64::total_cmp);
        let (Some(&first), Some(&last)) = (xs.first(), xs.last()) else {
            return Self::EARTH;
        };
        // the widest gap between neighbours lies outside, also where that puts the antimeridian inside
        let (mut west, mut east) = (first, last);
        for pair in xs.windows(2) {
            if pair[0] + 360.0 - pair[1] < east - west {
                (west, east) = (pair[1], pair[0] + 360.0);
            }
        }
        let south = ys.iter().copied().fold(f64::INFINITY, f64::min).clamp(-LAST, LAST);
        let north = ys.iter().copied().fold(f64::NEG_INFINITY, f64::max).clamp(-LAST, LAST);
        let wider = |extent: f64| (extent * SHARE).max(MARGIN);
        let (x, y) = (wider(east - west), wider(north - south));
        let (mut south, mut north) = ((south - y).max(-POLE), (north + y).min(POLE));
        (west, east) = (west - x, east + x);
        // a degree of longitude is shorter than one of latitude
        let shrink = f64::midpoint(south, north).to_radians().cos();
        let (width, height) = ((east - west) * shrink, north - south);
        let x = (height * SHAPE - width).max(0.0) / shrink / 2.0;
        let y = (width / SHAPE - height).max(0.0) / 2.0;
        (west, east) = (west - x, east + x);
        (south, north) = ((south - y).max(-POLE), (north + y).min(POLE));
        if east - west > WORLD {
            let (south, north) = (south.min(Self::EARTH.south), north.max(Self::EARTH.north));
            return Self { south, north, ..Self::EARTH };
        }
        // whole degrees: a frame that does not move with each report
        Self { west: west.floor(), south: south.floor(), east: east.ceil(), north: north.ceil() }
    }

    /// The boxes between −180 and 180 of which it is made, each with the degrees by which it is moved to its place.
    pub(super) fn pieces(self) -> impl Iterator<Item = ([f64; 4], f64)> {
        [-360.0, 0.0, 360.0].into_iter().filter_map(move |shift| {
            let (west, east) = ((self.west - shift).max(-180.0), (self.east - shift).min(180.0));
            (west < east).then_some(([west, self.south, east, self.north], shift))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(points: &[(f64, f64)]) -> Region {
        Region::around(points.iter().copied())
    }

    #[test]
    fn leaves_a_margin() {
        let region = around(&[(75.0, 29.5), (77.0, 28.5)]);
        assert!(region.west <= 72.0 && region.east >= 80.0 && region.south <= 25.5 && region.north >= 32.5);
        assert!(region.east - region.west < 20.0);
        assert_eq!(region.pieces().count(), 1);
    }

    #[test]
    fn goes_over_the_antimeridian() {
        let region = around(&[(179.9, -17.0), (-179.9, -17.0)]);
        assert!(region.west < 179.0 && region.east > 181.0 && region.east - region.west < 30.0);
        let pieces: Vec<_> = region.pieces().collect();
        assert_eq!(pieces.len(), 2);
        assert_eq!((pieces[0].0[2], pieces[0].1), (180.0, 0.0));
        assert_eq!((pieces[1].0[0], pieces[1].1), (-180.0, 360.0));
    }

    #[test]
    fn the_poles_have_a_region_too() {
        for y in [90.0, 88.0, 84.5, -88.0, -90.0] {
            let region = around(&[(20.0, y)]);
            assert!(region.south < region.north && region.west < region.east, "{y}: {region:?}");
            assert!(region.south >= -POLE && region.north <= POLE, "{y}: {region:?}");
        }
    }

    #[test]
    fn shows_the_world_where_incidents_are_spread_over_it() {
        let region = around(&[(-100.0, 40.0), (10.0, 50.0), (120.0, -30.0)]);
        assert_eq!((region.west, region.east), (-180.0, 180.0));
        assert_eq!(around(&[]), Region::EARTH);
    }
}

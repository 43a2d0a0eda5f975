//! A window of the map: degrees in, pixels out.

use crate::{incidents::Site, outlines::Point};

/// West, south, east and north in degrees.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

impl Window {
    /// "74.4,32.3,75.4,33.1"
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let numbers: Result<Vec<f64>, _> = text.split(',').map(str::parse).collect();
        let [west, south, east, north] = *numbers.ok()? else {
            return None;
        };
        (west < east && south < north).then_some(Self { west, south, east, north })
    }

    /// All sites, with `margin` degrees around.
    pub(crate) fn around(sites: &[Site], margin: f64) -> Self {
        let empty = Self { west: 180.0, south: 85.0, east: -180.0, north: -85.0 };
        let all = sites.iter().fold(empty, |w, site| Self {
            west: w.west.min(site.point.0),
            south: w.south.min(site.point.1),
            east: w.east.max(site.point.0),
            north: w.north.max(site.point.1),
        });
        Self { west: all.west - margin, south: all.south - margin, east: all.east + margin, north: all.north + margin }
    }

    pub(crate) fn holds(&self, (x, y): Point) -> bool {
        (self.west..=self.east).contains(&x) && (self.south..=self.north).contains(&y)
    }
}

/// A window on the page, in Mercator's projection.
pub(crate) struct View {
    pub(crate) window: Window,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    scale: f64,
}

fn mercator(latitude: f64) -> f64 {
    (std::f64::consts::FRAC_PI_4 + latitude.to_radians() / 2.0).tan().ln().to_degrees()
}

impl View {
    /// `window` at `left` and `top`, as wide as this; its height follows.
    pub(crate) fn new(window: Window, left: f64, top: f64, width: f64) -> Self {
        let scale = width / (window.east - window.west);
        let height = (mercator(window.north) - mercator(window.south)) * scale;
        Self { window, left, top, width, height, scale }
    }

    pub(crate) fn pixel(&self, (x, y): Point) -> Point {
        (
            self.left + (x - self.window.west) * self.scale,
            self.top + (mercator(self.window.north) - mercator(y)) * self.scale,
        )
    }

    /// A ring in pixels, cut to the view and a little beyond, without steps too small to see.
    pub(crate) fn ring(&self, ring: &[Point]) -> Vec<Point> {
        let beyond = 4.0;
        let mut points: Vec<Point> = ring.iter().map(|&(x, y)| self.pixel((x, y.clamp(-85.0, 85.0)))).collect();
        let sides: [(bool, f64, f64); 4] = [
            (true, 1.0, self.left - beyond),
            (true, -1.0, -(self.left + self.width + beyond)),
            (false, 1.0, self.top - beyond),
            (false, -1.0, -(self.top + self.height + beyond)),
        ];
        for (horizontal, sign, limit) in sides {
            points = cut(&points, |p| sign * (if horizontal { p.0 } else { p.1 }) - limit);
        }
        let mut kept: Vec<Point> = Vec::with_capacity(points.len());
        for point in points {
            let far = |last: &Point| (last.0 - point.0).hypot(last.1 - point.1) >= 0.8;
            if kept.last().is_none_or(far) {
                kept.push(point);
            }
        }
        kept
    }
}

/// The part of a ring on the side of a line where `inside` is positive (Sutherland and Hodgman).
fn cut(ring: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::new();
    for (i, &point) in ring.iter().enumerate() {
        let before = ring[(i + ring.len() - 1) % ring.len()];
        let (a, b) = (inside(before), inside(point));
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            kept.push((before.0 + (point.0 - before.0) * t, before.1 + (point.1 - before.1) * t));
        }
        if b >= 0.0 {
            kept.push(point);
        }
    }
    kept
}

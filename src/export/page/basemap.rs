//! Basemap: land, coasts and borders of a region, as small as they can be drawn.
//!
//! Positions are whole steps of a grid, told by their distance from the one before. Countries share the arcs between them,
//! as in `TopoJSON`, so that a border is there once and is simplified once: no gap opens between neighbours.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo::{Area, InteriorPoint, LineString, MultiPolygon};
use serde::Serialize;

use super::region::Region;
use crate::gazetteer::{outlines::clipped, topology::number};

/// The finest step, in degrees: a hundred metres, where the outlines are drawn to a few kilometres.
const FINEST: f64 = 0.001;
/// The steps from west to east are about so many.
const STEPS: f64 = 12_000.0;
/// The most that a basemap may have, of eight bytes or so.
const POSITIONS: usize = 3_000;
/// The tolerance in steps above which a region is too large for borders within countries.
const COARSE: f64 = 6.0;

type At = (i32, i32);

/// What the page's script draws.
#[derive(Debug, Serialize)]
pub(super) struct Basemap {
    /// Degrees a step.
    quantum: f64,
    /// Longitude and latitude of the position 0, 0.
    origin: [f64; 2],
    /// Each by its first position and the steps to the next ones.
    arcs: Vec<Vec<i32>>,
    /// Code, rings of arcs (`!n` is arc n backwards), and where the name stands if there is room.
    countries: Vec<(String, Vec<Vec<i32>>, Option<At>)>,
    /// Arcs between land and sea.
    coasts: Vec<usize>,
    /// Arcs between two countries.
    borders: Vec<usize>,
    /// Borders of first-order divisions, like `arcs`.
    divisions: Vec<Vec<i32>>,
}

/// A country whose name would not fit, as a part of the region.
const NAMED: f64 = 0.004;

impl Basemap {
    pub(super) fn of(region: Region) -> Self {
        let width = region.east - region.west;
        let quantum = (width / STEPS / FINEST).ceil() * FINEST;
        let grid = Grid { origin: [region.west, region.south], quantum };
        let mut rings: BTreeMap<String, Vec<Vec<At>>> = BTreeMap::new();
        let mut named: BTreeMap<String, (f64, At)> = BTreeMap::new();
        let mut lines: Vec<Vec<At>> = Vec::new();
        for (bounds, shift) in region.pieces() {
            let part = clipped(bounds);
            for (code, outline) in part.countries {
                let all = outline.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
                let own = rings.entry(code.clone()).or_default();
                own.extend(all.map(|ring| grid.line(ring, shift)).filter(|ring| ring.len() > 3));
                if let Some((area, at)) = middle(&outline, &grid, shift) {
                    let place = named.entry(code).or_insert((area, at));
                    if place.0 < area {
                        *place = (area, at);
                    }
                }
            }
            lines.extend(part.divisions.iter().map(|line| grid.line(line, shift)).filter(|line| line.len() > 1));
        }
        let frame = Frame {
            at: [0, 0, grid.steps(width), grid.steps(region.north - region.south)],
            seam: seams(region, &grid),
        };
        let room = width * (region.north - region.south) * NAMED;
        let whole = Topology::of(&rings, &frame);
        let mut tolerance = 1.0;
        loop {
            let arcs: Vec<Vec<At>> = whole.arcs.iter().map(|arc| simplified(arc, tolerance)).collect();
            let divisions: Vec<Vec<At>> = lines.iter().map(|line| simplified(line, tolerance)).collect();
            let countries = whole.without_specks(&arcs);
            let used = uses(&countries);
            let drawn = used.keys().map(|&n| arcs[n].len());
            if drawn.chain(divisions.iter().map(Vec::len)).sum::<usize>() > POSITIONS {
                tolerance *= 1.4;
                if tolerance > COARSE {
                    lines.clear();
                }
                continue;
            }
            let of_use = |times: usize| -> Vec<usize> {
                let kept = |n: &usize| used.get(n) == Some(&times) && !frame.holds(&whole.arcs[*n]);
                (0..arcs.len()).filter(kept).collect()
            };
            let named = |code: &str| named.get(code).filter(|(area, _)| *area > room).map(|(_, at)| *at);
            return Self {
                quantum,
                origin: grid.origin,
                coasts: of_use(1),
                borders: of_use(2),
                countries: (countries.into_iter())
                    .map(|(code, rings)| {
                        let place = named(&code);
                        (code, rings, place)
                    })
                    .collect(),
                arcs: (arcs.iter().enumerate())
                    .map(|(n, arc)| if used.contains_key(&n) { deltas(arc) } else { Vec::new() })
                    .collect(),
                divisions: divisions.iter().map(|line| deltas(line)).collect(),
            };
        }
    }
}

/// The largest polygon's area in square degrees, and a position within it.
fn middle(outline: &MultiPolygon<f64>, grid: &Grid, shift: f64) -> Option<(f64, At)> {
    let largest = outline.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let at = largest.interior_point()?;
    Some((largest.unsigned_area(), grid.at(at.x() + shift, at.y())))
}

/// Whole steps from the south-western corner.
struct Grid {
    origin: [f64; 2],
    quantum: f64,
}

impl Grid {
    #[allow(clippy::cast_possible_truncation, reason = "no more than 360 degrees in steps of a thousandth")]
    fn steps(&self, degrees: f64) -> i32 {
        (degrees / self.quantum).round() as i32
    }

    fn at(&self, x: f64, y: f64) -> At {
        (self.steps(x - self.origin[0]), self.steps(y - self.origin[1]))
    }

    /// Without positions that are where the one before is.
    fn line(&self, line: &LineString<f64>, shift: f64) -> Vec<At> {
        let mut out: Vec<At> = line.coords().map(|c| self.at(c.x + shift, c.y)).collect();
        out.dedup();
        out
    }
}

/// The antimeridian's steps in the region.
fn seams(region: Region, grid: &Grid) -> Vec<i32> {
    [-180.0, 180.0]
        .iter()
        .filter(|&&x| region.west < x && x < region.east)
        .map(|x| grid.steps(x - region.west))
        .collect()
}

/// Where outlines were cut and no border is.
struct Frame {
    /// West, south, east, north.
    at: [i32; 4],
    seam: Vec<i32>,
}

impl Frame {
    /// Whether both positions lie on one line of the cut.
    fn along(&self, a: At, b: At) -> bool {
        let [west, south, east, north] = self.at;
        let upright = |x: i32| a.0 == x && b.0 == x;
        let level = |y: i32| a.1 == y && b.1 == y;
        upright(west) || upright(east) || level(south) || level(north) || self.seam.iter().any(|&x| upright(x))
    }

    fn holds(&self, arc: &[At]) -> bool {
        arc.windows(2).all(|pair| self.along(pair[0], pair[1]))
    }
}

/// Rings as the arcs that they share.
struct Topology {
    arcs: Vec<Vec<At>>,
    countries: Vec<(String, Vec<Vec<i32>>)>,
}

impl Topology {
    fn of(countries: &BTreeMap<String, Vec<Vec<At>>>, frame: &Frame) -> Self {
        let mut neighbours: HashMap<At, BTreeSet<At>> = HashMap::new();
        let mut turns: BTreeSet<At> = BTreeSet::new(); // where a line of the cut begins or ends
        for ring in countries.values().flatten() {
            for pair in ring.windows(2) {
                neighbours.entry(pair[0]).or_default().insert(pair[1]);
                neighbours.entry(pair[1]).or_default().insert(pair[0]);
            }
            let open = &ring[..ring.len() - 1];
            for (n, &here) in open.iter().enumerate() {
                let before = open[(n + open.len() - 1) % open.len()];
                if frame.along(before, here) != frame.along(here, ring[n + 1]) {
                    turns.insert(here);
                }
            }
        }
        let is_end = |at: &At| turns.contains(at) || neighbours.get(at).is_some_and(|others| others.len() > 2);
        let mut topology = Self { arcs: Vec::new(), countries: Vec::new() };
        let mut known: HashMap<Vec<At>, i32> = HashMap::new();
        for (code, rings) in countries {
            let rings = rings.iter().map(|ring| {
                let mut open = ring[..ring.len() - 1].to_vec();
                // begin at an end, or else where any other ring of these positions does
                let start = open.iter().position(is_end).or_else(|| (0..open.len()).min_by_key(|&n| open[n]));
                open.rotate_left(start.unwrap_or_default());
                open.push(open[0]);
                let mut refs = Vec::new();
                let mut from = 0;
                for n in 1..open.len() {
                    if n + 1 == open.len() || is_end(&open[n]) {
                        refs.push(topology.arc(&open[from..=n], &mut known));
                        from = n;
                    }
                }
                refs
            });
            let rings: Vec<Vec<i32>> = rings.collect();
            topology.countries.push((code.clone(), rings));
        }
        topology
    }

    /// The number of an arc, `!n` where it is known backwards.
    fn arc(&mut self, arc: &[At], known: &mut HashMap<Vec<At>, i32>) -> i32 {
        let back: Vec<At> = arc.iter().rev().copied().collect();
        if let Some(&n) = known.get(arc) {
            return n;
        }
        if let Some(&n) = known.get(&back) {
            return !n;
        }
        let n = i32::try_from(self.arcs.len()).unwrap_or(i32::MAX);
        known.insert(arc.to_vec(), n);
        self.arcs.push(arc.to_vec());
        n
    }

    /// The rings that are more than a line when their arcs are simplified.
    fn without_specks(&self, arcs: &[Vec<At>]) -> Vec<(String, Vec<Vec<i32>>)> {
        let length = |arc: &i32| arcs[number(*arc)].len() - 1;
        let whole = |ring: &&Vec<i32>| ring.iter().map(length).sum::<usize>() > 2;
        let countries =
            self.countries.iter().map(|(code, rings)| (code.clone(), rings.iter().filter(whole).cloned().collect()));
        countries.filter(|(_, rings): &(String, Vec<Vec<i32>>)| !rings.is_empty()).collect()
    }
}

/// How often each arc is drawn.
fn uses(countries: &[(String, Vec<Vec<i32>>)]) -> BTreeMap<usize, usize> {
    let mut uses = BTreeMap::new();
    for arc in countries.iter().flat_map(|(_, rings)| rings).flatten() {
        *uses.entry(number(*arc)).or_default() += 1;
    }
    uses
}

fn deltas(line: &[At]) -> Vec<i32> {
    let (mut x, mut y) = (0, 0);
    let mut out = Vec::with_capacity(line.len() * 2);
    for &at in line {
        out.extend([at.0 - x, at.1 - y]);
        (x, y) = at;
    }
    out
}

/// Douglas and Peucker's: no position is farther than `tolerance` steps from the line that is left. A ring keeps its first
/// position and the one farthest from it.
fn simplified(line: &[At], tolerance: f64) -> Vec<At> {
    let last = line.len() - 1;
    let mut keep = vec![false; line.len()];
    (keep[0], keep[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to).map(|n| (distance(line[n], line[from], line[to]), n));
        if let Some((far, n)) = farthest.max_by(|a, b| a.0.total_cmp(&b.0))
            && far > tolerance
        {
            keep[n] = true;
            open.extend([(from, n), (n, to)]);
        }
    }
    line.iter().zip(keep).filter_map(|(at, keep)| keep.then_some(*at)).collect()
}

/// Of a position from the segment between two others.
fn distance(at: At, a: At, b: At) -> f64 {
    let (x, y) = (f64::from(at.0 - a.0), f64::from(at.1 - a.1));
    let (dx, dy) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((x * dx + y * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - along * dx).hypot(y - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(points: &[(f64, f64)]) -> Basemap {
        Basemap::of(Region::around(points.iter().copied()))
    }

    #[test]
    fn draws_a_border_once_and_no_frame() {
        let map = around(&[(75.0, 29.5), (73.0, 33.5)]);
        let codes: Vec<&str> = map.countries.iter().map(|(code, ..)| code.as_str()).collect();
        assert!(codes.contains(&"IN") && codes.contains(&"PK"));
        assert!(!map.borders.is_empty() && !map.divisions.is_empty());
        // the region lies inland but for a corner, so what is a coast is no frame
        let rings: usize = map.countries.iter().map(|(_, rings, _)| rings.len()).sum();
        assert!(rings > 2 && map.coasts.len() < rings);
        assert!(serde_json::to_string(&map).unwrap().len() < 40_000);
    }

    #[test]
    fn the_whole_world_fits_and_the_antimeridian_is_no_border() {
        let world = around(&[(-100.0, 40.0), (10.0, 50.0), (120.0, -30.0)]);
        assert!(serde_json::to_string(&world).unwrap().len() < 40_000);
        let fiji = around(&[(179.9, -17.0), (-179.9, -17.0)]);
        assert!(fiji.countries.iter().any(|(code, ..)| code == "FJ"));
        assert!(fiji.borders.is_empty(), "{:?}", fiji.borders);
    }

    #[test]
    fn simplifies_to_the_tolerance_and_keeps_ends() {
        let line = [(0, 0), (5, 1), (10, 0), (10, 10)];
        assert_eq!(simplified(&line, 2.0), [(0, 0), (10, 0), (10, 10)]);
        assert_eq!(simplified(&line, 0.5), line);
    }
}

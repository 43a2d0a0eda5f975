//! Outlines: the polygons of first-order divisions and countries, and the borders between them.
//!
//! Borders are as they are held (de facto), drawn to a few kilometres. Outer rings run counter-clockwise and holes
//! clockwise ([RFC 7946, 3.1.6](https://www.rfc-editor.org/rfc/rfc7946#section-3.1.6)), and all is cut at the
//! antimeridian (3.1.9).

use std::collections::{BTreeMap, HashMap};

use geo::{
    Area as _, BooleanOps as _, BoundingRect as _, Contains as _, Coord, Intersects as _, LineString, MultiLineString,
    MultiPolygon, Orient as _, Point, Polygon, Rect, Winding as _, orient::Direction,
};

use super::{
    PlaceClass,
    open::embedded_index,
    topology::{Division, TOPOLOGY, Topology, number},
};

/// A part of the world, to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Clipped {
    /// Countries by their ISO 3166-1 code, in its order.
    pub countries: Vec<(String, MultiPolygon<f64>)>,
    /// Borders between first-order divisions of one country, each once.
    pub divisions: MultiLineString<f64>,
}

/// The outline of the first-order division or country whose row has the id; none where there is none to be had.
///
/// ```
/// use geo::Contains;
/// use incident_mapper::gazetteer::outlines::outline;
/// let haryana = outline("geonames:1270260").unwrap();
/// assert!(haryana.contains(&geo::Point::new(75.029, 29.535)));
/// assert!(outline("geonames:1256052").is_none()); // Sirsa, a town
/// ```
pub fn outline(gazetteer_id: &str) -> Option<MultiPolygon<f64>> {
    let topology = &TOPOLOGY;
    if let Some(division) = topology.divisions.iter().find(|division| division.id == gazetteer_id) {
        return topology.outline(division);
    }
    let world = embedded_index().ok()?;
    let row = world.by_id(gazetteer_id)?;
    if world.record(row).class != PlaceClass::Country {
        return None;
    }
    let code = world.country_code(row);
    let own: Vec<&Division> = topology.divisions.iter().filter(|division| division.country_code == code).collect();
    Some(dissolve(topology, &own)).filter(|outline| !outline.0.is_empty())
}

/// What lies within `bounds`: west, south, east, north in degrees, west of east.
pub fn clipped(bounds: [f64; 4]) -> Clipped {
    let topology = &TOPOLOGY;
    let [west, south, east, north] = bounds;
    let bounds = Rect::new((west, south), (east, north));
    let mut countries: BTreeMap<&str, Vec<&Division>> = BTreeMap::new();
    for division in &topology.divisions {
        countries.entry(&division.country_code).or_default().push(division);
    }
    let mut clipped = Clipped { countries: Vec::new(), divisions: MultiLineString(Vec::new()) };
    for (code, own) in countries {
        if !own.iter().any(|division| topology.reaches(division, bounds)) {
            continue; // before the costly part: most of the world lies elsewhere
        }
        let outline = within(dissolve(topology, &own), bounds);
        if !outline.0.is_empty() {
            clipped.countries.push((code.to_owned(), outline));
            clipped.divisions.0.extend(borders(topology, &own, bounds));
        }
    }
    clipped
}

/// The polygons as far as they lie within `bounds`.
fn within(polygons: MultiPolygon<f64>, bounds: Rect<f64>) -> MultiPolygon<f64> {
    let frame = bounds.to_polygon();
    let mut cut = Vec::new();
    for polygon in polygons {
        match polygon.bounding_rect() {
            Some(own) if bounds.contains(&own) => cut.push(polygon),
            Some(own) if bounds.intersects(&own) => {
                cut.extend(frame.intersection(&polygon).orient(Direction::Default));
            }
            _ => {}
        }
    }
    MultiPolygon(cut)
}

/// The borders between divisions of one country as far as they lie within `bounds`.
fn borders(topology: &Topology, own: &[&Division], bounds: Rect<f64>) -> Vec<LineString<f64>> {
    let frame = bounds.to_polygon();
    let mut first: HashMap<usize, &str> = HashMap::new();
    let mut shared = Vec::new();
    for division in own {
        for &arc in division.polygons.iter().flatten().flatten() {
            match first.insert(number(arc), &division.id) {
                Some(other) if other != division.id => shared.push(arc),
                _ => {}
            }
        }
    }
    let mut lines = Vec::new();
    for arc in shared {
        let line = LineString(topology.arc(arc));
        match line.bounding_rect() {
            Some(own) if bounds.contains(&own) => lines.push(line),
            Some(own) if bounds.intersects(&own) => lines.extend(frame.clip(&MultiLineString(vec![line]), false)),
            _ => {}
        }
    }
    lines
}

/// The outline of divisions taken together: the arcs that are not drawn there and back.
fn dissolve(topology: &Topology, own: &[&Division]) -> MultiPolygon<f64> {
    let mut drawn: HashMap<usize, i32> = HashMap::new();
    let arcs = || own.iter().flat_map(|division| division.polygons.iter().flatten().flatten().copied());
    for arc in arcs() {
        *drawn.entry(number(arc)).or_default() += if arc < 0 { -1 } else { 1 };
    }
    let outer = arcs().filter(|arc| drawn.get(&number(*arc)).is_some_and(|&net| net != 0 && (net < 0) == (*arc < 0)));
    let (shells, holes): (Vec<_>, Vec<_>) = rings(topology, outer.collect())
        .into_iter()
        .filter(|ring| Polygon::new(ring.clone(), Vec::new()).unsigned_area() > 0.0)
        .partition(LineString::is_ccw);
    let mut polygons: Vec<Polygon<f64>> = shells.into_iter().map(|shell| Polygon::new(shell, Vec::new())).collect();
    for hole in holes {
        // rings of one topology touch in single positions at most
        let around = |polygon: &Polygon<f64>| {
            let shell = Polygon::new(polygon.exterior().clone(), Vec::new());
            hole.points().any(|point: Point<f64>| shell.contains(&point))
        };
        let smallest = (polygons.iter_mut().filter(|polygon| around(polygon)))
            .min_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
        if let Some(polygon) = smallest {
            polygon.interiors_push(hole);
        }
    }
    MultiPolygon(polygons)
}

/// The rings that arcs form. Where one comes back to a position that it has passed, what lies between is a ring of its own,
/// so that none touches itself.
fn rings(topology: &Topology, arcs: Vec<i32>) -> Vec<LineString<f64>> {
    let ends = |arc: i32| {
        let positions = &topology.arcs[number(arc)];
        let (first, last) = (positions.first().map(key), positions.last().map(key));
        if arc < 0 { (last, first) } else { (first, last) }
    };
    let mut from: HashMap<_, Vec<i32>> = HashMap::new();
    for &arc in arcs.iter().rev() {
        from.entry(ends(arc).0).or_default().push(arc);
    }
    let mut rings = Vec::new();
    for arc in arcs {
        let mut path: Vec<i32> = Vec::new();
        let mut here = ends(arc).0;
        while let Some(next) = from.get_mut(&here).and_then(Vec::pop) {
            path.push(next);
            here = ends(next).1;
            if let Some(at) = path.iter().rposition(|&arc| ends(arc).0 == here) {
                rings.push(topology.ring(&path.split_off(at)));
            }
        }
    }
    rings
}

/// Positions that arcs share are the same numbers, so that their bits can be compared.
fn key(position: &Coord<f64>) -> (u64, u64) {
    (position.x.to_bits(), position.y.to_bits())
}

#[cfg(test)]
mod tests {
    use geo::{Area as _, Contains as _, CoordsIter as _, MultiPolygon, Point, Winding as _};

    use super::{clipped, outline};

    /// Wound right, closed, and with holes only where they lie within.
    fn holds(outline: &MultiPolygon<f64>) {
        for polygon in outline {
            assert!(polygon.exterior().is_ccw() && polygon.exterior().is_closed());
            assert!(polygon.interiors().iter().all(|hole| hole.is_cw() && hole.is_closed()));
        }
    }

    #[test]
    fn a_country_is_its_divisions_without_the_borders_between() {
        let india = outline("geonames:1269750").unwrap();
        holds(&india);
        let inside = |x, y| india.contains(&Point::new(x, y));
        assert!(inside(77.2, 28.6) && inside(92.7, 11.7) && !inside(67.0, 24.9) && !inside(85.3, 27.7));
        let goa = outline("geonames:1271157").unwrap();
        holds(&goa);
        assert!(goa.contains(&Point::new(74.0, 15.3)) && goa.unsigned_area() < india.unsigned_area() / 100.0);
        // the area of the parts is that of the whole
        let parts: f64 = super::TOPOLOGY
            .divisions
            .iter()
            .filter(|d| d.country_code == "IN")
            .map(|d| super::TOPOLOGY.outline(d).unwrap().signed_area())
            .sum();
        assert!((parts - india.signed_area()).abs() < 1e-9, "{parts}");
    }

    #[test]
    fn holes_and_the_antimeridian_stay() {
        let south_africa = outline("geonames:953987").unwrap();
        holds(&south_africa);
        assert!(!south_africa.contains(&Point::new(28.2, -29.6)), "Lesotho is a hole");
        assert!(south_africa.contains(&Point::new(28.0, -26.2)));
        let russia = outline("geonames:2017370").unwrap();
        holds(&russia);
        assert!(russia.contains(&Point::new(-173.0, 66.0)) && russia.contains(&Point::new(178.0, 67.0)));
        assert!(russia.coords_iter().all(|c| c.x.abs() <= 180.0));
        for country in ["geonames:2562770", "geonames:241170"] {
            holds(&outline(country).unwrap()); // Malta and the Seychelles, whose parts overlap by a step
        }
        assert!(outline("geonames:1256052").is_none() && outline("user:1").is_none());
    }

    #[test]
    fn a_part_of_the_world_is_cut_out() {
        let part = clipped([73.0, 28.0, 82.0, 33.0]);
        let codes: Vec<&str> = part.countries.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["CN", "IN", "NP", "PK"]);
        part.countries.iter().for_each(|(_, outline)| holds(outline));
        let area: f64 = part.countries.iter().map(|(_, outline)| outline.unsigned_area()).sum();
        assert!((area - 45.0).abs() < 0.01, "no sea and no gap: {area}");
        assert!(!part.divisions.0.is_empty());
        for at in part.divisions.coords_iter() {
            assert!((73.0 - 1e-6..=82.0 + 1e-6).contains(&at.x) && (28.0 - 1e-6..=33.0 + 1e-6).contains(&at.y));
        }
        assert!(clipped([-30.0, 30.0, -29.0, 31.0]).countries.is_empty(), "the Atlantic");
        let world = clipped([-180.0, -90.0, 180.0, 90.0]);
        assert!(world.countries.len() > 230);
        world.countries.iter().for_each(|(_, outline)| holds(outline));
    }
}

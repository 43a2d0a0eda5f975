//! Areas: outlines of first-order divisions, which tell in which country and division a point lies.

use std::{collections::HashMap, sync::LazyLock};

use geo::{Area as _, BoundingRect, Centroid, Contains, Coord, MultiPolygon, Point, Rect};

use super::{
    PlaceClass,
    index::Index,
    open::embedded_index,
    table::Row,
    topology::{TOPOLOGY, Topology},
};

/// How near to a border the outlines cannot tell, in degrees of latitude: about five kilometres.
const DOUBT: f64 = 0.05;

/// A division.
#[derive(Debug)]
struct Area {
    country_code: String,
    /// Empty where the division has no row.
    admin1_code: String,
    outline: MultiPolygon<f64>,
    bounds: Rect<f64>,
}

/// All of them.
#[derive(Debug, Default)]
struct Areas {
    all: Vec<Area>,
    /// Those that reach into a square of one degree, by its south-western corner.
    squares: HashMap<(i16, i16), Vec<usize>>,
}

/// The embedded ones, put together when the first row asks.
static AREAS: LazyLock<Areas> = LazyLock::new(|| {
    let world = embedded_index().ok();
    world.and_then(|world| Areas::of(&TOPOLOGY, &world)).unwrap_or_default()
});

/// The row of a settlement, site or district with the country and first-order division that it leaves out, as far as
/// the outlines can tell: not on a coast that they cut off, nor near another country or division.
pub(super) fn fill(row: Row<'_>) -> Row<'_> {
    let class = PlaceClass::of(row.feature_class, row.feature_code, row.country_code, row.population);
    let small = matches!(class, PlaceClass::Settlement | PlaceClass::Site | PlaceClass::District);
    if !small || !row.admin1_code.is_empty() && !row.country_code.is_empty() {
        return row;
    }
    let (country_code, admin1_code) = AREAS.codes(row.longitude, row.latitude);
    let agree = |said: &str, told: &str| said.is_empty() || said == told;
    if country_code.is_empty() || !agree(row.country_code, country_code) || !agree(row.admin1_code, admin1_code) {
        return row;
    }
    Row { country_code, admin1_code, ..row }
}

/// Where a part of a country lies, as its middle (longitude, latitude) and how far it reaches from that in kilometres, as a
/// disc a third wider than its area would: of the divisions, by their areas, that third which lies farthest towards `east` and `north`, or all if both
/// are 0.
pub(super) fn part(country_code: &str, east: f64, north: f64) -> Option<((f64, f64), f64)> {
    // without the areas of all other countries, which take ten milliseconds
    let own = TOPOLOGY.divisions.iter().filter(|division| division.country_code == country_code);
    let outlines = own.filter_map(|division| TOPOLOGY.outline(division));
    let mut own: Vec<(Point, f64)> =
        outlines.filter_map(|outline| Some((outline.centroid()?, outline.unsigned_area()))).collect();
    let whole: f64 = own.iter().map(|(_, area)| area).sum();
    let towards = |point: &Point| point.x() * east + point.y() * north;
    own.sort_by(|a, b| towards(&b.0).total_cmp(&towards(&a.0)));
    let wanted = if east == 0.0 && north == 0.0 { whole } else { whole / 3.0 };
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (point, own) in &own {
        if area >= wanted {
            break;
        }
        (area, x, y) = (area + own, x + point.x() * own, y + point.y() * own);
    }
    let middle = (area > 0.0).then(|| (x / area, y / area))?;
    let km2 = area * 111.0 * 111.0 * middle.1.to_radians().cos();
    Some((middle, (km2 / std::f64::consts::PI).sqrt() * 1.3))
}

impl Areas {
    /// The codes of the rows come from `world`.
    fn of(topology: &Topology, world: &Index) -> Option<Self> {
        let mut areas = Self::default();
        for division in &topology.divisions {
            let outline = topology.outline(division)?;
            let bounds = outline.bounding_rect()?;
            for square in squares(&bounds) {
                areas.squares.entry(square).or_default().push(areas.all.len());
            }
            let row = world.by_id(&division.id);
            areas.all.push(Area {
                country_code: division.country_code.clone(),
                admin1_code: row.map_or_else(String::new, |row| world.strings(row).admin1_code.to_owned()),
                outline,
                bounds,
            });
        }
        Some(areas)
    }

    /// The codes of country and first-order division at a point, each empty where it is in doubt.
    fn codes(&self, longitude: f64, latitude: f64) -> (&str, &str) {
        let Some(here) = self.at(longitude, latitude) else {
            return ("", "");
        };
        let east = DOUBT / latitude.to_radians().cos().max(0.1);
        let mut codes = (here.country_code.as_str(), here.admin1_code.as_str());
        for (x, y) in
            [(1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7), (-1.0, 0.0), (-0.7, -0.7), (0.0, -1.0), (0.7, -0.7)]
        {
            let Some(near) = self.at(longitude + x * east, latitude + y * DOUBT) else {
                continue;
            };
            if near.country_code != here.country_code {
                return ("", "");
            }
            if near.admin1_code != here.admin1_code {
                codes.1 = "";
            }
        }
        codes
    }

    /// The area that a point lies in.
    fn at(&self, longitude: f64, latitude: f64) -> Option<&Area> {
        let (point, coord) = (Point::new(longitude, latitude), Coord { x: longitude, y: latitude });
        let near = self.squares.get(&square(coord))?.iter().map(|&i| &self.all[i]);
        near.filter(|area| area.bounds.contains(&coord)).find(|area| area.outline.contains(&point))
    }
}

/// The square that a point lies in.
#[allow(clippy::cast_possible_truncation, reason = "whole degrees")]
fn square(point: Coord<f64>) -> (i16, i16) {
    (point.x.floor() as i16, point.y.floor() as i16)
}

/// The squares that a rectangle reaches into.
fn squares(bounds: &Rect<f64>) -> impl Iterator<Item = (i16, i16)> {
    let ((west, south), (east, north)) = (square(bounds.min()), square(bounds.max()));
    (west..=east).flat_map(move |x| (south..=north).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::{AREAS, fill, part};
    use crate::gazetteer::table::Row;

    fn codes(longitude: f64, latitude: f64, country_code: &str, feature_code: &str) -> (String, String) {
        let row = Row {
            line: 2,
            name: "Here",
            latitude,
            longitude,
            id: "",
            alternates: "",
            separator: ',',
            feature_class: if feature_code.starts_with("ADM") { "A" } else { "" },
            feature_code,
            country_code,
            admin1_code: "",
            admin2_code: "",
            population: 0,
        };
        let filled = fill(row);
        (filled.country_code.to_owned(), filled.admin1_code.to_owned())
    }

    #[test]
    fn a_point_has_its_country_and_division() {
        assert!(AREAS.all.len() > 3500);
        let told = |country: &str, division: &str| (country.to_owned(), division.to_owned());
        assert_eq!(codes(75.03, 29.53, "", ""), told("IN", "10"), "Sirsa in Haryana");
        assert_eq!(codes(-96.8, 32.8, "US", ""), told("US", "TX"), "Dallas");
        assert_eq!(codes(-84.51, 39.09, "", ""), told("US", ""), "Kentucky or Ohio: the outline cannot tell");
        assert_eq!(codes(9.65, 47.5, "", ""), told("", ""), "Austria, Germany or Switzerland");
        assert_eq!(codes(75.03, 29.53, "PK", ""), told("PK", ""), "what the row says stays");
        assert_eq!(codes(75.03, 29.53, "", "ADM1"), told("", ""), "a division lies in no other");
        assert_eq!(codes(-30.0, 30.0, "", ""), told("", ""), "the Atlantic");
        assert_eq!(codes(179.4, -16.6, "", "").0, "FJ", "beside the antimeridian");
        assert_eq!(codes(23.957, 66.0436, "", ""), told("", ""), "Karungi, on the other bank Finland");
        assert_eq!(codes(7.42145, 43.73718, "", ""), told("", ""), "Monaco, which lies off its outline");
    }

    #[test]
    fn a_part_of_a_country_has_a_middle() {
        let ((x, y), km) = part("SY", 0.0, 1.0).unwrap();
        assert!((36.0..41.0).contains(&x) && (35.2..36.8).contains(&y) && (100.0..400.0).contains(&km), "{x} {y} {km}");
        let ((x, y), _) = part("UA", 1.0, -1.0).unwrap();
        assert!((34.0..40.0).contains(&x) && (45.0..49.0).contains(&y), "{x} {y}");
        let ((x, y), _) = part("IL", 0.0, 0.0).unwrap();
        assert!((34.3..35.6).contains(&x) && (30.0..32.5).contains(&y), "{x} {y}");
        assert!(part("ZZ", 1.0, 0.0).is_none());
    }
}

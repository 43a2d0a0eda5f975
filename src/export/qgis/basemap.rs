//! Basemap: countries and borders of provinces around the incidents, as coarse as the part of the world is large.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, LineString, MultiPolygon};

use super::extent::Bounds;
use crate::{gazetteer::outlines::clipped, report::Report};

/// Steps of the grid that lines are drawn on, in degrees, near incidents and far from them, for parts of the world up
/// to so many degrees wide.
const STEPS: [(f64, f64, f64); 3] = [(25.0, 0.01, 0.01), (70.0, 0.02, 0.1), (360.0, 0.05, 0.4)];
/// Near is what lies in the same square of so many degrees as an incident, or in one beside it.
const SQUARE: f64 = 5.0;

/// The grid: of the positions in one of its cells the first stands for all, so that what two countries share stays shared.
struct Grid {
    fine: f64,
    coarse: f64,
    near: BTreeSet<(i64, i64)>,
    /// What stands for a cell of the fine or the coarse grid.
    stands: BTreeMap<(bool, i64, i64), String>,
}

impl Grid {
    fn new(incidents: &[&Report], parts: &[Bounds]) -> Self {
        let widths = parts.iter().map(|[west, south, east, north]| (east - west).max(north - south));
        let width = widths.fold(0.0, f64::max);
        let fits = STEPS.iter().find(|(up_to, ..)| width <= *up_to);
        let (fine, coarse) = fits.map_or((0.05, 0.4), |(_, fine, coarse)| (*fine, *coarse));
        let around = |(x, y): (i64, i64)| (-1..=1).flat_map(move |i| (-1..=1).map(move |j| (x + i, y + j)));
        let squares = incidents.iter().filter_map(|i| i.point).map(|(x, y)| (cell(x, SQUARE), cell(y, SQUARE)));
        Self { fine, coarse, near: squares.flat_map(around).collect(), stands: BTreeMap::new() }
    }

    fn is_near(&self, at: Coord<f64>) -> bool {
        self.near.contains(&(cell(at.x, SQUARE), cell(at.y, SQUARE)))
    }

    /// The positions, none twice in a row; nothing if fewer than two are left.
    fn line(&mut self, line: &LineString<f64>) -> Option<String> {
        let mut positions = Vec::new();
        for at in line.coords() {
            let near = self.is_near(*at);
            let step = if near { self.fine } else { self.coarse };
            let stands = self.stands.entry((near, cell(at.x, step), cell(at.y, step)));
            positions.push(stands.or_insert_with(|| format!("[{},{}]", degrees(at.x), degrees(at.y))).clone());
        }
        positions.dedup();
        (positions.len() > 1).then(|| format!("[{}]", positions.join(",")))
    }

    /// The polygons; rings of which nothing is left are left out.
    fn polygons(&mut self, outline: &MultiPolygon<f64>) -> Vec<String> {
        let mut polygons = Vec::new();
        for polygon in outline {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            let has_area = |text: &String| text.matches('[').count() > 4; // its own bracket and four positions
            let rings: Vec<_> = rings.map(|ring| self.line(ring).filter(has_area)).collect();
            if let Some(Some(_)) = rings.first() {
                polygons.push(format!("[{}]", rings.into_iter().flatten().collect::<Vec<_>>().join(",")));
            }
        }
        polygons
    }
}

/// The file: GeoJSON, a Feature a line, `class` sea, country, frame or divisions. The sea and the frame are always
/// there, so that each geometry type is, which QGIS makes its layers of.
pub(super) fn text(incidents: &[&Report], parts: &[Bounds]) -> String {
    let names: BTreeMap<&str, &str> =
        incidents.iter().filter_map(|i| Some((i.country_code.as_deref()?, i.country.as_deref()?))).collect();
    let mut grid = Grid::new(incidents, parts);
    let (mut countries, mut divisions) = (BTreeMap::<String, Vec<String>>::new(), Vec::new());
    for clipped in parts.iter().map(|part| clipped(*part)) {
        for (code, outline) in clipped.countries {
            countries.entry(code).or_default().extend(grid.polygons(&outline));
        }
        for line in &clipped.divisions {
            if line.coords().any(|at| grid.is_near(*at)) {
                divisions.extend(grid.line(line));
            }
        }
    }
    let frames: Vec<String> = parts.iter().map(|part| frame(*part)).collect();
    let sea: Vec<String> = frames.iter().map(|frame| format!("[{frame}]")).collect();
    let mut features = vec![feature("sea", None, "MultiPolygon", &sea)];
    for (code, polygons) in countries.iter().filter(|(_, polygons)| !polygons.is_empty()) {
        let name = names.get(code.as_str()).copied();
        features.push(feature("country", Some((code, name)), "MultiPolygon", polygons));
    }
    features.push(feature("frame", None, "MultiLineString", &frames));
    if !divisions.is_empty() {
        features.push(feature("divisions", None, "MultiLineString", &divisions));
    }
    format!("{{\"type\":\"FeatureCollection\",\"name\":\"basemap\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// The ring around a part of the world.
fn frame(part: Bounds) -> String {
    let [west, south, east, north] = part.map(degrees);
    format!("[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]")
}

fn feature(class: &str, country: Option<(&str, Option<&str>)>, geometry: &str, parts: &[String]) -> String {
    let coordinates = parts.join(",");
    let (code, name) = country.unzip();
    let properties = serde_json::json!({"class": class, "country_code": code, "name": name.flatten()});
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{geometry}","coordinates":[{coordinates}]}}}}"#
    )
}

#[allow(clippy::cast_possible_truncation, reason = "degrees are few")]
fn cell(degrees: f64, size: f64) -> i64 {
    (degrees / size).round() as i64
}

/// With two decimals, a kilometre, written short: 75.5 and not 75.50.
fn degrees(degrees: f64) -> String {
    let text = format!("{degrees:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    (if short == "-0" { "0" } else { short }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_drawn_with_its_countries_and_provinces_in_tens_of_kilobytes() {
        let sirsa = Report {
            point: Some((75.029, 29.535)),
            country: Some("India \"<".into()),
            country_code: Some("IN".into()),
            ..Report::default()
        };
        let text = text(&[&sirsa], &[[68.0, 24.0, 80.0, 36.0]]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let of = |class: &str| {
            let features = value["features"].as_array().unwrap().iter();
            features.filter(|f| f["properties"]["class"] == class).collect::<Vec<_>>()
        };
        assert_eq!([of("sea").len(), of("frame").len(), of("divisions").len()], [1, 1, 1]);
        let india = of("country").into_iter().find(|f| f["properties"]["country_code"] == "IN").unwrap();
        assert_eq!(india["properties"]["name"], "India \"<");
        assert!(of("country").iter().any(|f| f["properties"]["country_code"] == "PK"));
        assert!((10_000..100_000).contains(&text.len()), "{}", text.len());
    }

    #[test]
    fn each_geometry_type_is_there_where_no_land_is() {
        let text = text(&[], &[[-30.0, 30.0, -29.0, 31.0]]);
        assert!(text.contains("MultiPolygon") && text.contains("MultiLineString") && !text.contains("country\","));
    }

    #[test]
    fn both_sides_of_the_antimeridian_have_their_land() {
        let text = text(&[], &[[177.0, -19.0, 180.0, -16.0], [-180.0, -19.0, -178.0, -16.0]]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let of = |n: usize| &value["features"][n]["geometry"]["coordinates"];
        assert_eq!([&of(0)[0][0][0][0], &of(0)[1][0][0][0]], [177, -180]);
        assert_eq!(value["features"][1]["properties"]["country_code"], "FJ");
        let longitudes: Vec<f64> = of(1).as_array().unwrap().iter().map(|p| p[0][0][0].as_f64().unwrap()).collect();
        assert!(longitudes.iter().any(|x| *x > 177.0) && longitudes.iter().any(|x| *x < -178.0), "{longitudes:?}");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([75.5, -0.001, 9.999, 100.0, -0.126].map(degrees), ["75.5", "0", "10", "100", "-0.13"]);
    }
}

//! Topology: the divisions of the world as the arcs that they share, so that a border is drawn once and the same on both
//! sides.

use std::{io::Read, sync::LazyLock};

use geo::{BoundingRect as _, Coord, Intersects as _, LineString, MultiPolygon, Polygon, Rect};
use serde::Deserialize;

/// Made by `data/build/areas.py` of Natural Earth: borders as they are held, drawn to a few kilometres, cut at the
/// antimeridian. Outer rings run counter-clockwise, holes clockwise.
const PACKED: &[u8] = include_bytes!("../../data/areas.topojson.zst");

/// The embedded one, unpacked when it is first asked for, which takes some 40 ms. A test holds that it is whole.
pub(super) static TOPOLOGY: LazyLock<Topology> = LazyLock::new(|| Topology::read(PACKED).unwrap_or_default());

/// Divisions and the arcs that bound them.
#[derive(Debug, Default)]
pub(super) struct Topology {
    pub(super) divisions: Vec<Division>,
    /// In degrees.
    pub(super) arcs: Vec<Vec<Coord<f64>>>,
}

/// A first-order division.
#[derive(Debug)]
pub(super) struct Division {
    /// Of its row in the gazetteer, or Natural Earth's where it has none.
    pub(super) id: String,
    pub(super) country_code: String,
    /// Its polygons, each of an outer ring and its holes.
    pub(super) polygons: Vec<Vec<Ring>>,
}

/// Arcs by their numbers; `!n` is arc n backwards.
pub(super) type Ring = Vec<i32>;

/// The number of an arc, whichever way it is drawn.
pub(crate) fn number(arc: i32) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or(usize::MAX)
}

impl Topology {
    fn read(packed: &[u8]) -> Option<Self> {
        let mut text = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(packed).ok()?.read_to_end(&mut text).ok()?;
        let file: File = serde_json::from_slice(&text).ok()?;
        let arcs = file.arcs();
        let division = |geometry: Geometry| Division {
            id: geometry.id,
            country_code: geometry.properties.country_code,
            polygons: match geometry.rings {
                Rings::Polygon(rings) => vec![rings],
                Rings::MultiPolygon(polygons) => polygons,
            },
        };
        let divisions: Vec<Division> = file.objects.divisions.geometries.into_iter().map(division).collect();
        let rings = divisions.iter().flat_map(|division| division.polygons.iter().flatten());
        rings.flatten().all(|&arc| number(arc) < arcs.len()).then_some(Self { divisions, arcs })
    }

    /// The positions of an arc, in the direction of its sign.
    pub(super) fn arc(&self, arc: i32) -> Vec<Coord<f64>> {
        let positions = self.arcs[number(arc)].iter().copied();
        if arc < 0 { positions.rev().collect() } else { positions.collect() }
    }

    /// Whether the box of a polygon of the division meets the bounds. The outer rings hold all others.
    pub(super) fn reaches(&self, division: &Division, bounds: Rect<f64>) -> bool {
        division.polygons.iter().filter_map(|rings| rings.first()).any(|ring| {
            let positions = ring.iter().flat_map(|&arc| &self.arcs[number(arc)]);
            let coords: Vec<Coord<f64>> = positions.copied().collect();
            LineString(coords).bounding_rect().is_some_and(|own| own.intersects(&bounds))
        })
    }

    /// The ring of arcs of which each begins where the one before ends.
    pub(super) fn ring(&self, arcs: &[i32]) -> LineString<f64> {
        let mut ring: Vec<Coord<f64>> = Vec::new();
        for &arc in arcs {
            ring.pop();
            ring.extend(self.arc(arc));
        }
        LineString(ring)
    }

    /// The outline of a division.
    pub(super) fn outline(&self, division: &Division) -> Option<MultiPolygon<f64>> {
        let polygon = |rings: &Vec<Ring>| {
            let mut rings = rings.iter().map(|ring| self.ring(ring));
            Some(Polygon::new(rings.next()?, rings.collect()))
        };
        division.polygons.iter().map(polygon).collect::<Option<_>>().map(MultiPolygon)
    }
}

/// The part of `TopoJSON` that the file has.
#[derive(Deserialize)]
struct File {
    transform: Transform,
    objects: Objects,
    /// Of each arc the first position as it is, each other as its distance from the one before.
    arcs: Vec<Vec<(i32, i32)>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Objects {
    divisions: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    id: String,
    properties: Properties,
    #[serde(flatten)]
    rings: Rings,
}

#[derive(Deserialize)]
struct Properties {
    country_code: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Rings {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

impl File {
    /// The arcs in degrees.
    fn arcs(&self) -> Vec<Vec<Coord<f64>>> {
        let Transform { scale, translate } = &self.transform;
        let arc = |arc: &Vec<(i32, i32)>| {
            let (mut x, mut y) = (0, 0);
            let positions = arc.iter().map(|step| {
                (x, y) = (x + step.0, y + step.1);
                Coord { x: f64::from(x) * scale.0 + translate.0, y: f64::from(y) * scale.1 + translate.1 }
            });
            positions.collect()
        };
        self.arcs.iter().map(arc).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{PACKED, Topology};

    #[test]
    fn it_is_whole_and_torn_bytes_are_refused() {
        let topology = Topology::read(PACKED).unwrap();
        assert!(topology.divisions.len() > 3500 && topology.divisions.iter().all(|d| !d.polygons.is_empty()));
        assert!(Topology::read(&PACKED[..1000]).is_none());
    }
}

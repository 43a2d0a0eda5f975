//! Outlines of countries, from a `TopoJSON` file.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// Longitude and latitude.
pub(crate) type Point = (f64, f64);

/// A country's outer rings and holes, as closed rings.
pub(crate) struct Country {
    pub(crate) name: String,
    pub(crate) rings: Vec<Vec<Point>>,
}

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Transform,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(flatten)]
    shape: Shape,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Shape {
    Polygon { arcs: Vec<Vec<i64>> },
    MultiPolygon { arcs: Vec<Vec<Vec<i64>>> },
}

/// Reads the object `countries` of a quantized topology.
pub(crate) fn read(file: &Path) -> Result<Vec<Country>> {
    let name = || format!("{}", file.display());
    let text = fs::read_to_string(file).with_context(name)?;
    let topology: Topology = serde_json::from_str(&text).with_context(name)?;
    let arcs: Vec<Vec<Point>> = topology.arcs.iter().map(|a| topology.decode(a)).collect();
    let countries = topology.objects.countries.geometries.into_iter();
    let countries = countries.map(|geometry| {
        let rings = match geometry.shape {
            Shape::Polygon { arcs } => arcs,
            Shape::MultiPolygon { arcs } => arcs.into_iter().flatten().collect(),
        };
        Country { name: geometry.properties.name, rings: rings.iter().map(|ring| join(&arcs, ring)).collect() }
    });
    Ok(countries.collect())
}

impl Topology {
    /// An arc's steps as degrees.
    fn decode(&self, arc: &[[f64; 2]]) -> Vec<Point> {
        let ([kx, ky], [dx, dy]) = (self.transform.scale, self.transform.translate);
        let (mut x, mut y) = (0.0, 0.0);
        arc.iter()
            .map(|step| {
                x += step[0];
                y += step[1];
                (x * kx + dx, y * ky + dy)
            })
            .collect()
    }
}

/// The arcs of a ring end to end; a negative index is an arc backwards.
fn join(arcs: &[Vec<Point>], ring: &[i64]) -> Vec<Point> {
    let mut points = Vec::new();
    for &index in ring {
        let forward = usize::try_from(index);
        let backward = usize::try_from(!index);
        match (forward, backward) {
            (Ok(i), _) => points.extend(arcs[i].iter().skip(usize::from(!points.is_empty()))),
            (_, Ok(i)) => points.extend(arcs[i].iter().rev().skip(usize::from(!points.is_empty()))),
            _ => {}
        }
    }
    points
}

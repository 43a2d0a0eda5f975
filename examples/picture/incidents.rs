//! The incidents of a folder of layers, by place.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

/// A kind, as its layer shows it.
pub(crate) struct Kind {
    /// The layer's file without its ending, "strikes".
    pub(crate) layer: String,
    /// "#d7301f"
    pub(crate) color: String,
}

/// What happened at one place.
pub(crate) struct Site {
    pub(crate) name: String,
    /// Longitude and latitude.
    pub(crate) point: (f64, f64),
    /// A province or the like, whose point stands for all of it.
    pub(crate) region: bool,
    /// Indices of kinds, each once.
    pub(crate) kinds: Vec<usize>,
}

/// What a folder of layers holds.
pub(crate) struct Incidents {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) sites: Vec<Site>,
}

/// Reads every layer of a folder, in the order of their names; empty ones are left out.
pub(crate) fn read(folder: &Path) -> Result<Incidents> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    let mut files: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|e| e == "geojson"));
    files.sort();
    let mut kinds = Vec::new();
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    for file in files {
        let layer: Value =
            serde_json::from_str(&fs::read_to_string(&file)?).with_context(|| format!("{}", file.display()))?;
        let features = layer["features"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(first) = features.first() else {
            continue;
        };
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        kinds.push(Kind { layer: text(&layer["name"]), color: text(&first["properties"]["marker-color"]) });
        for feature in features {
            let (at, properties) = (&feature["geometry"]["coordinates"], &feature["properties"]);
            let (Some(x), Some(y)) = (at[0].as_f64(), at[1].as_f64()) else {
                continue;
            };
            let site = sites.entry(at.to_string()).or_insert_with(|| Site {
                name: text(&properties["location"]),
                point: (x, y),
                region: properties["geo_precision"] == 3,
                kinds: Vec::new(),
            });
            if !site.kinds.contains(&(kinds.len() - 1)) {
                site.kinds.push(kinds.len() - 1);
            }
        }
    }
    let sites = sites.into_values().collect();
    Ok(Incidents { kinds, sites })
}

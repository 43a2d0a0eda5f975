//! Draws a folder of layers as an SVG: markers by kind with their places' names, over outlines of countries.
//!
//! ```text
//! cargo run --example picture -- layers ../shared/data/countries_50m.topojson docs/seeds-map.svg [W,S,E,N]
//! ```
//!
//! The last argument is a window that is drawn again, larger, beside the map.

mod draw;
mod incidents;
mod outlines;
mod window;

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail};

use window::Window;

/// Around Jammu, where half of the example's incidents are.
const INSET: &str = "74.35,32.3,75.45,33.05";

fn main() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [layers, countries, picture, inset @ ..] = args.as_slice() else {
        bail!("picture LAYERS COUNTRIES.topojson PICTURE.svg [W,S,E,N]");
    };
    let inset = inset.first().map_or(INSET, String::as_str);
    let inset = Window::parse(inset).context("a window is written as west,south,east,north")?;
    let incidents = incidents::read(Path::new(layers))?;
    let countries = outlines::read(Path::new(countries))?;
    let svg = draw::picture(&incidents, &countries, inset);
    fs::write(picture, svg).with_context(|| format!("{picture} cannot be written"))
}

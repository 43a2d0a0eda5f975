//! Compiles the tables of places in `data/` into the index that the program holds.
//!
//! The code is that of `gazetteer build`: the modules below are the crate's own.

#![allow(dead_code, unreachable_pub, reason = "modules of the crate, of which compiling takes a part")]

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

#[path = "src/gazetteer/class.rs"]
mod class;
#[path = "src/gazetteer/compile/mod.rs"]
mod compile;
#[path = "src/gazetteer/error.rs"]
mod error;
#[path = "src/gazetteer/key.rs"]
mod key;
#[path = "src/gazetteer/layout.rs"]
mod layout;
#[path = "src/gazetteer/record.rs"]
mod record;
#[path = "src/gazetteer/table.rs"]
mod table;

use class::PlaceClass;
use error::{GazetteerError, RowError};

/// The world, and over it the rows that were checked by hand.
const TABLES: [&str; 2] = ["data/world.csv.zst", "data/gazetteer.csv"];
const ALIASES: &str = "data/aliases.csv";

fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = compile::Builder::default();
    let mut origin = String::new();
    for path in TABLES {
        println!("cargo::rerun-if-changed={path}");
        let path = Path::new(path);
        let before = builder.len();
        builder.begin(path);
        table::read(path, &bytes(path)?, |row| builder.add(row))?;
        origin.push_str(&format!("{} {} rows\n", path.display(), builder.len() - before));
    }
    println!("cargo::rerun-if-changed={ALIASES}");
    println!("cargo::rerun-if-changed=src/gazetteer");
    builder.add_aliases(&fs::read_to_string(ALIASES)?);
    let out = PathBuf::from(env::var("OUT_DIR")?).join("places.index");
    builder.write(File::create(out)?, &origin)?;
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = fs::read(path)?;
    if path.extension().is_some_and(|e| e == "zst") {
        let mut plain = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(bytes.as_slice())?.read_to_end(&mut plain)?;
        bytes = plain;
    }
    Ok(bytes)
}

//! Compiles the tables of places in `data/` into the index that the program holds.
//!
//! The code is that of `gazetteer build`: the modules below are the crate's own.

#![allow(dead_code, unreachable_pub, reason = "modules of the crate, of which compiling takes a part")]

use std::{
    collections::HashMap,
    env,
    error::Error,
    fmt::Write as _,
    fs::{self, File},
    io::{BufReader, Read},
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
#[path = "src/gazetteer/stream.rs"]
mod stream;
#[path = "src/gazetteer/table.rs"]
mod table;

use class::PlaceClass;
use error::{GazetteerError, RowError};

/// The world, what no source of it holds, what news of wars and outages names beyond that, and over all the rows that were
/// checked by hand.
const TABLES: [&str; 4] = ["data/world.csv.xz", "data/places_extra.csv", "data/sites.csv", CURATED];
const CURATED: &str = "data/gazetteer.csv";
/// Stands for the other names of the row that a curated one lies over.
const KEPT: &str = "+";
const ALIASES: [&str; 2] = ["data/aliases.csv", "data/spellings.csv"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = compile::Builder::default();
    let mut origin = String::new();
    let mut kept = kept()?;
    for path in TABLES {
        println!("cargo::rerun-if-changed={path}");
        let path = Path::new(path);
        let mut rows = 0;
        builder.begin(path);
        let curated = path == Path::new(CURATED);
        table::read(path, open(path)?, |row| {
            rows += 1;
            match kept.get_mut(row.id) {
                Some(names) if curated => {
                    let alternates = row.alternates.replacen(KEPT, names, 1);
                    return builder.add(&table::Row { alternates: &alternates, ..*row });
                }
                Some(names) => names.push_str(row.alternates),
                None => {}
            }
            builder.add(row)
        })?;
        writeln!(origin, "{}: {rows} places", path.display())?;
    }
    for path in ALIASES {
        println!("cargo::rerun-if-changed={path}");
        builder.add_aliases(&fs::read_to_string(path)?);
    }
    println!("cargo::rerun-if-changed=src/gazetteer");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("places.index");
    builder.write(File::create(&out)?, &origin, &out)?;
    Ok(())
}

/// The curated rows that keep those, by id.
fn kept() -> Result<HashMap<String, String>, Box<dyn Error>> {
    let mut kept = HashMap::new();
    let path = Path::new(CURATED);
    table::read(path, open(path)?, |row| {
        if row.alternates.split('|').any(|name| name == KEPT) {
            kept.insert(row.id.to_owned(), String::new());
        }
        Ok(())
    })?;
    Ok(kept)
}

fn open(path: &Path) -> Result<Box<dyn Read>, Box<dyn Error>> {
    let file = File::open(path)?;
    if path.extension().is_some_and(|e| e == "xz") {
        return Ok(Box::new(lzma_rust2::XzReader::new(BufReader::new(file), false)));
    }
    Ok(Box::new(file))
}

//! Opening: the embedded tables and a user's files as one gazetteer.

use std::path::{Path, PathBuf};

use super::{Gazetteer, GazetteerError, build::Builder};

const EMBEDDED: &str = include_str!("../../data/gazetteer.csv");
const ALIASES: &str = include_str!("../../data/aliases.csv");

/// Which rows a gazetteer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Tables of a user's rows, the later before the earlier.
    pub files: Vec<PathBuf>,
    /// Leaves the embedded rows out; the embedded aliases of ids that the files have stay.
    pub without_default: bool,
}

impl Gazetteer {
    /// The embedded rows and those of the files. A file's row replaces the row of the same id.
    ///
    /// # Errors
    /// A file that cannot be read, is no table, or has wrong rows; see [`GazetteerError`].
    pub fn open(options: &Options) -> Result<Self, GazetteerError> {
        let mut builder = Builder::default();
        if !options.without_default {
            builder.add(Path::new("data/gazetteer.csv"), EMBEDDED.as_bytes(), false)?;
        }
        for path in &options.files {
            let bytes = std::fs::read(path).map_err(|source| GazetteerError::Read { path: path.clone(), source })?;
            builder.add(path, &bytes, true)?;
        }
        builder.add_aliases(ALIASES);
        builder.finish()
    }

    /// The embedded rows alone.
    ///
    /// # Errors
    /// None that a build which passed its tests can give.
    pub fn embedded() -> Result<Self, GazetteerError> {
        Self::open(&Options::default())
    }
}

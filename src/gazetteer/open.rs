//! Opening: the embedded index and a user's files as one gazetteer.

use std::{
    collections::HashSet,
    io::Cursor,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use super::{
    Gazetteer, GazetteerError, LAYERS, Layer, USERS, areas,
    compile::Builder,
    index::{Bytes, Index},
    is_swapped,
    source::{self, Format, Item, Tally},
};

/// Made by the build script from `data/`: the world, the curated rows over it, the aliases.
pub(super) static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.index"));
pub(super) const ALIASES: &str = include_str!("../../data/aliases.csv");

/// Which rows a gazetteer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// A user's rows, the later before the earlier: tables and dumps ([`Format`]), or indexes that `gazetteer build`
    /// made. What is no index becomes one with its neighbours, and there may be three beside the embedded one.
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
        // from below: the embedded one, what aliases bring of it, then the files
        let mut indexes: Vec<(Index, bool)> = Vec::new();
        let mut copies = Vec::new();
        if !options.without_default {
            indexes.push((embedded_index()?, false));
        }
        let mut tables: Option<Builder> = None;
        for path in &options.files {
            if let Some(index) = Index::open(path)? {
                if let Some(builder) = tables.take() {
                    let (own, brought) = made(builder, &indexes)?;
                    indexes.push((own, true));
                    copies.extend(brought);
                }
                indexes.push((index, true));
            } else {
                add(tables.get_or_insert_default(), path, None, None)?;
            }
        }
        if let Some(builder) = tables {
            let (own, brought) = made(builder, &indexes)?;
            indexes.push((own, true));
            copies.extend(brought);
        }
        if indexes.len() + copies.len() > LAYERS || indexes.iter().filter(|(_, users)| *users).count() > USERS {
            return Err(GazetteerError::TooMany);
        }
        let above = usize::from(!options.without_default);
        indexes.splice(above..above, copies.into_iter().map(|copies| (copies, false)));
        let mut first = 0;
        let layers = indexes.into_iter().rev().map(|(index, users)| {
            let layer = Layer { index, first, users };
            first += layer.index.len();
            layer
        });
        Ok(Self { layers: layers.collect(), capitals: OnceLock::new() })
    }

    /// The embedded rows alone.
    ///
    /// # Errors
    /// None that a build which passed its tests can give.
    pub fn embedded() -> Result<Self, GazetteerError> {
        Self::open(&Options::default())
    }
}

/// The index in the program.
pub(super) fn embedded_index() -> Result<Index, GazetteerError> {
    Index::new(Bytes::Embedded(EMBEDDED), Path::new("the embedded places"))
}

/// Adds what a user's file gives, country and division filled in by the [`areas`] where a row leaves them out. A row whose
/// latitude and longitude look swapped is counted in `swapped`, or refused where there is no count to be had.
pub(super) fn add(
    builder: &mut Builder,
    path: &Path,
    format: Option<Format>,
    mut swapped: Option<&mut usize>,
) -> Result<Tally, GazetteerError> {
    builder.begin(path);
    source::read(path, format, &mut |item| match item {
        Item::Row(row) if is_swapped((row.longitude, row.latitude), row.country_code) => {
            if let Some(count) = &mut swapped {
                **count += 1;
                return builder.add(&areas::fill(row));
            }
            let message = format!(
                "`{}` with longitude `{}` lies outside {}; are latitude and longitude swapped?",
                row.latitude, row.longitude, row.country_code
            );
            Err(("latitude", message))
        }
        Item::Row(row) => builder.add(&areas::fill(row)),
        Item::Alias { id, name, kind, own, .. } => {
            if own {
                builder.add_own_alias(id, name, kind);
            } else {
                builder.add_alias(id, name, kind);
            }
            Ok(())
        }
        Item::Population { id, population, .. } => {
            builder.add_population(id, population);
            Ok(())
        }
    })
}

/// The index of a user's tables, with the embedded aliases of the ids that they have. Aliases of rows that only an index
/// below has come with a copy of the row: of a user's into this index, of the world's into the second one, whose rows are
/// preferred no more than before.
fn made(mut builder: Builder, below: &[(Index, bool)]) -> Result<(Index, Option<Index>), GazetteerError> {
    let mut copies = Builder::default();
    let mut ids = HashSet::new();
    for (id, alias, kind) in builder.homeless() {
        let found = below.iter().rev().find_map(|(index, users)| Some((index, *users, index.by_id(&id)?)));
        let Some((index, users, row)) = found else { continue };
        let into = if users { &mut builder } else { &mut copies };
        if ids.insert(id.clone()) {
            into.copy(&index.row(row), index.record(row).spread_km);
        }
        if !users {
            into.add_alias(&id, &alias, kind);
        }
    }
    let index = |mut builder: Builder| {
        builder.add_aliases(ALIASES);
        let (bytes, _) = builder.write(Cursor::new(Vec::new()), "", Path::new("memory"))?;
        Index::new(Bytes::Made(Arc::new(bytes.into_inner())), Path::new("the index of the tables"))
    };
    let copies = (!ids.is_empty()).then(|| index(copies)).transpose()?.filter(|copies| copies.len() > 0);
    Ok((index(builder)?, copies))
}

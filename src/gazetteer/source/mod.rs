//! Sources: files of places in, whatever form they have, rows and further names out, one after another.
//!
//! A file is recognised by its content. No file is held in memory: a row passes, is given on, and is forgotten.

mod airports;
mod aliases;
mod clean;
mod format;
mod geonames;
mod open;

use std::{fmt, io::Read, path::Path};

pub use format::Format;

pub(crate) use super::compile::AliasKind;

use super::{
    GazetteerError, RowError,
    error::Faults,
    stream::Stream,
    table::{self, Refusal, Row},
};

/// What a source says of a place; its strings live until the closure that takes it returns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Item<'a> {
    /// A place. Of a source that is no table of ours the name is clean and the alternates are joined by `|`.
    Row(Row<'a>),
    /// A further name of a place that some source gives, perhaps a later one.
    Alias {
        line: usize,
        /// As a row has it: `geonames:1256052`.
        id: &'a str,
        name: &'a str,
        kind: AliasKind,
        /// Whether a table of aliases gives it, and no dump.
        own: bool,
    },
    /// How many live in a place that some source gives, for one whose row does not say.
    Population { line: usize, id: &'a str, population: u64 },
}

/// What a file gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    /// What it was taken for.
    pub(crate) format: Format,
    /// Places, those counted that `take` refused.
    pub(crate) rows: u64,
    /// Further names.
    pub(crate) aliases: u64,
    /// What is no place or name for us by design: closed airports, historic names, links, postal codes.
    pub(crate) left_out: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, aliases, left_out, .. } = self;
        write!(f, "{rows} places, {aliases} further names, {left_out} left out")
    }
}

/// Where the items of a source go; the error is a column and a message, for the row at hand.
pub(crate) type Take<'t> = &'t mut dyn FnMut(Item<'_>) -> Result<(), Refusal>;

/// Reads the file at `path`, plain, `.gz`, `.zst` or `.zip`, giving each item to `take` in the order of the file.
/// `format` forces what is otherwise recognised.
///
/// A row of our own table may have an empty id, and alternates joined by [`Row::separator`]; aliases may name ids that no
/// file gives (`admin1CodesASCII.txt` has no coordinates), and the taker has to leave those out and say how many.
///
/// # Errors
/// A file that cannot be read or whose form is not known; and all wrong rows, up to [`RowError::LIMIT`].
pub(crate) fn read(path: &Path, format: Option<Format>, take: Take<'_>) -> Result<Tally, GazetteerError> {
    let mut faults = Faults::new(RowError::LIMIT);
    let tally = read_with(path, format, &mut faults, take)?;
    faults.finish()?;
    Ok(tally)
}

/// As [`read`], with the wrong rows put into `faults`.
pub(crate) fn read_with(
    path: &Path,
    format: Option<Format>,
    faults: &mut Faults,
    take: Take<'_>,
) -> Result<Tally, GazetteerError> {
    open::with(path, |from| read_stream(path, Stream::new(from), format, faults, take))
}

/// As [`read_with`], of a text that is open.
fn read_stream<R: Read>(
    path: &Path,
    mut stream: Stream<R>,
    format: Option<Format>,
    faults: &mut Faults,
    take: Take<'_>,
) -> Result<Tally, GazetteerError> {
    let format = match (format, stream.first_line()) {
        (_, Err(source)) => return Err(stream.error(path, source)),
        (_, Ok(None)) => return Err(GazetteerError::Empty { path: path.into() }),
        (Some(format), _) => format,
        (None, Ok(Some(first))) => Format::of(first),
    };
    let mut tally = Tally { format, rows: 0, aliases: 0, left_out: 0 };
    let mut given = |item: Option<Item<'_>>| {
        let Some(item) = item else {
            tally.left_out += 1;
            return Ok(());
        };
        match item {
            Item::Row(_) => tally.rows += 1,
            Item::Alias { .. } => tally.aliases += 1,
            Item::Population { .. } => {}
        }
        take(item)
    };
    match format {
        Format::Table => table::read_stream(path, stream, faults, |row| given(Some(Item::Row(*row))))?,
        Format::Aliases => aliases::read(path, stream, faults, &mut given)?,
        Format::OurAirports => airports::read(path, stream, faults, &mut given)?,
        Format::GeoNames => geonames::rows(path, stream, faults, &mut given)?,
        Format::AlternateNames => geonames::alternate_names(path, stream, faults, &mut given)?,
        Format::AdminCodes => geonames::admin_codes(path, stream, faults, &mut given)?,
        Format::CountryInfo => geonames::country_info(path, stream, faults, &mut given)?,
    }
    Ok(tally)
}

/// Where a reader's items go; nothing stands for a line that is left out by design.
type Give<'t> = &'t mut dyn FnMut(Option<Item<'_>>) -> Result<(), Refusal>;

#[cfg(test)]
mod tests;

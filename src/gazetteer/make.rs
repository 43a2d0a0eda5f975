//! Making: files of places in, an index file out; and what an index file says of itself.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{
    GazetteerError,
    compile::Builder,
    index::{self, Bytes, Index},
    layout::VERSION,
    open::{self, ALIASES, EMBEDDED},
    source::Format,
};

/// What went into an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// A line for each file: what it is and what it gave.
    pub files: Vec<String>,
    /// Rows whose latitude and longitude look swapped; they are in all the same.
    pub swapped: usize,
    /// Further names whose row no file gave.
    pub homeless: usize,
    /// What the index says of itself.
    pub info: Info,
}

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Of the layout.
    pub format: u32,
    /// How many places it holds.
    pub rows: usize,
    /// Different names, demonyms and abbreviations counted.
    pub names: usize,
    /// Bytes.
    pub size: usize,
    /// The files that it was made from, a line each.
    pub origin: String,
}

/// Compiles files of places into an index at `out`. Of rows of one id that of the later file stays; the embedded demonyms
/// and abbreviations of the ids that the files have go in too. The file is written under another name and renamed, so
/// that what was at `out` stays whole until then, also under a program that reads it.
///
/// # Errors
/// A file that cannot be read or has wrong rows, and an index that cannot be written; see [`GazetteerError`].
pub fn build(files: &[PathBuf], format: Option<Format>, out: &Path) -> Result<Made, GazetteerError> {
    refuse(files, out)?;
    let mut builder = Builder::default();
    let mut told = Vec::new();
    let mut swapped = 0;
    for path in files {
        if is_index(path) {
            let message = "this is an index already; give the tables that it was made from".to_owned();
            return Err(GazetteerError::Misused { path: path.clone(), message });
        }
        let tally = open::add(&mut builder, path, format, Some(&mut swapped))?;
        let name = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
        told.push(format!("{name} ({}): {tally}", tally.format.name()));
    }
    builder.add_aliases(ALIASES);
    let mut staged = out.as_os_str().to_owned();
    staged.push(".part");
    let staged = PathBuf::from(staged);
    let written = write(builder, &staged, &told).and_then(|homeless| {
        fs::rename(&staged, out).map_err(|source| GazetteerError::Write { path: out.into(), source })?;
        Ok(homeless)
    });
    if written.is_err() {
        let _ = fs::remove_file(&staged); // the error that matters is the first
    }
    let homeless = written?;
    Ok(Made { files: told, swapped, homeless, info: info(Some(out))? })
}

/// Refuses to write over what is no index: most likely a table that took a user days.
fn refuse(files: &[PathBuf], out: &Path) -> Result<(), GazetteerError> {
    let wrong = |message: &str| GazetteerError::Misused { path: out.into(), message: message.to_owned() };
    let same =
        |path: &PathBuf| fs::canonicalize(path).ok().zip(fs::canonicalize(out).ok()).is_some_and(|(a, b)| a == b);
    if files.iter().any(same) {
        return Err(wrong("the index would replace a file that it is made from; give it another name"));
    }
    if fs::metadata(out).is_ok_and(|m| m.is_file() && m.len() > 0) && !is_index(out) {
        return Err(wrong(
            "there is a file of this name that is no index; give the index another name, or remove the file",
        ));
    }
    Ok(())
}

/// Whether the file begins as an index does.
fn is_index(path: &Path) -> bool {
    File::open(path).and_then(|file| index::is_index(&file)).unwrap_or(false)
}

fn write(builder: Builder, staged: &Path, told: &[String]) -> Result<usize, GazetteerError> {
    let lost = |source| GazetteerError::Write { path: staged.into(), source };
    let file = File::create(staged).map_err(lost)?;
    let (file, homeless) = builder.write(file, &told.join("\n"), staged)?;
    file.sync_all().map_err(lost)?;
    Ok(homeless)
}

/// What an index file says of itself, or the embedded index, held against all its checksums.
///
/// # Errors
/// A file that is no index, or one that is damaged; see [`GazetteerError`].
pub fn info(path: Option<&Path>) -> Result<Info, GazetteerError> {
    let index = if let Some(path) = path {
        Index::open_whole(path)?.ok_or_else(|| GazetteerError::Misused {
            path: path.into(),
            message: "this is no index; make one of it with `incident-mapper gazetteer build`".to_owned(),
        })?
    } else {
        let name = Path::new("the embedded places");
        let index = Index::new(Bytes::Embedded(EMBEDDED), name)?;
        index.verify(name)?;
        index
    };
    Ok(Info {
        format: VERSION,
        rows: index.len() as usize,
        names: index.names_len(),
        size: index.size(),
        origin: index.origin().to_owned(),
    })
}

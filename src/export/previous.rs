//! What an earlier run left in the folder, and whose each file is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    ATTRIBUTION, ATTRIBUTION_HEAD, BASEMAP, FileEntry, INCIDENTS, Manifest, PAGE, REPORTS, RUN, UNRESOLVED, VRT,
    formats, manifest::ManifestKind, page, rows, staging, users,
};
use crate::report::hex;

/// Whose a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// It is not there.
    Absent,
    /// As an earlier run wrote it.
    Ours,
    /// Of an earlier run, and changed since.
    Changed,
    /// Nobody knows.
    Foreign,
}

/// The checksums that earlier runs wrote down.
pub(super) struct Previous {
    dir: PathBuf,
    /// By file; also those of a run that was killed while it put its files in place.
    checksums: BTreeMap<String, Vec<String>>,
    /// What they kept of the user's.
    kept: Vec<FileEntry>,
    /// The kinds of the last one.
    kinds: Option<Vec<ManifestKind>>,
}

impl Previous {
    pub(super) fn read(dir: &Path) -> Self {
        let mut checksums: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let (mut kept, mut kinds) = (Vec::new(), None);
        let killed = dir.join(staging::STAGING);
        for manifest in [dir, &killed].into_iter().filter_map(Manifest::read) {
            for file in manifest.files {
                if is_plain(&file.name) {
                    checksums.entry(file.name).or_default().push(file.sha256);
                }
            }
            kept.extend(manifest.kept.into_iter().filter(|file| is_plain(&file.name)));
            kinds = kinds.or(Some(manifest.kinds));
        }
        Self { dir: dir.to_owned(), checksums, kept, kinds }
    }

    /// Where a file of the folder lies.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Whether an earlier run kept this very file of the user's.
    pub(super) fn has_kept(&self, file: &FileEntry) -> bool {
        self.kept.contains(file)
    }

    /// Whether the last run had other kinds.
    pub(super) fn had_other_kinds(&self, kinds: &[ManifestKind]) -> bool {
        self.kinds.as_deref().is_some_and(|had| had != kinds)
    }

    /// Files of earlier runs, and styles that they kept, that have none of the `names`.
    pub(super) fn not_among(&self, names: &[&str]) -> impl Iterator<Item = &str> {
        let kept = self.kept.iter().map(|file| &file.name);
        let all: BTreeSet<&str> = self.checksums.keys().chain(kept).map(String::as_str).collect();
        all.into_iter().filter(|name| !names.contains(name))
    }

    pub(super) fn whose(&self, name: &str) -> Whose {
        let path = self.path(name);
        match fs::symlink_metadata(&path) {
            Err(_) => return Whose::Absent,
            Ok(meta) if !meta.is_file() => return Whose::Foreign,
            Ok(_) => {}
        }
        match self.checksums.get(name) {
            Some(known) => match checksum(&path) {
                Ok((found, _)) if known.contains(&found) => Whose::Ours,
                _ => Whose::Changed,
            },
            None if self.kept.iter().any(|file| file.name == name) => Whose::Changed,
            None if begins_as_ours(&path, name) => Whose::Ours,
            None => Whose::Foreign,
        }
    }
}

/// A name and no path, so that a `run.json` from elsewhere cannot make us remove anything outside the folder.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\', ':', '\0']) && name != "." && name != ".."
}

/// SHA-256 and length of a file.
pub(super) fn checksum(path: &Path) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hex(&hash.finalize()), bytes)),
            n => {
                hash.update(&buffer[..n]);
                bytes += n as u64;
            }
        }
    }
}

/// Whether a file that no `run.json` lists begins as ours of that name does; an empty file holds nothing to lose.
fn begins_as_ours(path: &Path, name: &str) -> bool {
    let begin = match name {
        RUN => format!("{{\n  \"generator\": \"{}\"", super::manifest::GENERATOR),
        REPORTS | UNRESOLVED => rows::HEADER.join(","),
        ATTRIBUTION => ATTRIBUTION_HEAD.to_owned(),
        PAGE => page::beginning().to_owned(),
        INCIDENTS => r#"{"type":"Feature","geometry":{"type":"Point","coordinates":["#.to_owned(),
        VRT => "<OGRVRTDataSource>\n  <!-- written by incident-mapper -->".to_owned(),
        BASEMAP => r#"{"type":"FeatureCollection","name":"basemap","#.to_owned(),
        // a whole one of the user's is known otherwise
        style if users::is_style(style) => "<!DOCTYPE qgis".to_owned(),
        layer => match layer.rsplit_once('.') {
            Some((stem, "geojson")) => format!(r#"{{"type":"FeatureCollection","name":"{stem}","#),
            Some((_, end)) => return formats::begins_as_ours(path, end),
            None => return false,
        },
    };
    let mut found = Vec::new();
    let read = File::open(path).and_then(|f| f.take(begin.len() as u64).read_to_end(&mut found));
    read.is_ok() && begin.as_bytes().starts_with(&found)
}

//! The user's: styles and projects that were saved over ours.
//!
//! Ours carry their own checksum in their second line, so that they are known without a `run.json`, and QGIS leaves it
//! out when it saves.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use super::{
    FileEntry, Manifest,
    manifest::ManifestKind,
    previous::{Previous, checksum},
    qgis::PROJECT,
};
use crate::report::hex;

/// A style or project as we write it: its first line, its checksum, and the rest.
pub(super) fn seal(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or_default();
    format!("{first}\n{}\n{rest}", line(first, rest))
}

fn is_sealed(text: &str) -> bool {
    let text = text.replace('\r', ""); // of a checkout that has the line ends of Windows
    let mut lines = text.splitn(3, '\n');
    let (first, second, rest) = (lines.next(), lines.next(), lines.next());
    second == Some(&line(first.unwrap_or_default(), rest.unwrap_or_default()))
}

fn line(first: &str, rest: &str) -> String {
    let hash = Sha256::new().chain_update(first.replace('\r', "")).chain_update(rest.replace('\r', "")).finalize();
    format!("<!-- as incident-mapper wrote it, sha256 {} -->", hex(&hash))
}

pub(super) fn is_style(name: &str) -> bool {
    name == PROJECT || Path::new(name).extension().is_some_and(|e| e == "qml")
}

/// Whether a style or a project stands there that is not as a run wrote it. What is cut short is nobody's work.
pub(super) fn is_users(dir: &Path, name: &str) -> bool {
    is_style(name)
        && fs::read_to_string(dir.join(name))
            .is_ok_and(|text| text.trim_end().ends_with("</qgis>") && !is_sealed(&text))
}

/// The styles and the project that stay as the user saved them: in the places of `ours`, and those of earlier runs that
/// no layer has any more. That they are kept is said once, and again when they were saved anew or the kinds are others.
pub(super) fn kept(
    previous: &Previous,
    ours: &[&str],
    kinds: &[ManifestKind],
    warnings: &mut Vec<String>,
) -> Vec<FileEntry> {
    let dir = previous.path("");
    let others = previous.had_other_kinds(kinds);
    let mut kept = Vec::new();
    for name in ours.iter().copied().chain(previous.not_among(ours)).filter(|name| is_users(&dir, name)) {
        let Ok((sha256, bytes)) = checksum(&dir.join(name)) else { continue };
        let file = FileEntry { name: name.to_owned(), sha256, bytes, features: None };
        let said = match (previous.has_kept(&file), ours.contains(&name)) {
            (false, true) => {
                "was saved since the last run, so it is kept as it is; remove it, or pass --overwrite, for a new one"
            }
            (true, true) if others => {
                "is kept as you saved it, but the kinds are others now; remove it, or pass --overwrite, for one that fits them"
            }
            (false, false) => {
                "was saved since the last run, so it is kept, but no layer has it now; remove it, or pass --overwrite"
            }
            (true, false) if others => {
                "is kept as you saved it, but no layer has it now; remove it, or pass --overwrite"
            }
            _ => "",
        };
        if !said.is_empty() {
            warnings.push(format!("{}: {said}", dir.join(name).display()));
        }
        kept.push(file);
    }
    kept
}

/// The names of the files in the folder of `manifest` that are the user's.
pub(super) fn of(dir: &Path, manifest: &Manifest) -> Vec<String> {
    let names = manifest.kept.iter().chain(&manifest.files).map(|file| file.name.clone());
    names.filter(|name| is_users(dir, name)).collect()
}

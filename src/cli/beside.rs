//! Beside: the files that a run writes beside its output, which must not cost anybody another file.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use super::failure::Failure;

/// Refuses a file to write that is an input, or lies there and is none that such a run has written: an article among the
/// articles is not told from an input.
pub(crate) fn input(option: &str, path: &Path, inputs: &[&Vec<PathBuf>]) -> Result<(), Failure> {
    if inputs.iter().flat_map(|inputs| inputs.iter()).any(|input| same(path, input)) {
        return Err(Failure::Usage(format!("{}: is an input; name another file for {option}", path.display())));
    }
    if !path.is_file() {
        return Ok(()); // it is not there, or a device
    }
    let mut begin = [0; 1 << 12];
    let length = File::open(path).and_then(|mut file| file.read(&mut begin)).unwrap_or(0);
    let begin = String::from_utf8_lossy(&begin[..length]);
    let ours = match option {
        "--depfile" => begin.lines().next().is_none_or(|rule| rule.contains("run.json:")),
        _ => begin.is_empty() || begin.starts_with("{\"id\":") && begin.contains("\"error\":"),
    };
    if ours {
        return Ok(());
    }
    let text =
        format!("{}: is there and was not written by {option}; move it away, or name another file", path.display());
    Err(Failure::Usage(text))
}

/// Whether two paths are one file, be it there or not.
pub(crate) fn same(a: &Path, b: &Path) -> bool {
    let of = |path: &Path| -> Option<PathBuf> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        path.canonicalize().ok().or_else(|| Some(parent.canonicalize().ok()?.join(path.file_name()?)))
    };
    a == b || of(a).is_some_and(|a| of(b) == Some(a))
}

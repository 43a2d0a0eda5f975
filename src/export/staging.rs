//! Staging: all files are written beside their places, synced, and renamed at once.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use super::{ExportError, FileEntry, RUN};
use crate::report::hex;

/// The folder inside the target where a run stages its files.
pub(super) const STAGING: &str = ".incident-mapper.staging";

/// The files of a run before they are in place. Dropped without a commit, it leaves nothing.
pub(super) struct Staging<'d> {
    dir: &'d Path,
    folder: PathBuf,
    files: Vec<FileEntry>,
    cancelled: &'d dyn Fn() -> bool,
    keep: bool,
}

impl<'d> Staging<'d> {
    /// Begins; what a killed run left is removed. The lock must be held.
    pub(super) fn open(dir: &'d Path, cancelled: &'d dyn Fn() -> bool) -> Result<Self, ExportError> {
        let folder = dir.join(STAGING);
        match fs::remove_dir_all(&folder) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(ExportError::io("remove", &folder, e));
            }
            _ => {}
        }
        fs::create_dir(&folder).map_err(|e| ExportError::io("make the folder", &folder, e))?;
        Ok(Self { dir, folder, files: Vec::new(), cancelled, keep: false })
    }

    /// Stages a file; `content` returns the number of its features or rows.
    pub(super) fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<Option<u64>>,
    ) -> Result<(), ExportError> {
        let path = self.folder.join(name);
        let failed = |e| {
            if (self.cancelled)() { ExportError::Interrupted } else { ExportError::io("write", &path, e) }
        };
        let file = File::create(&path).map_err(failed)?;
        let mut out = Hashing {
            file: BufWriter::with_capacity(1 << 16, file),
            hash: Sha256::new(),
            bytes: 0,
            cancelled: self.cancelled,
        };
        let features = content(&mut out).map_err(failed)?;
        out.file.flush().map_err(failed)?;
        self.files.push(FileEntry {
            name: name.to_owned(),
            sha256: hex(&out.hash.finalize()),
            bytes: out.bytes,
            features,
        });
        Ok(())
    }

    /// What is staged so far.
    pub(super) fn files(&self) -> &[FileEntry] {
        &self.files
    }

    /// Puts all files in their places, `run.json` last, and removes the `stale` files of an earlier run.
    pub(super) fn commit(mut self, stale: &[&str]) -> Result<(), ExportError> {
        let sync =
            |path: &Path| (File::open(path).and_then(|f| f.sync_all())).map_err(|e| ExportError::io("sync", path, e));
        // at once, so that the disk's journal takes them together
        (self.files.par_iter()).try_for_each(|f| sync(&self.folder.join(&f.name)))?;
        sync_folder(&self.folder)?;
        if (self.cancelled)() {
            return Err(ExportError::Interrupted);
        }
        // from here on the staged run.json tells the next run which files are ours
        self.keep = true;
        let (last, others): (Vec<_>, Vec<_>) = self.files.iter().partition(|f| f.name == RUN);
        for file in others {
            self.rename(&file.name)?;
        }
        for name in stale {
            let path = self.dir.join(name);
            fs::remove_file(&path).map_err(|e| ExportError::io("remove", &path, e))?;
        }
        sync_folder(self.dir)?;
        for file in last {
            self.rename(&file.name)?;
        }
        sync_folder(self.dir)?;
        self.keep = false;
        Ok(())
    }

    fn rename(&self, name: &str) -> Result<(), ExportError> {
        let path = self.dir.join(name);
        fs::rename(self.folder.join(name), &path).map_err(|e| ExportError::io("put the file in its place", &path, e))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.keep {
            let _ = fs::remove_dir_all(&self.folder); // the next run tries again
        }
    }
}

/// Makes the names in a folder last; only Unix opens folders.
fn sync_folder(path: &Path) -> Result<(), ExportError> {
    #[cfg(unix)]
    (File::open(path).and_then(|f| f.sync_all())).map_err(|e| ExportError::io("sync", path, e))?;
    let _ = path;
    Ok(())
}

/// A file that knows its checksum and length, and fails once the run is cancelled.
struct Hashing<'d> {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    cancelled: &'d dyn Fn() -> bool,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.cancelled)() {
            return Err(io::Error::other("cancelled"));
        }
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

//! The lock: one run at a time writes a folder.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use super::ExportError;

/// The lock's file, which is there only while a run is.
pub(super) const LOCK: &str = ".incident-mapper.lock";

/// A folder's lock, held until it is dropped. The system lets go of it when the process dies.
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    pub(super) fn take(dir: &Path) -> Result<Self, ExportError> {
        let path = dir.join(LOCK);
        // the run before may remove its file between our opening and our locking it
        for _ in 0..100 {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(|e| ExportError::io("write", &path, e))?;
            match file.try_lock() {
                Ok(()) if is_still(&file, &path) => return Ok(Self { path, file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(ExportError::Locked(dir.to_owned())),
                Err(TryLockError::Error(e)) => return Err(ExportError::io("lock", &path, e)),
            }
        }
        Err(ExportError::Locked(dir.to_owned()))
    }

    /// Whether a run holds the folder's lock now.
    pub(super) fn is_held(dir: &Path) -> bool {
        File::open(dir.join(LOCK)).is_ok_and(|f| matches!(f.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // while it is held, so that nobody's new lock is removed; elsewhere than on Unix the file stays
        #[cfg(unix)]
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(named)) = (file.metadata(), fs::metadata(path)) else {
        return false;
    };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    fs::exists(path).unwrap_or(true)
}

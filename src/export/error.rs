//! What can go wrong while a folder is written.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Why a folder was not written; each says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The target is a file.
    #[error("{0}: is a file; name a folder for the layers")]
    NotAFolder(PathBuf),
    /// The system refuses.
    #[error("{path}: cannot {action}: {source}{}", advice(source))]
    Io {
        /// Where.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: io::Error,
    },
    /// Another run is writing the same folder.
    #[error("{0}: another run is writing this folder; wait for it, or name another folder")]
    Locked(PathBuf),
    /// A file that is not ours stands where one of ours should.
    #[error("{0}: is not a file of ours; move it away, name another folder, or pass --overwrite to replace it")]
    Foreign(PathBuf),
    /// A folder stands where one of our files should.
    #[error("{0}: is a folder where a file of ours should be; move it away, or name another folder for the layers")]
    InTheWay(PathBuf),
    /// A report is of a kind that has no layer.
    #[error("report {report} is of kind {kind:?}, which is not declared; pass the --kinds file that declares it")]
    Kind {
        /// The kind.
        kind: String,
        /// The first report of it.
        report: String,
    },
    /// An incident is of a subkind that its kind lacks.
    #[error(
        "incident {report} is of subkind {subkind:?}, which kind {kind:?} does not list; pass the --kinds file that lists it"
    )]
    Subkind {
        /// The kind.
        kind: String,
        /// Its subkind.
        subkind: String,
        /// The incident.
        report: String,
    },
    /// Two layers, or a layer and a list, would be one file.
    #[error("kind {kind:?}: with the layer {layer:?} the file {file} would be written twice; name another layer")]
    Taken {
        /// The kind.
        kind: String,
        /// Its layer.
        layer: String,
        /// What would be written twice.
        file: String,
    },
    /// A kind's layer cannot be the name of a file.
    #[error("kind {kind:?}: the layer {layer:?} is not made of a-z, 0-9, _ and -; name another")]
    Layer {
        /// The kind.
        kind: String,
        /// Its layer.
        layer: String,
    },
    /// The run was cancelled; nothing was replaced.
    #[error("interrupted; nothing was replaced")]
    Interrupted,
}

impl ExportError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), action, source }
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "; name a folder that you may write to",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "; make room, or name another disk",
        ErrorKind::NotADirectory => "; a part of the path is a file, name another folder",
        _ => "",
    }
}

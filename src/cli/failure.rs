//! How a run ends.

use std::{error::Error, fmt, io, process::ExitCode};

use incident_mapper::gazetteer::GazetteerError;

/// The exit status of a run that came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// 0
    Done,
    /// 1: documents failed, a `--fail-on` is met, or `check` found something.
    Wanting,
    /// 2: the message is out already.
    Usage,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::Wanting => Self::from(1),
            Status::Usage => Self::from(2),
        }
    }
}

/// Why a run did not come to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or a file that it names as configuration is wrong.
    Usage(String),
    /// The disk, a permission, a broken file.
    Unfinished(String),
    /// Whoever read our output has seen enough.
    ClosedPipe,
    /// A signal, before anything was replaced.
    Interrupted,
}

impl Failure {
    pub(crate) fn usage(error: &(impl Error + ?Sized)) -> Self {
        Self::Usage(chain(error))
    }

    /// An index that is broken or cannot be written is no fault of the command line.
    pub(crate) fn gazetteer(error: &GazetteerError) -> Self {
        match error {
            GazetteerError::Index { .. } | GazetteerError::Write { .. } => Self::unfinished(error),
            _ => Self::usage(error),
        }
    }

    pub(crate) fn unfinished(error: &(impl Error + ?Sized)) -> Self {
        Self::Unfinished(chain(error))
    }

    /// Standard output cannot be written.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Unfinished(format!("standard output cannot be written: {error}; make room or write elsewhere"))
        }
    }

    /// Says what happened on standard error and gives the exit status.
    #[allow(clippy::print_stderr, reason = "the last words of a run that has no console")]
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Usage(message) => {
                eprintln!("error: {message}");
                ExitCode::from(2)
            }
            Self::Unfinished(message) => {
                eprintln!("error: {message}");
                ExitCode::from(3)
            }
            Self::ClosedPipe => ExitCode::SUCCESS,
            Self::Interrupted => {
                eprintln!("interrupted; nothing was replaced");
                ExitCode::from(130)
            }
        }
    }
}

/// An error and its causes in one line, each said once.
pub(crate) fn chain(error: &(impl Error + ?Sized)) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !said.contains(&words) {
            said = format!("{said}: {words}");
        }
        cause = error.source();
    }
    said
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Unfinished(message) => f.write_str(message),
            Self::ClosedPipe => f.write_str("standard output is closed"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

//! Output: data on standard output, and nothing else there.

use std::io::{self, BufWriter, StdoutLock, Write};

use super::failure::{Failure, Status};

/// Standard output, buffered; a closed pipe is [`Failure::ClosedPipe`].
pub(crate) struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    pub(crate) fn new() -> Self {
        Self(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// Writes `text` as it is.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.0.write_all(text.as_bytes()).map_err(|error| Failure::output(&error))
    }

    /// Hands on what is buffered.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.0.flush().map_err(|error| Failure::output(&error))
    }
}

/// Help and version go to standard output with status 0, what is wrong with the command line to standard error with 2.
pub(crate) fn help_or_usage(message: &clap::Error) -> Result<Status, Failure> {
    let printed = message.print();
    if message.use_stderr() {
        return Ok(Status::Usage);
    }
    printed.map(|()| Status::Done).map_err(|error| Failure::output(&error))
}

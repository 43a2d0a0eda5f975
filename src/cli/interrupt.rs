//! Interrupt: what Ctrl-C and a termination signal do.
//!
//! While documents are read nothing of ours is on the disk, so the program ends at once, even when it waits for input.
//! While layers are written it ends at the next point where nothing has been replaced; once files are being renamed
//! the run is as good as done and finishes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::failure::Failure;

/// The signals of this run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    came: Arc<AtomicBool>,
    writing: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to listen.
    pub(crate) fn watch() -> Result<Self, Failure> {
        let interrupt = Self::default();
        let heard = interrupt.clone();
        ctrlc::set_handler(move || {
            heard.came.store(true, Ordering::SeqCst);
            if !heard.writing.load(Ordering::SeqCst) {
                let _ = Failure::Interrupted.report();
                std::process::exit(130);
            }
        })
        .map_err(|error| Failure::unfinished(&error))?;
        Ok(interrupt)
    }

    /// From here on the run ends by itself when [`Interrupt::came`] says so.
    pub(crate) fn writing(&self) {
        self.writing.store(true, Ordering::SeqCst);
    }

    /// Whether a signal came.
    pub(crate) fn came(&self) -> bool {
        self.came.load(Ordering::SeqCst)
    }
}

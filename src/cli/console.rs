//! Console: warnings, errors, progress and the summary, all on standard error.

#![allow(clippy::print_stderr, reason = "this is where the program speaks")]

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

/// Standard error of a run.
pub(crate) struct Console {
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Console {
    /// A console that is silent but for errors if `quiet`; it shows progress if it is a terminal.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet, bar: None }
    }

    /// Begins to show how many documents are done.
    pub(crate) fn count_documents(&mut self) {
        if self.quiet || !std::io::stderr().is_terminal() {
            return;
        }
        let style = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::new_spinner().with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        self.bar = Some(bar);
    }

    /// A document is done.
    pub(crate) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Ends the progress bar.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Something that the user should know.
    pub(crate) fn warn(&self, message: &str) {
        if !self.quiet {
            self.say(&format!("warning: {message}"));
        }
    }

    /// Something that the user should know even if all else is silent.
    pub(crate) fn warn_always(&self, message: &str) {
        self.say(&format!("warning: {message}"));
    }

    /// Why the exit status is not 0.
    pub(crate) fn error(&self, message: &str) {
        self.say(&format!("error: {message}"));
    }

    /// A line for the reader of a terminal or a log.
    pub(crate) fn tell(&self, message: &str) {
        if !self.quiet {
            self.say(message);
        }
    }

    fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }
}

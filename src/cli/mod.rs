//! The command line: one file a subcommand. Nothing else in the crate prints.
//!
//! `flags` is what was typed, `setup` is what it means, `session` counts and says what went wrong on the way.

mod assemble;
mod beside;
mod check;
mod console;
mod depfile;
mod diff;
mod evaluate;
mod explain;
mod extract;
mod failure;
mod flags;
mod gazetteer;
mod interrupt;
mod layers;
mod lookup;
mod manual;
mod map;
mod output;
mod places;
mod schema;
mod session;
mod setup;
mod stream;

use std::ffi::OsString;

use clap::Parser;

use self::{
    failure::{Failure, Status},
    flags::{Cli, Command},
    interrupt::Interrupt,
    output::Output,
};

/// The whole program.
pub(crate) fn run(args: impl Iterator<Item = OsString>) -> Result<Status, Failure> {
    let args: Vec<OsString> = args.collect();
    if is_verbose_version(&args) {
        return version();
    }
    let command = match Cli::try_parse_from(args) {
        Ok(cli) => cli.command,
        Err(message) => return output::help_or_usage(&message),
    };
    let interrupt = Interrupt::watch()?;
    match command {
        Command::Map(flags) => map::run(&flags, &interrupt),
        Command::Extract(flags) => extract::run(&flags),
        Command::Assemble(flags) => assemble::run(&flags, &interrupt),
        Command::Places(flags) => places::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Lookup(flags) => lookup::run(&flags),
        Command::Evaluate(command) => evaluate::run(&command),
        Command::Gazetteer { command } => gazetteer::run(&command),
        Command::Check(flags) => check::run(&flags),
        Command::Diff(flags) => diff::run(&flags),
        Command::Schema(flags) => schema::run(&flags),
        Command::Completions(flags) => manual::completions(&flags),
        Command::Man(flags) => manual::man(&flags),
    }
}

/// `--version --verbose`: clap answers `--version` before it sees what follows.
fn is_verbose_version(args: &[OsString]) -> bool {
    let has = |names: &[&str]| args.iter().skip(1).any(|arg| names.iter().any(|name| arg == *name));
    args.len() == 3 && has(&["--version", "-V"]) && has(&["--verbose"])
}

/// The version, the embedded places and who is to be named for them.
fn version() -> Result<Status, Failure> {
    let info = gazetteer::embedded()?;
    let mut output = Output::new();
    output.write(&format!("incident-mapper {}\n{info}", env!("CARGO_PKG_VERSION")))?;
    for line in layers::embedded_sources() {
        output.write(&format!("{line}\n"))?;
    }
    output.flush()?;
    Ok(Status::Done)
}

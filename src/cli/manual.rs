//! `completions` and `man`: what shells and manuals know of the command line, from the command line itself.

use clap::CommandFactory as _;

use super::{
    failure::{Failure, Status},
    flags::{Cli, CompletionsFlags, ManFlags},
    output::Output,
};

const NAME: &str = "incident-mapper";

/// The completions of a shell.
pub(crate) fn completions(flags: &CompletionsFlags) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut Cli::command(), NAME, &mut script);
    say(&script)
}

/// The page of the program or of a command, as roff.
pub(crate) fn man(flags: &ManFlags) -> Result<Status, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut found = &command;
    for name in &flags.command {
        found = found.find_subcommand(name).ok_or_else(|| {
            let names: Vec<&str> = found.get_subcommands().map(clap::Command::get_name).collect();
            let known = if names.is_empty() { "it has no commands".to_owned() } else { names.join(", ") };
            Failure::Usage(format!("{name}: there is no such command of {}: {known}", found.get_name()))
        })?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(found.clone()).render(&mut page).map_err(|error| Failure::output(&error))?;
    say(&page)
}

fn say(text: &[u8]) -> Result<Status, Failure> {
    let mut output = Output::new();
    output.write(&String::from_utf8_lossy(text))?;
    output.flush()?;
    Ok(Status::Done)
}

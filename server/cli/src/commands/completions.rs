//! `lode completions`: what a shell sources to complete Lode's commands.

use std::process::ExitCode;

use clap::CommandFactory;

use crate::arguments::Arguments;

pub fn run(shell: clap_complete::Shell) -> anyhow::Result<ExitCode> {
    clap_complete::generate(shell, &mut Arguments::command(), "lode", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}

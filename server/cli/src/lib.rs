//! The command line: arguments, one call each, printing.
//!
//! - `arguments`: what clap derives: the commands and their help.
//! - `node_options`: Node's own options, for `lode run`, for NODE_OPTIONS, and for Lode under the name `node`.
//! - `commands`: one file for each command.
//! - `report`: the only place that renders an error or a panic. `frame`: the lines of code that a problem is about.
//! - `script`: `--run`, a script of package.json.
//! - `git`: what has changed, as git tells it.

pub mod arguments;
mod commands;
mod eyes;
mod frame;
mod git;
mod node_options;
mod report;
mod script;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Runs what the arguments of the process ask for.
pub fn main() -> ExitCode {
    report::install_panic_hook();
    let mut arguments = std::env::args_os();
    let argv0 = arguments.next().unwrap_or_default();
    let arguments: Vec<OsString> = arguments.collect();
    if Path::new(&argv0).file_stem().is_some_and(|name| name == "node") {
        return finish(commands::node::run(&argv0, arguments));
    }
    let arguments = match with_command(arguments) {
        Ok(arguments) => arguments,
        Err(file_first) => return finish(commands::run::run(&argv0, file_first)),
    };
    let parsed = Arguments::parse_from(std::iter::once(OsString::from("lode")).chain(arguments));
    finish(match parsed.command {
        Command::Run(run) => commands::run::run(&argv0, run.arguments),
        Command::Eval(eval) => commands::eval::run(&argv0, eval),
        Command::Evaluate { folder } => evaluate::run(&folder, argv0.to_string_lossy().into_owned()),
        Command::Repl => commands::repl::run(&argv0),
        Command::Daemon(daemon) => commands::daemon::run(&daemon),
        Command::Lsp(lsp) => commands::lsp::run(&lsp),
        Command::Query(query) => commands::query::run(query),
        Command::Lint(lint) => commands::lint::run(&lint),
        Command::Fmt(fmt) => commands::fmt::run(&fmt),
        Command::Explain { rule } => commands::explain::run(&rule),
        Command::Doctor => commands::doctor::run(),
        Command::Completions { shell } => commands::completions::run(shell),
    })
}

/// `lode app.js …` is `lode run app.js …`: what is no command and no option of Lode's own is a file. `Err` gives such arguments.
fn with_command(arguments: Vec<OsString>) -> Result<Vec<OsString>, Vec<OsString>> {
    let Some(first) = arguments.first().and_then(|first| first.to_str()) else { return Ok(arguments) };
    let is_ours = arguments::command_names().iter().any(|name| name == first)
        || matches!(first, "help" | "-h" | "--help" | "-V" | "--version");
    let looks_like_a_file = first == "-"
        || Path::new(first).exists()
        || first.contains(['/', '.'])
        || (first.starts_with('-') && node_options::is_known(first));
    if !is_ours && looks_like_a_file { Err(arguments) } else { Ok(arguments) }
}

fn finish(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| report::error(&error))
}

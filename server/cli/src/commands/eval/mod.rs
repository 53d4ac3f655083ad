//! `lode eval`: a piece of code from the command line; with `--inline` a file and its values, with `--coverage` what of it was not
//! reached.
//!
//! - `inline`: one run of a file. `watch`: again and again. `printed`: how a terminal shows it; `data`: the same as JSON.

mod data;
mod inline;
mod printed;
mod watch;

use std::ffi::OsStr;
use std::process::ExitCode;

use crate::arguments::EvalArguments;
use crate::commands::run;
use crate::{node_options, report};

pub fn run(argv0: &OsStr, arguments: EvalArguments) -> anyhow::Result<ExitCode> {
    if arguments.inline || arguments.coverage {
        return if arguments.watch { watch::run(&arguments) } else { inline::run(&arguments) };
    }
    for (is_given, option) in [(arguments.watch, "--watch"), (arguments.sandbox, "--sandbox")] {
        if is_given {
            return Ok(report::usage(&format!("`{option}` needs `--inline` or `--coverage`"), 2));
        }
    }
    let mut line = Vec::new();
    if let Some(input_type) = arguments.input_type {
        line.push(format!("--input-type={input_type}").into());
    }
    let mut parsed = node_options::parse(line).map_err(anyhow::Error::msg)?;
    parsed.eval = Some(arguments.code);
    parsed.print = arguments.print;
    parsed.rest = arguments.arguments;
    run::start(argv0, parsed)
}

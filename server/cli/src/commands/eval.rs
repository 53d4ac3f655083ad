//! `lode eval`: a piece of code from the command line.

use std::ffi::OsStr;
use std::process::ExitCode;

use crate::arguments::EvalArguments;
use crate::commands::run;
use crate::node_options;

pub fn run(argv0: &OsStr, arguments: EvalArguments) -> anyhow::Result<ExitCode> {
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

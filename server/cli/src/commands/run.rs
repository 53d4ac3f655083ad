//! `lode run`: a file, or standard input, as Node would run it.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use runtime::{Entry, Options, Program};

use crate::node_options::{self, Parsed};
use crate::{report, script};

/// Node's exit code for a command line that it can't read.
pub const INVALID_ARGUMENT: u8 = 9;

pub fn run(argv0: &OsStr, arguments: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let parsed = match node_options::parse(arguments) {
        Ok(parsed) => parsed,
        Err(sentence) => return Ok(report::usage(&sentence, INVALID_ARGUMENT)),
    };
    if let Some(name) = &parsed.script {
        return script::run(name, &parsed.rest);
    }
    if parsed.rest.is_empty() && parsed.eval.is_none() && !parsed.print {
        return Ok(report::usage("no file to run; try `lode run app.js`, or `lode repl` for a prompt", 2));
    }
    start(argv0, parsed)
}

/// Runs what the options and the arguments after them ask for.
pub fn start(argv0: &OsStr, mut parsed: Parsed) -> anyhow::Result<ExitCode> {
    let entry = match parsed.eval.take() {
        Some(text) => Entry::Code { text, print: parsed.print },
        None if parsed.print && !parsed.rest.is_empty() => {
            let text = parsed.rest.remove(0);
            parsed.given.push(text.clone());
            Entry::Code { text, print: true }
        }
        None => match parsed.rest.first().map(String::as_str) {
            Some("-") => {
                // Node leaves `-` in argv.
                Entry::StandardInput
            }
            Some(file) => Entry::File(file.to_owned()),
            None => Entry::StandardInput,
        },
    };
    let options = Options {
        check: parsed.check,
        exec_arguments: parsed.given,
        argv0: argv0.to_string_lossy().into_owned(),
        ..parsed.options
    };
    Ok(runtime::run(options, Program { entry, arguments: parsed.rest })?)
}

//! `lode repl`: the prompt.

use std::ffi::OsStr;
use std::process::ExitCode;

use runtime::{Entry, Options, Program};

pub fn run(argv0: &OsStr) -> anyhow::Result<ExitCode> {
    let options = Options { argv0: argv0.to_string_lossy().into_owned(), ..Options::default() };
    Ok(runtime::run(options, Program { entry: Entry::Prompt, arguments: Vec::new() })?)
}

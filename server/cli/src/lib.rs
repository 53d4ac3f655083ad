//! The command line.

use std::process::ExitCode;

use runtime::{Entry, Options};

/// Runs the program that `std::env::args` asks for.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args();
    let argv0 = arguments.next().unwrap_or_default();
    let mut rest: Vec<String> = arguments.collect();
    if rest.first().is_some_and(|first| first == "run") {
        rest.remove(0);
    }
    let options = if rest.first().is_some_and(|first| first == "-e") {
        Options { entry: Entry::Code { text: rest[1].clone(), print: false }, argv0, ..Options::default() }
    } else {
        Options { entry: Entry::File(rest[0].clone()), arguments: rest, argv0, ..Options::default() }
    };
    match runtime::run(options) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}\nhint: {}", error.hint());
            ExitCode::FAILURE
        }
    }
}

//! `lode fmt`: formats files with the formatter of their project.
//!
//! - `walk`: which files.
//! - `batch`: the files by their formatters; what is remembered; prettiers at work, or programs.
//! - `write`: a file is changed as a whole or not at all.
//! - `difference`: what would change, as a patch.
//! - `print`: what is told of it.
//! - `standard_input`: one text, for editors and scripts.

mod batch;
mod difference;
mod print;
mod standard_input;
mod walk;
mod write;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use format::formatters::Options;

use crate::arguments::fmt::FmtArguments;
use crate::report;
use batch::Batch;

/// Something can't be formatted, or the command line is wrong.
const UNUSABLE: u8 = 2;

pub fn run(arguments: &FmtArguments) -> anyhow::Result<ExitCode> {
    Ok(format(arguments).unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::from(UNUSABLE)
    }))
}

fn format(arguments: &FmtArguments) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let here = std::env::current_dir().context("this folder can't be told")?;
    let options = Options {
        lode: child::own_program().context("the program itself can't be found")?,
        cache: runtime::cache_folder(),
        limit: Duration::from_secs(arguments.time_limit),
        idle: None,
    };
    if arguments.reads_standard_input() {
        return standard_input::format(arguments, options, &here);
    }
    let files = walk::files(arguments, &here)?;
    let mut results = Batch::new(arguments, options, &here).format(files)?;
    results.files.sort_by(|one, other| one.path.cmp(&other.path));
    results.took = started.elapsed();
    print::results(arguments, &results)
}

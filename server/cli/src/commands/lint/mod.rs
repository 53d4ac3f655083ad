//! `lode lint`: finds files, runs the rules over them, tells what they found.
//!
//! - `chosen`: what the command line says of rules, and the configurations below it; `program`: those
//!   that have to be run.
//! - `walk`: which files.
//! - `environment`: how a file is read, and which globals it has, by its package.
//! - `check`: the rules over all files, on all processors.
//! - `cache`: what was found in a text is remembered; `encoded`: as bytes.
//! - `results`: what came out; `format`: how it is printed.

mod cache;
mod check;
mod chosen;
mod encoded;
mod environment;
mod format;
mod list;
mod program;
mod results;
mod walk;

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;

use crate::arguments::LintArguments;
use crate::report;
use check::Checker;
use results::{FileResult, Results};

/// A configuration or the command line is wrong, or something can't be read.
const UNUSABLE: u8 = 2;

pub fn run(arguments: &LintArguments) -> anyhow::Result<ExitCode> {
    Ok(lint(arguments).unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::from(UNUSABLE)
    }))
}

fn lint(arguments: &LintArguments) -> anyhow::Result<ExitCode> {
    if arguments.list_rules {
        return list::print(arguments.format);
    }
    let started = Instant::now();
    let here = std::env::current_dir().context("this folder can't be told")?;
    let configs = chosen::configs(arguments, &here)?;
    if let Some(path) = &arguments.print_config {
        let settings = configs.settings(&std::path::absolute(path)?)?;
        anstream::println!("{:#}", settings.printed);
        return Ok(ExitCode::SUCCESS);
    }
    let checker = Checker::new(arguments, &configs, &here);
    let mut results = if arguments.stdin {
        standard_input(arguments, &checker)?
    } else {
        checker.files(walk::files(arguments, &configs, &here)?)?
    };
    results.notes.splice(0..0, chosen::notes(&configs, &here));
    if arguments.fix && !arguments.stdin {
        results.write_fixes()?;
    }
    let warnings = results.warnings();
    if arguments.quiet {
        results.keep_errors();
    }
    checker.remember();
    results.took = started.elapsed();
    print(arguments, &results)?;
    Ok(verdict(arguments, &results, warnings))
}

/// With `--fix` the text comes out mended, and what is left to say goes to standard error.
fn standard_input(arguments: &LintArguments, checker: &Checker) -> anyhow::Result<Results> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("standard input can't be read as text")?;
    let name = arguments.stdin_filename.as_deref().unwrap_or(Path::new("stdin.js"));
    let mut results = checker.text(&std::path::absolute(name)?, text.clone())?;
    if arguments.fix {
        let mended = results.files.first().filter(|file| file.is_mended);
        std::io::stdout().write_all(mended.map_or(text, FileResult::written).as_bytes())?;
        results.is_written = true;
    }
    Ok(results)
}

fn print(arguments: &LintArguments, results: &Results) -> anyhow::Result<()> {
    for note in &results.notes {
        report::note(note);
    }
    let text = format::print(arguments.format, results);
    match &arguments.output_file {
        Some(path) => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| format!("`{}` can't be made", folder.display()))?;
            }
            let plain = anstream::adapter::strip_str(&text).to_string();
            std::fs::write(path, plain).with_context(|| format!("`{}` can't be written", path.display()))
        }
        None => {
            if arguments.stdin && arguments.fix {
                anstream::eprint!("{text}");
            } else {
                anstream::print!("{text}");
            }
            Ok(())
        }
    }
}

fn verdict(arguments: &LintArguments, results: &Results, warnings: usize) -> ExitCode {
    if results.errors() > 0 {
        return ExitCode::FAILURE;
    }
    match arguments.max_warnings {
        Some(most) if warnings > most => {
            let verb = if warnings == 1 { "is 1 warning" } else { &format!("are {warnings} warnings") };
            report::note(&format!("there {verb}, more than the {most} that `--max-warnings` allows"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

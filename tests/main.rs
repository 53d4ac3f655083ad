//! The tests of the whole binary. A test is a folder of text (see `test_support::case`); the few that are more than a
//! program and its output are written out in `bad_input.rs`. Names are printed as `folder::case`.

mod bad_input;
mod builtins;
mod evaluate;
mod fmt;
mod lint;
mod lsp;
mod programs;
mod run;
mod sandbox;
mod workers;

use libtest_mimic::{Arguments, Failed};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use test_support::case::Case;
use test_support::{expect, node, tree};

/// No program under test runs longer.
const LIMIT: Duration = Duration::from_secs(90);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    run::add(&mut trials);
    bad_input::add(&mut trials);
    builtins::add(&mut trials);
    evaluate::add(&mut trials, &arguments);
    lint::add(&mut trials);
    sandbox::add(&mut trials);
    workers::add(&mut trials);
    let skipped_packages = lint::imports::add(&mut trials, &arguments);
    let skipped_formatting = fmt::add(&mut trials, &arguments);
    lsp::add(&mut trials);
    let skipped = programs::add(&mut trials, &arguments);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if node::node().is_none() && !arguments.list {
        println!(
            "NOTE: no Node 22 was found, so the builtins' tests were not checked against it (`make setup` gets one)"
        );
    }
    for (tests, reason) in
        [("programs::", skipped), ("lint::packages", skipped_packages), ("fmt::judged::", skipped_formatting)]
    {
        let Some(reason) = reason else { continue };
        let line = "!".repeat(100);
        println!(
            "{line}\n!!! SKIPPED: every test of {tests}, because their packages could not be installed:\n!!! {reason}\n{line}"
        );
    }
    conclusion.exit_code()
}

/// Whether a test of this name is to be run.
fn is_wanted(arguments: &Arguments, name: &str) -> bool {
    let matches = |pattern: &String| if arguments.exact { name == pattern } else { name.contains(pattern.as_str()) };
    arguments.filter.as_ref().is_none_or(matches) && !arguments.skip.iter().any(matches)
}

/// The program under test.
fn lode() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_lode"))
}

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs a case in a copy of its folder made at `place`, and compares, or with `UPDATE_EXPECT=1` rewrites what is expected:
/// by Node's answer where Node is the judge.
fn run_case(case: &Case, command: &str, place: &Path) -> Result<(), Failed> {
    if place.exists() {
        std::fs::remove_dir_all(place)?;
    }
    tree::copy(&case.source, place)?;
    let place = std::fs::canonicalize(place)?;
    // `node_modules` is never committed; a case's own packages are kept under another name.
    if place.join("modules").is_dir() {
        std::fs::rename(place.join("modules"), place.join("node_modules"))?;
    }
    if expect::updating() {
        let judged = match (&case.lode_only, node::node()) {
            (Some(_), _) => case.run(lode(), &[command], &place, LIMIT)?,
            (None, Some(node)) => case.run(node, &[], &place, LIMIT)?,
            (None, None) => return Err("Node is the judge of this case, and no Node 22 was found".into()),
        };
        return Ok(case.update(&judged)?);
    }
    let output = case.run(lode(), &[command], &place, LIMIT)?;
    Ok(case.check(&output)?)
}

//! Nobody may notice that values are looked at: a program prints the same, to both outputs, and ends the same.

use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use test_support::case::{Case, cases};
use test_support::process::End;
use test_support::tree;

use super::{Program, programs, ran};
use crate::tests_folder;

pub fn add(trials: &mut Vec<Trial>) {
    for (name, program) in programs("equal") {
        trials.push(Trial::test(format!("evaluate::equal::{name}"), move || is_equal(&program)));
    }
    let runs = cases(&tests_folder().join("run")).into_iter();
    for case in runs.filter(|case| case.arguments.is_empty() && case.input.is_empty() && case.environment.is_empty()) {
        trials.push(Trial::test(format!("evaluate::equal::run::{}", case.name), move || case_is_equal(&case)));
    }
}

/// A program of `tests/run`.
fn case_is_equal(case: &Case) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let place = fs::canonicalize(folder.path())?.join(&case.name);
    tree::copy(&case.source, &place)?;
    if place.join("modules").is_dir() {
        fs::rename(place.join("modules"), place.join("node_modules"))?;
    }
    runs_equally(&place, &place.join(&case.main))
}

pub(super) fn is_equal(program: &Program) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = program.write(folder.path())?;
    runs_equally(folder.path(), &file)
}

/// Runs a file plain and looked at.
fn runs_equally(folder: &Path, file: &Path) -> Result<(), Failed> {
    let plain = ran(folder, file, &["run"])?;
    let looked_at = ran(folder, file, &["eval", "--inline", "--json", "--timeout", "60000"])?;
    let told: Value = serde_json::from_str(&looked_at.out)
        .map_err(|error| format!("{error}:\n{}{}", looked_at.out, looked_at.err))?;
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    if told["probes"].as_array().is_none_or(Vec::is_empty) {
        return Err("it was not looked at".into());
    }
    let ended = told["exitCode"].as_i64().and_then(|code| i32::try_from(code).ok()).map(End::Code);
    let (output, errors) = (text("output"), text("errors"));
    if ended.as_ref() == Some(&plain.end) && output == plain.out && errors == plain.err {
        return Ok(());
    }
    let shown = |end: String, out: &str, err: &str| format!("--- {end}\n{out}{err}");
    let plain = shown(plain.end.to_string(), &plain.out, &plain.err);
    let looked_at = shown(ended.map_or(told["stopped"].to_string(), |end| end.to_string()), &output, &errors);
    Err(format!("plain {plain}\nlooked at {looked_at}").into())
}

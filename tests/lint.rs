//! `tests/lint/<case>/`: files, what `lode lint . <args>` prints about them, and how it ends; or, where there is a `session`, what
//! several commands print one after the other. The few that are neither are written out in `lint/`.

#[path = "lint/hostile.rs"]
mod hostile;
#[path = "lint/imports.rs"]
pub mod imports;
#[path = "lint/remembered.rs"]
mod remembered;
#[path = "lint/served.rs"]
mod served;
#[path = "lint/watch.rs"]
mod watch;

use crate::{LIMIT, lode, run_case, tests_folder};
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::Path;
use test_support::case::cases_of_command;
use test_support::{expect, session, tree};

pub fn add(trials: &mut Vec<Trial>) {
    for mut case in cases_of_command(&tests_folder().join("lint")) {
        trials.push(Trial::test(format!("lint::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            let cache = folder.path().join("cache").to_string_lossy().into_owned();
            case.environment.push(("LODE_CACHE_DIR".to_owned(), cache));
            let place = folder.path().join(&case.name);
            match case.source.join("session").exists() {
                true => run_session(&case.source, &place, &case.environment),
                false => run_case(&case, "lint", &place),
            }
        }));
    }
    hostile::add(trials);
    remembered::add(trials);
    served::add(trials);
    watch::add(trials);
}

pub fn run_session(source: &Path, place: &Path, environment: &[(String, String)]) -> Result<(), Failed> {
    tree::copy(source, place)?;
    let place = fs::canonicalize(place)?;
    fs::remove_file(place.join("session"))?;
    if place.join("modules").is_dir() {
        fs::rename(place.join("modules"), place.join("node_modules"))?;
    }
    let expected = source.join("session");
    let text = fs::read_to_string(&expected)?;
    let told = session::replay(&text, lode(), &place, environment, LIMIT)?;
    if expect::updating() {
        expect::update(&expected, &told)?;
        return Ok(());
    }
    match expect::difference("session", &text, &told) {
        Some(difference) => Err(difference.into()),
        None => Ok(()),
    }
}

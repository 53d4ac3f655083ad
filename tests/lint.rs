//! `tests/lint/<case>/`: files, what `lode lint . <args>` prints about them, and how it ends.

use crate::{run_case, tests_folder};
use libtest_mimic::Trial;
use test_support::case::cases_of_command;

pub fn add(trials: &mut Vec<Trial>) {
    for mut case in cases_of_command(&tests_folder().join("lint")) {
        trials.push(Trial::test(format!("lint::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            let cache = folder.path().join("cache").to_string_lossy().into_owned();
            case.environment.push(("LODE_CACHE_DIR".to_owned(), cache));
            run_case(&case, "lint", &folder.path().join(&case.name))
        }));
    }
}

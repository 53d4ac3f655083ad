//! `tests/run/<case>/`: programs of our own, and what they print.

use crate::{run_case, tests_folder};
use libtest_mimic::Trial;
use test_support::case::cases;

pub fn add(trials: &mut Vec<Trial>) {
    for case in cases(&tests_folder().join("run")) {
        trials.push(Trial::test(format!("run::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            run_case(&case, "run", &folder.path().join(&case.name))
        }));
    }
}

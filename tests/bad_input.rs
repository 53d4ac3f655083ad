//! Bad input must end in a clear sentence and Node's exit code. Those that are a program and its output are folders in
//! `tests/bad_input/`.

use crate::{run_case, tests_folder};
use libtest_mimic::Trial;
use test_support::case::cases;

pub fn add(trials: &mut Vec<Trial>) {
    for case in cases(&tests_folder().join("bad_input")) {
        trials.push(Trial::test(format!("bad_input::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            run_case(&case, &folder.path().join(&case.name))
        }));
    }
}

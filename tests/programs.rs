//! `tests/programs/<name>/`: real packages from npm, used in earnest. Node 22 made what is expected. The packages of all
//! programs are installed together, once, into the user's cache.

use crate::{is_wanted, run_case, tests_folder};
use libtest_mimic::{Arguments, Trial};
use test_support::case::cases;
use test_support::packages;

/// Adds a test for each program; says why they can't be run, if so.
pub fn add(trials: &mut Vec<Trial>, arguments: &Arguments) -> Option<String> {
    let folder = tests_folder().join("programs");
    let cases = cases(&folder);
    let any = cases.iter().any(|case| is_wanted(arguments, &format!("programs::{}", case.name)));
    let installed = if any && !arguments.list { packages::installed(&folder).map(Some) } else { Ok(None) };
    for case in cases {
        let place = match &installed {
            Ok(Some(kept)) => Some(kept.join(&case.name)),
            _ => None,
        };
        let ignored = place.is_none();
        let trial = Trial::test(format!("programs::{}", case.name), move || match &place {
            Some(place) => run_case(&case, "run", place),
            None => Err("its packages are not installed".into()),
        });
        trials.push(trial.with_ignored_flag(ignored));
    }
    installed.err()
}

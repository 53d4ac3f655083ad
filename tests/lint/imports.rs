//! Rules about modules against those who know: what is an error to them Node refuses to run (`tests/lint/imports_*`), and in packages that
//! everybody runs they find nothing.

use crate::{LIMIT, is_wanted, lode, tests_folder};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use test_support::process::{self, End};
use test_support::{node, packages, tree};

/// The rules about what Node can't load, or what throws when it is loaded.
const OF_LOADING: [&str; 11] = [
    "builtin-export",
    "builtin-member",
    "cjs-named",
    "cycle-tdz",
    "default",
    "exports-map",
    "missing-extension",
    "named",
    "namespace",
    "no-unresolved",
    "require-in-esm",
];

/// Files that packages have published without what they load: faults indeed.
const KNOWN: [&str; 3] = [
    "node_modules/date-fns/_lib/test.",
    "node_modules/@babel/core/src/",
    "node_modules/@microsoft/jest-sarif/lib/build-matcher.js",
];

const PACKAGES: &str = "lint::packages_that_everybody_runs";

/// Adds the tests; says why the one with packages can't be run, if so.
pub fn add(trials: &mut Vec<Trial>, arguments: &Arguments) -> Option<String> {
    let cases = fs::read_dir(tests_folder().join("lint")).into_iter().flatten().flatten().map(|entry| entry.path());
    for case in cases.filter(|case| case.join("exit").exists()) {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let main = ["main.mjs", "main.js"].iter().find(|main| case.join(main).exists()).copied();
        let Some(main) = main.filter(|_| name.starts_with("imports_")) else { continue };
        trials.push(Trial::test(format!("lint::judged::{name}"), move || node_refuses(&case, main)));
    }
    let wanted = is_wanted(arguments, PACKAGES) && !arguments.list;
    let installed = if wanted { packages::installed(&tests_folder().join("programs")).map(Some) } else { Ok(None) };
    let place = installed.as_ref().ok().cloned().flatten();
    let is_ignored = place.is_none();
    let trial = Trial::test(PACKAGES, move || match &place {
        Some(place) => nothing_is_found(place),
        None => Err("the packages are not installed".into()),
    });
    trials.push(trial.with_ignored_flag(is_ignored));
    installed.err()
}

fn node_refuses(case: &Path, main: &str) -> Result<(), Failed> {
    let Some(node) = node::node() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("case");
    tree::copy(case, &place)?;
    if place.join("modules").is_dir() {
        fs::rename(place.join("modules"), place.join("node_modules"))?;
    }
    let output = process::run(Command::new(node).arg(main).current_dir(&place), b"", LIMIT)?;
    match output.end {
        End::Code(0) => Err(format!("Node runs it:\n{}", output.out).into()),
        _ => Ok(()),
    }
}

fn nothing_is_found(place: &Path) -> Result<(), Failed> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(place.join("package.json"))?)?;
    let names = manifest["dependencies"].as_object().into_iter().flat_map(|names| names.keys());
    let folders: Vec<PathBuf> = names.map(|name| Path::new("node_modules").join(name)).collect();
    let mut command = Command::new(lode());
    command.args(["lint", "--no-ignore", "--no-cache", "--no-config-lookup", "--no-inline-config", "--format", "unix"]);
    command.args(["--allow", "all"]);
    for rule in OF_LOADING {
        command.args(["--deny", rule]);
    }
    let output = process::run(command.args(folders).current_dir(place), b"", LIMIT)?;
    // What is no JavaScript at all is none of their business.
    let is_found = |line: &&str| OF_LOADING.iter().any(|rule| line.ends_with(&format!("/{rule}]")));
    let is_known = |line: &&str| KNOWN.iter().any(|known| line.contains(known));
    let found: Vec<&str> = output.out.lines().filter(is_found).filter(|line| !is_known(line)).collect();
    match (found.as_slice(), output.end) {
        ([], End::Code(0 | 1)) => Ok(()),
        ([], end) => Err(format!("it ended with {end}:\n{}", output.err).into()),
        (found, _) => Err(found.join("\n").into()),
    }
}

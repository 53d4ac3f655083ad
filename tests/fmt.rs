//! `tests/fmt/cases/<case>/`: files, and what `lode fmt . <args>` prints about them, or a `session` of several commands. The prettier
//! that these find is the one of `stand_in/`, a few lines long; `prettier` in a case says `none` where there is to be none.
//!
//! `tests/fmt/judged/<case>/`: files that Lode and prettier itself, under Node, must write in the same way to the byte. Their
//! `prettier` names the package, one of those of `package.json` here, which are installed once into the user's cache; `theirs` says
//! what prettier is to be given, where that is not the folder.

#[path = "fmt/editor.rs"]
mod editor;

use crate::lint::run_session;
use crate::{LIMIT, lode, run_case, tests_folder};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use test_support::case::cases_of_command;
use test_support::process::{self, End};
use test_support::{node, packages, tree};

/// Adds the tests; says why some can't be run, if so.
pub fn add(trials: &mut Vec<Trial>, arguments: &Arguments) -> Option<String> {
    let folder = tests_folder().join("fmt");
    for mut case in cases_of_command(&folder.join("cases")) {
        let stand_in = folder.join("stand_in");
        trials.push(Trial::test(format!("fmt::{}", case.name), move || {
            let folder = tempfile::tempdir()?;
            let cache = folder.path().join("cache").to_string_lossy().into_owned();
            case.environment.push(("LODE_CACHE_DIR".to_owned(), cache));
            if !case.source.join("prettier").exists() {
                fs::create_dir(folder.path().join("node_modules"))?;
                tree::copy(&stand_in, &folder.path().join("node_modules/prettier"))?;
            }
            let place = folder.path().join(&case.name);
            match case.source.join("session").exists() {
                true => run_session(&case.source, &place, &case.environment),
                false => run_case(&case, "fmt", &place),
            }
        }));
    }
    editor::add(trials, &folder.join("stand_in"));
    let names = tree_names(&folder.join("judged"));
    let wanted = |name: &String| crate::is_wanted(arguments, &format!("fmt::judged::{name}"));
    let any = !arguments.list && names.iter().any(wanted);
    let installed = if any { packages::installed(&folder).map(Some) } else { Ok(None) };
    for name in names {
        let source = folder.join("judged").join(&name);
        let kept = installed.as_ref().ok().and_then(Clone::clone);
        let ignored = kept.is_none() || node::node().is_none();
        let trial = Trial::test(format!("fmt::judged::{name}"), move || match (&kept, node::node()) {
            (Some(kept), Some(node)) => judge(&source, kept, node),
            _ => Err("its packages, or Node, are not installed".into()),
        });
        trials.push(trial.with_ignored_flag(ignored));
    }
    installed.err()
}

fn tree_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Two copies of the files, of which Lode writes one and prettier the other.
fn judge(source: &Path, kept: &Path, node: &Path) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let name = fs::read_to_string(source.join("prettier"))?;
    let prettier = kept.join("node_modules").join(name.trim());
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(prettier.join("package.json"))?)?;
    let bin = manifest["bin"].as_str().or_else(|| manifest["bin"]["prettier"].as_str()).ok_or("prettier has no bin")?;
    let copy = |name: &str| -> Result<PathBuf, Failed> {
        let place = folder.path().join(name);
        tree::copy(source, &place)?;
        for ours in ["prettier", "theirs"] {
            let _ = fs::remove_file(place.join(ours));
        }
        let installed = place.join("node_modules");
        fs::create_dir(&installed)?;
        symlink(&prettier, installed.join("prettier"))?;
        for entry in fs::read_dir(kept.join("node_modules"))? {
            let entry = entry?;
            if !installed.join(entry.file_name()).exists() {
                symlink(entry.path(), installed.join(entry.file_name()))?;
            }
        }
        Ok(place)
    };
    let files =
        fs::read_to_string(source.join("theirs")).map_or_else(|_| ".".to_owned(), |files| files.trim().to_owned());
    let (ours, theirs) = (copy("ours")?, copy("theirs")?);
    let run = |command: &mut Command, place: &Path| -> Result<(), Failed> {
        let command = process::same_everywhere(command).current_dir(place);
        let output = process::run(command.env("LODE_CACHE_DIR", folder.path().join("cache")), b"", LIMIT)?;
        match output.end {
            End::Code(0) => Ok(()),
            end => Err(format!("{command:?} ended with {end}: {}{}", output.out, output.err).into()),
        }
    };
    run(Command::new(lode()).args(["fmt", "."]), &ours)?;
    run(Command::new(node).arg(prettier.join(bin)).args(["--write", &files]), &theirs)?;
    let mut problems = Vec::new();
    for name in files_below(&theirs, &theirs)? {
        let (one, other) = (fs::read(ours.join(&name))?, fs::read(theirs.join(&name))?);
        if one != other {
            let texts = [&other, &one].map(|text| String::from_utf8_lossy(text).into_owned());
            problems.extend(test_support::expect::difference(&name, &texts[0], &texts[1]));
        }
    }
    // Neither is a test if there was nothing to do.
    if files_below(source, source)?
        .iter()
        .all(|name| fs::read(source.join(name)).ok() == fs::read(theirs.join(name)).ok())
    {
        problems.push("prettier has changed nothing".to_owned());
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.concat().into()) }
}

fn files_below(folder: &Path, root: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
            names.extend(files_below(&path, root)?);
        } else if path.is_file() && !path.ends_with("prettier") && !path.ends_with("theirs") {
            names.push(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

//! `server/node/src/**/tests/*.js`, and `server/runtime/src/**/tests/*.mjs` of the module loaders: each builtin's own tests, on
//! Lode and, where Node 22 is found, on Node: what a test asserts must be true of both. It must be true of a test whose values are
//! being looked at as well: nobody may notice that.

use crate::{LIMIT, lode};
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use test_support::node::node;
use test_support::process::{self, End};

pub fn add(trials: &mut Vec<Trial>) {
    for folder in ["server/node/src", "server/runtime/src"] {
        add_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), trials);
    }
}

fn add_folder(root: &Path, trials: &mut Vec<Trial>) {
    let mut files = Vec::new();
    collect(root, &mut files);
    files.sort();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string().replace("tests/", "");
        let (again, probed) = (file.clone(), file.clone());
        trials.push(Trial::test(format!("builtins::{name}"), move || run(lode(), &["run"], &file)));
        let first = &["eval", "--inline", "--json", "--timeout", "60000"];
        trials.push(Trial::test(format!("builtins::{name} (with values)"), move || run(lode(), first, &probed)));
        if let Some(node) = node() {
            trials.push(Trial::test(format!("builtins::{name} (Node)"), move || run(node, &[], &again)));
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // What a test reads or runs lies in `fixtures` beside it.
            if path.file_name().is_none_or(|name| name != "fixtures") {
                collect(&path, files);
            }
        } else if folder.file_name().is_some_and(|name| name == "tests")
            && path.extension().is_some_and(|extension| extension == "js" || extension == "mjs")
        {
            files.push(path);
        }
    }
}

/// A first line `// Flags: --x` gives Node's options, which Lode takes too.
fn run(program: &Path, first: &[&str], file: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(file)?;
    let flags = text.lines().next().and_then(|line| line.strip_prefix("// Flags: ")).unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(program);
    process::same_everywhere(&mut command).current_dir(folder.path()).env("TMPDIR", folder.path());
    command.args(first).args(flags.split_whitespace()).arg(file);
    let output = process::run(&mut command, b"", LIMIT)?;
    match output.end {
        End::Code(0) => Ok(()),
        end => Err(format!("it ended with {end}\n{}{}", tail(&output.out), tail(&output.err)).into()),
    }
}

/// The end of an output, where the error is.
fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].iter().map(|line| format!("    {line}\n")).collect()
}

//! Programs whose values are looked at.
//!
//! - `tests/evaluate/values/<kind>.txt`: each says in its own source what its values are (`//=>`).
//! - `tests/evaluate/equal/<kind>.txt`: each prints, writes and ends with its values looked at as it does without (`equal.rs`); so do
//!   whole packages (`packages.rs`) and programs made at random (`random.rs`).
//! - Programs that do not end are written out here; what else the command does in `command.rs`.
//!
//! A text file holds many programs: a line `//- main.js` begins one, a line `//+ other.js` a further file of it.

mod command;
mod equal;
mod packages;
mod random;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use test_support::process::{self, End, Output};

use crate::{LIMIT, lode, tests_folder};

pub fn add(trials: &mut Vec<Trial>, arguments: &Arguments) {
    for (name, program) in programs("values") {
        trials.push(Trial::test(format!("evaluate::{name}"), move || says(&program)));
    }
    for (name, text, told) in ENDLESS {
        trials.push(Trial::test(format!("evaluate::endless::{name}"), move || stopped(text, told)));
    }
    command::add(trials);
    equal::add(trials);
    packages::add(trials, arguments);
    random::add(trials);
}

/// The files of a program; the first is run.
pub(crate) struct Program(Vec<(String, String)>);

impl Program {
    pub(crate) fn of(name: &str, text: impl Into<String>) -> Program {
        Program(vec![(name.to_owned(), text.into())])
    }

    /// In a folder of its own; gives the file to run.
    fn write(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let folder = fs::canonicalize(folder)?;
        for (name, text) in &self.0 {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, text)?;
        }
        Ok(folder.join(&self.0[0].0))
    }
}

/// All programs in the text files of a folder, with the names of their tests.
fn programs(folder: &str) -> Vec<(String, Program)> {
    let folder = tests_folder().join("evaluate").join(folder);
    let mut kinds: Vec<_> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    kinds.sort();
    let mut found = Vec::new();
    for path in kinds.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let kind = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(path).unwrap_or_default();
        for part in parts(&text, "//- ") {
            let (name, text) = part.split_once('\n').unwrap_or((part, ""));
            let (main, others) = text.split_at(text.find("\n//+ ").map_or(text.len(), |at| at + 1));
            let mut program = Program::of(name.trim(), main);
            program.0.extend(parts(others, "//+ ").into_iter().filter_map(|part| {
                let (name, text) = part.split_once('\n')?;
                Some((name.trim().to_owned(), text.to_owned()))
            }));
            found.push((format!("{kind}::{}", name.trim()), program));
        }
    }
    found
}

/// The parts of a text that begin with a line that starts so, which is cut off.
fn parts<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let mut starts: Vec<usize> = text.match_indices(&format!("\n{start}")).map(|(at, _)| at + 1).collect();
    if text.starts_with(start) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(from, to)| &text[from + start.len()..to]).collect()
}

/// What Lode says when it runs a file of a folder with these arguments before it.
fn ran(folder: &Path, file: &Path, arguments: &[&str]) -> Result<Output, Failed> {
    let mut command = Command::new(lode());
    process::same_everywhere(&mut command).args(arguments).arg(file);
    command.current_dir(fs::canonicalize(folder)?).env("LODE_CACHE_DIR", folder.join(".cache"));
    Ok(process::run(&mut command, b"", LIMIT)?)
}

/// All that a program says of itself must be so.
fn says(program: &Program) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let output = ran(folder.path(), &program.write(folder.path())?, &["eval", "--inline"])?;
    let text = &program.0[0].1;
    let said = text.matches("//=> ").count() + text.matches("/*=> ").count();
    if output.end != End::Code(0) {
        return Err(format!("it ended with {}:\n{}{}", output.end, output.out, output.err).into());
    }
    match output.out.matches('✓').count() {
        right if right == said && said > 0 => Ok(()),
        right => Err(format!("{right} of {said} values are right:\n{}", output.out).into()),
    }
}

/// Programs that do not end, and what is told of each.
const ENDLESS: [(&str, &str, &[&str]); 3] = [
    ("loop", "let n = 0;\nfor (let i = 0; ; i++) {\n  n += i;\n}\n", &["without a pause in line 2", " · i = "]),
    ("promises", "let n = 0;\n(async () => { while (true) { await 0; n++; } })();\n", &["without a pause in line 2"]),
    (
        "recursion_of_promises",
        "function again() {\n  Promise.resolve().then(again);\n}\nagain();\n",
        &["without a pause in line 1"],
    ),
];

fn stopped(text: &str, told: &[&str]) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = Program::of("main.js", text).write(folder.path())?;
    let output = ran(folder.path(), &file, &["eval", "--inline", "--timeout", "300"])?;
    let is_told = told.iter().all(|part| output.err.contains(part));
    match output.end {
        End::Code(1) if is_told => Ok(()),
        end => Err(format!("it ended with {end}:\n{}{}", output.out, output.err).into()),
    }
}

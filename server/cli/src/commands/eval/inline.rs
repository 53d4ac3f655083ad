//! `lode eval --inline` and `--coverage`: a file is run once, and what is known of it shown.

use std::fs;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use child::evaluation::{Ended, Limits, evaluate, sandbox_of};
use values::{Item, ItemKind, Run};

use super::{data, printed};
use crate::arguments::EvalArguments;
use crate::report;

/// A file that is to be run, as it is now.
pub(super) struct Program {
    pub file: PathBuf,
    pub text: String,
    pub run: Run,
    pub limits: Limits,
}

impl Program {
    pub fn read(arguments: &EvalArguments) -> anyhow::Result<Program> {
        let code = &arguments.code;
        let file = fs::canonicalize(code).with_context(|| format!("`{code}` can't be run"))?;
        let text = fs::read_to_string(&file).with_context(|| format!("`{code}` can't be read as text"))?;
        let folder = std::env::current_dir().context("this folder can't be told")?;
        let run = Run {
            file: file.clone(),
            arguments: arguments.arguments.clone(),
            probed: vec![file.clone()],
            texts: vec![(file.clone(), text.clone())],
            sandbox: arguments.sandbox.then(|| sandbox_of(&file, &text, &folder)),
            folder,
            ..Run::default()
        };
        let limits = if arguments.sandbox { Limits::automatic() } else { Limits::default() };
        let limits = Limits { busy: Some(Duration::from_millis(arguments.timeout)), ..limits };
        Ok(Program { file, text, run, limits })
    }
}

pub fn run(arguments: &EvalArguments) -> anyhow::Result<ExitCode> {
    let program = Program::read(arguments)?;
    let input = input()?;
    let outcome = evaluate(&program.run, program.limits.clone(), Some(input.as_fd()), |_| {})
        .context("the program can't be started")?;
    let width = if arguments.json { usize::MAX } else { report::width() };
    let lines = values::lines(&program.text, &program.file, &outcome.state, width);
    if arguments.json {
        anstream::println!("{:#}", data::data(&program.text, &program.file, &outcome, &lines));
    } else {
        let shown =
            printed::Shown { text: &program.text, file: &program.file, state: &outcome.state, lines: &lines, width };
        anstream::print!("{}", shown.printed(arguments));
        anstream::eprint!("{}", printed::end(&program.text, &program.file, &outcome));
    }
    Ok(exit_code(outcome.ended, lines.values().flatten()))
}

/// What the program reads. A terminal answers only this process, so what is typed there is handed on.
fn input() -> io::Result<OwnedFd> {
    if !io::stdin().is_terminal() {
        return io::stdin().as_fd().try_clone_to_owned();
    }
    let (read, mut write) = io::pipe()?;
    thread::spawn(move || io::copy(&mut io::stdin(), &mut write));
    Ok(read.into())
}

/// That of the program; 1 if what a comment says is wrong.
fn exit_code<'i>(ended: Ended, mut items: impl Iterator<Item = &'i Item>) -> ExitCode {
    let is_wrong = items.any(|item| item.kind == ItemKind::Wrong);
    match ended {
        Ended::Exited(0) if !is_wrong => ExitCode::SUCCESS,
        Ended::Exited(code) if code != 0 => ExitCode::from(code as u8),
        _ => ExitCode::FAILURE,
    }
}

/// Whether the frames of what went wrong lead into a file.
pub(super) fn is_in(failure: &values::Failure, file: &Path) -> bool {
    failure.frames.iter().any(|place| place.file == file)
}

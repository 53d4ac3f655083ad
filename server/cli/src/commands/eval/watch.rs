//! `lode eval --inline --watch`: the file is run again whenever it changes, or one that it has loaded. A program that is still running
//! is ended by that. On a terminal what is known is drawn while the program runs, and each drawing takes the place of the one before.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstyle::Style;
use anyhow::Context;
use child::evaluation::{Outcome, Workers};
use values::State;

use super::inline::Program;
use super::printed::{self, Shown};
use crate::arguments::EvalArguments;
use crate::eyes::{CLEAR, Eyes};
use crate::report;

const DIM: Style = Style::new().dimmed();

/// A program that runs is drawn so often, at most.
const DRAWN: Duration = Duration::from_millis(100);

pub fn run(arguments: &EvalArguments) -> anyhow::Result<ExitCode> {
    let mut eyes = Eyes::new()?;
    let workers = Workers::new().context("no thread can be started")?;
    // What is watched without a program: it may be written anew in two steps, and not be there in between.
    let file = std::path::absolute(&arguments.code).with_context(|| format!("`{}` can't be told", arguments.code))?;
    let mut files = BTreeSet::from([file]);
    loop {
        eyes.look_at(files.iter().filter_map(|file| file.parent()).map(Path::to_owned));
        match Program::read(arguments) {
            Ok(program) => {
                files.insert(program.file.clone());
                eyes.look_at(program.file.parent().map(Path::to_owned));
                let outcome = once(arguments, &program, &workers, &eyes, &mut files)?;
                if outcome.is_none() {
                    continue;
                }
            }
            Err(error) => {
                clear();
                report::error(&error);
            }
        }
        eyes.look_at(files.iter().filter_map(|file| file.parent()).map(Path::to_owned));
        anstream::println!("{DIM}runs again when a file changes; Ctrl-C ends it{DIM:#}");
        std::io::stdout().flush()?;
        eyes.next(&[], |path| files.contains(path)).context("files are watched no more")?;
    }
}

/// `None`: something has changed while it ran, which ended it. `files`: what has been loaded is added.
fn once(
    arguments: &EvalArguments,
    program: &Program,
    workers: &Workers,
    eyes: &Eyes,
    files: &mut BTreeSet<PathBuf>,
) -> anyhow::Result<Option<Outcome>> {
    let evaluation = workers.start(&program.run, program.limits.clone()).context("the program can't be started")?;
    let stopper = evaluation.stopper();
    let is_terminal = std::io::stdout().is_terminal();
    let mut drawn = Instant::now();
    let mut has_news = false;
    let outcome = evaluation.follow(|heard| {
        has_news |= heard.has_news;
        if !eyes.changed(|path| files.contains(path)).is_empty() {
            stopper.stop();
        } else if is_terminal && has_news && drawn.elapsed() >= DRAWN {
            draw(arguments, program, heard.state);
            drawn = Instant::now();
            has_news = false;
        }
    });
    if outcome.ended == child::evaluation::Ended::Stopped {
        return Ok(None);
    }
    files.extend(outcome.loaded.iter().cloned());
    draw(arguments, program, &outcome.state);
    anstream::print!("{}", printed::end(&program.text, &program.file, &outcome));
    Ok(Some(outcome))
}

fn draw(arguments: &EvalArguments, program: &Program, state: &State) {
    clear();
    let width = report::width();
    let lines = values::lines(&program.text, &program.file, state, width);
    let shown = Shown { text: &program.text, file: &program.file, state, lines: &lines, width };
    anstream::print!("{}", shown.printed(arguments));
    let _ = std::io::stdout().flush();
}

fn clear() {
    if std::io::stdout().is_terminal() {
        print!("{CLEAR}");
    }
}

//! `lode lint`: finds files, runs the rules over them, tells what they found.
//!
//! - `chosen`: what the command line says of rules, and the configurations below it.
//! - `walk`: which files.
//! - `check`: the rules over all files; `crew`: on all processors.
//! - `cache`: what was found in a text is remembered; `encoded`: as bytes; `stamp`: by what a file is known to be unchanged.
//! - `again`: a whole run is remembered, and only what has changed is looked at; `run`: as it is kept, `since`: and what has changed
//!   since, `bytes`: of what; `noted`: what was asked of the disk for it, `asked`: and whether it answers the same.
//! - `served`: what a daemon knows of all of it.
//! - `results`: what came out; `suppressions_file`: what of it is known; `format`: how it is printed; `timing`: how long rules take.
//! - `watch`: all of it again when something changes.
//! - `init`, `list`: a configuration to begin with, and the rules.

mod again;
mod asked;
mod bytes;
mod cache;
mod check;
mod chosen;
mod crew;
mod encoded;
pub(super) mod format;
mod init;
mod list;
mod noted;
mod results;
mod run;
pub(super) mod served;
mod since;
mod stamp;
mod suppressions_file;
mod timing;
pub(super) mod walk;
mod watch;

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anstream::ColorChoice;
use anyhow::Context;
use lint::config::Configs;
use source::DiskFileSystem;

use crate::arguments::LintArguments;
use crate::commands::explain;
use crate::report;
use crate::report::shown;
use check::Checker;
use noted::Noted;
use results::{FileResult, Results, count};
use suppressions_file::SuppressionsFile;

/// A configuration or the command line is wrong, or something can't be read.
const UNUSABLE: u8 = 2;

/// Colours begin with it.
const ESCAPE: u8 = 0x1b;

pub fn run(arguments: &LintArguments) -> anyhow::Result<ExitCode> {
    if arguments.no_color {
        ColorChoice::Never.write_global();
    } else if arguments.color {
        ColorChoice::Always.write_global();
    }
    Ok(lint(arguments).unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::from(UNUSABLE)
    }))
}

fn lint(arguments: &LintArguments) -> anyhow::Result<ExitCode> {
    let here = std::env::current_dir().context("this folder can't be told")?;
    if arguments.list_rules {
        return list::print(arguments.format);
    }
    if let Some(rule) = &arguments.explain {
        return explain::run(rule);
    }
    if arguments.init {
        return init::write(&here);
    }
    if arguments.watch {
        return watch::run(arguments, &here);
    }
    if let Some(path) = &arguments.print_config {
        let configs = chosen::configs(arguments, &here)?;
        let settings = configs.settings(&std::path::absolute(path)?)?;
        anstream::println!("{:#}", settings.printed);
        return Ok(ExitCode::SUCCESS);
    }
    let seen = look(arguments, &here)?;
    // The process ends, and the system takes back all of it at once.
    std::mem::forget(seen.results);
    Ok(seen.code)
}

/// What came of looking once.
struct Seen {
    code: ExitCode,
    results: Results,
    /// Files that have new texts.
    mended: Vec<PathBuf>,
    /// The configurations that were used.
    configurations: Vec<PathBuf>,
}

/// Looks at all files there are, mends what is to be mended, and prints.
fn look(arguments: &LintArguments, here: &Path) -> anyhow::Result<Seen> {
    let started = Instant::now();
    let (files, programs) = (Arc::new(Noted::over(Arc::new(DiskFileSystem))), Arc::default());
    let mut configs = chosen::configs_of(arguments, here, files.clone(), &programs)?;
    let clocks = arguments.timing.then(|| configs.use_clocks());
    let mut known = SuppressionsFile::open(arguments, here)?;
    let mut results = match served::ask(arguments, here) {
        Some(results) => results,
        None => {
            let mut checker = Checker::new(arguments, &configs, here, files, programs);
            // What it counts may not be there any more.
            checker.tells_all |= known.is_some();
            ourselves(arguments, &checker, &configs, here)?
        }
    };
    let mended = match arguments.is_writing() && !arguments.stdin {
        true => write_fixes(arguments, &mut results, here)?,
        false => Vec::new(),
    };
    if let Some(known) = &mut known {
        known.update(arguments, &results)?;
        known.apply(&mut results);
    }
    let warnings = results.warnings();
    if arguments.quiet {
        results.keep_errors();
    }
    results.took = started.elapsed();
    print(arguments, &results)?;
    if let Some(clocks) = clocks {
        anstream::eprint!("{}", timing::table(&clocks));
    }
    let code = verdict(arguments, &results, warnings, known.as_ref(), here);
    let configurations = configs.used().iter().map(|config| config.path.clone()).collect();
    Ok(Seen { code, results, mended, configurations })
}

fn ourselves(arguments: &LintArguments, checker: &Checker, configs: &Configs, here: &Path) -> anyhow::Result<Results> {
    let results = match checker.again() {
        Some(results) => results,
        None if arguments.stdin => standard_input(arguments, configs, checker, here)?,
        None => files(arguments, configs, checker, here)?,
    };
    checker.remember();
    Ok(results)
}

fn files(arguments: &LintArguments, configs: &Configs, checker: &Checker, here: &Path) -> anyhow::Result<Results> {
    let walked = walk::files(arguments, configs, here)?;
    let of_index: Vec<PathBuf> =
        walked.files.iter().filter(|file| file.content.is_some()).map(|file| file.path.clone()).collect();
    let mut results = checker.files(walked)?;
    if arguments.is_writing() {
        let is_fixable = |file: &&FileResult| file.found.iter().any(|found| !found.problem.fix.is_empty());
        let left: Vec<String> = results
            .files
            .iter()
            .filter(|file| of_index.contains(&file.path))
            .filter(is_fixable)
            .map(|file| format!("`{}` has changes that are not staged, so it was not mended", file.shown))
            .collect();
        results.notes.extend(left);
    }
    Ok(results)
}

/// With `--fix` the text comes out mended, and what is left to say goes to standard error.
fn standard_input(
    arguments: &LintArguments,
    configs: &Configs,
    checker: &Checker,
    here: &Path,
) -> anyhow::Result<Results> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("standard input can't be read as text")?;
    let name = arguments.stdin_filename.as_deref().unwrap_or(Path::new("stdin.js"));
    let path = source::normalize_lexically(&here.join(name));
    let mut results = match arguments.stdin_filename.is_some() && walk::is_left_out(arguments, configs, &path, here)? {
        true => {
            Results { notes: vec![format!("`{}` is ignored and left out", shown(&path, here))], ..Results::default() }
        }
        false => checker.text(&path, text.clone())?,
    };
    if arguments.no_warn_ignored && results.files.is_empty() {
        results.notes.clear();
    }
    results.notes.splice(0..0, chosen::notes(configs, here));
    if arguments.is_writing() {
        let mended = results.files.first().filter(|file| file.is_mended);
        write(&mut std::io::stdout(), &mended.map_or(text, FileResult::written))?;
        results.is_written = true;
    }
    Ok(results)
}

/// Writes mended texts, and stages them if staged ones were asked for; gives the files.
fn write_fixes(arguments: &LintArguments, results: &mut Results, here: &Path) -> anyhow::Result<Vec<PathBuf>> {
    results.write_fixes()?;
    let mended: Vec<&Path> =
        results.files.iter().filter(|file| file.is_mended).map(|file| file.path.as_path()).collect();
    if arguments.staged {
        crate::git::stage(here, &mended)?;
    }
    Ok(mended.into_iter().map(Path::to_owned).collect())
}

fn print(arguments: &LintArguments, results: &Results) -> anyhow::Result<()> {
    for note in &results.notes {
        report::note(note);
    }
    // Whoever reads standard input mended must not find it mixed with words.
    let is_aside = arguments.stdin && arguments.is_writing();
    match &arguments.output_file {
        Some(path) => {
            let text = format::print(arguments.format, results, None);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| format!("`{}` can't be made", folder.display()))?;
            }
            let plain = anstream::adapter::strip_str(&text).to_string();
            std::fs::write(path, plain).with_context(|| format!("`{}` can't be written", path.display()))
        }
        None if is_aside => {
            let text = format::print(arguments.format, results, report::columns(&std::io::stderr()));
            write(&mut anstream::stderr(), &text)
        }
        None => {
            let text = format::print(arguments.format, results, report::columns(&std::io::stdout()));
            // What has no colours need not be searched for them.
            match memchr::memchr(ESCAPE, text.as_bytes()) {
                Some(_) => write(&mut anstream::stdout(), &text),
                None => write(&mut std::io::stdout(), &text),
            }
        }
    }
}

/// Writes all of a text. That no one reads on (`lode lint | head`) is no one's trouble.
fn write(to: &mut impl Write, text: &str) -> anyhow::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("what was found can't be printed"),
        _ => Ok(()),
    }
}

/// `warnings`: how many there are, be they printed or not.
fn verdict(
    arguments: &LintArguments,
    results: &Results,
    warnings: usize,
    known: Option<&SuppressionsFile>,
    here: &Path,
) -> ExitCode {
    if arguments.exit_on_fatal_error && results.has_unparsed() {
        return ExitCode::from(UNUSABLE);
    }
    if let Some(known) = known.filter(|known| known.is_superfluous() && !arguments.pass_on_unpruned_suppressions) {
        report::note(&format!(
            "`{}` holds more than there is; `--prune-suppressions` takes out what does not occur any more, \
             `--pass-on-unpruned-suppressions` does not mind it",
            shown(known.path(), here)
        ));
        return ExitCode::from(UNUSABLE);
    }
    if results.errors() > 0 {
        return ExitCode::FAILURE;
    }
    match arguments.max_warnings.and_then(|most| usize::try_from(most).ok()) {
        Some(most) if warnings > most => {
            let verb = if warnings == 1 { "is" } else { "are" };
            let warnings = count(warnings, "warning");
            report::note(&format!("there {verb} {warnings}, more than the {most} that `--max-warnings` allows"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

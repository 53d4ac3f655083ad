//! What is told: files on standard output, errors and notes on standard error.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use format::FormatError;
use format::choice::{Choice, Install};
use format::error::Place;
use format::formatters::Formatters;
use format::pinned;
use source::{Encoding, LineColumn, LineIndex, Terminators, TextRange};

use super::batch::{FileResult, Results, What};
use super::{UNUSABLE, difference};
use crate::arguments::fmt::FmtArguments;
use crate::frame;
use crate::report;

const ERROR: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).bold();
const QUIET: Style = Style::new().dimmed();

/// What someone is told before a formatter works: nothing is fetched in silence.
pub fn before(formatters: &Formatters, choice: &Choice) {
    if formatters.must_fetch(choice) {
        report::note(&format!(
            "the project has no formatter: prettier {} is fetched from the registry of npm into Lode's cache, once",
            pinned::VERSION
        ));
    }
}

pub fn results(arguments: &FmtArguments, results: &Results) -> anyhow::Result<ExitCode> {
    if arguments.verbose {
        results.formatters.iter().for_each(|(choice, count)| report::note(&chosen(choice, *count)));
    }
    let mut out = String::new();
    for file in &results.files {
        match &file.what {
            What::Different(Some((before, after))) => difference::print(&mut out, &file.shown, before, after),
            What::Different(None) => out.push_str(&format!("{}\n", file.shown)),
            What::Ignored => {
                report::note(&format!(
                    "`{}` is ignored and left out; `--no-ignore` formats it all the same",
                    file.shown
                ));
            }
            _ => {}
        }
    }
    anstream::print!("{out}");
    let errors = print_errors(results);
    let different = results.files.iter().filter(|file| matches!(file.what, What::Different(_))).count();
    if let Some(summary) = summary(arguments, results, different, errors) {
        anstream::println!("{QUIET}{summary}{QUIET:#}");
    }
    Ok(match errors {
        0 if arguments.writes() || different == 0 => ExitCode::SUCCESS,
        0 => ExitCode::FAILURE,
        _ => ExitCode::from(UNUSABLE),
    })
}

/// Gives their number. What is the same for many files is told once.
fn print_errors(results: &Results) -> usize {
    let mut same: BTreeMap<String, Vec<&FileResult>> = BTreeMap::new();
    let mut count = results.errors.len();
    for file in &results.files {
        match &file.what {
            What::Failed(failed @ FormatError::Failed(_), _) => same.entry(sentence(failed)).or_default().push(file),
            What::Failed(failed, text) => error(&file.shown, text, failed),
            What::Unknown => unknown(&file.shown),
            _ => continue,
        }
        count += 1;
    }
    for (sentence, files) in same {
        let others = match files.len() {
            1 => String::new(),
            many => format!(" (and {} more)", many - 1),
        };
        anstream::eprintln!("{ERROR}error{ERROR:#}: {}{others}: {sentence}", files[0].shown);
    }
    for sentence in &results.errors {
        anstream::eprintln!("{ERROR}error{ERROR:#}: {sentence}");
    }
    count
}

/// Why a file is not formatted, with its code.
pub fn error(name: &str, text: &str, error: &FormatError) {
    let FormatError::Syntax { message, place: Some(place) } = error else {
        anstream::eprintln!("{ERROR}error{ERROR:#}: {name}: {}", sentence(error));
        return;
    };
    let mut out = format!("{ERROR}error{ERROR:#}: {name}:{}:{}: {message}\n", place.line, place.column);
    frame::print(&mut out, text, range(text, place), ERROR, 2, None);
    anstream::eprint!("{out}");
}

pub fn unknown(name: &str) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {name}: the formatter does not know such files");
}

/// An error in one go, with what to try.
pub fn sentence(error: &FormatError) -> String {
    let mut sentence = error.to_string();
    if let Some(hint) = error.hint() {
        let _ = write!(sentence, "; {hint}");
    }
    sentence
}

fn range(text: &str, place: &Place) -> TextRange {
    let lines = LineIndex::new(text, Terminators::JavaScript);
    let offset = |line: u32, column: u32| {
        let place = LineColumn { line: line.saturating_sub(1), column: column.saturating_sub(1) };
        lines.offset(text, place, Encoding::Utf16)
    };
    let start = offset(place.line, place.column);
    let end = place.end.map_or(start, |(line, column)| offset(line, column));
    TextRange::new(start, end.max(start))
}

fn summary(arguments: &FmtArguments, results: &Results, different: usize, errors: usize) -> Option<String> {
    let all = results.files.iter().filter(|file| matches!(file.what, What::Same | What::Different(_))).count();
    if all == 0 || arguments.list_different || arguments.diff {
        return None;
    }
    let used = results.formatters.iter().filter(|(_, count)| *count > 0);
    let names: Vec<String> = used.map(|(choice, _)| title(choice)).collect();
    let with = if names.is_empty() { String::new() } else { format!(" with {}", names.join(" and ")) };
    let took = results.took.as_secs_f64();
    let remembered = match results.remembered {
        0 => String::new(),
        count => format!(", {count} of them from memory"),
    };
    let of = if different == all { count_of(all) } else { format!("{different} of {}", count_of(all)) };
    Some(match (arguments.writes(), different) {
        (_, 0) if errors > 0 => format!("{} looked at{with} ({took:.2} s{remembered})", count_of(all)),
        (true, 0) => format!("{} looked at{with}, nothing to do ({took:.2} s{remembered})", count_of(all)),
        (true, _) => format!("{of} formatted{with} ({took:.2} s{remembered})"),
        (false, 0) => format!("{} formatted as they should be{with} ({took:.2} s{remembered})", count_of(all)),
        (false, _) => format!("{of} not formatted{with}; `lode fmt` formats ({took:.2} s{remembered})"),
    })
}

fn count_of(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

fn title(choice: &Choice) -> String {
    match choice.install {
        Install::Pinned { .. } if choice.because.is_none() => format!("{}'s defaults", choice.title()),
        _ => choice.title(),
    }
}

fn chosen(choice: &Choice, count: usize) -> String {
    let at = match &choice.install {
        Install::Package { folder, .. } => format!("of `{}`", folder.display()),
        Install::Program { path, .. } => format!("of `{}`", path.display()),
        Install::Pinned { .. } => "of Lode's cache".to_owned(),
    };
    let because = match &choice.because {
        Some(because) => format!("because of `{}`", because.display()),
        None => "since nothing says otherwise".to_owned(),
    };
    format!("{} {at}, {because}: {}", choice.title(), count_of(count))
}

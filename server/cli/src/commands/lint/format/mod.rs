//! The ways to print results: one file for each.

mod agent;
mod checkstyle;
mod compact;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;
mod stylish;
mod unix;

use std::fmt;
use std::path::{Path, PathBuf};

use source::{Edit, TextRange};

use super::results::{FileResult, Found, Results, count};
use crate::arguments::LintFormat;

/// Everything that is printed, with styles where people read it. `columns`: how wide their terminal is, if it is one.
pub fn print(format: LintFormat, results: &Results, columns: Option<usize>) -> String {
    match format {
        LintFormat::Stylish => stylish::print(results, columns),
        LintFormat::Json => json::print(results),
        LintFormat::JsonWithMetadata => json::print_with_metadata(results),
        LintFormat::Agent => agent::print(results),
        LintFormat::Markdown => markdown::print(results),
        LintFormat::Unix => unix::print(results),
        LintFormat::Compact => compact::print(results),
        LintFormat::Github => github::print(results),
        LintFormat::Gitlab => gitlab::print(results),
        LintFormat::Sarif => sarif::print(results),
        LintFormat::Junit => junit::print(results),
        LintFormat::Checkstyle => checkstyle::print(results),
    }
}

/// Whether a format names files in which nothing was found.
pub fn tells_all(format: LintFormat) -> bool {
    matches!(format, LintFormat::Json | LintFormat::JsonWithMetadata | LintFormat::Junit)
}

/// Whether a format tells of a problem no more than its place and its message.
pub fn is_brief(format: LintFormat) -> bool {
    matches!(format, LintFormat::Unix | LintFormat::Compact)
}

/// The rule, or what stands where others name one if no rule has found it: the text is wrong, or a comment in it.
fn rule_or_kind(file: &FileResult, found: &Found) -> &'static str {
    found.rule().unwrap_or(if file.is_parsed { "directive" } else { "syntax" })
}

/// A problem, as formats of one line for each tell it.
struct Line<'r> {
    file: &'r str,
    line: u32,
    column: u32,
    severity: &'static str,
    message: &'r str,
    rule: &'r str,
}

/// A line for each problem, and how many there are. `show` writes one.
fn lines(results: &Results, show: impl Fn(&mut String, Line) -> fmt::Result) -> String {
    const LENGTH: usize = 128;
    let number = results.all().count();
    let mut out = String::with_capacity(number * LENGTH);
    for (file, found) in results.all() {
        let line = Line {
            file: &file.shown,
            line: found.place.line,
            column: found.place.column,
            severity: if found.is_error() { "Error" } else { "Warning" },
            message: &found.problem.message,
            rule: rule_or_kind(file, found),
        };
        show(&mut out, line).expect("a string takes all");
        out.push('\n');
    }
    if number > 0 {
        out.push_str(&format!("\n{}\n", count(number, "problem")));
    }
    out
}

/// `3 errors, 1 warning`; empty if there are none.
fn counts(results: &Results) -> String {
    let counts = [(results.errors(), "error"), (results.warnings(), "warning")];
    let parts = counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(number, word));
    parts.collect::<Vec<_>>().join(", ")
}

/// A file as a service knows it that checks out repositories: from their top folder, which the service names in a variable.
fn in_repository(file: &FileResult, variable: &str) -> String {
    let top = std::env::var_os(variable).map(PathBuf::from).filter(|top| top.is_absolute());
    let within = top.and_then(|top| file.path.strip_prefix(top).ok().map(Path::to_owned));
    within.map_or_else(|| file.shown.clone(), |path| path.display().to_string())
}

/// Edits as one. `None`: there are none.
fn joined(text: &str, edits: &[Edit]) -> Option<Edit> {
    let whole = edits.iter().map(|edit| edit.range).reduce(TextRange::cover)?;
    let within: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            let start = edit.range.start() - whole.start();
            Edit::replace(TextRange::new(start, start + edit.range.len()), edit.text.clone())
        })
        .collect();
    Some(Edit::replace(whole, source::apply(whole.slice(text), &within)))
}

/// A text in an attribute or between tags. XML knows no way to write most control characters.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push_str(&format!("&#{};", u32::from(character))),
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

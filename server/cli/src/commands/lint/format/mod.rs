//! The ways to print results: one file for each.

mod checkstyle;
mod compact;
mod frame;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod stylish;
mod unix;

use super::results::{Results, count};
use crate::arguments::LintFormat;

/// Everything that is printed, with styles where people read it.
pub fn print(format: LintFormat, results: &Results) -> String {
    match format {
        LintFormat::Stylish => stylish::print(results),
        LintFormat::Json => json::print(results),
        LintFormat::Unix => unix::print(results),
        LintFormat::Compact => compact::print(results),
        LintFormat::Github => github::print(results),
        LintFormat::Gitlab => gitlab::print(results),
        LintFormat::Sarif => sarif::print(results),
        LintFormat::Junit => junit::print(results),
        LintFormat::Checkstyle => checkstyle::print(results),
    }
}

/// What stands where others name a rule, if no rule has found it.
const NO_RULE: &str = "syntax";

/// A problem, as formats of one line for each tell it.
struct Line<'r> {
    file: &'r str,
    line: u32,
    column: u32,
    severity: &'static str,
    message: &'r str,
    rule: &'r str,
}

/// A line for each problem, and how many there are.
fn lines(results: &Results, shown: impl Fn(Line) -> String) -> String {
    let mut out = String::new();
    let mut number = 0;
    for (file, found) in results.all() {
        number += 1;
        out += &shown(Line {
            file: &file.shown,
            line: found.place.line,
            column: found.place.column,
            severity: if found.is_error() { "Error" } else { "Warning" },
            message: &found.problem.message,
            rule: found.rule().unwrap_or(NO_RULE),
        });
        out.push('\n');
    }
    if number > 0 {
        out.push_str(&format!("\n{}\n", count(number, "problem")));
    }
    out
}

/// A text in an attribute or between tags.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            control if control.is_control() => escaped.push_str(&format!("&#{};", u32::from(control))),
            other => escaped.push(other),
        }
    }
    escaped
}

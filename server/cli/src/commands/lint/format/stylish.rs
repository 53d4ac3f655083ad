//! For people: the problems of a file below its name, each with the code it is about.

use anstyle::{AnsiColor, Color, Style};

use super::counts;
use crate::commands::lint::results::{FileResult, Found, Place, Results, count};
use crate::frame::{self, width};

const ERROR: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).bold();
const WARNING: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow))).bold();
const FINE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green))).bold();
const NAME: Style = Style::new().underline();
const QUIET: Style = Style::new().dimmed();

/// Rules are named in one column, unless a message is longer than this.
const MESSAGE: usize = 70;

/// `columns`: how wide the terminal is.
pub fn print(results: &Results, columns: Option<usize>) -> String {
    let mut out = String::new();
    for file in results.files.iter().filter(|file| !file.found.is_empty()) {
        print_file(&mut out, file, columns);
    }
    print_summary(&mut out, results);
    out
}

fn print_file(out: &mut String, file: &FileResult, columns: Option<usize>) {
    out.push_str(&format!("{NAME}{}{NAME:#}\n", file.shown));
    let position = |found: &Found| format!("{}:{}", found.place.line, found.place.column);
    let positions = file.found.iter().map(|found| position(found).len()).max().unwrap_or(0);
    let rules = file.found.iter().filter_map(Found::rule).map(str::len).max().unwrap_or(0);
    // Where messages begin: behind the place and the severity, two spaces before each and behind.
    let start = 2 + positions + 2 + "warning".len() + 2;
    let longest = columns.map_or(MESSAGE, |columns| columns.saturating_sub(start + 2 + rules).min(MESSAGE));
    let length = |found: &Found| width(&found.problem.message);
    let column = file.found.iter().map(length).filter(|length| *length <= longest).max().unwrap_or(0);
    let text = file.text();
    for found in &file.found {
        let position = position(found);
        let (style, word) = if found.is_error() { (ERROR, "error  ") } else { (WARNING, "warning") };
        let message = &found.problem.message;
        let rule = found.rule().unwrap_or_default();
        // Where there is no room for both, the rule stands below the message, not cut in two.
        let is_below = columns.is_some_and(|columns| start + length(found).max(column) + 2 + rule.len() > columns);
        let gap = match is_below {
            true => format!("\n{:start$}", ""),
            false => " ".repeat(column.saturating_sub(length(found)) + 2),
        };
        let rule = if rule.is_empty() { String::new() } else { format!("{gap}{QUIET}{rule}{QUIET:#}") };
        out.push_str(&format!("  {position:>positions$}  {style}{word}{style:#}  {message}{rule}\n"));
        let bar = positions + 2;
        if let Some(text) = &text {
            frame::print(out, text, found.problem.range, style, bar, columns);
        }
        for ((_, message), place) in found.problem.related.iter().zip(&found.related) {
            let Place { line, column, .. } = place;
            out.push_str(&format!("{:bar$}  {QUIET}├ {line}:{column}  {message}{QUIET:#}\n", ""));
        }
    }
    out.push('\n');
}

fn print_summary(out: &mut String, results: &Results) {
    let (errors, warnings) = (results.errors(), results.warnings());
    let mended = match results.mended() {
        0 => String::new(),
        mended if results.is_written => format!(", {} mended", count(mended, "file")),
        mended => format!(", {} could be mended", count(mended, "file")),
    };
    let suppressed = match results.suppressed() {
        0 => String::new(),
        suppressed => format!(", {} suppressed", count(suppressed, "error")),
    };
    let files = count(results.looked_at(), "file");
    let looked_at = format!("{files}{mended}{suppressed}, {}", time(results.took));
    if errors + warnings == 0 {
        out.push_str(&format!("{FINE}✔ no problems{FINE:#} {QUIET}({looked_at}){QUIET:#}\n"));
        return;
    }
    let style = if errors > 0 { ERROR } else { WARNING };
    out.push_str(&format!("{style}✖ {}{style:#} {QUIET}({looked_at}){QUIET:#}\n", counts(results)));
    let fixable = results.all().filter(|(_, found)| !found.problem.fix.is_empty()).count();
    if fixable > 0 {
        let verb = if fixable == 1 { "can" } else { "of them can" };
        out.push_str(&format!("  {QUIET}{fixable} {verb} be mended with `--fix`{QUIET:#}\n"));
    }
}

fn time(took: std::time::Duration) -> String {
    let milliseconds = took.as_millis();
    if milliseconds < 1000 { format!("{milliseconds} ms") } else { format!("{:.1} s", took.as_secs_f64()) }
}

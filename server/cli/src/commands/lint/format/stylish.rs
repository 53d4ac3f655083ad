//! For people: the problems of a file below its name, each with the code it is about.

use anstyle::{AnsiColor, Color, Style};

use super::frame;
use crate::commands::lint::results::{FileResult, Found, Results, count};

const ERROR: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).bold();
const WARNING: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow))).bold();
const FINE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green))).bold();
const NAME: Style = Style::new().underline();
const QUIET: Style = Style::new().dimmed();

/// Rules are named in one column, unless a message is longer than this.
const MESSAGE: usize = 70;

pub fn print(results: &Results) -> String {
    let mut out = String::new();
    for file in results.files.iter().filter(|file| !file.found.is_empty()) {
        print_file(&mut out, file);
    }
    print_summary(&mut out, results);
    out
}

fn print_file(out: &mut String, file: &FileResult) {
    out.push_str(&format!("{NAME}{}{NAME:#}\n", file.shown));
    let position = |found: &Found| format!("{}:{}", found.place.line, found.place.column);
    let width = file.found.iter().map(|found| position(found).len()).max().unwrap_or(0);
    let length = |found: &Found| found.problem.message.chars().count();
    let column = file.found.iter().map(length).filter(|length| *length <= MESSAGE).max().unwrap_or(0);
    for found in &file.found {
        let position = position(found);
        let (style, word) = if found.is_error() { (ERROR, "error  ") } else { (WARNING, "warning") };
        let message = &found.problem.message;
        let gap = " ".repeat(column.saturating_sub(length(found)));
        let rule = found.rule().map(|rule| format!("{gap}  {QUIET}{rule}{QUIET:#}")).unwrap_or_default();
        out.push_str(&format!("  {position:>width$}  {style}{word}{style:#}  {message}{rule}\n"));
        frame::print(out, &file.text, found, style, width + 2);
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
    let looked_at = format!("{}{mended}, {}", count(results.files.len(), "file"), time(results.took));
    if errors + warnings == 0 {
        out.push_str(&format!("{FINE}✔ no problems{FINE:#} {QUIET}({looked_at}){QUIET:#}\n"));
        return;
    }
    let style = if errors > 0 { ERROR } else { WARNING };
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    out.push_str(&format!("{style}✖ {}{style:#} {QUIET}({looked_at}){QUIET:#}\n", parts.join(", ")));
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

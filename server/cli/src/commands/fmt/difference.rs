//! What would change in a file, as a patch that `git apply` takes.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

const REMOVED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const ADDED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const PLACE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const NAME: Style = Style::new().bold();

/// Lines that are shown around a change.
const AROUND: usize = 3;

pub fn print(out: &mut String, name: &str, before: &str, after: &str) {
    let difference = TextDiff::from_lines(before, after);
    let _ = writeln!(out, "{NAME}--- a/{name}{NAME:#}\n{NAME}+++ b/{name}{NAME:#}");
    for hunk in difference.unified_diff().context_radius(AROUND).iter_hunks() {
        let _ = writeln!(out, "{PLACE}{}{PLACE:#}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value().strip_suffix('\n').unwrap_or(change.value());
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let _ = writeln!(out, "{style}{sign}{line}{style:#}");
            if !change.value().ends_with('\n') {
                let _ = writeln!(out, "\\ No newline at end of file");
            }
        }
    }
}

//! The lines of code that a problem is about, with a mark below.

use anstyle::Style;

use crate::commands::lint::results::Found;

const QUIET: Style = Style::new().dimmed();

/// Longer lines are shown in part.
const WIDTH: usize = 96;

/// What is shown before a place in a long line.
const BEFORE: usize = 24;

/// As tabs are shown.
const TAB: &str = "  ";

/// Prints the line that the problem starts in. `indent`: where the bar stands.
pub fn print(out: &mut String, text: &str, found: &Found, style: Style, indent: usize) {
    let range = found.problem.range.as_usize();
    let start = text[..range.start].rfind(is_terminator).map_or(0, |at| at + terminator_length(text, at));
    let end = text[range.start..].find(is_terminator).map_or(text.len(), |at| range.start + at);
    let line = &text[start..end];
    if line.trim().is_empty() {
        return;
    }
    // Where the marks are, in characters of the line without what it is indented by.
    let margin = line.len() - line.trim_start().len();
    let column_of = |offset: usize| width(text.get(start + margin..offset.clamp(start + margin, end)).unwrap_or(""));
    let (from, to) = (column_of(range.start), column_of(range.end));
    let shown: Vec<char> = line.trim().replace('\t', TAB).chars().collect();
    let cut = if from > WIDTH { from - BEFORE } else { 0 };
    let is_longer = shown.len() > cut + WIDTH;
    let code: String = shown.iter().skip(cut).take(WIDTH).collect();
    let (front, rest) = (if cut > 0 { "…" } else { "" }, if is_longer { "…" } else { "" });
    let before = " ".repeat(from - cut + front.chars().count());
    let marks = "^".repeat(to.min(cut + WIDTH).saturating_sub(from).max(1));
    // The rest of it stands in lines below.
    let more = if range.end > end { "…" } else { "" };
    let bar = format!("{:indent$}  {QUIET}│{QUIET:#}", "");
    out.push_str(&format!("{bar} {front}{code}{rest}\n{bar} {before}{style}{marks}{more}{style:#}\n"));
}

fn width(text: &str) -> usize {
    text.chars().map(|character| if character == '\t' { TAB.len() } else { 1 }).sum()
}

fn is_terminator(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn terminator_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

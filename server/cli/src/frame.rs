//! The lines of code that a problem is about, with a mark below.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use source::TextRange;

const QUIET: Style = Style::new().dimmed();

/// Longer lines are shown in part, and in a narrower terminal those that are longer than it.
const WIDTH: usize = 96;
const NARROWEST: usize = 30;

/// What is shown before a place in a long line.
const BEFORE: usize = 24;

/// What lies farther away from a place is not looked at: bundlers write lines of megabytes.
const NEAR: usize = 4 * WIDTH;

/// As tabs are shown.
const TAB: &str = "  ";

/// Prints the line that the problem starts in. `indent`: where the bar stands. `columns`: how wide the terminal is.
pub fn print(out: &mut String, text: &str, range: TextRange, style: Style, indent: usize, columns: Option<usize>) {
    // Beside the code: the bar, a space on both sides, and a sign at either end where more follows.
    let room = columns.map_or(WIDTH, |columns| columns.saturating_sub(indent + 6).clamp(NARROWEST, WIDTH));
    let range = range.as_usize();
    let near = text.floor_char_boundary(range.start.saturating_sub(NEAR))..text.ceil_char_boundary(range.start + NEAR);
    let (before, behind) = (&text[near.start..range.start], &text[range.start..near.end]);
    let line_start = match before.rfind(is_terminator) {
        Some(at) => Some(near.start + at + before[at..].chars().next().map_or(1, char::len_utf8)),
        None => (near.start == 0).then_some(0),
    };
    let end = behind.find(is_terminator).map_or(near.end, |at| range.start + at);
    // Without what it is indented by.
    let start = line_start.map(|start| end - text[start..end].trim_start().len()).filter(|start| *start < end);
    if line_start.is_some() && start.is_none() {
        return;
    }
    let is_whole = |start: &usize| text.get(*start..range.start).is_none_or(|before| width(before) + BEFORE <= room);
    let (start, front) = match start.filter(is_whole) {
        Some(start) => (start, ""),
        None => (some_before(text, range.start), "…"),
    };
    let code: String = fitting(&text[start..end], room);
    let is_all = code.len() == text[start..end].len();
    let (code, rest) = if is_all { (code.trim_end(), "") } else { (code.as_str(), "…") };
    let shown_end = start + code.len();
    let from = width(text.get(start..range.start).unwrap_or("")) + width(front);
    let marked = text.get(range.start.max(start)..range.end.min(shown_end)).unwrap_or("");
    let marks = "^".repeat(width(marked).max(1));
    // The rest of it stands in lines below.
    let more = if range.end > end && is_all { "…" } else { "" };
    let bar = format!("{:indent$}  {QUIET}│{QUIET:#}", "");
    let code: String =
        code.chars().map(|character| visible(character).map_or(character.to_string(), str::to_owned)).collect();
    out.push_str(&format!("{bar} {front}{code}{rest}\n{bar} {:from$}{style}{marks}{more}{style:#}\n", ""));
}

/// How many cells of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

fn cells(character: char) -> usize {
    visible(character).map_or_else(|| character.width().unwrap_or(0), |shown| shown.chars().count())
}

/// What stands for a character that would move the cursor, or change the terminal.
fn visible(character: char) -> Option<&'static str> {
    match character {
        '\t' => Some(TAB),
        control if control.is_control() => Some("·"),
        _ => None,
    }
}

/// As much of a text as has room.
fn fitting(text: &str, room: usize) -> String {
    let mut taken = 0;
    text.chars()
        .take_while(|character| {
            taken += cells(*character);
            taken <= room
        })
        .collect()
}

/// Where the code begins that is shown before a place in a long line.
fn some_before(text: &str, place: usize) -> usize {
    text[..place].char_indices().rev().take(BEFORE).last().map_or(place, |(at, _)| at)
}

fn is_terminator(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

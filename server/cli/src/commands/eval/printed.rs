//! A file with its values at the ends of its lines, as a terminal shows it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use child::evaluation::{Ended, Outcome};
use source::{LineIndex, Terminators};
use values::{Item, ItemKind, MissedLines, ProbeKind, State, missed, missed_lines, one_line, where_it_was};

use super::inline::is_in;
use crate::arguments::EvalArguments;

const LINE_NUMBER: Style = AnsiColor::BrightBlack.on_default();
const VALUE: Style = AnsiColor::Cyan.on_default();
const LOG: Style = AnsiColor::Blue.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const RIGHT: Style = AnsiColor::Green.on_default();
const DIM: Style = Style::new().dimmed();

/// The values of a line get at least so many columns, be the code as long as it is.
const LEAST: usize = 24;
/// Columns between a line's code and a value.
const GAP: usize = 2;
/// A value that has fewer columns than this is left out.
const SMALLEST: usize = 4;

/// What is to be shown of a file.
pub(super) struct Shown<'s> {
    pub text: &'s str,
    pub file: &'s Path,
    pub state: &'s State,
    pub lines: &'s BTreeMap<u32, Vec<Item>>,
    /// Columns of the terminal.
    pub width: usize,
}

impl Shown<'_> {
    pub fn printed(&self, arguments: &EvalArguments) -> String {
        let missed = if arguments.coverage { self.missed_lines() } else { MissedLines::default() };
        let digits = self.text.lines().count().to_string().len();
        let mut printed = String::new();
        for (number, line) in self.text.lines().enumerate() {
            let number = number as u32;
            let mark = match number {
                _ if missed.whole.contains(&number) => format!("{ERROR}!{ERROR:#}"),
                _ if missed.partly.contains(&number) => format!("{ERROR}~{ERROR:#}"),
                _ => " ".to_owned(),
            };
            let _ = write!(printed, "{LINE_NUMBER}{:>digits$}{LINE_NUMBER:#} {mark} {line}", number + 1);
            if let Some(items) = self.lines.get(&number).filter(|_| arguments.inline) {
                let before = digits + 3 + columns(line);
                self.values(items, self.width.saturating_sub(before).max(LEAST), &mut printed);
            }
            printed.push('\n');
        }
        if arguments.coverage {
            printed.push_str(&self.summary(&missed));
        }
        printed
    }

    /// As much of a line's values as there is room for; that something is left out is shown.
    fn values(&self, items: &[Item], room: usize, printed: &mut String) {
        let mut is_cut = false;
        for (item, text) in items.iter().zip(fitting(items, room)) {
            let style = look(item.kind);
            match text {
                Some(text) => drop(write!(printed, "  {style}{text}{style:#}")),
                None if !is_cut => {
                    is_cut = true;
                    let _ = write!(printed, "  {DIM}…{DIM:#}");
                }
                None => {}
            }
        }
    }

    fn missed_lines(&self) -> MissedLines {
        missed_lines(self.text, &LineIndex::new(self.text, Terminators::Editor), &missed(self.file, self.state))
    }

    fn summary(&self, lines: &MissedLines) -> String {
        let blocks = self.state.shown(self.file).iter().filter(|shown| shown.probe.kind == ProbeKind::Block).count();
        let reached = blocks - missed(self.file, self.state).len();
        let whole = match lines.whole.len() {
            0 => None,
            1 => Some("1 line was not".to_owned()),
            whole => Some(format!("{whole} lines were not")),
        };
        let partly = match lines.partly.len() {
            0 => None,
            1 => Some("1 line only in part".to_owned()),
            partly => Some(format!("{partly} lines only in part")),
        };
        let style = if reached == blocks { RIGHT } else { ERROR };
        let missed: String = [whole, partly].into_iter().flatten().map(|said| format!("; {said}")).collect();
        format!("{style}{reached} of {blocks} blocks were reached{missed}{style:#}\n")
    }
}

fn look(kind: ItemKind) -> Style {
    match kind {
        ItemKind::Log => LOG,
        ItemKind::Error | ItemKind::Wrong => ERROR,
        ItemKind::Right => RIGHT,
        _ => VALUE,
    }
}

/// What there is room for of each item of a line: what counts most gets it first. `None`: nothing.
fn fitting(items: &[Item], mut room: usize) -> Vec<Option<String>> {
    let whole: Vec<String> = items.iter().map(|item| format!("{}{}", item.kind.sign(), item.text)).collect();
    let needed: usize = whole.iter().map(|text| GAP + columns(text)).sum();
    // The mark of what is left out.
    let mut mark = if needed > room && items.len() > 1 { GAP + 1 } else { 0 };
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|index| items[*index].kind.rank());
    let mut fitting = vec![None; items.len()];
    for index in order {
        let text = &whole[index];
        let free = room.saturating_sub(GAP + mark);
        // An error, and whether a comment is right, is told whatever it takes.
        if items[index].kind.rank() == 0 {
            fitting[index] = Some(text.clone());
        } else if free >= SMALLEST.min(columns(text)) {
            fitting[index] = Some(cut(text, free));
        } else {
            room = room.saturating_sub(std::mem::take(&mut mark));
            continue;
        }
        room = room.saturating_sub(GAP + fitting[index].as_deref().map_or(0, columns));
    }
    fitting
}

/// Columns that a text takes: letters of Asia and pictures take two.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(character: char) -> usize {
    match character as u32 {
        9 => 8,
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let fits = |character: &char| {
        let fits = width(*character) <= left;
        left = left.saturating_sub(width(*character));
        fits
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

/// How it ended, and what is to be told beside the lines.
pub(super) fn end(text: &str, file: &Path, outcome: &Outcome) -> String {
    let mut told = String::new();
    if let Some(sentence) = outcome.ended.sentence(&where_it_was(text, &outcome.state)) {
        let _ = writeln!(told, "{ERROR}⏱{ERROR:#} {sentence}");
    }
    if let Some(failure) = outcome.state.failure.as_ref().filter(|failure| !is_in(failure, file)) {
        let _ = writeln!(told, "{ERROR}✗{ERROR:#} {}", one_line(&failure.value, usize::MAX));
    } else if outcome.state.failure.is_none() && matches!(outcome.ended, Ended::Exited(code) if code != 0) {
        // What stopped it before it ran: a syntax error, a missing module.
        told.push_str(&String::from_utf8_lossy(&outcome.errors));
    }
    for refused in &outcome.state.refused {
        let allow = if refused.permission.is_empty() {
            String::new()
        } else {
            format!("; // @lode allow: {}", refused.permission)
        };
        let _ = writeln!(told, "{ERROR}⛔{ERROR:#} the sandbox {}{allow}", refused.what);
    }
    if let Some(enforced) = outcome.state.enforced.as_ref().filter(|enforced| !enforced.is_complete()) {
        for reason in [&enforced.files, &enforced.calls].into_iter().flatten() {
            let _ = writeln!(told, "the sandbox is weaker here: {reason}");
        }
    }
    let _ = writeln!(told, "{DIM}{:.0} ms{DIM:#}", outcome.took.as_secs_f64() * 1e3);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits_and_shows_it() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("中文字", 4), "中…");
        assert_eq!(columns("中a"), 3);
    }
}

//! Edits of a program text that keep lines where they are, and the table that leads columns back.
//!
//! Invariants: an edit neither adds nor removes a line terminator; blanked text keeps its length in UTF-16 units, because
//! that is how the engine counts columns; what an edit does add to a line is recorded as a [`Shift`].

use std::borrow::Cow;

use crate::positions::Shift;

/// Where an insertion belongs among others at the same place: what closes the code before it comes first, what opens the
/// code behind it comes last, the outer before the inner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rank {
    CloseExpression,
    /// Behind all that closes an initializer: what is done with its value, and further declarators.
    NextDeclarator,
    EndStatement,
    AfterStatement,
    BeforeStatement,
    OpenExpression,
    Replace,
}

#[derive(Debug)]
enum Change {
    /// The range becomes this text.
    Text(Cow<'static, str>),
    /// The range becomes spaces; with `true` the first of them is a semicolon.
    Blank(bool),
    /// The range becomes this text, padded with spaces to the old length. The text must not be longer.
    Padded(Cow<'static, str>),
}

#[derive(Debug)]
struct Edit {
    start: u32,
    end: u32,
    rank: Rank,
    change: Change,
}

/// Edits of one text, collected in any order.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    pub fn insert(&mut self, at: u32, rank: Rank, text: impl Into<Cow<'static, str>>) {
        self.edits.push(Edit { start: at, end: at, rank, change: Change::Text(text.into()) });
    }

    pub fn replace(&mut self, start: u32, end: u32, text: impl Into<Cow<'static, str>>) {
        self.edits.push(Edit { start, end, rank: Rank::Replace, change: Change::Text(text.into()) });
    }

    /// Replaces by a text that is not longer than the old one: nothing moves.
    pub fn replace_padded(&mut self, start: u32, end: u32, text: impl Into<Cow<'static, str>>) {
        self.edits.push(Edit { start, end, rank: Rank::Replace, change: Change::Padded(text.into()) });
    }

    pub fn blank(&mut self, start: u32, end: u32) {
        if start < end {
            self.edits.push(Edit { start, end, rank: Rank::Replace, change: Change::Blank(false) });
        }
    }

    /// Blanks a whole statement. What remains is an empty statement, so that the lines before and after it don't join.
    pub fn blank_statement(&mut self, start: u32, end: u32) {
        self.edits.push(Edit { start, end, rank: Rank::Replace, change: Change::Blank(true) });
    }

    /// The text after all edits, and where its columns differ. An edit inside a range that another one replaced is dropped.
    pub fn apply(mut self, text: &str) -> (String, Vec<Shift>) {
        // Stable: edits of one place and rank stay in the order in which they were made.
        self.edits.sort_by_key(|edit| (edit.start, edit.rank));
        let mut result = String::with_capacity(text.len() + self.edits.len() * 8);
        let mut shifts = Vec::new();
        let mut place = Place { line: 0, column: 0 };
        let (mut copied, mut delta) = (0usize, 0i32);
        for edit in self.edits {
            let (start, end) = (edit.start as usize, edit.end as usize);
            if start < copied {
                continue;
            }
            let kept = &text[copied..start];
            if place.advance(kept) {
                delta = 0;
            }
            result.push_str(kept);
            copied = end;
            let old = &text[start..end];
            match edit.change {
                Change::Blank(statement) => {
                    blank_into(&mut result, old, statement);
                    if place.advance(old) {
                        delta = 0;
                    }
                }
                Change::Padded(new) => {
                    let kept_from = pad_start(old, &new);
                    result.push_str(&new);
                    blank_into(&mut result, &old[kept_from..], false);
                    if place.advance(old) {
                        delta = 0;
                    }
                }
                Change::Text(new) => {
                    result.push_str(&new);
                    let grown = utf16_length(&new) as i32 - utf16_length(old) as i32;
                    if place.advance(old) {
                        delta = 0;
                    }
                    if grown != 0 {
                        delta += grown;
                        let column = (place.column as i32 + delta) as u32;
                        shifts.push(Shift { line: place.line, column, delta });
                    }
                }
            }
        }
        result.push_str(&text[copied..]);
        (result, shifts)
    }
}

/// Line and UTF-16 column of the original text, both from 0.
struct Place {
    line: u32,
    column: u32,
}

impl Place {
    /// Moves over `text`; says whether a new line began.
    fn advance(&mut self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let (mut line_start, mut lines, mut at) = (0, 0, 0);
        while at < bytes.len() {
            let length = terminator_length(bytes, at);
            at += length.max(1);
            if length > 0 {
                lines += 1;
                line_start = at;
            }
        }
        if lines > 0 {
            self.line += lines;
            self.column = 0;
        }
        self.column += utf16_length(&text[line_start..]) as u32;
        lines > 0
    }
}

/// The length of the line terminator at `at`, 0 when there is none. The engine counts all five.
pub(crate) fn terminator_length(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        b'\n' => 1,
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
        b'\r' => 1,
        0xE2 if bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xA8 | 0xA9)) => 3,
        _ => 0,
    }
}

pub(crate) fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

fn blank_into(result: &mut String, old: &str, statement: bool) {
    let mut semicolon = statement;
    for character in old.chars() {
        match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => result.push(character),
            _ if semicolon => {
                semicolon = false;
                result.push(';');
                // One unit is the semicolon; a character of two keeps its width.
                (1..character.len_utf16()).for_each(|_| result.push(' '));
            }
            _ => (0..character.len_utf16()).for_each(|_| result.push(' ')),
        }
    }
}

/// How many bytes of `old` the text `new` covers. Both are ASCII there: identifiers and keywords.
fn pad_start(old: &str, new: &str) -> usize {
    let mut at = new.len().min(old.len());
    while !old.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanking_keeps_lines_and_columns() {
        let text = "a/*😀\u{2028}é\r\n*/b";
        let mut edits = Edits::default();
        edits.blank(1, (text.len() - 1) as u32);
        let (result, shifts) = edits.apply(text);
        assert_eq!(result, "a    \u{2028} \r\n  b");
        assert!(shifts.is_empty());
    }

    #[test]
    fn what_closes_comes_before_what_opens() {
        let mut edits = Edits::default();
        edits.insert(1, Rank::OpenExpression, "(");
        edits.insert(1, Rank::BeforeStatement, "{");
        edits.insert(1, Rank::CloseExpression, ")");
        edits.insert(1, Rank::AfterStatement, "}");
        assert_eq!(edits.apply("ab").0, "a)}{(b");
    }

    #[test]
    fn shifts_say_where_columns_moved() {
        let mut edits = Edits::default();
        edits.insert(2, Rank::OpenExpression, "xx");
        edits.insert(4, Rank::CloseExpression, "y");
        let (result, shifts) = edits.apply("a\nbc\nd");
        assert_eq!(result, "a\nxxbcy\nd");
        assert_eq!(shifts, [Shift { line: 1, column: 2, delta: 2 }, Shift { line: 1, column: 5, delta: 3 }]);
    }
}

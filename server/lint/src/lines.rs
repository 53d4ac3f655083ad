//! The lines of a part of the text, for rules that count them.

use source::TextRange;

use crate::file::File;

/// A line, or the part of it that is counted.
pub(crate) struct Line {
    pub range: TextRange,
    pub is_blank: bool,
    /// Whether nothing but a comment is on it.
    pub is_comment: bool,
}

/// Which lines count.
pub(crate) struct Counted {
    pub blank: bool,
    pub comments: bool,
}

impl Counted {
    pub fn counts(&self, line: &Line) -> bool {
        (self.blank || !line.is_blank) && (self.comments || !line.is_comment)
    }
}

/// The lines that a range touches.
pub(crate) fn lines(file: &File, range: TextRange) -> Vec<Line> {
    let mut all = Vec::new();
    let mut start = range.start() as usize;
    let end = range.end() as usize;
    loop {
        let rest = &file.text[start..end];
        let length = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
        let line = TextRange::from(start..start + length);
        all.push(Line { range: line, is_blank: rest[..length].trim().is_empty(), is_comment: is_comment(file, line) });
        let behind = &rest[length..];
        let Some(sign) = behind.chars().next() else { return all };
        let width = if behind.starts_with("\r\n") { 2 } else { sign.len_utf8() };
        start += length + width;
    }
}

/// Whether a line has a comment, or a part of one, and nothing else but space.
fn is_comment(file: &File, line: TextRange) -> bool {
    let first = file.comments.partition_point(|comment| comment.range.end() <= line.start());
    let mut at = line.start();
    let mut has_comment = false;
    for comment in file.comments[first..].iter().take_while(|comment| comment.range.start() < line.end()) {
        let start = comment.range.start().max(at);
        if !file.text[at as usize..start as usize].trim().is_empty() {
            return false;
        }
        has_comment = true;
        at = comment.range.end().min(line.end());
    }
    has_comment && file.text[at as usize..line.end() as usize].trim().is_empty()
}

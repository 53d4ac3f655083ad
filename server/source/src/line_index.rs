//! Where the lines of a text start, and conversion between byte offsets and (line, column) in UTF-8 or UTF-16 units.

/// What ends a line. Editors (LSP) know `\n`, `\r\n` and `\r`; JavaScript adds U+2028 and U+2029, and engines count them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Terminators {
    Editor,
    JavaScript,
}

/// The unit in which columns are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf16,
}

/// Line and column, both from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// Line starts of one text. It does not hold the text: each question passes it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    ascii: bool,
}

impl LineIndex {
    pub fn new(text: &str, terminators: Terminators) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        // The first byte of each.
        for at in memchr::memchr3_iter(b'\n', b'\r', 0xE2, bytes) {
            let length = match bytes[at] {
                b'\n' => 1,
                // The line ends behind the next byte.
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => continue,
                b'\r' => 1,
                // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
                _ if terminators == Terminators::JavaScript
                    && bytes.get(at + 1) == Some(&0x80)
                    && matches!(bytes.get(at + 2), Some(0xA8 | 0xA9)) =>
                {
                    3
                }
                _ => continue,
            };
            starts.push((at + length) as u32);
        }
        LineIndex { starts, ascii: text.is_ascii() }
    }

    /// The number of lines; an empty text has one.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The offset at which `line` starts, or the start of the last line when there are fewer.
    pub fn line_start(&self, line: u32) -> u32 {
        let last = self.starts.len() - 1;
        self.starts[(line as usize).min(last)]
    }

    /// The line that holds `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32 - 1
    }

    /// The text of `line` without its terminator.
    pub fn line_text<'a>(&self, text: &'a str, line: u32) -> &'a str {
        let start = self.line_start(line) as usize;
        let end = self.starts.get(line as usize + 1).map_or(text.len(), |next| *next as usize);
        text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}'])
    }

    /// The position of a byte offset; one past the end gives the end, one inside a character gives that character's start.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> LineColumn {
        let offset = floor_char_boundary(text, offset as usize);
        let line = self.line_of(offset as u32);
        let start = self.line_start(line) as usize;
        let column = match encoding {
            Encoding::Utf16 if !self.ascii => utf16_length(&text[start..offset]),
            _ => offset - start,
        };
        LineColumn { line, column: column as u32 }
    }

    /// The byte offset of a position; columns past the end of the line give its end, lines past the end the end of the text.
    pub fn offset(&self, text: &str, position: LineColumn, encoding: Encoding) -> u32 {
        if position.line as usize >= self.starts.len() {
            return text.len() as u32;
        }
        let start = self.line_start(position.line) as usize;
        let line = self.line_text(text, position.line);
        let column = position.column as usize;
        let within = match encoding {
            Encoding::Utf16 if !self.ascii => {
                let mut units = 0;
                line.char_indices()
                    .find(|(_, character)| {
                        units += character.len_utf16();
                        units > column
                    })
                    .map_or(line.len(), |(at, _)| at)
            }
            _ => floor_char_boundary(line, column),
        };
        (start + within) as u32
    }
}

/// The length of `text` in UTF-16 units.
fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> LineColumn {
        LineColumn { line, column }
    }

    #[test]
    fn every_terminator_ends_a_line() {
        let text = "a\nb\r\nc\rd\u{2028}e";
        assert_eq!(LineIndex::new(text, Terminators::Editor).line_count(), 4);
        let index = LineIndex::new(text, Terminators::JavaScript);
        let lines: Vec<&str> = (0..index.line_count()).map(|line| index.line_text(text, line)).collect();
        assert_eq!(lines, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn columns_count_in_the_unit_asked_for() {
        let text = "x\nπ😀z";
        let index = LineIndex::new(text, Terminators::Editor);
        let z = text.find('z').unwrap() as u32;
        assert_eq!(index.position(text, z, Encoding::Utf8), at(1, 6));
        assert_eq!(index.position(text, z, Encoding::Utf16), at(1, 3));
        assert_eq!(index.offset(text, at(1, 6), Encoding::Utf8), z);
        assert_eq!(index.offset(text, at(1, 3), Encoding::Utf16), z);
    }

    #[test]
    fn positions_outside_the_text_are_clamped() {
        let text = "ab\nc";
        let index = LineIndex::new(text, Terminators::Editor);
        assert_eq!(index.offset(text, at(0, 99), Encoding::Utf16), 2);
        assert_eq!(index.offset(text, at(99, 0), Encoding::Utf16), 4);
        assert_eq!(index.position(text, 99, Encoding::Utf8), at(1, 1));
        let emoji = "😀";
        let index = LineIndex::new(emoji, Terminators::Editor);
        assert_eq!(index.position(emoji, 2, Encoding::Utf16), at(0, 0));
        assert_eq!(index.offset(emoji, at(0, 1), Encoding::Utf16), 0);
    }
}

//! The documents that the client has open: their text as the client sees it, and the URI by which it names them.
//!
//! The client's positions can be read only against the text that they were made for, so the text is kept here, edited in step with
//! the notifications; `project` gets the same edits as byte ranges.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use source::{Edit, Encoding, FileId, TextRange};
use tower_lsp_server::ls_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

/// The URIs of open documents as the client writes them. Clones are cheap: reads get one.
#[derive(Clone, Default)]
pub(crate) struct OpenUris {
    by_path: Arc<FxHashMap<PathBuf, Uri>>,
    /// The client may have opened a link; answers are about the file that it leads to.
    by_file: Arc<FxHashMap<FileId, Uri>>,
    openings: u64,
}

impl OpenUris {
    pub(crate) fn insert(&mut self, path: PathBuf, file: Option<FileId>, uri: Uri) {
        self.openings += 1;
        if let Some(file) = file {
            Arc::make_mut(&mut self.by_file).insert(file, uri.clone());
        }
        Arc::make_mut(&mut self.by_path).insert(path, uri);
    }

    pub(crate) fn remove(&mut self, path: &Path) {
        if let Some(uri) = Arc::make_mut(&mut self.by_path).remove(path) {
            Arc::make_mut(&mut self.by_file).retain(|_, other| *other != uri);
        }
    }

    pub(crate) fn get(&self, path: &Path) -> Option<&Uri> {
        self.by_path.get(path)
    }

    /// How often a document was opened. A client forgets what it was told of a document that it closes.
    pub(crate) fn openings(&self) -> u64 {
        self.openings
    }

    pub(crate) fn of_file(&self, file: FileId) -> Option<&Uri> {
        self.by_file.get(&file)
    }
}

/// One open document.
pub(crate) struct Document {
    pub version: i32,
    /// The version that the disk holds, as far as the client says.
    pub saved_version: i32,
    text: String,
    /// Where each line starts, kept in step with the text: looking for them anew at each key of a big file takes too long.
    line_starts: Vec<u32>,
}

impl Document {
    pub(crate) fn new(version: i32, text: String) -> Document {
        let line_starts = std::iter::once(0).chain(starts_in(&text, 0)).collect();
        Document { version, saved_version: version, text, line_starts }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Applies what the client changed, in order; gives the same changes in bytes. Each refers to the text after the one before.
    pub(crate) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) -> Vec<Edit> {
        changes.into_iter().map(|change| self.change_one(change, encoding)).collect()
    }

    fn change_one(&mut self, change: TextDocumentContentChangeEvent, encoding: Encoding) -> Edit {
        let range = match change.range {
            Some(range) => self.range(range, encoding),
            None => TextRange::new(0, self.text.len() as u32),
        };
        self.replace(range, &change.text);
        Edit::replace(range, change.text)
    }

    fn range(&self, range: Range, encoding: Encoding) -> TextRange {
        let (start, end) = (self.offset(range.start, encoding), self.offset(range.end, encoding));
        // An editor with a fault may send them in the wrong order.
        TextRange::new(start.min(end), start.max(end))
    }

    /// Clamped: a column past the end of its line is the line's end, a line past the last one the end of the text.
    fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let line = position.line as usize;
        let Some(start) = self.line_starts.get(line).copied() else { return self.text.len() as u32 };
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let text = self.text[start as usize..end].trim_end_matches(['\n', '\r']);
        start + column_to_bytes(text, position.character, encoding) as u32
    }

    fn replace(&mut self, range: TextRange, text: &str) {
        self.text.replace_range(range.as_usize(), text);
        let grown = text.len() as i64 - i64::from(range.len());
        // A line end may be made or broken by its neighbour (`\r` before what is put in, `\n` behind it), so the lines that hold the
        // byte before and the byte behind are looked at too. The next line's start can't have been touched.
        let first = self.line_starts.partition_point(|line| *line <= range.start().saturating_sub(1)) - 1;
        let next = self.line_starts.partition_point(|line| *line <= range.end() + 1);
        for line in &mut self.line_starts[next..] {
            *line = (i64::from(*line) + grown) as u32;
        }
        let start = self.line_starts[first];
        let end = self.line_starts.get(next).map_or(self.text.len(), |line| *line as usize);
        let fresh: Vec<u32> = starts_in(&self.text[start as usize..end], start).collect();
        let last = (next + 1).min(self.line_starts.len());
        self.line_starts.splice(first + 1..last, fresh);
    }
}

/// Where lines start that end in `text`, which itself stands at `base`.
fn starts_in(text: &str, base: u32) -> impl Iterator<Item = u32> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(move |at| {
        let ends = bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        ends.then_some(base + at as u32 + 1)
    })
}

/// How many bytes of `line` the first `column` units are.
fn column_to_bytes(line: &str, column: u32, encoding: Encoding) -> usize {
    let column = column as usize;
    match encoding {
        Encoding::Utf8 => floor(line, column),
        Encoding::Utf16 => {
            // Up to the first character that is more than one byte they are the same.
            let ascii = line.bytes().take(column).take_while(u8::is_ascii).count();
            let mut units = ascii;
            for (at, character) in line[ascii..].char_indices() {
                if units + character.len_utf16() > column {
                    return ascii + at;
                }
                units += character.len_utf16();
            }
            line.len()
        }
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(start.0, start.1), Position::new(end.0, end.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
    }

    fn changed(text: &str, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) -> String {
        let mut document = Document::new(1, text.to_owned());
        let edits = document.change(changes, encoding);
        let applied = edits.iter().fold(text.to_owned(), |text, edit| source::apply(&text, std::slice::from_ref(edit)));
        assert_eq!(applied, document.text());
        document.text
    }

    #[test]
    fn each_change_refers_to_the_text_after_the_one_before() {
        let changes = vec![change((0, 1), (0, 1), "\n"), change((1, 0), (1, 1), "x")];
        assert_eq!(changed("ab", changes, Encoding::Utf16), "a\nx");
    }

    #[test]
    fn columns_are_in_the_unit_that_was_agreed_on() {
        assert_eq!(changed("π😀z", vec![change((0, 3), (0, 4), "!")], Encoding::Utf16), "π😀!");
        assert_eq!(changed("π😀z", vec![change((0, 6), (0, 7), "!")], Encoding::Utf8), "π😀!");
        // In the middle of a character: before it.
        assert_eq!(changed("π😀z", vec![change((0, 2), (0, 2), "!")], Encoding::Utf16), "π!😀z");
    }

    #[test]
    fn positions_outside_the_text_are_clamped() {
        assert_eq!(changed("a\nb", vec![change((0, 9), (9, 9), "!")], Encoding::Utf16), "a!");
        assert_eq!(changed("ab", vec![change((0, 2), (0, 0), "!")], Encoding::Utf16), "!");
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "new".to_owned() };
        assert_eq!(changed("old", vec![whole], Encoding::Utf16), "new");
    }

    #[test]
    fn lines_stay_in_step_with_the_text() {
        // Every edit of every short text, with pieces that make and break line ends.
        let pieces = ["", "x", "\n", "\r", "\r\n", "é\r", "\nx\n"];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = format!("{first}{second}{third}");
                    let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
                    for start in &boundaries {
                        for end in boundaries.iter().filter(|end| *end >= start) {
                            for piece in pieces {
                                let mut document = Document::new(1, text.clone());
                                document.replace(TextRange::new(*start as u32, *end as u32), piece);
                                let fresh = Document::new(1, document.text.clone());
                                assert_eq!(
                                    document.line_starts, fresh.line_starts,
                                    "{text:?} {start}..{end} {piece:?}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}

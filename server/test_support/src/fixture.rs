//! The texts that tests of analysis are made of: files, a cursor, labels.
//!
//! ```text
//! //- /packages/a/index.js            starts a file; text before the first such line is /main.js
//! exports.name = 1;
//! //      ^^^^ label                  marks the text above the carets; the line stays in the file as a comment
//! //- /node_modules/a -> /packages/a  a symbolic link
//! //- /main.js
//! require('a').na$0                   the cursor, taken out of the text
//! ```
//!
//! `//^^^` marks from the column of its slashes, so a first column can be marked: `//^` marks columns 0 to 2, `//    ^` column 6.
//! Several label lines may follow each other; each means the last line that is none. More cursors than one, `$0` and `$1` to
//! `$9`, are kept in [`Fixture::cursors`]. A `$0` that belongs to the text is written `$$0`.
//!
//! `//^^^ observed: {"a": 1}` says what the marked place was when the file ran, `//^ exports: {…}` what the file exported; both as
//! JSON, and in [`Fixture::observed`] instead of the labels.
//!
//! Invariant: a fixture that can't be read as written panics with the line: a test must not pass by accident.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use source::{MemoryFileSystem, TextRange};

#[derive(Debug, Default)]
pub struct Fixture {
    /// In the order of the text; links are not among them.
    pub files: Vec<(PathBuf, String)>,
    /// (where the link is, what it points to)
    pub links: Vec<(PathBuf, PathBuf)>,
    /// `$0`
    pub cursor: Option<(PathBuf, u32)>,
    /// All of `$0` to `$9` in the order of the text, by their digit.
    pub cursors: Vec<(u8, PathBuf, u32)>,
    pub labels: Vec<Label>,
    pub observed: Vec<ObservedLabel>,
}

/// `//   ^^^^ text` under a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub path: PathBuf,
    /// In the file's text.
    pub range: TextRange,
    pub text: String,
}

/// What something was when its file ran.
#[derive(Clone, PartialEq, Debug)]
pub struct ObservedLabel {
    pub path: PathBuf,
    /// `None`: it is what the file exported.
    pub range: Option<TextRange>,
    pub value: serde_json::Value,
}

impl Fixture {
    pub fn parse(text: &str) -> Fixture {
        let mut fixture = Fixture::default();
        let mut file: Option<(PathBuf, String)> = None;
        for line in text.split_inclusive('\n') {
            match line.trim_start().strip_prefix("//- /") {
                Some(head) => {
                    fixture.finish(file.take());
                    let head = head.trim_end();
                    match head.split_once(" -> ") {
                        Some((link, target)) => fixture.links.push((rooted(link.trim()), PathBuf::from(target.trim()))),
                        None => file = Some((rooted(head), String::new())),
                    }
                }
                None => match &mut file {
                    Some((_, content)) => content.push_str(line),
                    // Blank lines before the first marker are the layout of the test, not a file.
                    None if line.trim().is_empty() => {}
                    None if fixture.files.is_empty() && fixture.links.is_empty() => {
                        file = Some((PathBuf::from("/main.js"), line.to_owned()));
                    }
                    None => panic!("this line of a fixture belongs to no file: {line:?}"),
                },
            }
        }
        fixture.finish(file);
        fixture
    }

    /// All files and links, in memory.
    pub fn file_system(&self) -> Arc<MemoryFileSystem> {
        let files = MemoryFileSystem::new();
        for (path, content) in &self.files {
            files.write(path, content.as_str());
        }
        for (link, target) in &self.links {
            files.symlink(link, target.as_path());
        }
        Arc::new(files)
    }

    /// Panics when there is none.
    pub fn text(&self, path: impl AsRef<Path>) -> &str {
        let path = path.as_ref();
        match self.files.iter().find(|(candidate, _)| candidate == path) {
            Some((_, text)) => text,
            None => panic!("the fixture has no file {}", path.display()),
        }
    }

    /// The file and offset of `$0`; panics when there is none.
    pub fn position(&self) -> (&Path, u32) {
        match &self.cursor {
            Some((path, offset)) => (path, *offset),
            None => panic!("the fixture has no $0"),
        }
    }

    /// The offset of `$1` … `$9` with its file; panics when there is none.
    pub fn cursor_at(&self, digit: u8) -> (&Path, u32) {
        match self.cursors.iter().find(|(candidate, _, _)| *candidate == digit) {
            Some((_, path, offset)) => (path, *offset),
            None => panic!("the fixture has no ${digit}"),
        }
    }

    /// What was seen when a file ran, made something of: at places, and what the file exported.
    pub fn observed_in<T>(
        &self,
        path: &Path,
        of: impl Fn(&serde_json::Value) -> T,
    ) -> (Vec<(TextRange, T)>, Option<T>) {
        let mut places = Vec::new();
        let mut exports = None;
        for label in self.observed.iter().filter(|label| label.path == path) {
            match label.range {
                Some(range) => places.push((range, of(&label.value))),
                None => exports = Some(of(&label.value)),
            }
        }
        (places, exports)
    }

    pub fn labels_in(&self, path: impl AsRef<Path>) -> impl Iterator<Item = &Label> {
        let path = path.as_ref().to_owned();
        self.labels.iter().filter(move |label| label.path == path)
    }

    fn finish(&mut self, file: Option<(PathBuf, String)>) {
        let Some((path, raw)) = file else { return };
        assert!(self.files.iter().all(|(other, _)| *other != path), "two files of a fixture are {}", path.display());
        let text = self.take_cursors(&path, &raw);
        self.take_labels(&path, &text);
        self.files.push((path, text));
    }

    fn take_cursors(&mut self, path: &Path, raw: &str) -> String {
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('$') {
            let (before, found) = rest.split_at(at);
            text.push_str(before);
            let next = found.as_bytes().get(1).copied();
            let digit_follows = found.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
            let used = match next {
                Some(b'$') if digit_follows => {
                    text.push('$');
                    text.push(found.as_bytes()[2] as char);
                    3
                }
                // `$10` and `$1a` are names that a program may have.
                Some(digit) if digit.is_ascii_digit() && !(digit != b'0' && digit_follows) => {
                    let offset = text.len() as u32;
                    if digit == b'0' {
                        assert!(self.cursor.is_none(), "a fixture has two $0");
                        self.cursor = Some((path.to_owned(), offset));
                    }
                    self.cursors.push((digit - b'0', path.to_owned(), offset));
                    2
                }
                _ => {
                    text.push('$');
                    1
                }
            };
            rest = &found[used..];
        }
        text.push_str(rest);
        text
    }

    fn take_labels(&mut self, path: &Path, text: &str) {
        let mut start = 0;
        let mut above: Option<(usize, &str)> = None;
        for line in text.split_inclusive('\n') {
            match marks(line) {
                Some((from, to, label)) => {
                    let (above_start, above_line) =
                        above.unwrap_or_else(|| panic!("nothing stands above the label {line:?}"));
                    let line_end = above_line.trim_end_matches(['\n', '\r']).chars().count();
                    assert!(to <= line_end + 1, "the label {line:?} reaches beyond {above_line:?}");
                    let byte = |column: usize| {
                        let at = above_line.char_indices().nth(column).map_or(above_line.len(), |(at, _)| at);
                        (above_start + at) as u32
                    };
                    let range = TextRange::new(byte(from), byte(to));
                    let path = path.to_owned();
                    let said = [("observed:", Some(range)), ("exports:", None)];
                    let observed = said.iter().find_map(|(word, range)| Some((label.strip_prefix(word)?, *range)));
                    match observed {
                        Some((json, range)) => {
                            let value = serde_json::from_str(json)
                                .unwrap_or_else(|error| panic!("the label {line:?} is not JSON: {error}"));
                            self.observed.push(ObservedLabel { path, range, value });
                        }
                        None => self.labels.push(Label { path, range, text: label.to_owned() }),
                    }
                }
                None => above = Some((start, line)),
            }
            start += line.len();
        }
    }
}

fn rooted(path: &str) -> PathBuf {
    Path::new("/").join(path.trim_start_matches('/'))
}

/// The columns (in characters) that a label line marks, and its text.
fn marks(line: &str) -> Option<(usize, usize, &str)> {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let body = line.trim_start().strip_prefix("//")?;
    let carets = body.trim_start_matches([' ', '\t']);
    let label = carets.trim_start_matches('^');
    let width = carets.len() - label.len();
    if width == 0 || !(label.is_empty() || label.starts_with(char::is_whitespace)) {
        return None;
    }
    let gap = body.len() - carets.len();
    // Carets right behind the slashes mean the text under the slashes too.
    let from = if gap == 0 { indent } else { indent + 2 + gap };
    let to = indent + 2 + gap + width;
    Some((from, to, label.trim()))
}

#[cfg(test)]
mod tests {
    use source::FileSystem;

    use super::*;

    #[test]
    fn files_links_and_the_cursor_are_found() {
        let fixture = Fixture::parse(
            "
//- /packages/a/index.js
exports.a = 1;
//- /node_modules/a -> /packages/a
//- /main.js
require('a').$0
",
        );
        assert_eq!(fixture.files.len(), 2);
        assert_eq!(fixture.text("/main.js"), "require('a').\n");
        assert_eq!(fixture.position(), (Path::new("/main.js"), 13));
        let files = fixture.file_system();
        assert_eq!(
            files.canonicalize(Path::new("/node_modules/a/index.js")).unwrap(),
            Path::new("/packages/a/index.js")
        );
    }

    #[test]
    fn text_without_a_head_is_main() {
        let fixture = Fixture::parse("$1let a$2 = b;\n`${$$0}$x`");
        assert_eq!(fixture.text("/main.js"), "let a = b;\n`${$0}$x`");
        assert_eq!(fixture.cursor_at(1).1, 0);
        assert_eq!(fixture.cursor_at(2).1, 5);
        assert!(fixture.cursor.is_none());
    }

    #[test]
    fn what_was_observed_is_no_label() {
        let fixture = Fixture::parse("f(a);\n//^ observed: {\"b\": 1}\n//^ exports: [2]\n");
        assert!(fixture.labels.is_empty());
        let ranges: Vec<_> = fixture.observed.iter().map(|one| (one.range, one.value.to_string())).collect();
        assert_eq!(ranges, [(Some(TextRange::new(0, 3)), "{\"b\":1}".to_owned()), (None, "[2]".to_owned())]);
    }

    #[test]
    fn labels_mark_the_line_above() {
        let text = "let añb = c;\n//  ^^^ name\n//        ^ value\nfoo\n//^ all\n  // no ^ label\n";
        let fixture = Fixture::parse(text);
        let found: Vec<(&str, &str)> =
            fixture.labels.iter().map(|label| (label.range.slice(text), label.text.as_str())).collect();
        assert_eq!(found, [("añb", "name"), ("c", "value"), ("foo", "all")]);
    }
}

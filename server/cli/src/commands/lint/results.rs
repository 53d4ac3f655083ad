//! What came out of looking at files.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use lint::{Problem, Severity};
use source::{Encoding, LineColumn, LineIndex, Terminators, TextRange};
use xxhash_rust::xxh3::xxh3_64;

/// Before the text of some files; no one counts it as a column.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// All of it, as it is printed.
#[derive(Default)]
pub struct Results {
    /// By their paths.
    pub files: Vec<FileResult>,
    /// How many more were looked at, of which there is nothing to say.
    pub unnamed: usize,
    /// What someone should know beside it.
    pub notes: Vec<String>,
    pub took: Duration,
    /// Whether the files have the texts that fixes made.
    pub is_written: bool,
}

/// One file.
pub struct FileResult {
    pub path: PathBuf,
    /// The path as a person here would write it.
    pub shown: String,
    pub found: Vec<Found>,
    /// What a file of suppressions takes from it.
    pub suppressed: Vec<Found>,
    /// Whether the text could be parsed.
    pub is_parsed: bool,
    /// The text that the problems are in.
    pub text: Text,
    /// The file starts with a byte order mark, which is not in the text.
    pub has_mark: bool,
    /// The text is another one than the file has: fixes were made.
    pub is_mended: bool,
}

/// A text, or where it is to be had: those of all files with problems would take more memory than all the rest.
#[derive(Clone)]
pub enum Text {
    Here(String),
    /// The file has it if its bytes have this hash.
    OnDisk(u64),
}

/// A problem and where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub problem: Problem,
    pub place: Place,
    /// Where the other places are that explain it.
    pub related: Vec<Place>,
}

/// Lines and columns from 1, columns in UTF-16, as editors and ESLint count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

impl Found {
    /// `problems`: in the order of the text.
    pub fn all(text: &str, problems: Vec<Problem>) -> Vec<Found> {
        if problems.is_empty() {
            return Vec::new();
        }
        let mut positions = Positions::new(text);
        problems
            .into_iter()
            .map(|problem| {
                let place = positions.place(problem.range);
                let mut elsewhere = positions.clone();
                let related = problem.related.iter().map(|(range, _)| elsewhere.place(*range)).collect();
                Found { problem, place, related }
            })
            .collect()
    }

    pub fn is_error(&self) -> bool {
        self.problem.severity == Severity::Error
    }

    /// The rule, where a rule has found it.
    pub fn rule(&self) -> Option<&'static str> {
        self.problem.rule
    }
}

/// Finds positions one after the other: on a line of megabytes, as bundlers write them, each is counted from the one before.
#[derive(Clone)]
struct Positions<'t> {
    text: &'t str,
    lines: std::rc::Rc<LineIndex>,
    /// Bytes are columns then, and nothing has to be counted.
    is_ascii: bool,
    last_offset: u32,
    last: LineColumn,
}

impl<'t> Positions<'t> {
    fn new(text: &'t str) -> Positions<'t> {
        let lines = std::rc::Rc::new(LineIndex::new(text, Terminators::JavaScript));
        Positions { text, lines, is_ascii: text.is_ascii(), last_offset: 0, last: LineColumn::default() }
    }

    fn place(&mut self, range: TextRange) -> Place {
        let start = self.position(range.start());
        let end = self.clone().position(range.end());
        Place { line: start.line + 1, column: start.column + 1, end_line: end.line + 1, end_column: end.column + 1 }
    }

    fn position(&mut self, offset: u32) -> LineColumn {
        let is_behind = !self.is_ascii && offset >= self.last_offset && self.lines.line_of(offset) == self.last.line;
        let between = self.text.get(self.last_offset as usize..offset as usize).filter(|_| is_behind);
        self.last = match between {
            Some(between) => {
                let units: usize = between.chars().map(char::len_utf16).sum();
                LineColumn { line: self.last.line, column: self.last.column + units as u32 }
            }
            None => self.lines.position(self.text, offset, Encoding::Utf16),
        };
        self.last_offset = offset;
        self.last
    }
}

impl Text {
    /// `None`: the file has another one by now.
    pub fn read(&self, path: &Path) -> Option<Cow<'_, str>> {
        match self {
            Text::Here(text) => Some(Cow::Borrowed(text)),
            Text::OnDisk(hash) => {
                let bytes = std::fs::read(path).ok().filter(|bytes| xxh3_64(bytes) == *hash)?;
                Some(Cow::Owned(without_mark(bytes).0))
            }
        }
    }
}

/// Bytes as Node reads them, also those that are no text; and whether there was a byte order mark, which is not in the text.
pub fn without_mark(bytes: Vec<u8>) -> (String, bool) {
    let mut text =
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let has_mark = text.starts_with(BYTE_ORDER_MARK);
    if has_mark {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    (text, has_mark)
}

impl FileResult {
    /// The text as it is to be written.
    pub fn written(&self) -> String {
        let mark = if self.has_mark { String::from(BYTE_ORDER_MARK) } else { String::new() };
        mark + &self.text().unwrap_or_default()
    }

    /// `None`: it has changed since, and nothing can be shown in it.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        self.text.read(&self.path)
    }

    pub fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.is_error()).count()
    }

    pub fn warnings(&self) -> usize {
        self.found.len() - self.errors()
    }
}

impl Results {
    /// How many files were looked at.
    pub fn looked_at(&self) -> usize {
        self.files.len() + self.unnamed
    }

    pub fn errors(&self) -> usize {
        self.files.iter().map(FileResult::errors).sum()
    }

    pub fn warnings(&self) -> usize {
        self.files.iter().map(FileResult::warnings).sum()
    }

    /// Each problem with its file.
    pub fn all(&self) -> impl Iterator<Item = (&FileResult, &Found)> {
        self.files.iter().flat_map(|file| file.found.iter().map(move |found| (file, found)))
    }

    pub fn keep_errors(&mut self) {
        for file in &mut self.files {
            file.found.retain(Found::is_error);
        }
    }

    /// How many problems a file of suppressions takes.
    pub fn suppressed(&self) -> usize {
        self.files.iter().map(|file| file.suppressed.len()).sum()
    }

    /// Whether there is a file that could not be parsed.
    pub fn has_unparsed(&self) -> bool {
        self.files.iter().any(|file| !file.is_parsed)
    }

    /// How many files have other texts than before.
    pub fn mended(&self) -> usize {
        self.files.iter().filter(|file| file.is_mended).count()
    }

    pub fn write_fixes(&mut self) -> anyhow::Result<()> {
        for file in self.files.iter().filter(|file| file.is_mended) {
            std::fs::write(&file.path, file.written()).with_context(|| format!("`{}` can't be written", file.shown))?;
        }
        self.is_written = true;
        Ok(())
    }
}

/// `1 problem`, `2 problems`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

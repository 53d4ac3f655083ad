//! What came out of looking at files.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use lint::{Problem, Severity};
use source::{Encoding, LineIndex, Terminators, TextRange};

/// Before the text of some files; no one counts it as a column.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// All of it, as it is printed.
pub struct Results {
    /// By their paths.
    pub files: Vec<FileResult>,
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
    /// Whether the text could be parsed.
    pub is_parsed: bool,
    /// The text that the problems are in; empty if there are none.
    pub text: String,
    /// The file starts with a byte order mark, which is not in the text.
    pub has_mark: bool,
    /// The text is another one than the file has: fixes were made.
    pub is_mended: bool,
}

/// A problem and where it is.
pub struct Found {
    pub problem: Problem,
    pub place: Place,
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
    pub fn all(text: &str, problems: Vec<Problem>) -> Vec<Found> {
        if problems.is_empty() {
            return Vec::new();
        }
        let lines = LineIndex::new(text, Terminators::JavaScript);
        let found = |problem: Problem| Found { place: Place::of(&lines, text, problem.range), problem };
        problems.into_iter().map(found).collect()
    }

    pub fn is_error(&self) -> bool {
        self.problem.severity == Severity::Error
    }

    /// The rule, where a rule has found it.
    pub fn rule(&self) -> Option<&'static str> {
        self.problem.rule
    }
}

impl Place {
    pub fn of(lines: &LineIndex, text: &str, range: TextRange) -> Place {
        let start = lines.position(text, range.start(), Encoding::Utf16);
        let end = lines.position(text, range.end(), Encoding::Utf16);
        Place { line: start.line + 1, column: start.column + 1, end_line: end.line + 1, end_column: end.column + 1 }
    }
}

impl FileResult {
    /// The text as it is to be written.
    pub fn written(&self) -> String {
        if self.has_mark { format!("{BYTE_ORDER_MARK}{}", self.text) } else { self.text.clone() }
    }

    pub fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.is_error()).count()
    }

    pub fn warnings(&self) -> usize {
        self.found.len() - self.errors()
    }
}

impl Results {
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

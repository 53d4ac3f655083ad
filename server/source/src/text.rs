//! The text of one file with its line index.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::{Edit, Encoding, LineColumn, LineIndex, Terminators, TextRange, apply};

/// A small number that stands for a file within one project.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// The text of a file: cheap to clone, lines are looked for when they are first asked for.
#[derive(Clone)]
pub struct SourceText {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    text: String,
    lines: OnceLock<LineIndex>,
}

impl SourceText {
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        SourceText { inner: Arc::new(Inner { path: path.into(), text: text.into(), lines: OnceLock::new() }) }
    }

    /// The path that the text was read from (or is to be shown as).
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    pub fn text(&self) -> &str {
        &self.inner.text
    }

    pub fn slice(&self, range: TextRange) -> &str {
        range.slice(&self.inner.text)
    }

    /// Line starts as an editor counts them.
    pub fn lines(&self) -> &LineIndex {
        self.inner.lines.get_or_init(|| LineIndex::new(&self.inner.text, Terminators::Editor))
    }

    pub fn position(&self, offset: u32, encoding: Encoding) -> LineColumn {
        self.lines().position(&self.inner.text, offset, encoding)
    }

    pub fn offset(&self, position: LineColumn, encoding: Encoding) -> u32 {
        self.lines().offset(&self.inner.text, position, encoding)
    }

    /// The same file after `edits`.
    pub fn edited(&self, edits: &[Edit]) -> SourceText {
        SourceText::new(self.inner.path.clone(), apply(&self.inner.text, edits))
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({}, {} bytes)", self.inner.path.display(), self.inner.text.len())
    }
}

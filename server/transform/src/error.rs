//! Why a text can't be run, and where.

use std::path::{Path, PathBuf};

use source::{Encoding, LineIndex, Terminators, TextRange};

/// What stops a text from being compiled. Lines and columns count from 1, columns in UTF-16 units.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TransformError {
    /// The text is not the language. `message` is Node's, without `SyntaxError: `.
    #[error("{}:{line}\n{message}", .path.display())]
    Syntax {
        path: PathBuf,
        line: u32,
        column: u32,
        /// How many columns of the line the mark should cover; at least 1.
        length: u32,
        message: String,
        /// The line as it stands in the file.
        source_line: String,
    },
    /// The text asks for something that Lode knows and does not do.
    #[error("{}:{line}\n{message}", .path.display())]
    Unsupported {
        path: PathBuf,
        line: u32,
        column: u32,
        length: u32,
        message: String,
        source_line: String,
        hint: &'static str,
    },
}

impl TransformError {
    pub(crate) fn syntax(path: &Path, text: &str, at: TextRange, message: impl Into<String>) -> Self {
        let Place { line, column, length, source_line } = place(text, at);
        TransformError::Syntax { path: path.to_owned(), line, column, length, message: message.into(), source_line }
    }

    pub(crate) fn unsupported(
        path: &Path,
        text: &str,
        at: TextRange,
        message: impl Into<String>,
        hint: &'static str,
    ) -> Self {
        let Place { line, column, length, source_line } = place(text, at);
        let path = path.to_owned();
        TransformError::Unsupported { path, line, column, length, message: message.into(), source_line, hint }
    }

    pub fn path(&self) -> &Path {
        match self {
            TransformError::Syntax { path, .. } | TransformError::Unsupported { path, .. } => path,
        }
    }

    /// The sentence alone, as it belongs in a `SyntaxError`.
    pub fn message(&self) -> &str {
        match self {
            TransformError::Syntax { message, .. } | TransformError::Unsupported { message, .. } => message,
        }
    }

    /// Line, column and length of the place, from 1.
    pub fn place(&self) -> (u32, u32, u32) {
        match self {
            TransformError::Syntax { line, column, length, .. }
            | TransformError::Unsupported { line, column, length, .. } => (*line, *column, *length),
        }
    }

    pub fn source_line(&self) -> &str {
        match self {
            TransformError::Syntax { source_line, .. } | TransformError::Unsupported { source_line, .. } => source_line,
        }
    }

    /// What the person may do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            TransformError::Syntax { .. } => None,
            TransformError::Unsupported { hint, .. } => Some(hint),
        }
    }
}

struct Place {
    line: u32,
    column: u32,
    length: u32,
    source_line: String,
}

fn place(text: &str, at: TextRange) -> Place {
    let index = LineIndex::new(text, Terminators::JavaScript);
    let start = index.position(text, at.start(), Encoding::Utf16);
    let end = index.position(text, at.end(), Encoding::Utf16);
    let length = if end.line == start.line { end.column - start.column } else { 1 };
    Place {
        line: start.line + 1,
        column: start.column + 1,
        length: length.max(1),
        source_line: index.line_text(text, start.line).to_owned(),
    }
}

//! The client's words in ours. Positions that lie outside the text are clamped.

use std::path::Path;

use source::{Encoding, LineColumn, SourceText, TextRange};
use syntax::Language;
use tower_lsp_server::ls_types::{Position, Range};

pub(crate) fn offset(text: &SourceText, position: Position, encoding: Encoding) -> u32 {
    text.offset(LineColumn { line: position.line, column: position.character }, encoding)
}

pub(crate) fn text_range(text: &SourceText, range: Range, encoding: Encoding) -> TextRange {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    TextRange::new(start.min(end), start.max(end))
}

/// What a document is written in, where its name does not say it: a script without an extension, a document that is no file.
pub(crate) fn language(language_id: &str, path: &Path) -> Option<Language> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if matches!(extension, Some("js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "json" | "node")) {
        return None;
    }
    match language_id {
        "javascript" | "javascriptreact" | "javascript.jsx" => Some(Language::Jsx),
        "typescript" => Some(Language::TypeScript),
        "typescriptreact" | "typescript.tsx" => Some(Language::Tsx),
        _ => None,
    }
}

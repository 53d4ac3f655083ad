//! What an editor asks, one file for each feature: a snapshot and a place in, plain data out.
//!
//! Offsets and ranges are bytes; results hold no type of the protocol and can be shown by a command line or a test as well.
//! Nothing here fails: where nothing is known the answer is empty.
//!
//! What is absent on purpose: LSP, threads, the disk. What may take long asks a function whether to go on.

mod brackets;
mod diagnostics;
mod document_highlight;
mod document_symbols;
mod folding_range;
mod selection_range;
#[cfg(test)]
mod tests;

pub use diagnostics::{Diagnostic, DiagnosticTag, Related, Severity, diagnostics};
pub use document_highlight::{Highlight, HighlightKind, document_highlight};
pub use document_symbols::{Symbol, SymbolKind, document_symbols};
pub use folding_range::{Fold, FoldKind, folding_ranges};
pub use selection_range::selection_ranges;

use source::FileId;

/// Where the cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FilePosition {
    pub file: FileId,
    pub offset: u32,
}

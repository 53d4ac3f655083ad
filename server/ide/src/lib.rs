//! What an editor asks, one file for each feature: a snapshot and a place in, plain data out.
//!
//! Offsets and ranges are bytes; results hold no type of the protocol and can be shown by a command line or a test as well.
//! Nothing here fails: where nothing is known the answer is empty.
//!
//! What is absent on purpose: LSP, threads, the disk. What may take long asks a function whether to go on.

mod brackets;
mod call_hierarchy;
mod code_actions;
mod code_lens;
mod completion;
mod definition;
mod diagnostics;
mod document_highlight;
mod document_link;
mod document_symbols;
mod documentation;
mod environment;
mod events;
mod folding_range;
mod hover;
mod imports;
mod inlay_hints;
pub mod library;
mod linked_editing;
mod lint;
mod lode_json;
mod manifest;
mod named;
mod occurrences;
mod own_exports;
mod own_files;
mod package_json;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens;
mod signature_help;
#[cfg(test)]
mod test_fixture;
mod type_hierarchy;
mod workspace_symbols;

pub use call_hierarchy::{
    CallItem, IncomingCall, OutgoingCall, incoming_calls, outgoing_calls, prepare_call_hierarchy,
};
pub use code_actions::{CodeAction, CodeActionKind, Selected, code_actions, fix_all};
pub use code_lens::{CodeLens, Lens, code_lenses, counted_references};
pub use completion::{Completions, Item, ItemKind, Resolved, completions, resolve};
pub use definition::{Definition, declaration, definition, implementation, type_definition};
pub use diagnostics::{Diagnostic, DiagnosticTag, Related, Severity, diagnostics};
pub use document_highlight::{Highlight, HighlightKind, document_highlight};
pub use document_link::{DocumentLink, LinkTarget, document_links};
pub use document_symbols::{Symbol, SymbolKind, document_symbols};
pub use folding_range::{Fold, FoldKind, folding_ranges};
pub use hover::{Hover, hover};
pub use imports::{ImportWay, NewImport};
pub use infer::Place;
pub use inlay_hints::{InlayHint, InlayHintKind, InlayHintOptions, inlay_hints};
pub use linked_editing::linked_editing_ranges;
pub use lint::{Linter, Linting, RulePage, configures_linter, rule_page};
pub use references::{Reference, ReferenceKind, references};
pub use rename::{FileEdits, FileRename, RenameTarget, prepare_rename, rename, will_rename_files};
pub use selection_range::selection_ranges;
pub use semantic_tokens::{Modifiers, SemanticToken, TokenKind, Wanted, semantic_tokens};
pub use signature_help::{ParameterInformation, SignatureHelp, SignatureInformation, signature_help};
pub use type_hierarchy::{TypeItem, prepare_type_hierarchy, subtypes, supertypes};
pub use workspace_symbols::{WorkspaceSymbol, workspace_symbols};

use source::FileId;
#[cfg(test)]
use test_fixture as tests;

/// Where the cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FilePosition {
    pub file: FileId,
    pub offset: u32,
}

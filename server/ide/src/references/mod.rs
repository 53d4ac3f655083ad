//! Every use of what the cursor stands on, in all of the project's own files.
//!
//! Two uses are of the same thing when they lead to a declaration that is written at the same place, through imports, re-exports
//! and CommonJS's exports. A member belongs to the declarations that its receiver's type has of it. Where nothing is known of
//! the receiver the use is uncertain; it is told of only if no other declaration of the project gives that name to a member.

mod search;
mod symbol;
#[cfg(test)]
mod tests;

use project::Snapshot;
use source::{FileId, TextRange};

pub use crate::occurrences::ReferenceKind;
pub(crate) use search::search;
pub(crate) use symbol::{Symbol, related_members};

use crate::{FilePosition, events};

/// One use, or a declaration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    pub file: FileId,
    pub range: TextRange,
    pub kind: ReferenceKind,
    /// Not: the name is the same, and nothing is known of what it is a member of.
    pub is_certain: bool,
}

/// By file, in the order of the text. Waits until all own files are read.
pub fn references(
    snapshot: &Snapshot,
    at: FilePosition,
    includes_declaration: bool,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<Reference> {
    if let Some(found) = events::references(snapshot, at, is_cancelled) {
        return found;
    }
    let Some(symbol) = Symbol::at(snapshot, at, is_cancelled) else { return Vec::new() };
    let mut found = search(snapshot, &symbol, is_cancelled);
    if !includes_declaration {
        found.retain(|reference| reference.kind != ReferenceKind::Declaration);
    }
    found
}

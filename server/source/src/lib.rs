//! A file as every other crate sees it: its text, where its lines are, ranges and edits in it, and where files come from.
//!
//! Offsets are bytes of UTF-8 text everywhere inside Lode; [`LineIndex`] converts at the borders (editors and engines count
//! UTF-16). Nothing here knows JavaScript except that its line terminators are more than an editor's ([`Terminators`]).
//!
//! Invariants: a [`TextRange`] never ends before it starts; conversions clamp instead of panicking, because the positions
//! that clients send may lie outside the text; a [`FileSystem`] is the only way in which analysis reads a disk.

mod difference;
mod edit;
mod file_system;
mod line_index;
mod paths;
mod range;
mod text;

pub use difference::difference;
pub use edit::{Edit, apply};
pub use file_system::{DiskFileSystem, FileKind, FileSystem, MemoryFileSystem, Metadata, OverlayFileSystem};
pub use line_index::{Encoding, LineColumn, LineIndex, Terminators};
pub use paths::normalize_lexically;
pub use range::TextRange;
pub use text::{FileId, SourceText};

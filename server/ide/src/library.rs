//! The declarations that are in the binary: the standard library and Node's modules. They are files like others, but no disk
//! has them; who wants to show one writes it somewhere.

use infer::Library;
use source::{FileId, SourceText};

/// Whether a file that an answer names is one of the library's.
pub fn holds(file: FileId) -> bool {
    Library::get().holds(file)
}

/// Its name, such as `node/fs.d.ts`, and its text.
pub fn file(file: FileId) -> Option<(&'static str, &'static SourceText)> {
    let library = Library::get();
    Some((library.name(file)?, library.text(file)?))
}

/// The file of this name.
pub fn find(name: &str) -> Option<FileId> {
    Library::get().find(name)
}

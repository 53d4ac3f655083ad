//! Which of the project's own files have to be looked through for uses of something.

use infer::Infer;
use project::Snapshot;
use rustc_hash::FxHashSet;
use source::FileId;

/// Facts that one evaluator may hold on to, in files, before it is replaced by a fresh one.
const FILES_OF_ONE: usize = 150;

/// The own files that a file reaches through imports, itself first. Reads what was not read yet.
pub(crate) fn dependents(snapshot: &Snapshot, file: FileId, is_cancelled: &dyn Fn() -> bool) -> Vec<FileId> {
    snapshot.read_own_files(&|| !is_cancelled());
    let mut found = vec![file];
    let mut seen = FxHashSet::from_iter([file]);
    let mut index = 0;
    while index < found.len() && !is_cancelled() {
        for importer in snapshot.importers(found[index]) {
            if seen.insert(importer) {
                found.push(importer);
            }
        }
        index += 1;
    }
    found.retain(|file| snapshot.is_own(*file));
    found
}

/// All own files, read.
pub(crate) fn everywhere(snapshot: &Snapshot, is_cancelled: &dyn Fn() -> bool) -> Vec<FileId> {
    snapshot.read_own_files(&|| !is_cancelled());
    snapshot.own_files().to_vec()
}

/// Asks `visit` about each file with an evaluator that has something to spend.
pub(crate) fn visit(
    snapshot: &Snapshot,
    files: &[FileId],
    is_cancelled: &dyn Fn() -> bool,
    visit: &mut dyn FnMut(&Infer, FileId),
) {
    for some in files.chunks(FILES_OF_ONE) {
        let infer = Infer::new(snapshot, is_cancelled);
        for file in some {
            if is_cancelled() {
                return;
            }
            infer.refuel();
            visit(&infer, *file);
        }
    }
}

/// Whether a text has a name in it, as a word of its own.
pub(crate) fn mentions(text: &str, name: &str) -> bool {
    if name.is_empty() {
        return true;
    }
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        // `$` and the like at the ends of the name itself make no word boundary, and `#name` is a name.
        !before.is_some_and(|character| is_part(character) && name.starts_with(is_part))
            && !after.is_some_and(|character| is_part(character) && name.ends_with(is_part))
    })
}

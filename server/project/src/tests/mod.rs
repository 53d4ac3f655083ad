//! The project by what its readers see.

mod dependencies;
mod graph;
mod many_readers;
mod own_files;
mod specifiers;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use source::{Edit, FileId, MemoryFileSystem, TextRange};
use syntax::Language;
use test_support::fixture::Fixture;

use crate::facts::ImportKind;
use crate::{Change, Project, ProjectOptions, Resolved, Snapshot};

/// A project with one root, `/`, unless another is said, and everything in it found.
struct Workspace {
    files: Arc<MemoryFileSystem>,
    project: Project,
}

impl Workspace {
    fn new(text: &str) -> Workspace {
        Workspace::with_root(text, "/")
    }

    fn with_root(text: &str, root: &str) -> Workspace {
        let files = Fixture::parse(text).file_system();
        let project = Project::new(ProjectOptions { files: files.clone(), cache_folder: None });
        let mut workspace = Workspace { files, project };
        workspace.apply(Change::Roots(vec![root.into()]));
        workspace
    }

    fn apply(&mut self, change: Change) {
        self.project.apply(change);
        for discovery in self.project.take_discoveries() {
            let found = discovery.run(&|| true);
            self.project.apply(found);
        }
    }

    fn open(&mut self, path: &str, text: &str) {
        self.apply(Change::Open { path: path.into(), text: text.into(), version: 1, language: None });
    }

    /// Replaces the first `before` of an open file.
    fn replace(&mut self, path: &str, before: &str, after: &str) {
        let snapshot = self.project.snapshot();
        let text = snapshot.text(file(&snapshot, path)).unwrap();
        let at = text.text().find(before).unwrap() as u32;
        let edits = vec![Edit::replace(TextRange::new(at, at + before.len() as u32), after)];
        self.apply(Change::Edit { path: path.into(), version: 2, edits });
    }

    fn write(&mut self, path: &str, text: &str) {
        self.files.write(path, text);
        self.apply(Change::Disk(vec![path.into()]));
    }

    fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.apply(Change::Disk(vec![path.into()]));
    }

    /// What a specifier leads to.
    fn resolve(&self, from: &str, specifier: &str) -> String {
        resolve(&self.project.snapshot(), from, specifier, ImportKind::Static)
    }

    fn own(&self) -> Vec<String> {
        let snapshot = self.project.snapshot();
        let mut own: Vec<String> =
            snapshot.own_files().iter().map(|id| snapshot.path(*id).display().to_string()).collect();
        own.sort();
        own
    }

    fn importers(&self, path: &str) -> Vec<String> {
        let snapshot = self.project.snapshot();
        snapshot.read_own_files(&|| true);
        let importers = snapshot.importers(file(&snapshot, path));
        importers.iter().map(|id| snapshot.path(*id).display().to_string()).collect()
    }
}

#[track_caller]
fn file(snapshot: &Snapshot, path: &str) -> FileId {
    snapshot.file(Path::new(path)).unwrap_or_else(|| panic!("{path} is there"))
}

#[track_caller]
fn resolve(snapshot: &Snapshot, from: &str, specifier: &str, kind: ImportKind) -> String {
    let path = |id: FileId| snapshot.path(id).display().to_string();
    match snapshot.resolve(file(snapshot, from), specifier, kind) {
        Resolved::File(file) => path(file),
        Resolved::Types { declarations, source } => {
            format!("{} for {}", path(declarations), source.map_or("nothing".to_owned(), path))
        }
        Resolved::Builtin(name) => format!("node:{name}"),
        Resolved::Url(url) => url,
        Resolved::Missing(error) => format!("! {}", error.code().unwrap_or_default()),
    }
}

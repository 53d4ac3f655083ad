//! A project from a fixture, and its answers as text.

use std::path::{Path, PathBuf};

use project::{Change, Observation, Project, ProjectOptions, Snapshot};
use source::{FileId, TextRange};
use test_support::fixture::Fixture;
use values::shape::Shape;

use crate::FilePosition;

/// A fixture as a project whose root is `/`, with its first file open.
pub(crate) struct Checked {
    pub fixture: Fixture,
    pub snapshot: Snapshot,
}

impl Checked {
    pub(crate) fn new(text: &str) -> Checked {
        let fixture = Fixture::parse(text);
        let mut project = Project::new(ProjectOptions { files: fixture.file_system(), cache_folder: None });
        project.apply(Change::Roots(vec!["/".into()]));
        for discovery in project.take_discoveries() {
            let found = discovery.run(&|| true);
            project.apply(found);
        }
        let path = fixture.cursor.as_ref().map_or(&fixture.files[0].0, |(path, _)| path).clone();
        let text = fixture.text(&path).to_owned();
        project.apply(Change::Open { path, text, version: 1, language: None });
        project.apply(observations(&fixture));
        let snapshot = project.snapshot();
        Checked { fixture, snapshot }
    }

    pub(crate) fn file(&self, path: impl AsRef<Path>) -> FileId {
        self.snapshot.file(path.as_ref()).unwrap_or_else(|| panic!("no file {}", path.as_ref().display()))
    }

    /// The file with the cursor, or the first.
    pub(crate) fn main(&self) -> FileId {
        let path = self.fixture.cursor.as_ref().map_or(&self.fixture.files[0].0, |(path, _)| path);
        self.file(path)
    }

    pub(crate) fn position(&self) -> FilePosition {
        let (path, offset) = self.fixture.position();
        FilePosition { file: self.file(path), offset }
    }

    pub(crate) fn slice(&self, file: FileId, range: TextRange) -> String {
        self.snapshot.text(file).map(|text| text.slice(range).to_owned()).unwrap_or_default()
    }

    /// The labels of the main file as (range, text), in the order of the text.
    pub(crate) fn labels(&self) -> Vec<(TextRange, String)> {
        let path = self.snapshot.path(self.main());
        self.fixture.labels_in(&*path).map(|label| (label.range, label.text.clone())).collect()
    }
}

/// What the labels of a fixture say that its files were when they ran.
fn observations(fixture: &Fixture) -> Change {
    let observation = |(path, text): &(PathBuf, String)| {
        let (places, exports) = fixture.observed_in(path, |value| Shape::from(value));
        Observation::new(path.clone(), text, places, exports)
    };
    Change::Observed(fixture.files.iter().map(observation).collect())
}

/// Runs `work` with as much stack as the threads have on which the server answers.
pub(crate) fn on_large_stack<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread");
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

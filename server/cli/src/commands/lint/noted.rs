//! The disk, and what was asked of it: on these files it depends what is found in others.
//!
//! Each file asks for the same folders above it, so an answer is kept, and all files are judged by the same one. What is told of
//! files that were read is not kept, nor what stood in them.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use source::{FileSystem, Metadata};

pub struct Noted {
    files: Arc<dyn FileSystem>,
    /// By the bytes of paths: a path's own hash walks through its parts.
    answers: Mutex<FxHashMap<OsString, Answers>>,
}

/// What was answered of one path.
#[derive(Default)]
struct Answers {
    metadata: Option<Answer>,
    symlink_metadata: Option<Answer>,
}

/// Most are that nothing is there.
type Answer = Result<Box<Metadata>, io::ErrorKind>;

impl Noted {
    pub fn over(files: Arc<dyn FileSystem>) -> Noted {
        Noted { files, answers: Mutex::default() }
    }

    /// All that was asked for, be it there or not.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.with(|answers| answers.keys().map(PathBuf::from).collect())
    }

    /// Goes through all that was asked for, with whether it was not there, up to where `work` has nothing more to give.
    pub fn try_each(&self, mut work: impl FnMut(&Path, bool) -> Option<()>) -> Option<()> {
        let is_absent = |answers: &Answers| matches!(answers.metadata, Some(Err(_)));
        self.with(|answers| answers.iter().try_for_each(|(path, answers)| work(Path::new(path), is_absent(answers))))
    }

    /// From now on what is asked of a path is asked of the disk again.
    pub fn forget(&self, path: &Path) {
        self.note(path, |answers| *answers = Answers::default());
    }

    fn with<R>(&self, work: impl FnOnce(&mut FxHashMap<OsString, Answers>) -> R) -> R {
        work(&mut self.answers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note<R>(&self, path: &Path, work: impl FnOnce(&mut Answers) -> R) -> R {
        self.with(|answers| match answers.get_mut(path.as_os_str()) {
            Some(known) => work(known),
            None => work(answers.entry(path.into()).or_default()),
        })
    }

    /// The answer that is kept, or else the one that `ask` gets.
    fn answer(
        &self,
        path: &Path,
        of: impl Fn(&mut Answers) -> &mut Option<Answer>,
        ask: impl FnOnce() -> io::Result<Metadata>,
    ) -> io::Result<Metadata> {
        let known = self
            .note(path, |answers| of(answers).as_ref().map(|known| known.as_deref().copied().map_err(|error| *error)));
        let answer = known.unwrap_or_else(|| {
            let answer = ask().map_err(|error| error.kind());
            self.note(path, |answers| *of(answers) = Some(answer.map(Box::new)));
            answer
        });
        answer.map_err(io::Error::from)
    }
}

impl FileSystem for Noted {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let absence =
            self.note(path, |answers| answers.metadata.as_ref().and_then(|known| known.as_ref().err().copied()));
        if let Some(error) = absence {
            return Err(error.into());
        }
        self.files.read(path).inspect_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                self.note(path, |answers| answers.metadata = Some(Err(error.kind())));
            }
        })
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.answer(path, |answers| &mut answers.metadata, || self.files.metadata(path))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.answer(path, |answers| &mut answers.symlink_metadata, || self.files.symlink_metadata(path))
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.note(path, |_| ());
        self.files.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.note(path, |_| ());
        self.files.canonicalize(path)
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        self.note(path, |_| ());
        self.files.read_directory(path)
    }
}

//! From a text to a run: whether it can be run, what else it is given, and which files it will load.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use child::evaluation::{Limits, sandbox_of};
use project::{Resolved, Snapshot};
use rustc_hash::FxHashSet;
use source::FileId;
use syntax::Language;
use values::Run;

use super::follow::{Followed, Handle};
use super::shown::Known;
use super::{LiveWorkers, News, What};
use crate::inbox::{Event, Inbox};
use crate::uris;
use crate::view::View;

/// Files that are looked through for imports.
const MOST_FILES: usize = 5000;

/// A run that is wanted.
pub(super) struct Wanted {
    pub path: PathBuf,
    pub run: u64,
    /// The text of now, and what it imports.
    pub view: View,
    pub handle: Arc<Handle>,
    pub inbox: Inbox,
    pub workers: LiveWorkers,
    pub limits: Limits,
    /// A person has asked for this very run: it is not sandboxed.
    pub is_explicit: bool,
}

/// The files of the project that a program loads, as far as its text says it.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    pub files: FxHashSet<PathBuf>,
    /// One of its imports leads nowhere: a file that is made may be it.
    pub is_missing: bool,
}

impl Wanted {
    /// In the pool: parses, if nobody has. The run itself goes on elsewhere.
    pub(super) fn start(self) {
        let text = self.view.snapshot.file(&self.path).and_then(|file| Some((file, self.view.text(file)?)));
        let Some((file, text)) = text else {
            let what = What::CannotStart("the document can't be read".to_owned());
            return self.inbox.send(Event::LiveNews(News { path: self.path, run: self.run, what }));
        };
        let (run, known) = run_of(&self.view, &self.path, text.text(), self.run, self.is_explicit);
        let Wanted { path, handle, inbox, workers, limits, view, .. } = self;
        let followed = Followed { path, known, handle, inbox, is_logged: self.is_explicit };
        if followed.handle.is_stopped() {
            return;
        }
        if !self.is_explicit
            && let Some(error) = view.snapshot.syntax_errors(file).first()
        {
            return followed.tell(What::Unreadable(error.message.clone()));
        }
        let imports = imports(&view.snapshot, file);
        followed.tell(What::Imports(imports));
        let spawned =
            thread::Builder::new().name("lsp live run".to_owned()).spawn(move || followed.run(&workers, &run, limits));
        if let Err(error) = spawned {
            view.log_failure(&format!("a program can't be followed: {error}"));
        }
    }
}

/// What to run so that a file has this text, and everything that is open the text that the editor shows.
pub(super) fn run_of(view: &View, path: &Path, text: &str, id: u64, is_explicit: bool) -> (Run, Arc<Known>) {
    let file = program_path(&view.snapshot, path);
    let folder = view.snapshot.roots().iter().find(|root| path.starts_with(root)).cloned();
    let folder = folder.or_else(|| path.parent().map(Path::to_owned)).unwrap_or_default();
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let mut texts = vec![(file.clone(), text.to_owned())];
    for open in view.snapshot.open_files() {
        let other = program_path(&view.snapshot, &view.snapshot.path(open));
        if let Some(text) = view.snapshot.text(open).filter(|_| other != file) {
            texts.push((other, text.text().to_owned()));
        }
    }
    let sandbox = (!is_explicit).then(|| sandbox_of(&file, text, &folder));
    let known = Arc::new(Known::new(id, file.clone(), text.into()));
    let run = Run { probed: vec![file.clone()], file, folder, texts, sandbox, ..Run::default() };
    (run, known)
}

/// The path by which a program knows a file: without links in it. A document that is no file gets a name beside where it would be.
fn program_path(snapshot: &Snapshot, path: &Path) -> PathBuf {
    let mut named = uris::program_path(path);
    if named != path
        && let Some(file) = snapshot.file(path)
    {
        let extension = match snapshot.kind(file).language {
            Language::JavaScript | Language::Declarations => "js",
            Language::Jsx => "jsx",
            Language::TypeScript => "ts",
            Language::Tsx => "tsx",
        };
        named.as_mut_os_string().push(format!(".{extension}"));
    }
    if let Ok(real) = fs::canonicalize(&named) {
        return real;
    }
    let folder = named.parent().and_then(|folder| fs::canonicalize(folder).ok());
    let real = folder.zip(named.file_name()).map(|(folder, name)| folder.join(name));
    real.unwrap_or(named)
}

fn imports(snapshot: &Snapshot, file: FileId) -> Imports {
    let mut imports = Imports::default();
    let mut seen = FxHashSet::from_iter([file]);
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        let Some(facts) = snapshot.facts(file) else { continue };
        for import in facts.imports.iter().filter(|import| !import.specifier.is_empty() && !import.is_type_only) {
            let source = match snapshot.resolve(file, &import.specifier, import.kind) {
                Resolved::File(file) => Some(file),
                Resolved::Types { source, .. } => source,
                Resolved::Missing(_) => {
                    imports.is_missing = true;
                    None
                }
                Resolved::Builtin(_) | Resolved::Url(_) => None,
            };
            let Some(source) = source.filter(|source| !snapshot.is_installed(*source)) else { continue };
            if seen.len() < MOST_FILES && seen.insert(source) {
                imports.files.insert(snapshot.path(source).to_path_buf());
                next.push(source);
            }
        }
    }
    imports
}

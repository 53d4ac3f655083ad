//! A text in, a formatted text out, for whoever has one text at a time: an editor, standard input.
//!
//! A prettier that has been asked stays loaded for the next text, as long as its files, the plugins, and what its configurations
//! import are what they were when it read them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::choice::{self, Choice, Install};
use crate::folder::Folders;
use crate::program::Program;
use crate::worker::{Request, Start, Worker};
use crate::{FormatError, Outcome, pinned};

/// How formatters are run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The program that runs JavaScript: this one.
    pub lode: PathBuf,
    /// Lode's cache folder.
    pub cache: PathBuf,
    /// How long a formatter may take for one text.
    pub limit: Duration,
    /// After how long without a text a prettier is let go.
    pub idle: Option<Duration>,
}

/// A text to format.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    pub path: &'t Path,
    pub text: &'t str,
    /// In UTF-16.
    pub range: Option<(u32, u32)>,
    /// The folder whose ignore files count, or those of one above.
    pub root: &'t Path,
}

/// A prettier, and the folder that it works in.
type Place = (PathBuf, PathBuf);

pub struct Formatters {
    options: Options,
    kept: Mutex<HashMap<Place, Arc<Mutex<Kept>>>>,
}

/// A prettier between two texts.
#[derive(Default)]
struct Kept {
    worker: Option<Worker>,
    /// What it has read, and how that looked when it had.
    read: HashMap<PathBuf, Option<Stamp>>,
    /// What the configurations around a folder were when it first formatted a file there.
    configurations: HashMap<PathBuf, u64>,
}

/// When a file was written, and how long it is.
type Stamp = (SystemTime, u64);

impl Formatters {
    pub fn new(options: Options) -> Formatters {
        Formatters { options, kept: Mutex::default() }
    }

    /// Which formatter a file's project has.
    ///
    /// # Errors
    /// If it has one that is not installed.
    pub fn choose(&self, path: &Path) -> Result<Choice, FormatError> {
        choice::choose(&Folders::default(), path)
    }

    /// Whether the prettier that a choice means has to be fetched first.
    pub fn must_fetch(&self, choice: &Choice) -> bool {
        matches!(choice.install, Install::Pinned { .. }) && pinned::fetched(&self.options.cache).is_none()
    }

    /// The folder of the prettier that a choice means, fetched if it has to be, and where it is to run. `None`: it is a program.
    ///
    /// # Errors
    /// If it can't be fetched.
    pub fn prettier(&self, choice: &Choice) -> Result<Option<Start>, FormatError> {
        let (prettier, working_folder) = match &choice.install {
            Install::Package { folder, working_folder, .. } => (folder.clone(), working_folder),
            Install::Pinned { working_folder } => match pinned::fetched(&self.options.cache) {
                Some(folder) => (folder, working_folder),
                None => (pinned::fetch(&self.options.cache, working_folder)?, working_folder),
            },
            Install::Program { .. } => return Ok(None),
        };
        let Options { lode, limit, idle, .. } = self.options.clone();
        Ok(Some(Start { lode, prettier, working_folder: working_folder.clone(), limit, idle }))
    }

    /// Formats a text.
    ///
    /// # Errors
    /// If it can't be formatted; then the text stays as it is.
    pub fn format(&self, text: &Text, choice: &Choice, go_on: &dyn Fn() -> bool) -> Result<Outcome, FormatError> {
        if is_installed(text.path) {
            return Ok(Outcome::Ignored);
        }
        if let Install::Program { path, working_folder, .. } = &choice.install {
            if text.range.is_some() {
                return Err(FormatError::NoRange { tool: choice.tool });
            }
            let program = Program { tool: choice.tool, path, working_folder, limit: self.options.limit };
            return program.text(text.path, text.text, go_on);
        }
        let Some(start) = self.prettier(choice)? else { return Ok(Outcome::Unknown) };
        let place = (start.prettier.clone(), start.working_folder.clone());
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(place).or_default().clone();
        drop(all);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !go_on() {
            return Err(FormatError::Cancelled);
        }
        kept.format(start, text, go_on)
    }
}

impl Kept {
    fn format(&mut self, start: Start, text: &Text, go_on: &dyn Fn() -> bool) -> Result<Outcome, FormatError> {
        let folder = text.path.parent().unwrap_or(text.path);
        let folders = Folders::default();
        let configurations = configurations(&folders, text.path);
        let is_same = self.configurations.get(folder).is_none_or(|before| *before == configurations);
        if !is_same || self.read.iter().any(|(path, before)| stamp(path) != *before) {
            self.forget();
        }
        let ignore = ignore_files(text.root);
        let request =
            Request { path: text.path, text: Some(text.text), is_named: true, ignore: &ignore, range: text.range };
        // One that was let go while nobody asked has closed its end; that is heard when it is asked.
        let was_there = self.worker.is_some();
        match self.ask(&start, request, go_on) {
            Err(FormatError::Ended { .. }) if was_there => {
                self.forget();
                self.ask(&start, request, go_on)
            }
            answer => answer,
        }
        .inspect(|_| {
            self.configurations.insert(folder.to_owned(), configurations);
        })
        .inspect_err(|error| {
            if matches!(error, FormatError::Ended { .. } | FormatError::TimedOut { .. } | FormatError::Failed(_)) {
                self.forget();
            }
        })
    }

    fn ask(&mut self, start: &Start, request: Request, go_on: &dyn Fn() -> bool) -> Result<Outcome, FormatError> {
        let worker = match &mut self.worker {
            Some(worker) => worker,
            None => {
                let started = Worker::new(start.clone());
                let started =
                    started.map_err(|error| FormatError::Failed(format!("prettier can't be started: {error}")))?;
                self.worker.insert(started)
            }
        };
        let answer = worker.format(request, go_on);
        let used = std::mem::take(&mut worker.used);
        for path in used.read.into_iter().chain(used.listed) {
            let stamp = stamp(&path);
            self.read.entry(path).or_insert(stamp);
        }
        answer
    }

    fn forget(&mut self) {
        *self = Kept::default();
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// A hash of all configurations around a file.
pub fn configurations(folders: &Folders, file: &Path) -> u64 {
    let around = folders.around(file);
    let hashes: Vec<u8> = around.iter().flat_map(|folder| folder.hash.to_le_bytes()).collect();
    xxhash_rust::xxh3::xxh3_64(&hashes)
}

/// The ignore files of prettier that count in a folder: its own, or those of the nearest folder above that has a `.prettierignore`.
pub fn ignore_files(root: &Path) -> Vec<PathBuf> {
    let folder = root.ancestors().find(|folder| folder.join(".prettierignore").is_file()).unwrap_or(root);
    [".gitignore", ".prettierignore"].map(|name| folder.join(name)).into_iter().filter(|path| path.is_file()).collect()
}

/// Whether a file belongs to an installed package.
pub fn is_installed(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "node_modules")
}

/// Whether a file may hold something else than its formatter's ignore files and configurations say by its name: one without an
/// extension may be a script by its first line.
pub fn is_known_by_name(path: &Path) -> bool {
    path.extension().is_some()
}

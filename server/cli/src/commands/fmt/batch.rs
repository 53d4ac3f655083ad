//! Files by their formatters: what is remembered, and for the rest prettiers at work, or one call of a program for many files.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use format::choice::{Choice, Install};
use format::folder::Folders;
use format::formatters::{self, Formatters, Options};
use format::program::{Many, Program};
use format::remembered::{Key, Remembered};
use format::worker::{Request, Start, Worker};
use format::{FormatError, Outcome, choice};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::walk::Target;
use super::{print, write};
use crate::arguments::fmt::FmtArguments;
use crate::report;
use crate::report::shown;

/// A second prettier pays if each has at least so many files: it takes a while to load.
const FILES_OF_A_WORKER: usize = 12;

/// A prettier that fails so often without one answer between is given up.
const FAILURES: usize = 3;

pub struct Batch<'b> {
    arguments: &'b FmtArguments,
    options: Options,
    here: &'b Path,
    folders: Folders,
    ignore: Vec<PathBuf>,
}

/// What came of all files.
#[derive(Default)]
pub struct Results {
    /// Those that a formatter knows, and those with errors.
    pub files: Vec<FileResult>,
    /// What formatters say that is about no one file.
    pub errors: Vec<String>,
    /// Which formatters were at work, why, and on how many files.
    pub formatters: Vec<(Choice, usize)>,
    /// How many files were not formatted anew.
    pub remembered: usize,
    pub took: Duration,
}

pub struct FileResult {
    pub path: PathBuf,
    /// As a person here would write it.
    pub shown: String,
    pub what: What,
}

pub enum What {
    Same,
    /// It is not formatted, or was not: the texts before and after, where they are known.
    Different(Option<(String, String)>),
    /// With the text, if it was read.
    Failed(FormatError, String),
    /// The formatter does not know such a file, and it was named.
    Unknown,
    /// The formatter's ignore files leave it out, and it was named.
    Ignored,
}

/// A file that nothing is remembered of.
struct Missing<'t> {
    target: &'t Target,
    /// `None`: it is no text.
    text: Option<String>,
    key: Key,
    /// The key of what is true whatever it holds.
    by_name: Option<Key>,
}

/// A prettier's share of the files, and where its results go.
struct Share<'s> {
    remembered: &'s Remembered,
    missing: &'s [Missing<'s>],
    next: &'s AtomicUsize,
    results: &'s Mutex<Results>,
}

impl<'b> Batch<'b> {
    pub fn new(arguments: &'b FmtArguments, options: Options, here: &'b Path) -> Batch<'b> {
        let ignore = if arguments.no_ignore { Vec::new() } else { formatters::ignore_files(here) };
        Batch { arguments, options, here, folders: Folders::default(), ignore }
    }

    pub fn format(&self, files: Vec<Target>) -> anyhow::Result<Results> {
        let mut results = Results::default();
        let formatters = Formatters::new(self.options.clone());
        for (choice, files) in self.by_choice(files, &mut results) {
            print::before(&formatters, &choice);
            let before = results.files.len();
            match formatters.prettier(&choice) {
                Ok(Some(start)) => self.prettier(start, &files, &mut results),
                Ok(None) => self.program(&choice, &formatters, &files, &mut results),
                Err(error) => results.errors.push(print::sentence(&error)),
            }
            results.formatters.push((choice, results.files.len() - before));
        }
        if self.arguments.staged && self.arguments.writes() {
            let written = results.files.iter().filter(|file| matches!(&file.what, What::Different(_)));
            let written: Vec<&Path> = written.map(|file| file.path.as_path()).collect();
            crate::git::stage(self.here, &written)?;
        }
        Ok(results)
    }

    fn by_choice(&self, files: Vec<Target>, results: &mut Results) -> Vec<(Choice, Vec<Target>)> {
        let mut of_folders: HashMap<PathBuf, Result<Choice, String>> = HashMap::new();
        let mut groups: Vec<(Choice, Vec<Target>)> = Vec::new();
        let mut failed: BTreeMap<String, usize> = BTreeMap::new();
        for target in files {
            let folder = target.path.parent().unwrap_or(&target.path).to_owned();
            let choice = of_folders.entry(folder).or_insert_with(|| {
                choice::choose(&self.folders, &target.path).map_err(|error| print::sentence(&error))
            });
            match choice {
                Ok(choice) => match groups.iter_mut().find(|(other, _)| other.is_same(choice)) {
                    Some((_, targets)) => targets.push(target),
                    None => groups.push((choice.clone(), vec![target])),
                },
                Err(error) => *failed.entry(error.clone()).or_default() += 1,
            }
        }
        results.errors.extend(failed.into_keys());
        groups
    }

    fn prettier(&self, start: Start, files: &[Target], results: &mut Results) {
        let remembered = match self.arguments.no_cache {
            true => Remembered::none(),
            false => Remembered::open(&self.options.cache, program(), &start.prettier, &start.working_folder),
        };
        let plugins = plugins_beside(&start.prettier);
        let ignored = self.ignored();
        let all = Mutex::new(std::mem::take(results));
        let missing = Mutex::new(Vec::new());
        let next = AtomicUsize::new(0);
        let look = || {
            while let Some(target) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                match self.look(target, &remembered, ignored, plugins) {
                    Ok((what, is_remembered)) => {
                        let mut all = lock(&all);
                        let counts = matches!(what, Some(What::Same | What::Different(_)));
                        all.remembered += usize::from(is_remembered && counts);
                        all.files.extend(what.map(|what| self.result(target, what)));
                    }
                    Err(file) => lock(&missing).push(file),
                }
            }
        };
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        std::thread::scope(|scope| {
            for _ in 0..cores.min(files.len() / 16 + 1) {
                scope.spawn(look);
            }
        });
        let mut missing = missing.into_inner().unwrap_or_else(PoisonError::into_inner);
        // The longest first, so that no prettier is left alone with one at the end.
        missing.sort_by_key(|file| (std::cmp::Reverse(file.text.as_ref().map_or(0, String::len)), &file.target.path));
        let wanted = missing.len().div_ceil(FILES_OF_A_WORKER).min(cores);
        let workers = self.arguments.threads.map_or(wanted, |threads| usize::from(threads).min(missing.len()));
        let share = Share { remembered: &remembered, missing: &missing, next: &AtomicUsize::new(0), results: &all };
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| self.work(&start, &share));
            }
        });
        *results = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        remembered.save();
    }

    /// What is to be told of a file without a prettier (nothing, of one that is not known and not named), and whether it is remembered.
    fn look<'t>(
        &self,
        target: &'t Target,
        remembered: &Remembered,
        ignored: u64,
        plugins: u64,
    ) -> Result<(Option<What>, bool), Missing<'t>> {
        let path = &target.path;
        if !self.arguments.no_ignore && target.is_named && formatters::is_installed(path) {
            return Ok((Some(What::Ignored), false));
        }
        // Of files without an extension it makes a difference whether they are named.
        let configurations = formatters::configurations(&self.folders, path) ^ plugins ^ u64::from(target.is_named);
        let by_name = formatters::is_known_by_name(path).then(|| remembered.key(path, configurations, ignored, None));
        if let Some(outcome) = by_name.and_then(|key| remembered.get(key)) {
            return Ok((self.told(target, outcome, None), false));
        }
        let bytes = match &target.content {
            Some(content) => content.clone(),
            None => match fs::read(path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let error = FormatError::Failed(format!("it can't be read: {error}"));
                    return Ok((Some(What::Failed(error, String::new())), false));
                }
            },
        };
        let key = remembered.key(path, configurations, ignored, Some(&bytes));
        let text = String::from_utf8(bytes).ok();
        match (remembered.get(key), text) {
            (Some(outcome), text) => Ok((self.told(target, outcome, text), true)),
            (None, text) => Err(Missing { target, text, key, by_name }),
        }
    }

    /// Formats files that nothing is remembered of, one after the other, until there are none left.
    fn work(&self, start: &Start, share: &Share) {
        let mut worker = None;
        let mut failures = 0;
        while let Some(file) = share.missing.get(share.next.fetch_add(1, Ordering::Relaxed)) {
            let request = Request {
                path: &file.target.path,
                text: file.text.as_deref(),
                is_named: file.target.is_named,
                ignore: &self.ignore,
                range: None,
            };
            let answer = match ready(&mut worker, start) {
                Ok(worker) => worker.format(request, &|| true),
                Err(error) => Err(error),
            };
            if let Some(worker) = &mut worker {
                share.remembered.used(std::mem::take(&mut worker.used), worker.started());
            }
            let what = match answer {
                Ok(outcome) => {
                    failures = 0;
                    self.keep(file, &outcome, share.remembered);
                    match (&file.text, &outcome) {
                        (None, Outcome::Same) => {
                            let error = FormatError::Failed("it is not UTF-8, and is left as it is".to_owned());
                            Some(What::Failed(error, String::new()))
                        }
                        _ => self.told(file.target, outcome, file.text.clone()),
                    }
                }
                Err(error) => {
                    if matches!(error, FormatError::Ended { .. } | FormatError::TimedOut { .. }) {
                        worker = None;
                        failures += 1;
                    }
                    Some(What::Failed(error, file.text.clone().unwrap_or_default()))
                }
            };
            lock(share.results).files.extend(what.map(|what| self.result(file.target, what)));
            if failures == FAILURES {
                // The others fail in the same way.
                share.next.store(share.missing.len(), Ordering::Relaxed);
            }
        }
        for line in
            worker.map(|worker| worker.said()).unwrap_or_default().lines().filter(|line| !line.trim().is_empty())
        {
            report::note(&format!("prettier says: {}", line.trim_start_matches("[warn] ")));
        }
    }

    fn keep(&self, file: &Missing, outcome: &Outcome, remembered: &Remembered) {
        match (outcome, file.by_name) {
            (Outcome::Ignored | Outcome::Unknown, Some(by_name)) => remembered.put(by_name, outcome),
            (Outcome::Same, _) if file.text.is_none() => {}
            _ => remembered.put(file.key, outcome),
        }
    }

    /// What is to be told of an outcome; where files are to be written, this one is.
    fn told(&self, target: &Target, outcome: Outcome, text: Option<String>) -> Option<What> {
        match outcome {
            Outcome::Same => Some(What::Same),
            Outcome::Unknown if self.arguments.ignore_unknown => None,
            Outcome::Unknown => target.is_named.then_some(What::Unknown),
            Outcome::Ignored => target.is_named.then_some(What::Ignored),
            Outcome::Formatted(after) => {
                let before = text.unwrap_or_default();
                if !self.arguments.writes() {
                    return Some(What::Different(self.arguments.diff.then_some((before, after))));
                }
                if target.content.is_some() {
                    let error =
                        "what is staged is not formatted, and not written: the file has changes that are not staged";
                    return Some(What::Failed(FormatError::Failed(error.to_owned()), before));
                }
                Some(match write::replace(&target.path, &before, &after) {
                    Ok(()) => What::Different(None),
                    Err(error) => What::Failed(FormatError::Failed(format!("it can't be written: {error}")), before),
                })
            }
        }
    }

    fn program(&self, choice: &Choice, formatters: &Formatters, files: &[Target], results: &mut Results) {
        let Install::Program { path, working_folder, .. } = &choice.install else { return };
        let program = Program { tool: choice.tool, path, working_folder, limit: self.options.limit };
        // What is told in texts goes one by one.
        let (in_texts, on_disk): (Vec<&Target>, Vec<&Target>) =
            files.iter().partition(|target| target.content.is_some() || self.arguments.diff);
        for target in in_texts {
            let bytes = target.content.clone().map_or_else(|| fs::read(&target.path), Ok);
            let Some(text) = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
            let asked = formatters::Text { path: &target.path, text: &text, range: None, root: self.here };
            let what = match formatters.format(&asked, choice, &|| true) {
                Ok(outcome) => self.told(target, outcome, Some(text)),
                Err(_) if !target.is_named && target.content.is_none() => None,
                Err(error) => Some(What::Failed(error, text)),
            };
            results.files.extend(what.map(|what| self.result(target, what)));
        }
        let paths: Vec<PathBuf> = on_disk.iter().map(|target| target.path.clone()).collect();
        let many = if self.arguments.writes() { program.write(&paths) } else { program.check(&paths) };
        let Many { different, errors } =
            many.unwrap_or_else(|error| Many { errors: vec![print::sentence(&error)], ..Many::default() });
        results.errors.extend(errors);
        for target in on_disk {
            let is_different = different.contains(&target.path);
            results.files.push(self.result(target, if is_different { What::Different(None) } else { What::Same }));
        }
    }

    fn result(&self, target: &Target, what: What) -> FileResult {
        FileResult { path: target.path.clone(), shown: shown(&target.path, self.here), what }
    }

    /// A hash of the ignore files that count.
    fn ignored(&self) -> u64 {
        let mut hasher = Xxh3::new();
        for path in &self.ignore {
            hasher.update(path.as_os_str().as_encoded_bytes());
            hasher.update(&fs::read(path).unwrap_or_default());
        }
        hasher.digest()
    }
}

fn ready<'w>(worker: &'w mut Option<Worker>, start: &Start) -> Result<&'w mut Worker, FormatError> {
    match worker {
        Some(worker) => Ok(worker),
        None => {
            let started = Worker::new(start.clone());
            let started =
                started.map_err(|error| FormatError::Failed(format!("prettier can't be started: {error}")))?;
            Ok(worker.insert(started))
        }
    }
}

/// A hash of the plugins that lie beside a prettier: before version 3 it loads them unasked.
fn plugins_beside(prettier: &Path) -> u64 {
    let entries = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    };
    let Some(installed) = prettier.parent() else { return 0 };
    let is_scope = |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"@"));
    let (scopes, packages): (Vec<PathBuf>, Vec<PathBuf>) = entries(installed).into_iter().partition(is_scope);
    let packages = packages.into_iter().chain(scopes.iter().flat_map(|scope| entries(scope)));
    let mut plugins: Vec<PathBuf> = packages.filter(|path| path.to_string_lossy().contains("plugin-")).collect();
    plugins.sort();
    let mut hasher = Xxh3::new();
    for plugin in plugins {
        hasher.update(plugin.as_os_str().as_encoded_bytes());
        hasher.update(&fs::read(plugin.join("package.json")).unwrap_or_default());
    }
    hasher.digest()
}

/// Another build of the same version may ask in another way.
fn program() -> u64 {
    let metadata = std::env::current_exe().and_then(fs::metadata);
    let written = metadata.as_ref().ok().and_then(|metadata| metadata.modified().ok());
    let length = metadata.map_or(0, |metadata| metadata.len());
    xxh3_64(format!("{} {length} {written:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

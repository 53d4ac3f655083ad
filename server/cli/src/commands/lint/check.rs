//! The rules over all files, on all processors.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use lint::Linted;
use lint::config::Configs;

use super::cache::Cache;
use super::encoded::Entry;
use super::environment::Packages;
use super::results::{BYTE_ORDER_MARK, FileResult, Found as Problem, Results};
use super::walk::{Found, shown};
use crate::arguments::LintArguments;

/// As much stack as a thread has; the parser takes more where a text nests deeply.
const STACK: usize = 8 << 20;

/// Larger files are data, or what a bundler has made.
const LARGEST: u64 = 4 << 20;

/// A text of this size with lines like these was written by a program.
const SMALL: usize = 5_000;
const LONGEST_LINE: usize = 5_000;
const LONG_LINES: usize = 200;

pub struct Checker<'c> {
    configs: &'c Configs,
    here: &'c Path,
    packages: Packages,
    cache: Cache,
    threads: usize,
    is_fixing: bool,
    no_ignore: bool,
    /// Whether comments that suppress nothing are told.
    unused_suppressions: bool,
}

/// What became of one file.
enum Outcome {
    Checked(FileResult),
    Large(PathBuf),
    Minified(PathBuf),
}

impl<'c> Checker<'c> {
    pub fn new(arguments: &LintArguments, configs: &'c Configs, here: &'c Path) -> Checker<'c> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Checker {
            configs,
            here,
            packages: Packages::new(),
            cache: if arguments.no_cache || arguments.stdin { Cache::none() } else { Cache::open(here) },
            threads: arguments.threads.unwrap_or(processors).max(1),
            is_fixing: arguments.fix || arguments.fix_dry_run,
            no_ignore: arguments.no_ignore,
            unused_suppressions: arguments.report_unused_disable_directives,
        }
    }

    /// Looks at files, the largest first, so that no thread is left with one at the end.
    pub fn files(&self, mut found: Vec<Found>) -> anyhow::Result<Results> {
        found.sort_by_key(|file| std::cmp::Reverse(file.length));
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(Vec::with_capacity(found.len()));
        let work = || {
            let mut own = Vec::new();
            while let Some(file) = found.get(next.fetch_add(1, Ordering::Relaxed)) {
                own.push(self.file(file));
            }
            outcomes.lock().unwrap_or_else(PoisonError::into_inner).extend(own);
        };
        thread::scope(|scope| -> std::io::Result<()> {
            for _ in 0..self.threads.min(found.len()) {
                thread::Builder::new().name("lint".to_owned()).stack_size(STACK).spawn_scoped(scope, work)?;
            }
            Ok(())
        })?;
        self.results(outcomes.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes down what was found, for the next time.
    pub fn remember(self) {
        self.cache.save();
    }

    /// Looks at a text that is in no file yet.
    pub fn text(&self, path: &Path, text: String) -> anyhow::Result<Results> {
        self.results(vec![self.check(path, text.into_bytes(), true)])
    }

    fn results(&self, outcomes: Vec<anyhow::Result<Outcome>>) -> anyhow::Result<Results> {
        let mut files = Vec::with_capacity(outcomes.len());
        let (mut large, mut minified) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome? {
                Outcome::Checked(file) => files.push(file),
                Outcome::Large(path) => large.push(path),
                Outcome::Minified(path) => minified.push(path),
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let notes = [self.left_out(large, "larger than 4 MB"), self.left_out(minified, "minified")];
        let notes = notes.into_iter().flatten().collect();
        Ok(Results { files, notes, took: Duration::ZERO, is_written: false })
    }

    /// What is said of files that were not looked at.
    fn left_out(&self, mut paths: Vec<PathBuf>, why: &str) -> Option<String> {
        const SHOWN: usize = 3;
        paths.sort();
        let names: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{}`", shown(path, self.here))).collect();
        let more = paths.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if paths.len() == 1 { "is" } else { "are" };
        let it = if paths.len() == 1 { "it" } else { "them" };
        let list = names.join(", ");
        (!paths.is_empty())
            .then(|| format!("{list}{more} {verb} {why} and left out; name {it} or use `--no-ignore` to look at {it}"))
    }

    fn file(&self, found: &Found) -> anyhow::Result<Outcome> {
        let is_wanted = found.is_named || self.no_ignore;
        if found.length > LARGEST && !is_wanted {
            return Ok(Outcome::Large(found.path.clone()));
        }
        let bytes =
            std::fs::read(&found.path).with_context(|| format!("`{}` can't be read", shown(&found.path, self.here)))?;
        self.check(&found.path, bytes, is_wanted)
    }

    /// `is_wanted`: it is looked at even if a program wrote it.
    fn check(&self, path: &Path, bytes: Vec<u8>, is_wanted: bool) -> anyhow::Result<Outcome> {
        let settings = self.configs.settings(path)?;
        let package = self.packages.of(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extensions = name.split_once('.').map_or("", |(_, extensions)| extensions);
        let wanted = if is_wanted { "wanted" } else { "" };
        let key = self.cache.key(&[&settings.text, package.text(), extensions, wanted], &bytes);
        let known = match self.cache.get(key) {
            Some(Entry::Minified) => return Ok(Outcome::Minified(path.to_owned())),
            None if !is_wanted && is_minified(&bytes) => {
                self.cache.put_minified(key);
                return Ok(Outcome::Minified(path.to_owned()));
            }
            Some(Entry::Linted(linted)) => Some(linted),
            None => None,
        };
        // Node reads bytes that are no text the same way.
        let mut text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let has_mark = text.starts_with(BYTE_ORDER_MARK);
        if has_mark {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
        }
        let language = || package.language(path, &text, &settings);
        let linted = known.unwrap_or_else(|| {
            let linted = lint::lint(&text, &language(), &settings.rules);
            self.cache.put(key, &linted);
            linted
        });
        // A text with characters that stand for what could not be read must not be written back.
        let is_fixable = self.is_fixing
            && linted.problems.iter().any(|problem| !problem.fix.is_empty())
            && !text.contains(char::REPLACEMENT_CHARACTER);
        let (mended, linted) =
            if is_fixable { lint::fixed(&text, &language(), &settings.rules) } else { (None, linted) };
        Ok(Outcome::Checked(FileResult { has_mark, ..self.result(path, text, mended, linted) }))
    }

    fn result(&self, path: &Path, text: String, mended: Option<String>, linted: Linted) -> FileResult {
        let is_mended = mended.as_ref().is_some_and(|mended| *mended != text);
        let text = mended.unwrap_or(text);
        let Linted { mut problems, unused_suppressions, is_parsed } = linted;
        if self.unused_suppressions {
            problems.extend(unused_suppressions);
            problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
        }
        let found = Problem::all(&text, problems);
        let text = if found.is_empty() && !is_mended { String::new() } else { text };
        let (path, shown) = (path.to_owned(), shown(path, self.here));
        FileResult { path, shown, found, is_parsed, text, has_mark: false, is_mended }
    }
}

fn is_minified(bytes: &[u8]) -> bool {
    if bytes.len() < SMALL {
        return false;
    }
    let (mut lines, mut longest) = (0, 0);
    for line in bytes.split(|byte| *byte == b'\n') {
        lines += 1;
        longest = longest.max(line.len());
    }
    longest > LONGEST_LINE || bytes.len() / lines > LONG_LINES
}

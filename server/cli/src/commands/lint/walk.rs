//! Which files are looked at: those named, and in the folders named all JavaScript and TypeScript that nothing leaves out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::bail;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use lint::config::{Config, ConfigError, Configs, Globs};

use crate::arguments::LintArguments;

/// A file that is to be looked at.
pub struct Found {
    pub path: PathBuf,
    pub length: u64,
    /// Whether the command line names the file itself: then it is looked at even if it is minified or large.
    pub is_named: bool,
}

const EXTENSIONS: [&str; 8] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"];

pub fn files(arguments: &LintArguments, configs: &Configs, here: &Path) -> anyhow::Result<Vec<Found>> {
    let ignored = Ignored::new(arguments, configs, here)?;
    let mut found = Vec::new();
    let paths = if arguments.paths.is_empty() { &[PathBuf::from(".")] } else { arguments.paths.as_slice() };
    for named in paths {
        let before = found.len();
        let path = lexically(&here.join(named));
        if path.is_file() {
            if !ignored.holds(&path)? {
                let length = path.metadata().map_or(0, |metadata| metadata.len());
                found.push(Found { path, length, is_named: true });
            }
            continue;
        }
        if path.is_dir() {
            found.extend(in_folder(&path, None, arguments, &ignored)?);
        } else if let Some((folder, globs)) = pattern(&path) {
            found.extend(in_folder(&folder, Some(&globs), arguments, &ignored)?);
        } else {
            bail!("there is no `{}`", named.display());
        }
        if found.len() == before {
            bail!("no JavaScript or TypeScript is to be looked at in `{}`; is all of it ignored?", named.display());
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found.dedup_by(|one, other| one.path == other.path);
    Ok(found)
}

/// A path as a person here would write it.
pub fn shown(path: &Path, here: &Path) -> String {
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

fn in_folder(
    folder: &Path,
    globs: Option<&Globs>,
    arguments: &LintArguments,
    ignored: &Ignored,
) -> anyhow::Result<Vec<Found>> {
    let mut builder = WalkBuilder::new(folder);
    builder.hidden(false).require_git(false).standard_filters(!arguments.no_ignore).hidden(false);
    if !arguments.no_ignore {
        builder.add_custom_ignore_filename(".eslintignore");
    }
    builder.filter_entry(|entry| {
        entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some("node_modules" | ".git"))
    });
    if let Some(threads) = arguments.threads {
        builder.threads(threads);
    }
    let found = Mutex::new(Vec::new());
    let failure: Mutex<Option<ConfigError>> = Mutex::new(None);
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let Some(path) = entry.ok().and_then(source_file) else { return WalkState::Continue };
            if globs.is_some_and(|globs| !globs.matches(&path)) {
                return WalkState::Continue;
            }
            match ignored.holds(&path) {
                Ok(true) => {}
                Ok(false) => {
                    let length = path.metadata().map_or(0, |metadata| metadata.len());
                    lock(&found).push(Found { path, length, is_named: false });
                }
                Err(error) => {
                    lock(&failure).get_or_insert(error);
                    return WalkState::Quit;
                }
            }
            WalkState::Continue
        })
    });
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error.into()),
        None => Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

fn source_file(entry: DirEntry) -> Option<PathBuf> {
    let extension = entry.path().extension()?.to_str()?;
    (EXTENSIONS.contains(&extension) && entry.file_type()?.is_file()).then(|| entry.into_path())
}

/// The folder of a pattern like `src/**/*.js`, and the pattern itself. `None`: it is none.
fn pattern(path: &Path) -> Option<(PathBuf, Globs)> {
    let is_plain = |part: &std::path::Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '{', '[']);
    let folder: PathBuf = path.components().take_while(is_plain).collect();
    let rest = path.strip_prefix(&folder).ok()?.to_str()?;
    if rest.is_empty() || !folder.is_dir() {
        return None;
    }
    let (globs, broken) = Globs::new(&folder, &[format!("/{rest}")], &[]);
    broken.is_empty().then_some((folder, globs))
}

/// What configurations and the command line leave out.
struct Ignored<'c> {
    is_off: bool,
    of_command_line: Gitignore,
    configs: &'c Configs,
    by_config: Mutex<HashMap<PathBuf, Vec<Gitignore>>>,
}

impl<'c> Ignored<'c> {
    fn new(arguments: &LintArguments, configs: &'c Configs, here: &Path) -> anyhow::Result<Ignored<'c>> {
        let mut builder = GitignoreBuilder::new(here);
        for pattern in &arguments.ignore_patterns {
            builder.add_line(None, pattern)?;
        }
        let of_command_line = builder.build()?;
        Ok(Ignored { is_off: arguments.no_ignore, of_command_line, configs, by_config: Mutex::default() })
    }

    fn holds(&self, path: &Path) -> Result<bool, ConfigError> {
        if matches(&self.of_command_line, path) {
            return Ok(true);
        }
        let config = self.configs.of_folder(path.parent().unwrap_or(path))?;
        if self.is_off {
            return Ok(false);
        }
        let mut known = lock(&self.by_config);
        let ignores = known.entry(config.path.clone()).or_insert_with(|| matchers(&config));
        let is_included = config.included.as_ref().is_none_or(|included| included.matches(path));
        Ok(!is_included || ignores.iter().any(|ignore| matches(ignore, path)))
    }
}

fn matchers(config: &Config) -> Vec<Gitignore> {
    let matcher = |(folder, patterns): &(PathBuf, Vec<String>)| {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in patterns {
            // A line that can't be read leaves nothing out, as in a `.gitignore`.
            let _ = builder.add_line(None, pattern);
        }
        builder.build().ok()
    };
    config.ignores.iter().filter_map(matcher).collect()
}

fn matches(ignore: &Gitignore, path: &Path) -> bool {
    !ignore.is_empty() && path.starts_with(ignore.path()) && ignore.matched_path_or_any_parents(path, false).is_ignore()
}

/// Without `.` and `..`, so that a file has one name.
fn lexically(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! Which files are looked at: those named, in the folders named all JavaScript and TypeScript that nothing leaves out, or of these
//! what git says has changed.

use std::cmp::Ordering;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::bail;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use lint::config::{ConfigError, Configs, Globs, is_ignored};

use super::stamp::Stamp;
use crate::arguments::LintArguments;
use crate::git::{Changed, Changes};
use crate::report::shown;

/// A file that is to be looked at.
pub struct Found {
    pub path: PathBuf,
    /// Which one of all it is, in the order of their paths.
    pub place: usize,
    pub length: u64,
    /// Whether the command line names the file itself: then it is looked at even if it is minified or large.
    pub is_named: bool,
    /// The text, where it is another one than the disk has.
    pub content: Option<Vec<u8>>,
    /// By what it is known later whether the file has changed.
    pub stamp: Option<Stamp>,
}

impl Found {
    pub fn on_disk(path: PathBuf, is_named: bool) -> Found {
        let metadata = path.metadata().ok();
        let length = metadata.as_ref().map_or(0, Metadata::len);
        Found { path, place: 0, length, is_named, content: None, stamp: metadata.as_ref().map(Stamp::of) }
    }
}

/// What is to be looked at.
#[derive(Default)]
pub struct Walked {
    /// By their paths.
    pub files: Vec<Found>,
    pub notes: Vec<String>,
    /// The folders that were walked through. `None`: not all could be read.
    pub folders: Option<Vec<PathBuf>>,
}

const EXTENSIONS: [&str; 8] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"];

/// Says what ESLint leaves out, as a `.gitignore` would.
const IGNORE_FILE: &str = ".eslintignore";

pub fn files(arguments: &LintArguments, configs: &Configs, here: &Path) -> anyhow::Result<Walked> {
    let mut walk =
        Walk { arguments, here, ignored: Ignored::new(arguments, configs, here)?, walked: Walked::default() };
    walk.walked.folders = Some(Vec::new());
    match arguments.changes() {
        Some(changes) => walk.changed(&changes)?,
        None if arguments.paths.is_empty() && arguments.pass_on_no_patterns => {}
        None => walk.named()?,
    }
    let Walked { mut files, mut notes, folders } = walk.walked;
    files.sort_by(|one, other| compare(&one.path, &other.path));
    files.dedup_by(|one, other| one.path.as_os_str() == other.path.as_os_str());
    for (place, file) in files.iter_mut().enumerate() {
        file.place = place;
    }
    notes.sort();
    Ok(Walked { files, notes, folders })
}

/// The order of paths, which is that of their parts. They are written plainly, so they need not be taken apart.
pub fn compare(one: &Path, other: &Path) -> Ordering {
    let (one, other) = (one.as_os_str().as_encoded_bytes(), other.as_os_str().as_encoded_bytes());
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    // A part that ends is less than one that goes on.
    let rank = |byte: &u8| if *byte == b'/' { 0 } else { u16::from(*byte) + 1 };
    one.get(same).map(rank).cmp(&other.get(same).map(rank))
}

/// Whether the file at a path would not be looked at if it were named.
pub fn is_left_out(arguments: &LintArguments, configs: &Configs, path: &Path, here: &Path) -> anyhow::Result<bool> {
    let ignored = Ignored::new(arguments, configs, here)?;
    Ok(ignored.holds(path)? || ignored.by_file(path))
}

/// Whether all files are looked at that there are here.
pub fn is_whole(arguments: &LintArguments, here: &Path) -> bool {
    let holds_here = |named: &PathBuf| here.starts_with(source::normalize_lexically(&here.join(named)));
    let is_all = arguments.paths.is_empty() || arguments.paths.iter().any(holds_here);
    is_all && !arguments.stdin && arguments.changes().is_none()
}

/// The folders in which files are looked for.
pub fn folders(arguments: &LintArguments, here: &Path) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for target in targets(arguments, here) {
        match target {
            Target::File(path) => folders.extend(path.parent().map(Path::to_owned)),
            Target::Folder(folder) | Target::Pattern(folder, _) => {
                let entries = walker(&folder, arguments).build().flatten();
                let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
                folders.extend(entries.filter(is_folder).map(DirEntry::into_path));
            }
            Target::Other(_) => {}
        }
    }
    folders
}

/// The files that may say which files of a folder, and of those in it, are not looked at.
pub fn that_leave_out(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = [".gitignore", ".ignore", IGNORE_FILE].map(|name| folder.join(name)).into();
    let of_git = folder.join(".git");
    // A work tree that is not the first has its git folder elsewhere.
    let elsewhere = std::fs::read_to_string(&of_git).ok();
    let of_git = match elsewhere.as_deref().and_then(|text| text.strip_prefix("gitdir:")) {
        Some(elsewhere) => {
            let own = folder.join(elsewhere.trim());
            let common = std::fs::read_to_string(own.join("commondir"));
            common.map_or(own.clone(), |common| own.join(common.trim()))
        }
        None => of_git,
    };
    files.push(of_git.join("info/exclude"));
    files
}

/// The files that may say which rules count in a folder.
pub fn that_configure(folder: &Path) -> Vec<PathBuf> {
    lint::config::NAMES.iter().chain(&["package.json"]).map(|name| folder.join(name)).collect()
}

/// The folders that are walked through, and those of files that are named.
pub fn places(arguments: &LintArguments, here: &Path) -> Vec<PathBuf> {
    let of = |target| match target {
        Target::Folder(folder) | Target::Pattern(folder, _) => Some(folder),
        Target::File(path) => Some(path),
        Target::Other(_) => None,
    };
    targets(arguments, here).into_iter().filter_map(of).collect()
}

/// The folders that are walked through.
pub fn roots(arguments: &LintArguments, here: &Path) -> Vec<PathBuf> {
    let of = |target| match target {
        Target::Folder(folder) | Target::Pattern(folder, _) => Some(folder),
        Target::File(_) | Target::Other(_) => None,
    };
    targets(arguments, here).into_iter().filter_map(of).collect()
}

/// What a path on the command line is.
enum Target {
    File(PathBuf),
    Folder(PathBuf),
    /// A folder, and which files of it.
    Pattern(PathBuf, Globs),
    /// Nothing that can be read.
    Other(PathBuf),
}

fn targets(arguments: &LintArguments, here: &Path) -> Vec<Target> {
    let paths = if arguments.paths.is_empty() { &[PathBuf::from(".")] } else { arguments.paths.as_slice() };
    let target = |named: &PathBuf| {
        let path = source::normalize_lexically(&here.join(named));
        if path.is_file() {
            Target::File(path)
        } else if path.is_dir() {
            Target::Folder(path)
        } else {
            match pattern(&path) {
                Some((folder, globs)) => Target::Pattern(folder, globs),
                None => Target::Other(named.clone()),
            }
        }
    };
    paths.iter().map(target).collect()
}

struct Walk<'c> {
    arguments: &'c LintArguments,
    here: &'c Path,
    ignored: Ignored<'c>,
    walked: Walked,
}

impl Walk<'_> {
    fn named(&mut self) -> anyhow::Result<()> {
        for target in targets(self.arguments, self.here) {
            let (name, is_empty) = match target {
                Target::File(path) => {
                    self.file(path)?;
                    continue;
                }
                Target::Folder(folder) => (shown(&folder, self.here), !self.folder(&folder, None)?),
                Target::Pattern(folder, globs) => (shown(&folder, self.here), !self.folder(&folder, Some(&globs))?),
                Target::Other(_) if self.arguments.no_error_on_unmatched_pattern => continue,
                Target::Other(path) => bail!(unusable(&path, self.here)),
            };
            if is_empty && !self.arguments.no_error_on_unmatched_pattern {
                let name = if name.is_empty() { "." } else { &name };
                bail!("no JavaScript or TypeScript is to be looked at in `{name}`; is all of it ignored?");
            }
        }
        Ok(())
    }

    /// A file that is named itself. Commit hooks name all that is committed, so what is no code is told, and not an error.
    fn file(&mut self, path: PathBuf) -> anyhow::Result<()> {
        let name = shown(&path, self.here);
        let is_code = path.extension().is_none() || is_source(self.arguments, &path);
        if !is_code {
            self.left_out(format!("`{name}` is no JavaScript or TypeScript and is left out"));
        } else if self.ignored.holds(&path)? || self.ignored.by_file(&path) {
            self.left_out(format!("`{name}` is ignored and left out; `--no-ignore` looks at it all the same"));
        } else {
            self.walked.files.push(Found::on_disk(path, true));
        }
        Ok(())
    }

    fn left_out(&mut self, note: String) {
        if !self.arguments.no_warn_ignored {
            self.walked.notes.push(note);
        }
    }

    /// What git says has changed, as far as it lies where the command line says.
    fn changed(&mut self, changes: &Changes) -> anyhow::Result<()> {
        let targets = targets(self.arguments, self.here);
        if let Some(Target::Other(path)) = targets.iter().find(|target| matches!(target, Target::Other(_)))
            && !self.arguments.no_error_on_unmatched_pattern
        {
            bail!(unusable(path, self.here));
        }
        let is_wanted = |path: &Path| {
            targets.iter().any(|target| match target {
                Target::File(file) => path == file,
                Target::Folder(folder) => path.starts_with(folder),
                Target::Pattern(folder, globs) => path.starts_with(folder) && globs.matches(path),
                Target::Other(_) => false,
            })
        };
        let is_installed = |path: &Path| path.components().any(|part| part.as_os_str() == "node_modules");
        for Changed { path, content } in changes.find(self.here)? {
            if is_wanted(&path)
                && is_source(self.arguments, &path)
                && !is_installed(&path)
                && !self.ignored.holds(&path)?
                && !self.ignored.by_file(&path)
            {
                let file = Found::on_disk(path, false);
                let length = content.as_ref().map_or(file.length, |content| content.len() as u64);
                self.walked.files.push(Found { length, content, ..file });
            }
        }
        Ok(())
    }

    /// Whether there is anything to look at.
    fn folder(&mut self, folder: &Path, globs: Option<&Globs>) -> anyhow::Result<bool> {
        let (found, notes) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let folders = Mutex::new(Vec::new());
        let failure: Mutex<Option<ConfigError>> = Mutex::new(None);
        walker(folder, self.arguments).build_parallel().run(|| {
            Box::new(|entry| {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        lock(&notes).push(self.unreadable(&error));
                        return WalkState::Continue;
                    }
                };
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let path = entry.into_path();
                if is_folder {
                    lock(&folders).push(path);
                    return WalkState::Continue;
                }
                if !is_file || !is_source(self.arguments, &path) || globs.is_some_and(|globs| !globs.matches(&path)) {
                    return WalkState::Continue;
                }
                match self.ignored.holds(&path) {
                    Ok(true) => {}
                    Ok(false) => {
                        let file = Found::on_disk(path, false);
                        lock(&found).push(file);
                    }
                    Err(error) => {
                        lock(&failure).get_or_insert(error);
                        return WalkState::Quit;
                    }
                }
                WalkState::Continue
            })
        });
        if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error.into());
        }
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_any = !found.is_empty();
        self.walked.files.extend(found);
        let notes = notes.into_inner().unwrap_or_else(PoisonError::into_inner);
        match self.walked.folders.as_mut().filter(|_| notes.is_empty()) {
            Some(known) => known.extend(folders.into_inner().unwrap_or_else(PoisonError::into_inner)),
            None => self.walked.folders = None,
        }
        self.walked.notes.extend(notes);
        Ok(is_any)
    }

    fn unreadable(&self, error: &ignore::Error) -> String {
        let cause = |error: &ignore::Error| error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        match error {
            ignore::Error::WithDepth { err, .. } => self.unreadable(err),
            ignore::Error::WithPath { path, err } => {
                format!("`{}` can't be read and is left out: {}", shown(path, self.here), cause(err))
            }
            other => cause(other),
        }
    }
}

pub fn is_source(arguments: &LintArguments, path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { return false };
    let is_named = |named: &String| named.trim_start_matches('.') == extension;
    EXTENSIONS.contains(&extension) || arguments.extensions.iter().any(is_named)
}

/// Why nothing can be looked at under a name.
fn unusable(named: &Path, here: &Path) -> String {
    match here.join(named).metadata() {
        Ok(_) => format!("`{}` is neither a file nor a folder", named.display()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("there is no `{}`", named.display()),
        Err(error) => format!("`{}` can't be read: {error}", named.display()),
    }
}

fn walker(folder: &Path, arguments: &LintArguments) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(!arguments.no_ignore).hidden(false).require_git(false);
    if !arguments.no_ignore {
        builder.add_custom_ignore_filename(IGNORE_FILE);
    }
    builder.filter_entry(|entry| {
        entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some("node_modules" | ".git"))
    });
    if let Some(threads) = arguments.threads {
        builder.threads(threads);
    }
    builder
}

/// The folder of a pattern like `src/**/*.js`, and the pattern itself. `None`: it is none.
fn pattern(path: &Path) -> Option<(PathBuf, Globs)> {
    let is_plain = |part: &Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '{', '[']);
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
    of_configs: lint::config::Ignored,
}

impl<'c> Ignored<'c> {
    fn new(arguments: &LintArguments, configs: &'c Configs, here: &Path) -> anyhow::Result<Ignored<'c>> {
        let mut builder = GitignoreBuilder::new(here);
        for pattern in &arguments.ignore_patterns {
            builder.add_line(None, pattern)?;
        }
        let of_command_line = builder.build()?;
        Ok(Ignored { is_off: arguments.no_ignore, of_command_line, configs, of_configs: Default::default() })
    }

    fn holds(&self, path: &Path) -> Result<bool, ConfigError> {
        if is_ignored(&self.of_command_line, path) {
            return Ok(true);
        }
        let config = self.configs.of_folder(path.parent().unwrap_or(path))?;
        Ok(!self.is_off && self.of_configs.holds(&config, path))
    }

    /// Whether a file says so that lies beside it or above. Walking through a folder heeds such files by itself.
    fn by_file(&self, path: &Path) -> bool {
        !self.is_off
            && path.ancestors().skip(1).any(|folder| {
                let file = folder.join(IGNORE_FILE);
                file.is_file() && is_ignored(&Gitignore::new(file).0, path)
            })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

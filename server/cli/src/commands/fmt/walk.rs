//! Which files are looked at: those named, and all in the folders named that nothing leaves out. Which of them there is something to
//! format in, the formatter says.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, bail};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::{WalkBuilder, WalkState};

use crate::arguments::fmt::FmtArguments;
use crate::git::Changes;

/// A file that is to be looked at.
pub struct Target {
    pub path: PathBuf,
    /// Whether the command line names the file itself.
    pub is_named: bool,
    /// The text, where it is another one than the disk has.
    pub content: Option<Vec<u8>>,
}

/// Folders that no one means.
const LEFT_OUT: [&str; 6] = ["node_modules", ".git", ".sl", ".svn", ".hg", ".jj"];

pub fn files(arguments: &FmtArguments, here: &Path) -> anyhow::Result<Vec<Target>> {
    let (excluded, named) = patterns(&arguments.paths, here)?;
    let is_excluded = |path: &Path| excluded.is_match(path);
    let mut found = match arguments.changes() {
        Some(changes) => changed(&changes, here, &named)?,
        None => {
            let mut found = Vec::new();
            for path in &named {
                in_path(arguments, here, path, &mut found)?;
            }
            found
        }
    };
    found.retain(|target| !is_excluded(&target.path));
    found.sort_by(|one, other| (&one.path, other.is_named).cmp(&(&other.path, one.is_named)));
    found.dedup_by(|one, other| one.path == other.path);
    Ok(found)
}

/// What git says has changed below the paths that are named.
fn changed(changes: &Changes, here: &Path, named: &[PathBuf]) -> anyhow::Result<Vec<Target>> {
    let wanted: Vec<(PathBuf, Option<GlobSet>)> = named
        .iter()
        .map(|path| {
            let path = source::normalize_lexically(&here.join(path));
            Ok(if path.exists() {
                (path, None)
            } else {
                pattern(&path)?.map_or((path, None), |(at, set)| (at, Some(set)))
            })
        })
        .collect::<anyhow::Result<_>>()?;
    let is_wanted = |path: &Path| {
        let is_below = |(folder, set): &(PathBuf, Option<GlobSet>)| {
            path.starts_with(folder) && set.as_ref().is_none_or(|set| set.is_match(path))
        };
        wanted.iter().any(is_below)
            && !path.components().any(|part| LEFT_OUT.iter().any(|name| part.as_os_str() == *name))
    };
    let found = changes.find(here)?.into_iter().filter(|file| is_wanted(&file.path));
    Ok(found.map(|file| Target { path: file.path, is_named: false, content: file.content }).collect())
}

/// The patterns with `!` before them, and the rest.
fn patterns(paths: &[PathBuf], here: &Path) -> anyhow::Result<(GlobSet, Vec<PathBuf>)> {
    let mut excluded = GlobSetBuilder::new();
    let mut named = Vec::new();
    for path in paths {
        match path.to_str().and_then(|path| path.strip_prefix('!')).filter(|_| !path.exists()) {
            Some(pattern) => {
                let pattern = source::normalize_lexically(&here.join(pattern));
                excluded.add(glob(&pattern)?);
                excluded.add(glob(&pattern.join("**"))?);
            }
            None => named.push(path.clone()),
        }
    }
    if named.is_empty() {
        named.push(PathBuf::from("."));
    }
    Ok((excluded.build()?, named))
}

fn in_path(arguments: &FmtArguments, here: &Path, named: &Path, found: &mut Vec<Target>) -> anyhow::Result<()> {
    let path = source::normalize_lexically(&here.join(named));
    let before = found.len();
    if path.is_file() {
        found.push(Target { path, is_named: true, content: None });
        return Ok(());
    } else if path.is_dir() {
        in_folder(arguments, &path, None, found);
    } else if let Some((folder, set)) = pattern(&path)? {
        in_folder(arguments, &folder, Some(&set), found);
    } else {
        bail!("there is no `{}`", named.display());
    }
    if found.len() == before {
        bail!("no file is to be formatted in `{}`; is all of it ignored?", named.display());
    }
    Ok(())
}

fn in_folder(arguments: &FmtArguments, folder: &Path, set: Option<&GlobSet>, found: &mut Vec<Target>) {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).standard_filters(!arguments.no_ignore).hidden(false);
    builder.filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| LEFT_OUT.contains(&name))
    });
    let all = Mutex::new(found);
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let file = entry.ok().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            let Some(path) = file.map(ignore::DirEntry::into_path) else { return WalkState::Continue };
            if set.is_none_or(|set| set.is_match(&path)) {
                let target = Target { path, is_named: false, content: None };
                all.lock().unwrap_or_else(PoisonError::into_inner).push(target);
            }
            WalkState::Continue
        })
    });
}

/// The folder of a pattern like `src/**/*.js`, and the pattern itself. `None`: it is none.
fn pattern(path: &Path) -> anyhow::Result<Option<(PathBuf, GlobSet)>> {
    let is_plain = |part: &std::path::Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '{', '[']);
    let folder: PathBuf = path.components().take_while(is_plain).collect();
    if folder == path || !folder.is_dir() {
        return Ok(None);
    }
    Ok(Some((folder, GlobSetBuilder::new().add(glob(path)?).build()?)))
}

fn glob(path: &Path) -> anyhow::Result<Glob> {
    let text = path.to_str().context("a pattern is to be UTF-8")?;
    Ok(GlobBuilder::new(text).literal_separator(true).build()?)
}

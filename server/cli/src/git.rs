//! What has changed, as `git` itself tells it: `--changed`, `--staged`, `--since`.
//!
//! Paths are asked for with `-z`, so that none of them is quoted. What is asked of git is about the whole repository; what of it is
//! wanted, the caller says.
//!
//! Staged files are looked at as they are staged: where the disk has another text (changes that are not staged), the staged one is
//! taken from the repository, and is not mended, since it is nowhere to be written.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, bail};

/// Which changes are meant.
pub enum Changes {
    Uncommitted,
    Staged,
    Since(String),
}

/// A file that has changed.
pub struct Changed {
    pub path: PathBuf,
    /// The text that is staged, where the disk has another one.
    pub content: Option<Vec<u8>>,
}

/// Files that are there in some text: not those that were deleted.
const PRESENT: &str = "--diff-filter=ACMRT";

impl Changes {
    /// What the three options of a command ask for.
    pub fn of(changed: bool, staged: bool, since: Option<&str>) -> Option<Changes> {
        match since {
            Some(reference) => Some(Changes::Since(reference.to_owned())),
            None if staged => Some(Changes::Staged),
            None => changed.then_some(Changes::Uncommitted),
        }
    }

    /// # Errors
    /// If there is no git, `here` is in no repository, or git does not know what is asked for.
    pub fn find(&self, here: &Path) -> anyhow::Result<Vec<Changed>> {
        let repository = Repository::of(here)?;
        let paths = match self {
            Changes::Staged => return repository.staged(),
            Changes::Uncommitted if !repository.has_commits()? => repository.list(&["ls-files", "-z"])?,
            Changes::Uncommitted => repository.list(&["diff", "--name-only", "-z", "--no-renames", PRESENT, "HEAD"])?,
            Changes::Since(reference) => {
                let base = repository.base(reference)?;
                repository.list(&["diff", "--name-only", "-z", "--no-renames", PRESENT, &base])?
            }
        };
        let new = repository.list(&["ls-files", "-z", "--others", "--exclude-standard"])?;
        let files = paths.into_iter().chain(new).filter(|path| is_plain_file(path));
        Ok(files.map(|path| Changed { path, content: None }).collect())
    }
}

/// Takes mended files into what is to be committed.
pub fn stage(here: &Path, paths: &[&Path]) -> anyhow::Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let repository = Repository::of(here)?;
    let input: Vec<u8> = paths
        .iter()
        .filter_map(|path| path.strip_prefix(&repository.top).ok())
        .flat_map(|path| path.as_os_str().as_bytes().iter().copied().chain([0]))
        .collect();
    let output = repository.run(&["update-index", "-z", "--stdin"], Some(&input))?;
    if !output.status.success() {
        bail!("what was mended can't be staged: {}", said(&output));
    }
    Ok(())
}

struct Repository {
    /// Its top folder.
    top: PathBuf,
}

impl Repository {
    fn of(here: &Path) -> anyhow::Result<Repository> {
        let output = git(here, &["rev-parse", "--show-cdup"], None)?;
        if !output.status.success() {
            let told = said(&output);
            if told.contains("not a git repository") {
                bail!("`{}` is in no git repository, so it can't be told what has changed", here.display());
            }
            bail!("git can't tell what has changed: {told}");
        }
        let up = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
        Ok(Repository { top: source::normalize_lexically(&here.join(OsStr::from_bytes(up))) })
    }

    fn has_commits(&self) -> anyhow::Result<bool> {
        Ok(self.run(&["rev-parse", "--verify", "--quiet", "HEAD"], None)?.status.success())
    }

    /// Where the work since `reference` began: what others have done there meanwhile is none of it.
    fn base(&self, reference: &str) -> anyhow::Result<String> {
        let commit = format!("{reference}^{{commit}}");
        let known = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], None)?;
        if !known.status.success() {
            bail!("git knows no commit `{reference}`; where only a part of the history is there, fetch it first");
        }
        let commit = one_line(&known);
        let base = self.run(&["merge-base", &commit, "HEAD"], None)?;
        Ok(if base.status.success() { one_line(&base) } else { commit })
    }

    /// What is staged.
    fn staged(&self) -> anyhow::Result<Vec<Changed>> {
        let raw = self.output(&["diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", PRESENT])?;
        let unstaged: HashSet<PathBuf> =
            self.list(&["diff", "--name-only", "-z", "--no-renames"])?.into_iter().collect();
        let mut changed = Vec::new();
        let mut fields = raw.split(|byte| *byte == 0);
        while let (Some(about), Some(path)) = (fields.next(), fields.next()) {
            let about = String::from_utf8_lossy(about);
            let mut words = about.trim_start_matches(':').split(' ').skip(1);
            let (Some(mode), Some(object)) = (words.next(), words.nth(1)) else { continue };
            // Neither links nor repositories in the repository.
            if !mode.starts_with("100") {
                continue;
            }
            let path = self.top.join(OsStr::from_bytes(path));
            let content = match unstaged.contains(&path) {
                true => Some(self.output(&["cat-file", "blob", object])?),
                false => None,
            };
            changed.push(Changed { path, content });
        }
        Ok(changed)
    }

    fn list(&self, arguments: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
        let output = self.output(arguments)?;
        let paths = output.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| self.top.join(OsString::from_vec(path.to_vec()))).collect())
    }

    fn output(&self, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
        let output = self.run(arguments, None)?;
        if !output.status.success() {
            bail!("`git {}` failed: {}", arguments[0], said(&output));
        }
        Ok(output.stdout)
    }

    fn run(&self, arguments: &[&str], input: Option<&[u8]>) -> anyhow::Result<Output> {
        git(&self.top, arguments, input)
    }
}

fn git(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> anyhow::Result<Output> {
    let mut command = Command::new("git");
    // Nothing of the user's settings may change what is printed.
    command.args([
        "--no-optional-locks",
        "--literal-pathspecs",
        "-c",
        "core.quotePath=false",
        "-c",
        "core.fsmonitor=false",
    ]);
    command.args(arguments).current_dir(folder).env("LC_ALL", "C");
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            anyhow::anyhow!("there is no `git` on this machine, and only it knows what has changed")
        }
        _ => anyhow::Error::new(error).context("git can't be run"),
    })?;
    if let Some((mut pipe, input)) = child.stdin.take().zip(input) {
        pipe.write_all(input).context("git does not read")?;
    }
    child.wait_with_output().context("git can't be run")
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ").to_owned()
}

fn one_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn is_plain_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

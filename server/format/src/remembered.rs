//! What came out for a text is remembered, and all that it depends on, so that a prettier runs only for what has changed.
//!
//! ```text
//! <cache folder>/format/
//!   9a41…      of one prettier in one project, named after a hash of the two places:
//!              a checksum, and JSON: the files that prettier has loaded, read and looked for with hashes of what
//!              they hold, and what came out by keys
//! ```
//!
//! A key is a hash of a file's path and text, of the configurations around it, of the ignore files, and of this program. If one of
//! the files that prettier has read is another one now (a plugin, a module that a configuration imports, a tailwind.config.js),
//! nothing counts any more. No time of any file is asked for, so what is remembered is right after a checkout.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::worker::Used;
use crate::{Outcome, folder};

/// What was not asked for is kept up to so many bytes of texts: another run may be about another part of the project.
const LIMIT: usize = 16 << 20;

/// A prettier that reads more than so many files is not remembered.
const MOST_FILES: usize = 20_000;

/// Files that were written longer ago go.
const LONG: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Of the JSON that follows.
const CHECKSUM: usize = 16;

pub type Key = u128;

#[derive(Serialize, Deserialize, Default)]
struct Kept {
    /// What prettier has read, and a hash of what was there.
    read: BTreeMap<PathBuf, u64>,
    /// Folders whose names it has asked for, and a hash of these.
    listed: BTreeMap<PathBuf, u64>,
    /// By keys, as hexadecimal digits.
    outcomes: HashMap<String, Entry>,
}

#[derive(Serialize, Deserialize, Clone)]
enum Entry {
    #[serde(rename = "s")]
    Same,
    #[serde(rename = "f")]
    Formatted(String),
    #[serde(rename = "i")]
    Ignored,
    #[serde(rename = "u")]
    Unknown,
}

/// What is remembered of one prettier in one project.
pub struct Remembered {
    /// `None`: nothing is remembered.
    path: Option<PathBuf>,
    program: u64,
    old: Kept,
    new: Mutex<New>,
}

#[derive(Default)]
struct New {
    outcomes: HashMap<Key, Entry>,
    read: BTreeMap<PathBuf, u64>,
    listed: BTreeMap<PathBuf, u64>,
    /// Something has changed while a worker ran: what came out may be of the state before or after.
    is_doubtful: bool,
}

impl Remembered {
    /// One that forgets.
    pub fn none() -> Remembered {
        Remembered { path: None, program: 0, old: Kept::default(), new: Mutex::default() }
    }

    /// `program`: a hash of what Lode is, `prettier` and `working_folder`: which prettier, and where it runs.
    pub fn open(cache: &Path, program: u64, prettier: &Path, working_folder: &Path) -> Remembered {
        let mut hasher = Xxh3::new();
        for part in [prettier, working_folder] {
            hasher.update(part.as_os_str().as_encoded_bytes());
            hasher.update(&[0]);
        }
        let path = cache.join("format").join(format!("{:016x}", hasher.digest()));
        let old = read(&path).filter(Kept::holds).unwrap_or_default();
        Remembered { path: Some(path), program, old, new: Mutex::default() }
    }

    /// The key of a file. `text`: `None` for what is true whatever it holds.
    pub fn key(&self, path: &Path, configurations: u64, ignored: u64, text: Option<&[u8]>) -> Key {
        if self.path.is_none() {
            return 0;
        }
        let mut hasher = Xxh3::new();
        for number in [self.program, configurations, ignored, u64::from(text.is_some())] {
            hasher.update(&number.to_le_bytes());
        }
        let path = path.as_os_str().as_encoded_bytes();
        hasher.update(&(path.len() as u64).to_le_bytes());
        hasher.update(path);
        hasher.update(text.unwrap_or_default());
        hasher.digest128()
    }

    pub fn get(&self, key: Key) -> Option<Outcome> {
        if self.old.outcomes.is_empty() {
            return None;
        }
        Some(match self.old.outcomes.get(&format!("{key:032x}"))? {
            Entry::Same => Outcome::Same,
            Entry::Formatted(text) => Outcome::Formatted(text.clone()),
            Entry::Ignored => Outcome::Ignored,
            Entry::Unknown => Outcome::Unknown,
        })
    }

    pub fn put(&self, key: Key, outcome: &Outcome) {
        if self.path.is_none() {
            return;
        }
        let entry = match outcome {
            Outcome::Same => Entry::Same,
            Outcome::Formatted(text) => Entry::Formatted(text.clone()),
            Outcome::Ignored => Entry::Ignored,
            Outcome::Unknown => Entry::Unknown,
        };
        self.fresh().outcomes.insert(key, entry);
    }

    /// Takes down what a worker, started at this time, has used.
    pub fn used(&self, used: Used, started: SystemTime) {
        if self.path.is_none() {
            return;
        }
        let mut new = self.fresh();
        for (paths, are_listed) in [(used.read, false), (used.listed, true)] {
            for path in paths.into_iter().filter(|path| are_listed || !is_in_keys(path)) {
                let is_known = if are_listed { new.listed.contains_key(&path) } else { new.read.contains_key(&path) };
                if is_known {
                    continue;
                }
                let is_fresh = fs::metadata(&path).and_then(|metadata| metadata.modified());
                new.is_doubtful |= is_fresh.is_ok_and(|modified| modified >= started);
                let hash = if are_listed { names(&path) } else { content(&path) };
                if are_listed {
                    new.listed.insert(path, hash)
                } else {
                    new.read.insert(path, hash)
                };
            }
        }
    }

    /// Writes what is new. That it can't be written is no one's trouble.
    pub fn save(self) {
        let Remembered { path, old, new, .. } = self;
        let new = new.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = path.filter(|_| !new.outcomes.is_empty() && !new.is_doubtful) else { return };
        let mut kept = Kept { read: old.read, listed: old.listed, outcomes: HashMap::new() };
        kept.read.extend(new.read);
        kept.listed.extend(new.listed);
        if kept.read.len() + kept.listed.len() > MOST_FILES {
            return;
        }
        let new = new.outcomes.into_iter().map(|(key, entry)| (format!("{key:032x}"), entry));
        kept.outcomes.extend(new);
        let mut size: usize = kept.outcomes.values().map(Entry::size).sum();
        for (key, entry) in old.outcomes {
            size += entry.size();
            if size > LIMIT {
                break;
            }
            kept.outcomes.entry(key).or_insert(entry);
        }
        let _ = write(&path, &kept).and_then(|()| clean_up(path.parent().unwrap_or(&path)));
    }

    fn fresh(&self) -> std::sync::MutexGuard<'_, New> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn size(&self) -> usize {
        match self {
            Entry::Formatted(text) => text.len() + 40,
            _ => 40,
        }
    }
}

impl Kept {
    /// Whether all that prettier has read is still there as it was.
    fn holds(&self) -> bool {
        self.read.iter().all(|(path, hash)| content(path) == *hash)
            && self.listed.iter().all(|(path, hash)| names(path) == *hash)
    }
}

/// Whether what such a file holds is in the keys already: prettier looks for its configurations everywhere above a file.
fn is_in_keys(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let is_ours = folder::counts(name) || name == ".prettierignore" || name == ".gitignore";
    is_ours && !path.components().any(|part| part.as_os_str() == "node_modules")
}

/// A hash of what is at a path: of a file's bytes, or that it is a folder, or nothing.
fn content(path: &Path) -> u64 {
    match fs::read(path) {
        Ok(bytes) => xxh3_64(&bytes),
        Err(_) if path.is_dir() => 1,
        Err(_) => 0,
    }
}

fn names(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    let mut hasher = Xxh3::new();
    for name in names {
        hasher.update(name.as_encoded_bytes());
        hasher.update(&[0]);
    }
    hasher.digest()
}

fn read(path: &Path) -> Option<Kept> {
    let text = fs::read(path).ok()?;
    let (checksum, json) = text.split_at_checked(CHECKSUM)?;
    (format!("{:016x}", xxh3_64(json)).as_bytes() == checksum).then(|| serde_json::from_slice(json).ok())?
}

fn write(path: &Path, kept: &Kept) -> io::Result<()> {
    let json = serde_json::to_vec(kept)?;
    let mut text = format!("{:016x}", xxh3_64(&json)).into_bytes();
    text.extend_from_slice(&json);
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut beside, &text)?;
    beside.persist(path)?;
    Ok(())
}

/// Takes away what belongs to projects that no one has formatted for long.
fn clean_up(folder: &Path) -> io::Result<()> {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder)?.flatten() {
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        if written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > LONG)) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_right_or_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let plugin = folder.path().join("plugin.js");
        fs::write(&plugin, "one").unwrap();
        let open = || Remembered::open(folder.path(), 1, Path::new("/prettier"), Path::new("/"));
        let key = |kept: &Remembered, text: &str| kept.key(Path::new("/a.js"), 7, 8, Some(text.as_bytes()));
        let later = SystemTime::now() + Duration::from_secs(60);
        let remember = || {
            let kept = open();
            kept.put(key(&kept, "a"), &Outcome::Formatted("a;".to_owned()));
            let missing = folder.path().join("missing");
            kept.used(Used { read: vec![plugin.clone(), missing], listed: vec![] }, later);
            kept.save();
        };
        remember();
        let kept = open();
        assert_eq!(kept.get(key(&kept, "a")), Some(Outcome::Formatted("a;".to_owned())));
        assert_eq!(kept.get(key(&kept, "b")), None);
        for (file, text) in [("plugin.js", "two"), ("missing", "")] {
            remember();
            fs::write(folder.path().join(file), text).unwrap();
            let kept = open();
            assert_eq!(kept.get(key(&kept, "a")), None, "{file}");
        }
        remember();
        let path = open().path.unwrap();
        let whole = fs::read(&path).unwrap();
        for length in [0, 8, 16, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..length]).unwrap();
            let kept = open();
            assert_eq!(kept.get(key(&kept, "a")), None, "{length}");
        }
    }

    #[test]
    fn what_has_changed_while_it_ran_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let started = SystemTime::now() - Duration::from_secs(60);
        let plugin = folder.path().join("plugin.js");
        fs::write(&plugin, "one").unwrap();
        let kept = Remembered::open(folder.path(), 1, Path::new("/prettier"), Path::new("/"));
        kept.put(1, &Outcome::Same);
        kept.used(Used { read: vec![plugin], listed: vec![] }, started);
        let path = kept.path.clone().unwrap();
        kept.save();
        assert!(!path.exists());
    }
}

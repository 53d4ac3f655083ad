//! What was found in a text is remembered, so that only what has changed is looked at again.
//!
//! ```text
//! <cache folder>/lint/
//!   9a41…        what was found below one folder, named after a hash of the folder's path:
//!                mark and checksum, the number of entries, a table of (key, start, length), the entries
//! ```
//!
//! A key is a hash of the text and of all that is said of it: the program itself, the settings, what its package says. So nothing
//! is ever stale, and it does not matter when a file was written, where it lies, or which of two runs at once writes last: each
//! writes a whole file beside the place and moves it there. What can't be read back counts as empty.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lint::Linted;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::encoded::{self, Entry};

/// Changes when files of the same program are written differently.
const MARK: &[u8; 8] = b"LODELNT1";

/// Mark, checksum, number of entries.
const HEADER: usize = 8 + 8 + 4;

/// Key, start, length.
const ROW: usize = 16 + 4 + 4;

/// What was not asked for is kept up to this size: another run may be about another part of the project.
const LIMIT: usize = 16 << 20;

/// Files that were written longer ago go.
const LONG: Duration = Duration::from_secs(30 * 24 * 60 * 60);

pub type Key = u128;

pub struct Cache {
    /// `None`: nothing is remembered.
    path: Option<PathBuf>,
    /// A hash of what this program is.
    program: u64,
    bytes: Vec<u8>,
    /// Where in the bytes the entry of a key is.
    old: HashMap<Key, (usize, usize)>,
    new: Mutex<HashMap<Key, Vec<u8>>>,
}

impl Cache {
    /// A cache that forgets.
    pub fn none() -> Cache {
        Cache { path: None, program: 0, bytes: Vec::new(), old: HashMap::new(), new: Mutex::default() }
    }

    /// What is remembered of the files below a folder.
    pub fn open(here: &Path) -> Cache {
        let name = format!("{:016x}", xxh3_64(here.as_os_str().as_encoded_bytes()));
        let path = runtime::cache_folder().join("lint").join(name);
        let bytes = fs::read(&path).unwrap_or_default();
        let old = table(&bytes).unwrap_or_default();
        Cache { path: Some(path), program: program(), bytes, old, new: Mutex::default() }
    }

    /// The key of a text. `said`: all that counts for what is found in it.
    pub fn key(&self, said: &[&str], text: &[u8]) -> Key {
        if self.path.is_none() {
            return 0;
        }
        let mut hasher = Xxh3::new();
        hasher.update(&self.program.to_le_bytes());
        for part in said {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(text);
        hasher.digest128()
    }

    pub fn get(&self, key: Key) -> Option<Entry> {
        let (start, length) = *self.old.get(&key)?;
        encoded::decode(self.bytes.get(start..start + length)?)
    }

    pub fn put(&self, key: Key, linted: &Linted) {
        self.insert(key, || encoded::linted(linted));
    }

    pub fn put_minified(&self, key: Key) {
        self.insert(key, encoded::minified);
    }

    fn insert(&self, key: Key, entry: impl FnOnce() -> Vec<u8>) {
        if self.path.is_some() {
            self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(key, entry());
        }
    }

    /// Writes what is new. That it can't be written is no one's trouble.
    pub fn save(self) {
        let new = self.new.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = self.path.filter(|_| !new.is_empty()) else { return };
        let mut entries: Vec<(Key, &[u8])> = new.iter().map(|(key, entry)| (*key, entry.as_slice())).collect();
        let mut size: usize = entries.iter().map(|(_, entry)| entry.len() + ROW).sum();
        for (key, (start, length)) in self.old {
            size += length + ROW;
            if size > LIMIT {
                break;
            }
            if !new.contains_key(&key) {
                entries.push((key, &self.bytes[start..start + length]));
            }
        }
        let _ = write(&path, &entries).and_then(|()| clean_up(path.parent().unwrap_or(&path)));
    }
}

/// Takes away what belongs to folders that no one has linted for long.
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

fn write(path: &Path, entries: &[(Key, &[u8])]) -> io::Result<()> {
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&[0; 8]);
    bytes.extend_from_slice(&(entries.len() as u32).to_le_bytes());
    let mut start = HEADER + entries.len() * ROW;
    for (key, entry) in entries {
        bytes.extend_from_slice(&key.to_le_bytes());
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
        bytes.extend_from_slice(&(entry.len() as u32).to_le_bytes());
        start += entry.len();
    }
    for (_, entry) in entries {
        bytes.extend_from_slice(entry);
    }
    let checksum = xxh3_64(&bytes[16..]);
    bytes[8..16].copy_from_slice(&checksum.to_le_bytes());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// Where the entries are. `None`: the bytes are not a whole file of this kind.
fn table(bytes: &[u8]) -> Option<HashMap<Key, (usize, usize)>> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let checksum = u64::from_le_bytes(bytes.get(8..16)?.try_into().ok()?);
    if !bytes.starts_with(MARK) || xxh3_64(&bytes[16..]) != checksum {
        return None;
    }
    let rows = bytes.get(HEADER..HEADER + number(16)? * ROW)?.chunks_exact(ROW).enumerate();
    rows.map(|(index, row)| {
        let (start, length) = (number(HEADER + index * ROW + 16)?, number(HEADER + index * ROW + 20)?);
        bytes.get(start..start + length)?;
        Some((Key::from_le_bytes(row[..16].try_into().ok()?), (start, length)))
    })
    .collect()
}

/// Another build of the same version may have other rules.
fn program() -> u64 {
    let metadata = std::env::current_exe().and_then(fs::metadata);
    let written = metadata.as_ref().ok().and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let length = metadata.map_or(0, |metadata| metadata.len());
    let version = env!("CARGO_PKG_VERSION");
    xxh3_64(format!("{version} {length} {}", written.map_or(0, |written| written.as_nanos())).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_broken_files_count_as_empty() {
        let folder = std::env::temp_dir().join(format!("lode-lint-cache-{}", std::process::id()));
        let path = folder.join("file");
        write(&path, &[(7, b"seven"), (u128::MAX, b"")]).unwrap();
        let bytes = fs::read(&path).unwrap();
        let table_of = table(&bytes).unwrap();
        let (start, length) = table_of[&7];
        assert_eq!(&bytes[start..start + length], b"seven");
        assert_eq!(table_of[&u128::MAX].1, 0);
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert!(table(&broken).is_none(), "byte {at}");
            assert!(table(&bytes[..at]).is_none(), "length {at}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}

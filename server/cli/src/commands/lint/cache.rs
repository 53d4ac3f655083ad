//! What was found in a text is remembered, so that only what has changed is looked at again.
//!
//! ```text
//! <cache folder>/lint/
//!   9a41…        what was found below one folder, named after a hash of the folder's path:
//!                mark and checksum, how many rows the tables have,
//!                a table of texts by their keys (key, start, length), a table of files by hashes of their paths
//!                (path, stamp, row of the text), and what was found
//!   9a41….….run  what came of a whole run, see `run`
//! ```
//!
//! The key of a text is a hash of it and of all that is said of it: the program itself, the settings, what its package says. So
//! nothing is ever stale, and it does not matter when a file was written, where it lies, or which of two runs at once writes last:
//! each writes a whole file beside the place and moves it there. What can't be read back counts as empty. The stamp of a file
//! ([`Stamp`]) only saves reading it: where it is another one, the text decides.
//!
//! The tables are looked up in as they lie in the file; nothing is made of them in memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::encoded::{self, Entry};
use super::stamp::Stamp;

/// Changes when files of the same program are written differently.
const MARK: &[u8; 8] = b"LODELNT4";

/// Mark, checksum, number of texts, number of files.
const HEADER: usize = 8 + 8 + 4 + 4;

/// Key, start, length.
const TEXT_ROW: usize = 16 + 4 + 4;

/// Path, stamp, text.
const FILE_ROW: usize = 8 + 8 + 4;

/// What was not asked for is kept up to this size: another run may be about another part of the project.
const LIMIT: usize = 16 << 20;

/// Files that were written longer ago go.
const LONG: Duration = Duration::from_secs(30 * 24 * 60 * 60);

pub type Key = u128;

pub struct Cache {
    /// `None`: nothing is remembered.
    path: Option<PathBuf>,
    /// Someone has named the file, so nothing else may stand beside it than what must.
    is_named: bool,
    /// A hash of what this program is.
    program: u64,
    /// Read when someone asks.
    old: OnceLock<Tables>,
    new: Mutex<New>,
}

/// What was found since.
#[derive(Default)]
struct New {
    texts: HashMap<Key, Vec<u8>>,
    /// Stamps and texts by hashes of paths.
    files: HashMap<u64, (u64, Key)>,
}

/// A file that may be remembered.
#[derive(Clone, Copy)]
pub struct Asked<'f> {
    pub path: &'f Path,
    /// `None`: only its text tells what it is.
    pub stamp: Option<Stamp>,
    /// A hash of what is said of it, as [`Cache::about`] gives it.
    pub about: u64,
}

impl Cache {
    /// A cache that forgets.
    pub fn none() -> Cache {
        Cache { path: None, is_named: false, program: 0, old: OnceLock::new(), new: Mutex::default() }
    }

    /// What is remembered of the files below a folder. `place`: a file, or a folder that files of several projects may share, instead
    /// of the user's own.
    pub fn open(place: Option<&Path>, here: &Path) -> Cache {
        let name = format!("{:016x}", xxh3_64(here.as_os_str().as_encoded_bytes()));
        let is_folder = |place: &Path| place.is_dir() || place.as_os_str().as_encoded_bytes().ends_with(b"/");
        let is_named = place.is_some_and(|place| !is_folder(place));
        let path = match place {
            None => runtime::cache_folder().join("lint").join(name),
            Some(place) if is_folder(place) => here.join(place).join(name),
            Some(place) => here.join(place),
        };
        Cache { path: Some(path), is_named, program: program(), old: OnceLock::new(), new: Mutex::default() }
    }

    fn old(&self) -> &Tables {
        self.old.get_or_init(|| {
            let bytes = self.path.as_ref().and_then(|path| fs::read(path).ok());
            bytes.and_then(Tables::read).unwrap_or_default()
        })
    }

    /// Where a whole run is remembered that is the answer to a question. `None`: nothing is remembered.
    pub fn place_of_run(&self, question: u64) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        Some(if self.is_named {
            path.with_extension("run")
        } else {
            path.with_extension(format!("{question:016x}.run"))
        })
    }

    pub fn forgets(&self) -> bool {
        self.path.is_none()
    }

    /// A hash of all that counts for what is found in a file beside its text.
    pub fn about(&self, said: &[&str]) -> u64 {
        let mut bytes = self.program.to_le_bytes().to_vec();
        for part in said {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        xxh3_64(&bytes)
    }

    pub fn key(&self, about: u64, text: &[u8]) -> Key {
        if self.path.is_none() {
            return 0;
        }
        let mut hasher = Xxh3::new();
        hasher.update(&about.to_le_bytes());
        hasher.update(text);
        hasher.digest128()
    }

    /// What was found in a file, if by its stamp it is as it was then.
    pub fn unchanged(&self, asked: Asked) -> Option<Entry> {
        let stamp = asked.stamp?.hash(asked.about)?;
        let row = self.old().file(hash_of(asked.path)).filter(|row| row.stamp == stamp)?;
        encoded::decode(self.old().found(row.text)?)
    }

    /// What was found in the text with this key, which a file has now.
    pub fn get(&self, asked: Asked, key: Key) -> Option<Entry> {
        let entry = encoded::decode(self.old().found(self.old().text(key)?)?)?;
        self.note(asked, key);
        Some(entry)
    }

    pub fn put(&self, asked: Asked, key: Key, found: impl FnOnce() -> Vec<u8>) {
        if self.path.is_some() {
            let found = found();
            self.fresh().texts.insert(key, found);
            self.note(asked, key);
        }
    }

    fn note(&self, asked: Asked, key: Key) {
        if let Some(stamp) = asked.stamp.and_then(|stamp| stamp.hash(asked.about)) {
            self.fresh().files.insert(hash_of(asked.path), (stamp, key));
        }
    }

    fn fresh(&self) -> MutexGuard<'_, New> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is new. That it can't be written is no one's trouble.
    pub fn save(&self) {
        let New { texts, files } = std::mem::take(&mut *self.fresh());
        let Some(path) = self.path.as_ref().filter(|_| !texts.is_empty() || !files.is_empty()) else { return };
        let bytes = self.old().with(&texts, &files);
        // A folder that someone else has named may hold what is not ours to take away.
        let is_ours = path.starts_with(runtime::cache_folder());
        let _ = write(path, &[&bytes])
            .and_then(|()| if is_ours { clean_up(path.parent().unwrap_or(path)) } else { Ok(()) });
    }
}

fn hash_of(path: &Path) -> u64 {
    xxh3_64(path.as_os_str().as_encoded_bytes())
}

/// A whole file of this kind.
#[derive(Default)]
struct Tables {
    bytes: Vec<u8>,
    texts: usize,
    files: usize,
}

struct FileRow {
    path: u64,
    stamp: u64,
    text: usize,
}

impl Tables {
    /// `None`: the bytes are not a whole file of this kind.
    fn read(bytes: Vec<u8>) -> Option<Tables> {
        let checksum = u64::from_le_bytes(bytes.get(8..16)?.try_into().ok()?);
        if !bytes.starts_with(MARK) || xxh3_64(&bytes[16..]) != checksum {
            return None;
        }
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
        let (texts, files) = (number(16)?, number(20)?);
        bytes.get(..HEADER + texts * TEXT_ROW + files * FILE_ROW)?;
        Some(Tables { bytes, texts, files })
    }

    fn number<const N: usize>(&self, at: usize) -> [u8; N] {
        self.bytes[at..at + N].try_into().unwrap_or([0; N])
    }

    fn key_of(&self, row: usize) -> Key {
        Key::from_le_bytes(self.number(HEADER + row * TEXT_ROW))
    }

    fn file_row(&self, row: usize) -> FileRow {
        let at = HEADER + self.texts * TEXT_ROW + row * FILE_ROW;
        FileRow {
            path: u64::from_le_bytes(self.number(at)),
            stamp: u64::from_le_bytes(self.number(at + 8)),
            text: u32::from_le_bytes(self.number(at + 16)) as usize,
        }
    }

    /// The row of a text.
    fn text(&self, key: Key) -> Option<usize> {
        let row = first(self.texts, |row| self.key_of(row) >= key);
        (row < self.texts && self.key_of(row) == key).then_some(row)
    }

    fn file(&self, path: u64) -> Option<FileRow> {
        let row = first(self.files, |row| self.file_row(row).path >= path);
        (row < self.files).then(|| self.file_row(row)).filter(|row| row.path == path)
    }

    /// What was found in a text, by its row.
    fn found(&self, row: usize) -> Option<&[u8]> {
        if row >= self.texts {
            return None;
        }
        let at = HEADER + row * TEXT_ROW + 16;
        let (start, length) = (u32::from_le_bytes(self.number(at)) as usize, u32::from_le_bytes(self.number(at + 4)));
        self.bytes.get(start..start + length as usize)
    }

    /// The bytes of a file that has what is new as well. Of what is old, the texts that files have come first.
    fn with(&self, texts: &HashMap<Key, Vec<u8>>, files: &HashMap<u64, (u64, Key)>) -> Vec<u8> {
        let mut rows: BTreeMap<u64, (u64, Key)> = BTreeMap::new();
        for row in (0..self.files).map(|row| self.file_row(row)) {
            if row.text < self.texts {
                rows.insert(row.path, (row.stamp, self.key_of(row.text)));
            }
        }
        rows.extend(files.iter().map(|(path, row)| (*path, *row)));
        let wanted: HashSet<Key> = rows.values().map(|(_, key)| *key).collect();
        let mut kept: BTreeMap<Key, &[u8]> = texts.iter().map(|(key, found)| (*key, found.as_slice())).collect();
        let mut size: usize = kept.values().map(|found| found.len() + TEXT_ROW + FILE_ROW).sum();
        for are_wanted in [true, false] {
            for row in 0..self.texts {
                let key = self.key_of(row);
                let Some(found) = self.found(row).filter(|_| wanted.contains(&key) == are_wanted) else { continue };
                if size + found.len() <= LIMIT && !kept.contains_key(&key) {
                    size += found.len() + TEXT_ROW + FILE_ROW;
                    kept.insert(key, found);
                }
            }
        }
        rows.retain(|_, (_, key)| kept.contains_key(key));
        laid_out(&kept, &rows)
    }
}

/// The first of so many rows of which something is so, if it is so of all behind it.
fn first(rows: usize, is_so: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_so(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

fn laid_out(texts: &BTreeMap<Key, &[u8]>, files: &BTreeMap<u64, (u64, Key)>) -> Vec<u8> {
    let keys: Vec<Key> = texts.keys().copied().collect();
    let mut bytes =
        Vec::with_capacity(HEADER + texts.values().map(|found| found.len() + TEXT_ROW + FILE_ROW).sum::<usize>());
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&[0; 8]);
    bytes.extend_from_slice(&(texts.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(files.len() as u32).to_le_bytes());
    let mut start = HEADER + texts.len() * TEXT_ROW + files.len() * FILE_ROW;
    for (key, found) in texts {
        bytes.extend_from_slice(&key.to_le_bytes());
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
        bytes.extend_from_slice(&(found.len() as u32).to_le_bytes());
        start += found.len();
    }
    for (path, (stamp, key)) in files {
        let row = keys.partition_point(|one| one < key) as u32;
        bytes.extend_from_slice(&path.to_le_bytes());
        bytes.extend_from_slice(&stamp.to_le_bytes());
        bytes.extend_from_slice(&row.to_le_bytes());
    }
    for found in texts.values() {
        bytes.extend_from_slice(found);
    }
    let checksum = xxh3_64(&bytes[16..]);
    bytes[8..16].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Writes a whole file beside the place and moves it there.
pub fn write(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&beside)?;
        parts.iter().try_for_each(|part| file.write_all(part))
    };
    write().and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
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
        let texts = HashMap::from([(7, b"seven".to_vec()), (Key::MAX, Vec::new())]);
        let files = HashMap::from([(3, (33, 7)), (1, (11, Key::MAX))]);
        let bytes = Tables::default().with(&texts, &files);
        let tables = Tables::read(bytes.clone()).unwrap();
        assert_eq!(tables.found(tables.text(7).unwrap()), Some(&b"seven"[..]));
        assert_eq!(tables.found(tables.text(Key::MAX).unwrap()), Some(&b""[..]));
        assert!(tables.text(8).is_none() && tables.file(2).is_none());
        let row = tables.file(3).unwrap();
        assert_eq!((row.stamp, tables.found(row.text)), (33, Some(&b"seven"[..])));
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert!(Tables::read(broken).is_none(), "byte {at}");
            assert!(Tables::read(bytes[..at].to_vec()).is_none(), "length {at}");
        }
    }

    #[test]
    fn what_is_new_is_laid_over_what_is_old() {
        let (texts, files) = (HashMap::from([(1, b"a".to_vec())]), HashMap::from([(5, (50, 1)), (6, (60, 1))]));
        let old = Tables::default().with(&texts, &files);
        let (texts, files) = (HashMap::from([(2, b"b".to_vec())]), HashMap::from([(5, (51, 2))]));
        let new = Tables::read(old).unwrap().with(&texts, &files);
        let tables = Tables::read(new).unwrap();
        let found = |path: u64| tables.file(path).and_then(|row| Some((row.stamp, tables.found(row.text)?.to_vec())));
        assert_eq!(found(5), Some((51, b"b".to_vec())));
        assert_eq!(found(6), Some((60, b"a".to_vec())));
    }
}

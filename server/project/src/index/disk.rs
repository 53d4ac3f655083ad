//! The indexes of packages on the disk, shared by all processes of the user:
//!
//! ```text
//! <cache folder>/index/<format version>/<package>@<version>-<key>.index
//! ```
//!
//! A file is written under another name and then renamed, and never changed afterwards. This is the only place of the crate that
//! touches the disk without a [`source::FileSystem`]: what is kept here is no part of any project.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use memmap2::Mmap;

use super::format;

/// What the indexes may take together; beyond it the oldest go.
const BUDGET: u64 = 512 << 20;

pub(crate) struct IndexCache {
    folder: PathBuf,
    /// Files written so far: part of temporary names, and how often it is looked whether there is too much.
    written: AtomicU32,
}

/// An index's bytes: mapped from the disk or, where that is not possible, held.
pub(crate) enum Bytes {
    Mapped(Mmap),
    Held(Vec<u8>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Held(bytes) => bytes,
        }
    }
}

impl IndexCache {
    pub fn new(cache_folder: &Path) -> IndexCache {
        let folder = cache_folder.join("index").join(format::VERSION.to_string());
        IndexCache { folder, written: AtomicU32::new(0) }
    }

    /// The index kept under a name, if there is one and it is sound. One that is not is removed.
    pub fn load(&self, name: &str) -> Option<Bytes> {
        let path = self.folder.join(name);
        let bytes = map(&path)?;
        if !format::is_sound(&bytes) {
            // Another process may have put a sound one there meanwhile; then it is only built once more.
            let _ = fs::remove_file(&path);
            return None;
        }
        Some(bytes)
    }

    /// Keeps an index under a name. Where it can't be kept, it is built again another time.
    pub fn save(&self, name: &str, bytes: Vec<u8>) -> Bytes {
        match self.write(name, &bytes) {
            Ok(path) => map(&path).filter(|kept| **kept == *bytes).unwrap_or(Bytes::Held(bytes)),
            Err(_) => Bytes::Held(bytes),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
        let count = self.written.fetch_add(1, Ordering::Relaxed);
        if count.is_multiple_of(256) {
            self.make_room();
        }
        fs::create_dir_all(&self.folder)?;
        let temporary = self.folder.join(format!("{name}.{}.{count}.new", std::process::id()));
        let path = self.folder.join(name);
        let mut file = File::create(&temporary)?;
        let written = file.write_all(bytes).and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written.map(|()| path)
    }

    #[expect(clippy::disallowed_methods, reason = "the cache is no part of a project")]
    fn make_room(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(std::time::SystemTime, u64, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let metadata = entry.metadata().ok()?;
                Some((metadata.modified().ok()?, metadata.len(), entry.path()))
            })
            .collect();
        let mut total: u64 = files.iter().map(|(_, length, _)| length).sum();
        files.sort();
        for (_, length, path) in files {
            if total <= BUDGET {
                return;
            }
            total -= length;
            let _ = fs::remove_file(path);
        }
    }
}

#[expect(unsafe_code, reason = "a mapping is only sound while nobody changes the file")]
fn map(path: &Path) -> Option<Bytes> {
    let file = File::open(path).ok()?;
    if file.metadata().ok()?.len() < 16 << 10 {
        // A page or a few: reading is cheaper than mapping.
        let mut bytes = Vec::new();
        (&file).read_to_end(&mut bytes).ok()?;
        return Some(Bytes::Held(bytes));
    }
    // SAFETY: files of this folder are written under another name, renamed and never changed afterwards; a file that is
    // removed stays whole for those who have it mapped.
    let map = unsafe { Mmap::map(&file) }.ok()?;
    Some(Bytes::Mapped(map))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;
    use crate::index::format::{Contents, write};

    #[test]
    fn what_is_kept_is_found_and_what_is_damaged_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let cache = IndexCache::new(folder.path());
        let members = (0..4_000).map(|index| (format!("member{index}"), 1)).collect();
        let bytes = write(&mut Contents { name: "p".into(), members, ..Contents::default() });
        assert!(cache.load("p@1-0.index").is_none());
        assert!(matches!(cache.save("p@1-0.index", bytes.clone()), Bytes::Mapped(_)));
        assert_eq!(&*cache.load("p@1-0.index").unwrap(), &*bytes);
        let path = folder.path().join("index").join(format::VERSION.to_string()).join("p@1-0.index");
        let mut damaged = bytes;
        damaged[1_000] ^= 1;
        fs::write(&path, damaged).unwrap();
        assert!(cache.load("p@1-0.index").is_none() && !path.exists());
    }

    #[test]
    fn where_nothing_can_be_kept_it_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = IndexCache::new(&file);
        assert!(matches!(cache.save("p@1-0.index", vec![1, 2, 3]), Bytes::Held(_)));
    }
}

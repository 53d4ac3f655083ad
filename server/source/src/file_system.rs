//! Where files come from: a disk, an editor's unsaved buffers over it, or memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, RwLock, RwLockReadGuard};
use std::time::{Duration, SystemTime};

use crate::normalize_lexically;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    File,
    Directory,
    Symlink,
    Other,
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Metadata {
    pub kind: FileKind,
    pub length: u64,
    pub modified: Option<SystemTime>,
    /// Another number when another file was put in this one's place, whatever its time says; 0 where nothing says.
    pub inode: u64,
}

impl Metadata {
    pub fn is_file(&self) -> bool {
        self.kind == FileKind::File
    }

    pub fn is_directory(&self) -> bool {
        self.kind == FileKind::Directory
    }

    pub fn is_symlink(&self) -> bool {
        self.kind == FileKind::Symlink
    }
}

/// Read access to files. Paths are absolute. Implementations may be asked from several threads at once.
pub trait FileSystem: Send + Sync {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Follows symbolic links.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// Does not follow the last symbolic link.
    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata>;

    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;

    /// The path with every symbolic link resolved.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// The names in a directory, sorted.
    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>>;

    /// The names in a directory with what each is, sorted. Links are not followed; what can't be asked about is left out.
    fn entries(&self, path: &Path) -> io::Result<Vec<(String, FileKind)>> {
        let names = self.read_directory(path)?;
        let kind = |name: &String| Some(self.symlink_metadata(&path.join(name)).ok()?.kind);
        Ok(names.into_iter().filter_map(|name| kind(&name).map(|kind| (name, kind))).collect())
    }

    /// The text of a file; bytes that are not UTF-8 become U+FFFD, as Node reads source files.
    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        let bytes = self.read(path)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }

    fn is_file(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.is_file())
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.is_directory())
    }
}

/// The machine's own files.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFileSystem;

fn file_kind(kind: fs::FileType) -> FileKind {
    if kind.is_file() {
        FileKind::File
    } else if kind.is_dir() {
        FileKind::Directory
    } else if kind.is_symlink() {
        FileKind::Symlink
    } else {
        FileKind::Other
    }
}

fn disk_metadata(metadata: fs::Metadata) -> Metadata {
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    let kind = file_kind(metadata.file_type());
    Metadata { kind, length: metadata.len(), modified: metadata.modified().ok(), inode }
}

impl FileSystem for DiskFileSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path).map(disk_metadata)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(path).map(disk_metadata)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// One question for the whole directory: the system tells kinds along with names.
    fn entries(&self, path: &Path) -> io::Result<Vec<(String, FileKind)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let Ok(kind) = entry.file_type() else { continue };
            entries.push((entry.file_name().to_string_lossy().into_owned(), file_kind(kind)));
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(entries)
    }
}

/// Files in memory, for tests and for programs that come from standard input. Directories exist as long as something is in
/// them. Each write is a second later than the one before, so that what keeps files by their time can be tested.
#[derive(Debug, Default)]
pub struct MemoryFileSystem {
    // Written by the test or session that owns it; read by everyone who holds it as a `FileSystem`.
    entries: RwLock<Entries>,
}

#[derive(Debug, Default)]
struct Entries {
    by_path: BTreeMap<PathBuf, Entry>,
    writes: u64,
}

#[derive(Clone, Debug)]
enum Entry {
    File {
        content: Arc<[u8]>,
        modified: SystemTime,
    },
    /// What it points to, as it was written.
    Symlink(PathBuf),
}

/// More links than this on the way to a file are a loop, as on Linux.
const LINKS: usize = 40;

impl MemoryFileSystem {
    pub fn new() -> Self {
        MemoryFileSystem::default()
    }

    /// Through symbolic links, as on a disk.
    pub fn write(&self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        let content: Arc<[u8]> = content.into().into();
        let mut entries = self.entries.write().unwrap_or_else(|lock| lock.into_inner());
        entries.writes += 1;
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(entries.writes);
        let path = entries.locate(path.as_ref(), true).unwrap_or_else(|_| normalize_lexically(path.as_ref()));
        entries.by_path.insert(path, Entry::File { content, modified });
    }

    /// A symbolic link at `path` to `target`, which need not exist and may be relative to the link's directory.
    pub fn symlink(&self, path: impl AsRef<Path>, target: impl Into<PathBuf>) {
        let mut entries = self.entries.write().unwrap_or_else(|lock| lock.into_inner());
        let path = entries.locate(path.as_ref(), false).unwrap_or_else(|_| normalize_lexically(path.as_ref()));
        entries.by_path.insert(path, Entry::Symlink(target.into()));
    }

    /// Removes a file or a symbolic link (not what it points to); whether there was one.
    pub fn remove(&self, path: impl AsRef<Path>) -> bool {
        let mut entries = self.entries.write().unwrap_or_else(|lock| lock.into_inner());
        let Ok(path) = entries.locate(path.as_ref(), false) else { return false };
        entries.by_path.remove(&path).is_some()
    }

    fn get(&self, path: &Path) -> Option<Arc<[u8]>> {
        let entries = self.read_entries();
        match entries.by_path.get(&entries.locate(path, true).ok()?)? {
            Entry::File { content, .. } => Some(content.clone()),
            Entry::Symlink(_) => None,
        }
    }

    fn read_entries(&self) -> RwLockReadGuard<'_, Entries> {
        self.entries.read().unwrap_or_else(|lock| lock.into_inner())
    }
}

impl Entries {
    /// The place of `path` with every symbolic link on the way resolved, the last one only when `follow_last`. It need not
    /// exist.
    fn locate(&self, path: &Path, follow_last: bool) -> io::Result<PathBuf> {
        let mut place = PathBuf::new();
        // What is still to be walked, last component first.
        let mut rest: Vec<PathBuf> = components_reversed(path);
        let mut links = 0;
        while let Some(component) = rest.pop() {
            if component == Path::new("..") {
                place.pop();
                continue;
            }
            place.push(&component);
            if rest.is_empty() && !follow_last {
                break;
            }
            if let Some(Entry::Symlink(target)) = self.by_path.get(&place) {
                links += 1;
                if links > LINKS {
                    return Err(io::Error::other("too many levels of symbolic links"));
                }
                place.pop();
                rest.extend(components_reversed(target));
            }
        }
        Ok(place)
    }

    /// `place` is a real one, as `locate` gives it.
    fn metadata(&self, place: &Path) -> io::Result<Metadata> {
        match self.by_path.get(place) {
            Some(Entry::File { content, modified }) => {
                Ok(Metadata { kind: FileKind::File, length: content.len() as u64, modified: Some(*modified), inode: 0 })
            }
            Some(Entry::Symlink(target)) => Ok(Metadata {
                kind: FileKind::Symlink,
                length: target.as_os_str().len() as u64,
                modified: None,
                inode: 0,
            }),
            None if self.below(place).next().is_some() => {
                Ok(Metadata { kind: FileKind::Directory, length: 0, modified: None, inode: 0 })
            }
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Paths below a directory. Paths are ordered by component, so they are next to each other.
    fn below<'e>(&'e self, directory: &'e Path) -> impl Iterator<Item = &'e Path> {
        self.by_path
            .range::<Path, _>((Bound::Excluded(directory), Bound::Unbounded))
            .map(|(path, _)| path.as_path())
            .take_while(move |path| path.starts_with(directory))
    }
}

impl FileSystem for MemoryFileSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.get(path) {
            Some(content) => Ok(content.to_vec()),
            None if self.is_directory(path) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let entries = self.read_entries();
        entries.metadata(&entries.locate(path, true)?)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        let entries = self.read_entries();
        entries.metadata(&entries.locate(path, false)?)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        let entries = self.read_entries();
        match entries.by_path.get(&entries.locate(path, false)?) {
            Some(Entry::Symlink(target)) => Ok(target.clone()),
            Some(Entry::File { .. }) => Err(io::ErrorKind::InvalidInput.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let entries = self.read_entries();
        let place = entries.locate(path, true)?;
        entries.metadata(&place).map(|_| place)
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        let entries = self.read_entries();
        let place = entries.locate(path, true)?;
        let mut names: Vec<String> = entries
            .below(&place)
            .filter_map(|path| path.strip_prefix(&place).ok()?.components().next())
            .map(|name| name.as_os_str().to_string_lossy().into_owned())
            .collect();
        if names.is_empty() {
            return Err(match entries.by_path.get(&place) {
                Some(_) => io::ErrorKind::NotADirectory.into(),
                None => io::ErrorKind::NotFound.into(),
            });
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

/// Unsaved texts over another file system: what an editor shows wins over what the disk holds.
pub struct OverlayFileSystem<Base> {
    base: Base,
    overlay: MemoryFileSystem,
}

impl<Base: FileSystem> OverlayFileSystem<Base> {
    pub fn new(base: Base) -> Self {
        OverlayFileSystem { base, overlay: MemoryFileSystem::new() }
    }

    /// From now on `path` has this content, whatever the base says.
    pub fn set(&self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.overlay.write(path, content);
    }

    /// The base's content counts again.
    pub fn clear(&self, path: impl AsRef<Path>) {
        self.overlay.remove(path);
    }
}

impl<Base: FileSystem> FileSystem for OverlayFileSystem<Base> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.overlay.get(path) {
            Some(content) => Ok(content.to_vec()),
            None => self.base.read(path),
        }
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.overlay.get(path) {
            Some(_) => self.overlay.metadata(path),
            None => self.base.metadata(path).or_else(|_| self.overlay.metadata(path)),
        }
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.overlay.get(path) {
            Some(_) => self.overlay.metadata(path),
            None => self.base.symlink_metadata(path).or_else(|_| self.overlay.metadata(path)),
        }
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.base.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.base.canonicalize(path).or_else(|_| self.overlay.canonicalize(path))
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = match (self.base.read_directory(path), self.overlay.read_directory(path)) {
            (Ok(mut names), Ok(more)) => {
                names.extend(more);
                names
            }
            (Ok(names), Err(_)) | (Err(_), Ok(names)) => names,
            (Err(error), Err(_)) => return Err(error),
        };
        names.sort();
        names.dedup();
        Ok(names)
    }
}

fn components_reversed(path: &Path) -> Vec<PathBuf> {
    let components = path.components().filter(|component| *component != Component::CurDir);
    components.rev().map(|component| PathBuf::from(component.as_os_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_holds_files_and_the_directories_above_them() {
        let files = MemoryFileSystem::new();
        files.write("/a/b/c.js", "c");
        files.write("/a/d.js", "d");
        assert_eq!(files.read_to_string(Path::new("/a/x/../b/./c.js")).unwrap(), "c");
        assert!(files.is_directory(Path::new("/a/b")));
        assert_eq!(files.read_directory(Path::new("/a")).unwrap(), ["b", "d.js"]);
        assert_eq!(files.read(Path::new("/a")).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(files.read(Path::new("/z")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn links_are_followed_wherever_they_stand() {
        let files = MemoryFileSystem::new();
        files.write("/store/a/index.js", "a");
        files.symlink("/node_modules/a", "/store/a");
        files.symlink("/packages/b/node_modules/a", "../../../node_modules/a");
        let path = Path::new("/packages/b/node_modules/a/index.js");
        assert_eq!(files.read_to_string(path).unwrap(), "a");
        assert_eq!(files.canonicalize(path).unwrap(), Path::new("/store/a/index.js"));
        assert_eq!(files.read_directory(Path::new("/node_modules/a")).unwrap(), ["index.js"]);
        assert_eq!(files.read_directory(Path::new("/node_modules")).unwrap(), ["a"]);
        assert!(files.is_directory(Path::new("/node_modules/a")));
        assert!(files.symlink_metadata(Path::new("/node_modules/a")).unwrap().is_symlink());
        assert_eq!(files.read_link(Path::new("/node_modules/a")).unwrap(), Path::new("/store/a"));
        files.write("/node_modules/a/new.js", "n");
        assert!(files.is_file(Path::new("/store/a/new.js")));
        files.remove("/node_modules/a");
        assert!(!files.is_directory(Path::new("/node_modules/a")) && files.is_directory(Path::new("/store/a")));
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let files = MemoryFileSystem::new();
        files.symlink("/a", "/b");
        files.symlink("/b", "/a");
        assert!(files.read(Path::new("/a/x.js")).is_err());
        assert!(files.canonicalize(Path::new("/a")).is_err());
        assert!(files.metadata(Path::new("/a")).is_err());
    }

    #[test]
    fn an_overlay_wins_until_it_is_cleared() {
        let base = MemoryFileSystem::new();
        base.write("/a.js", "saved");
        let files = OverlayFileSystem::new(base);
        files.set("/a.js", "unsaved");
        files.set("/new.js", "new");
        assert_eq!(files.read(Path::new("/a.js")).unwrap(), b"unsaved");
        assert_eq!(files.read_directory(Path::new("/")).unwrap(), ["a.js", "new.js"]);
        files.clear("/a.js");
        assert_eq!(files.read(Path::new("/a.js")).unwrap(), b"saved");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced() {
        let files = MemoryFileSystem::new();
        files.write("/a.js", [b'a', 0xFF]);
        assert_eq!(files.read_to_string(Path::new("/a.js")).unwrap(), "a\u{FFFD}");
    }
}

//! Where files come from: a disk, an editor's unsaved buffers over it, or memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::SystemTime;

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

fn disk_metadata(metadata: fs::Metadata) -> Metadata {
    let kind = metadata.file_type();
    let kind = if kind.is_file() {
        FileKind::File
    } else if kind.is_dir() {
        FileKind::Directory
    } else if kind.is_symlink() {
        FileKind::Symlink
    } else {
        FileKind::Other
    };
    Metadata { kind, length: metadata.len(), modified: metadata.modified().ok() }
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
}

/// Files in memory, for tests and for programs that come from standard input. Directories exist as long as a file is in
/// them; there are no symbolic links.
#[derive(Debug, Default)]
pub struct MemoryFileSystem {
    // Written by the test or session that owns it; read by everyone who holds it as a `FileSystem`.
    files: RwLock<BTreeMap<PathBuf, Arc<[u8]>>>,
}

impl MemoryFileSystem {
    pub fn new() -> Self {
        MemoryFileSystem::default()
    }

    pub fn write(&self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        let content: Arc<[u8]> = content.into().into();
        self.files.write().unwrap_or_else(|lock| lock.into_inner()).insert(normalize(path.as_ref()), content);
    }

    pub fn remove(&self, path: impl AsRef<Path>) -> bool {
        self.files.write().unwrap_or_else(|lock| lock.into_inner()).remove(&normalize(path.as_ref())).is_some()
    }

    fn get(&self, path: &Path) -> Option<Arc<[u8]>> {
        self.files.read().unwrap_or_else(|lock| lock.into_inner()).get(&normalize(path)).cloned()
    }

    fn holds_directory(&self, path: &Path) -> bool {
        let path = normalize(path);
        let files = self.files.read().unwrap_or_else(|lock| lock.into_inner());
        files.range(path.clone()..).any(|(file, _)| file != &path && file.starts_with(&path))
    }
}

impl FileSystem for MemoryFileSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.get(path) {
            Some(content) => Ok(content.to_vec()),
            None if self.holds_directory(path) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.get(path) {
            Some(content) => Ok(Metadata { kind: FileKind::File, length: content.len() as u64, modified: None }),
            None if self.holds_directory(path) => Ok(Metadata { kind: FileKind::Directory, length: 0, modified: None }),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.metadata(path)
    }

    fn read_link(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.metadata(path).map(|_| normalize(path))
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        if !self.holds_directory(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let path = normalize(path);
        let files = self.files.read().unwrap_or_else(|lock| lock.into_inner());
        let mut names: Vec<String> = files
            .range(path.clone()..)
            .filter_map(|(file, _)| file.strip_prefix(&path).ok()?.components().next())
            .map(|name| name.as_os_str().to_string_lossy().into_owned())
            .collect();
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

/// Removes `.` and `..` by the text of the path alone.
fn normalize(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
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

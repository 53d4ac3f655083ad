//! The questions that finding a module asks of a file system: four, so that an editor's overlay or a tree in memory
//! can answer them as well as the disk.

use std::io;
use std::path::{Path, PathBuf};

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Directory,
    /// Only ever the answer of [`Files::link_kind`], which does not follow links.
    Link,
    /// A socket, a pipe, a device. Node loads a FIFO or `/dev/stdin` as it does a file.
    Other,
}

pub trait Files: Send + Sync {
    /// What is at `path`, links followed; `None` if nothing is, or it can't be looked at.
    fn kind(&self, path: &Path) -> Option<Kind>;
    /// What is at `path`, the last link not followed.
    fn link_kind(&self, path: &Path) -> Option<Kind>;
    /// The path with every link in it followed.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
}

/// The disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn kind(&self, path: &Path) -> Option<Kind> {
        std::fs::metadata(path).ok().map(|metadata| kind_of(metadata.file_type()))
    }

    fn link_kind(&self, path: &Path) -> Option<Kind> {
        std::fs::symlink_metadata(path).ok().map(|metadata| kind_of(metadata.file_type()))
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }
}

fn kind_of(kind: std::fs::FileType) -> Kind {
    if kind.is_file() {
        Kind::File
    } else if kind.is_dir() {
        Kind::Directory
    } else if kind.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    }
}

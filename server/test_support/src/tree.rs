//! A tree of files from text: `//- /path` starts a file, the lines below it are its content.

use std::fs;
use std::path::{Path, PathBuf};

/// A temporary folder, removed at the end of the test.
pub struct Tree {
    _folder: tempfile::TempDir,
    /// The real path of the folder, no link in it.
    pub root: PathBuf,
}

impl Tree {
    /// Panics if the files can't be written: a test could not go on.
    pub fn new(text: &str) -> Tree {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = fs::canonicalize(folder.path()).expect("a real path");
        let tree = Tree { _folder: folder, root };
        for part in text.split("//- ").skip(1) {
            let (path, content) = part.split_once('\n').unwrap_or((part, ""));
            tree.write(path.trim_end(), content);
        }
        tree
    }

    /// The place of `path`, with or without a slash before it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, content).expect("a file");
    }

    /// A symbolic link at `link` to `target`, both in the tree.
    pub fn link(&self, target: &str, link: &str) {
        let link = self.path(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("folders");
        std::os::unix::fs::symlink(self.path(target), link).expect("a link");
    }

    /// Text with the root taken out of the paths in it.
    pub fn shown(&self, text: &str) -> String {
        text.replace(&*self.root.to_string_lossy(), "")
    }
}

/// Copies a folder and everything in it; what is there already is replaced.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

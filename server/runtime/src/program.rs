//! Where a program finds Lode again: under the name `node`, since npm's packages start `node` or `process.execPath` with Node's
//! command line, and look at the name.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A folder in a cache in which `node` is a symbolic link to this program, made if need be.
pub fn node_folder(cache: &Path) -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let mut hasher = DefaultHasher::new();
    program.hash(&mut hasher);
    let folder = cache.join("node").join(format!("{:016x}", hasher.finish()));
    let link = folder.join("node");
    match std::fs::read_link(&link) {
        Ok(target) if target == program => return Some(folder),
        Ok(_) => std::fs::remove_file(&link).ok()?,
        Err(_) => std::fs::create_dir_all(&folder).ok()?,
    }
    match make_link(&program, &link) {
        Ok(()) => Some(folder),
        // Another process was faster.
        Err(_) => (std::fs::read_link(&link).ok()? == program).then_some(folder),
    }
}

fn make_link(program: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

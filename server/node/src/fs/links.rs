//! rename, link, symlink, readlink, realpath.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::FileTypeExt;
use std::path::{Component, Path, PathBuf};

use engine::Buffer;

use super::arguments::PathArgument;
use crate::error::{NodeError, NodeResult};

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

pub fn rename(from: PathArgument, to: PathArgument) -> NodeResult<()> {
    from.check_write()?;
    to.check_write()?;
    std::fs::rename(from.as_path(), to.as_path()).map_err(|error| from.error(error, "rename").dest(to.text()))
}

pub fn link(existing: PathArgument, new: PathArgument) -> NodeResult<()> {
    // What can be written under its new name can be changed under the old one.
    existing.check_write()?;
    new.check_write()?;
    std::fs::hard_link(existing.as_path(), new.as_path())
        .map_err(|error| existing.error(error, "link").dest(new.text()))
}

pub fn symlink(target: PathArgument, path: PathArgument) -> NodeResult<()> {
    // What it leads to is asked when it is followed; it may lead to nothing yet.
    path.check_write()?;
    std::os::unix::fs::symlink(target.as_path(), path.as_path())
        .map_err(|error| target.error(error, "symlink").dest(path.text()))
}

fn read(path: &PathArgument) -> NodeResult<Vec<u8>> {
    match std::fs::read_link(path.as_path()) {
        Ok(target) => Ok(target.into_os_string().into_vec()),
        Err(error) => Err(path.error(error, "readlink")),
    }
}

pub fn readlink(path: PathArgument) -> NodeResult<String> {
    read(&path).map(text)
}

pub fn readlink_bytes(path: PathArgument) -> NodeResult<Buffer> {
    read(&path).map(Buffer)
}

fn real(path: &PathArgument) -> NodeResult<Vec<u8>> {
    match std::fs::canonicalize(path.as_path()) {
        Ok(real) => Ok(real.into_os_string().into_vec()),
        Err(error) => Err(path.error(error, "realpath")),
    }
}

pub fn realpath(path: PathArgument) -> NodeResult<String> {
    real(&path).map(text)
}

pub fn realpath_bytes(path: PathArgument) -> NodeResult<Buffer> {
    real(&path).map(Buffer)
}

/// `fs.realpath` without `.native`: of an absolute path, and an error names the part that failed.
pub fn realpath_walk(path: PathArgument) -> NodeResult<String> {
    // The system's answer is the same and quicker; only its error is too short.
    if let Ok(real) = std::fs::canonicalize(path.as_path()) {
        return Ok(text(real.into_os_string().into_vec()));
    }
    let mut real = PathBuf::from("/");
    let mut rest: Vec<OsString> = parts(path.as_path());
    while let Some(part) = rest.pop() {
        if part == ".." {
            real.pop();
            continue;
        }
        let next = real.join(&part);
        let status = std::fs::symlink_metadata(&next).map_err(|error| error_at(&error, "lstat", &next))?;
        if !status.is_symlink() {
            real = next;
            continue;
        }
        // Tells a broken link and a circle of links.
        let end = std::fs::metadata(&next).map_err(|error| error_at(&error, "stat", &next))?.file_type();
        let target = std::fs::read_link(&next).map_err(|error| error_at(&error, "readlink", &next))?;
        // What the links in /proc/self/fd name is nowhere to be found: their text is the answer.
        if end.is_fifo() || end.is_socket() {
            real.push(target);
            break;
        }
        if target.is_absolute() {
            real = PathBuf::from("/");
        }
        rest.extend(parts(&target));
    }
    Ok(text(real.into_os_string().into_vec()))
}

/// The named parts, last first.
fn parts(path: &Path) -> Vec<OsString> {
    let named = path.components().filter_map(|component| match component {
        Component::Normal(part) => Some(part.to_owned()),
        Component::ParentDir => Some(OsString::from("..")),
        _ => None,
    });
    let mut parts: Vec<OsString> = named.collect();
    parts.reverse();
    parts
}

fn error_at(error: &io::Error, syscall: &'static str, path: &Path) -> NodeError {
    NodeError::io(error, syscall, Some(&String::from_utf8_lossy(path.as_os_str().as_bytes())))
}

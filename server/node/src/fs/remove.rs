//! unlink, rmdir, rm.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use super::arguments::PathArgument;
use crate::error::{NodeError, NodeResult};

pub fn unlink(path: PathArgument) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::unlink(path.as_path()).map_err(|error| path.error(error, "unlink"))
}

pub fn rmdir(path: PathArgument) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::rmdir(path.as_path()).map_err(|error| path.error(error, "rmdir"))
}

/// `rmdir` with `recursive`: what is there must be a directory.
pub fn rmdir_tree(path: PathArgument, max_retries: u32, retry_delay: u32) -> NodeResult<()> {
    path.check_write()?;
    let status = std::fs::symlink_metadata(path.as_path()).map_err(|error| path.error(error, "lstat"))?;
    if !status.is_dir() {
        return Err(path.error(io::Error::from_raw_os_error(libc::ENOTDIR), "rmdir"));
    }
    Retries { left: max_retries, delay: retry_delay, waited: 0 }.remove(path.as_path(), true)
}

/// Answers true, and removes nothing, for a directory without `recursive`.
pub fn rm(path: PathArgument, recursive: bool, force: bool, max_retries: u32, retry_delay: u32) -> NodeResult<bool> {
    path.check_write()?;
    let status = match std::fs::symlink_metadata(path.as_path()) {
        Ok(status) => status,
        Err(error) if force && error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(path.error(error, "lstat")),
    };
    if status.is_dir() && !recursive {
        return Ok(true);
    }
    if status.is_dir() {
        // The cheap case, and what refuses a link to a directory that is written with a slash at its end.
        match std::fs::remove_dir(path.as_path()) {
            Ok(()) => return Ok(false),
            Err(error) if error.raw_os_error() == Some(libc::ENOTDIR) => return Err(path.error(error, "rmdir")),
            Err(_) => {}
        }
    }
    Retries { left: max_retries, delay: retry_delay, waited: 0 }.remove(path.as_path(), status.is_dir())?;
    Ok(false)
}

/// How often what fails for the moment is still tried again; each wait is `delay` longer than the one before.
struct Retries {
    left: u32,
    delay: u32,
    waited: u32,
}

impl Retries {
    fn remove(&mut self, path: &Path, is_directory: bool) -> NodeResult<()> {
        loop {
            let result = if is_directory { self.remove_directory(path) } else { remove_file(path) };
            match result {
                Err(error) if self.left > 0 && is_passing(&error) => {
                    self.left -= 1;
                    self.waited += self.delay;
                    std::thread::sleep(Duration::from_millis(self.waited.into()));
                }
                result => return result,
            }
        }
    }

    fn remove_directory(&mut self, path: &Path) -> NodeResult<()> {
        for entry in std::fs::read_dir(path).map_err(|error| error_at(&error, "scandir", path))? {
            let entry = entry.map_err(|error| error_at(&error, "scandir", path))?;
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            self.remove(&entry.path(), is_directory)?;
        }
        match std::fs::remove_dir(path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error_at(&error, "rmdir", path)),
        }
    }
}

fn remove_file(path: &Path) -> NodeResult<()> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        // Somebody else was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error_at(&error, "unlink", path)),
    }
}

fn error_at(error: &io::Error, syscall: &'static str, path: &Path) -> NodeError {
    let text = String::from_utf8_lossy(OsStr::as_bytes(path.as_os_str())).into_owned();
    NodeError::io(error, syscall, Some(&text))
}

/// The errors that Node's documentation lists for `maxRetries`.
fn is_passing(error: &NodeError) -> bool {
    let passing = [libc::EBUSY, libc::EMFILE, libc::ENFILE, libc::ENOTEMPTY, libc::EPERM];
    error.errno.is_some_and(|number| passing.contains(&-number))
}

//! copyFile.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};

use super::arguments::PathArgument;
use crate::error::NodeResult;

/// `COPYFILE_…` of `fs.constants`.
const EXCLUSIVE: u32 = 1;
const CLONE: u32 = 2;
const CLONE_OR_FAIL: u32 = 4;

pub fn copy_file(from: PathArgument, to: PathArgument, mode: u32) -> NodeResult<()> {
    copy(&from, &to, mode).map_err(|error| from.error(error, "copyfile").dest(to.text()))
}

fn copy(from: &PathArgument, to: &PathArgument, mode: u32) -> io::Result<()> {
    let mut source = File::open(from.as_path())?;
    let status = source.metadata()?;
    if status.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    let exclusive = mode & EXCLUSIVE != 0;
    let mut options = OpenOptions::new();
    options.write(true).create(true).create_new(exclusive).mode(status.mode() & 0o7777);
    let mut target = options.open(to.as_path())?;
    let target_status = target.metadata()?;
    if (status.dev(), status.ino()) == (target_status.dev(), target_status.ino()) {
        return Ok(());
    }
    let result = fill(&mut source, &mut target, mode, status.permissions().mode());
    // A half of a file must not look like the whole.
    if result.is_err() {
        let _ = std::fs::remove_file(to.as_path());
    }
    result
}

fn fill(source: &mut File, target: &mut File, mode: u32, permissions: u32) -> io::Result<()> {
    // For a target that was there before. Some file systems have no modes to set.
    let permissions = std::fs::Permissions::from_mode(permissions & 0o7777);
    match target.set_permissions(permissions) {
        Err(error) if error.raw_os_error() != Some(libc::EPERM) => return Err(error),
        _ => {}
    }
    if mode & (CLONE | CLONE_OR_FAIL) != 0 {
        match clone(source, target) {
            Ok(()) => return Ok(()),
            Err(error) if mode & CLONE_OR_FAIL != 0 => return Err(error),
            Err(_) => {}
        }
    }
    target.set_len(0)?;
    // The standard library asks the kernel to copy where it can.
    io::copy(source, target)?;
    Ok(())
}

#[cfg(target_os = "linux")]
fn clone(source: &File, target: &File) -> io::Result<()> {
    rustix::fs::ioctl_ficlone(target.as_fd(), source.as_fd()).map_err(|error| match error.into() {
        // What file systems without it answer.
        error if matches!(io::Error::raw_os_error(&error), Some(libc::ENOTTY | libc::EXDEV | libc::EINVAL)) => {
            io::Error::from_raw_os_error(libc::ENOTSUP)
        }
        error => error,
    })
}

#[cfg(not(target_os = "linux"))]
fn clone(_source: &File, _target: &File) -> io::Result<()> {
    Err(io::Error::from_raw_os_error(libc::ENOSYS))
}

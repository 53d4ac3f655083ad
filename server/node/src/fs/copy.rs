//! copyFile.

use std::fs::{File, Metadata, OpenOptions};
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
    from.check_read()?;
    to.check_write()?;
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
    let result = fill(&mut source, &status, &mut target, target_status.len(), mode);
    // A half of a file must not look like the whole.
    if result.is_err() {
        let _ = std::fs::remove_file(to.as_path());
    }
    result
}

fn fill(source: &mut File, status: &Metadata, target: &mut File, old_length: u64, mode: u32) -> io::Result<()> {
    let length = status.len();
    // The mode at creation went through the umask, and the target may have been there before. Some file systems have no modes.
    let permissions = std::fs::Permissions::from_mode(status.mode() & 0o7777);
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
    // Only if there is something to cut off: after a needless truncation ext4 writes the file out when it is closed.
    if old_length > 0 {
        target.set_len(0)?;
    }
    if !copy_in_kernel(source, target, length)? {
        io::copy(source, target)?;
    }
    Ok(())
}

/// False, with nothing copied, where the kernel can't do it by itself or the length says nothing (`/proc`).
#[cfg(target_os = "linux")]
fn copy_in_kernel(source: &File, target: &File, length: u64) -> io::Result<bool> {
    let mut left = length;
    while left > 0 {
        match rustix::fs::copy_file_range(source, None, target, None, left.min(1 << 30) as usize) {
            Ok(0) => break,
            Ok(copied) => left -= copied as u64,
            Err(rustix::io::Errno::INTR) => {}
            Err(_) if left == length => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(left < length)
}

#[cfg(not(target_os = "linux"))]
fn copy_in_kernel(_source: &File, _target: &File, _length: u64) -> io::Result<bool> {
    Ok(false)
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

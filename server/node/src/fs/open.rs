//! open, close, access, exists, and the small questions about one path.

use std::io;
use std::os::fd::{IntoRawFd, OwnedFd};

use rustix::fs::{Access, Mode, OFlags};

use super::arguments::PathArgument;
use crate::error::{NodeError, NodeResult};

/// Opens with the flags of `fs.constants`; children don't inherit the descriptor.
pub fn open_path(path: &PathArgument, flags: i32, mode: u32) -> NodeResult<OwnedFd> {
    let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(mode as rustix::fs::RawMode);
    let writes = OFlags::WRONLY | OFlags::RDWR | OFlags::CREATE | OFlags::TRUNC;
    if flags.intersects(writes) {
        path.check_write()?
    } else {
        path.check_read()?
    }
    rustix::io::retry_on_intr(|| rustix::fs::open(path.as_path(), flags, mode))
        .map_err(|error| path.error(error, "open"))
}

pub fn open(path: PathArgument, flags: i32, mode: u32) -> NodeResult<i32> {
    open_path(&path, flags, mode).map(IntoRawFd::into_raw_fd)
}

pub fn close(descriptor: i32) -> NodeResult<()> {
    // SAFETY: the program owns its descriptors; one that is not open gives EBADF.
    if unsafe { libc::close(descriptor) } == 0 {
        return Ok(());
    }
    let error = io::Error::last_os_error();
    // Linux has closed it even if a signal came.
    if matches!(error.raw_os_error(), Some(libc::EINTR | libc::EINPROGRESS)) {
        return Ok(());
    }
    Err(NodeError::io(&error, "close", None))
}

pub fn access(path: PathArgument, mode: u32) -> NodeResult<()> {
    rustix::fs::access(path.as_path(), Access::from_bits_retain(mode)).map_err(|error| path.error(error, "access"))
}

pub fn exists(path: PathArgument) -> bool {
    rustix::fs::access(path.as_path(), Access::EXISTS).is_ok()
}

/// Whether the path leads to a directory, through links; false for what can't be looked at.
pub fn is_directory(path: PathArgument) -> bool {
    path.as_path().is_dir()
}

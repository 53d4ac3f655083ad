//! Modes, owners, times, sizes, and what must reach the disk.

use rustix::fs::{AtFlags, CWD, Gid, Mode, RawMode, Timespec, Timestamps, Uid};

use super::arguments::{PathArgument, borrow, descriptor_error};
use crate::error::NodeResult;

pub fn chmod(path: PathArgument, mode: u32) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::chmod(path.as_path(), Mode::from_raw_mode(mode as RawMode)).map_err(|error| path.error(error, "chmod"))
}

pub fn fchmod(descriptor: i32, mode: u32) -> NodeResult<()> {
    rustix::fs::fchmod(borrow(descriptor, "fchmod")?, Mode::from_raw_mode(mode as RawMode))
        .map_err(|error| descriptor_error(error, "fchmod"))
}

/// -1 leaves an owner as it is.
fn user(id: i64) -> Option<Uid> {
    (id >= 0 && id != i64::from(u32::MAX)).then(|| Uid::from_raw(id as u32))
}

fn group(id: i64) -> Option<Gid> {
    (id >= 0 && id != i64::from(u32::MAX)).then(|| Gid::from_raw(id as u32))
}

pub fn chown(path: PathArgument, uid: i64, gid: i64) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::chown(path.as_path(), user(uid), group(gid)).map_err(|error| path.error(error, "chown"))
}

pub fn fchown(descriptor: i32, uid: i64, gid: i64) -> NodeResult<()> {
    rustix::fs::fchown(borrow(descriptor, "fchown")?, user(uid), group(gid))
        .map_err(|error| descriptor_error(error, "fchown"))
}

pub fn lchown(path: PathArgument, uid: i64, gid: i64) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::chownat(CWD, path.as_path(), user(uid), group(gid), AtFlags::SYMLINK_NOFOLLOW)
        .map_err(|error| path.error(error, "lchown"))
}

/// Microseconds, cut off: what libuv keeps of a double.
fn time(seconds: f64) -> Timespec {
    let whole = seconds.trunc();
    let microseconds = ((seconds - whole) * 1e6).trunc();
    let (whole, microseconds) =
        if microseconds < 0.0 { (whole - 1.0, microseconds + 1e6) } else { (whole, microseconds) };
    Timespec { tv_sec: whole as i64, tv_nsec: (microseconds * 1e3) as _ }
}

fn times(accessed: f64, modified: f64) -> Timestamps {
    Timestamps { last_access: time(accessed), last_modification: time(modified) }
}

pub fn utimes(path: PathArgument, accessed: f64, modified: f64) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::utimensat(CWD, path.as_path(), &times(accessed, modified), AtFlags::empty())
        .map_err(|error| path.error(error, "utime"))
}

pub fn futimes(descriptor: i32, accessed: f64, modified: f64) -> NodeResult<()> {
    rustix::fs::futimens(borrow(descriptor, "futime")?, &times(accessed, modified))
        .map_err(|error| descriptor_error(error, "futime"))
}

pub fn lutimes(path: PathArgument, accessed: f64, modified: f64) -> NodeResult<()> {
    path.check_write()?;
    rustix::fs::utimensat(CWD, path.as_path(), &times(accessed, modified), AtFlags::SYMLINK_NOFOLLOW)
        .map_err(|error| path.error(error, "lutime"))
}

pub fn ftruncate(descriptor: i32, length: f64) -> NodeResult<()> {
    let descriptor = borrow(descriptor, "ftruncate")?;
    // Checked by JavaScript: a whole number that is not negative.
    rustix::io::retry_on_intr(|| rustix::fs::ftruncate(descriptor, length as u64))
        .map_err(|error| descriptor_error(error, "ftruncate"))
}

/// Opens for it, so that the error of a missing file is open's.
pub fn truncate(path: PathArgument, length: f64) -> NodeResult<()> {
    let file = super::open::open_path(&path, libc::O_RDWR, 0o666)?;
    rustix::io::retry_on_intr(|| rustix::fs::ftruncate(&file, length as u64))
        .map_err(|error| descriptor_error(error, "ftruncate"))
}

pub fn fsync(descriptor: i32) -> NodeResult<()> {
    rustix::fs::fsync(borrow(descriptor, "fsync")?).map_err(|error| descriptor_error(error, "fsync"))
}

#[cfg(target_os = "linux")]
pub fn fdatasync(descriptor: i32) -> NodeResult<()> {
    rustix::fs::fdatasync(borrow(descriptor, "fdatasync")?).map_err(|error| descriptor_error(error, "fdatasync"))
}

/// There is no cheaper call elsewhere.
#[cfg(not(target_os = "linux"))]
pub fn fdatasync(descriptor: i32) -> NodeResult<()> {
    rustix::fs::fsync(borrow(descriptor, "fdatasync")?).map_err(|error| descriptor_error(error, "fdatasync"))
}

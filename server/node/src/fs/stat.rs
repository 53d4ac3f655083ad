//! stat, lstat, fstat, statfs. What crosses is eighteen numbers: dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
//! then seconds and nanoseconds of atime, mtime, ctime and birthtime. As doubles, or (for BigIntStats) as 64-bit integers.

use engine::{Buffer, Bytes, Float64Array};
use rustix::io::Errno;

use super::arguments::{PathArgument, borrow, descriptor_error};
use crate::error::NodeResult;

const COUNT: usize = 18;
type Numbers = [i64; COUNT];

#[cfg(target_os = "linux")]
mod platform {
    use std::os::fd::BorrowedFd;

    use rustix::fs::{AtFlags, CWD, Statx, StatxFlags, makedev, statx};
    use rustix::io::Errno;

    use super::{Numbers, PathArgument};

    // statx is the call that knows the birth time.
    const WANTED: StatxFlags = StatxFlags::BASIC_STATS.union(StatxFlags::BTIME);

    fn numbers(status: &Statx) -> Numbers {
        [
            makedev(status.stx_dev_major, status.stx_dev_minor) as i64,
            status.stx_mode.into(),
            status.stx_nlink.into(),
            status.stx_uid.into(),
            status.stx_gid.into(),
            makedev(status.stx_rdev_major, status.stx_rdev_minor) as i64,
            status.stx_blksize.into(),
            status.stx_ino as i64,
            status.stx_size as i64,
            status.stx_blocks as i64,
            status.stx_atime.tv_sec,
            status.stx_atime.tv_nsec.into(),
            status.stx_mtime.tv_sec,
            status.stx_mtime.tv_nsec.into(),
            status.stx_ctime.tv_sec,
            status.stx_ctime.tv_nsec.into(),
            status.stx_btime.tv_sec,
            status.stx_btime.tv_nsec.into(),
        ]
    }

    pub fn of_path(path: &PathArgument, follow: bool) -> Result<Numbers, Errno> {
        let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
        Ok(numbers(&statx(CWD, path.as_path(), flags, WANTED)?))
    }

    pub fn of_descriptor(descriptor: BorrowedFd<'_>) -> Result<Numbers, Errno> {
        Ok(numbers(&statx(descriptor, c"", AtFlags::EMPTY_PATH, WANTED)?))
    }
}

#[cfg(not(target_os = "linux"))]
mod platform {
    use std::os::fd::BorrowedFd;

    use rustix::fs::Stat;
    use rustix::io::Errno;

    use super::{Numbers, PathArgument};

    fn numbers(status: &Stat) -> Numbers {
        [
            status.st_dev as i64,
            status.st_mode as i64,
            status.st_nlink as i64,
            status.st_uid as i64,
            status.st_gid as i64,
            status.st_rdev as i64,
            status.st_blksize as i64,
            status.st_ino as i64,
            status.st_size as i64,
            status.st_blocks as i64,
            status.st_atime as i64,
            status.st_atime_nsec as i64,
            status.st_mtime as i64,
            status.st_mtime_nsec as i64,
            status.st_ctime as i64,
            status.st_ctime_nsec as i64,
            status.st_birthtime as i64,
            status.st_birthtime_nsec as i64,
        ]
    }

    pub fn of_path(path: &PathArgument, follow: bool) -> Result<Numbers, Errno> {
        let path = path.as_path();
        Ok(numbers(&if follow { rustix::fs::stat(path) } else { rustix::fs::lstat(path) }?))
    }

    pub fn of_descriptor(descriptor: BorrowedFd<'_>) -> Result<Numbers, Errno> {
        Ok(numbers(&rustix::fs::fstat(descriptor)?))
    }
}

fn of_path(path: &PathArgument, follow: bool) -> NodeResult<Numbers> {
    platform::of_path(path, follow).map_err(|error| path.error(error, if follow { "stat" } else { "lstat" }))
}

/// None for a file that is not there, if the caller bears that.
fn of_path_if_there(path: &PathArgument, follow: bool, missing_is_fine: bool) -> NodeResult<Option<Numbers>> {
    match platform::of_path(path, follow) {
        Ok(numbers) => Ok(Some(numbers)),
        Err(Errno::NOENT) if missing_is_fine => Ok(None),
        // As in Node, where only stat takes this for "not there".
        Err(Errno::NOTDIR) if missing_is_fine && follow => Ok(None),
        Err(error) => Err(path.error(error, if follow { "stat" } else { "lstat" })),
    }
}

fn of_descriptor(descriptor: i32) -> NodeResult<Numbers> {
    platform::of_descriptor(borrow(descriptor, "fstat")?).map_err(|error| descriptor_error(error, "fstat"))
}

fn doubles(numbers: &Numbers) -> Float64Array {
    Float64Array(numbers.iter().map(|number| *number as f64).collect())
}

fn integers(numbers: &Numbers) -> Buffer {
    Buffer(numbers.iter().flat_map(|number| number.to_ne_bytes()).collect())
}

/// Into the bytes of a Float64Array of the caller's, which it uses again and again.
fn fill(target: &mut Bytes<'_>, numbers: &Numbers) {
    for (place, number) in target.as_mut_slice().chunks_exact_mut(size_of::<f64>()).zip(numbers) {
        place.copy_from_slice(&(*number as f64).to_ne_bytes());
    }
}

pub fn stat(path: PathArgument, follow: bool) -> NodeResult<Float64Array> {
    of_path(&path, follow).map(|numbers| doubles(&numbers))
}

pub fn stat_into(path: PathArgument, follow: bool, mut target: Bytes<'_>, missing_is_fine: bool) -> NodeResult<bool> {
    let numbers = of_path_if_there(&path, follow, missing_is_fine)?;
    if let Some(numbers) = &numbers {
        fill(&mut target, numbers);
    }
    Ok(numbers.is_some())
}

pub fn stat_bytes(path: PathArgument, follow: bool, missing_is_fine: bool) -> NodeResult<Option<Buffer>> {
    Ok(of_path_if_there(&path, follow, missing_is_fine)?.map(|numbers| integers(&numbers)))
}

pub fn fstat(descriptor: i32) -> NodeResult<Float64Array> {
    of_descriptor(descriptor).map(|numbers| doubles(&numbers))
}

pub fn fstat_into(descriptor: i32, mut target: Bytes<'_>) -> NodeResult<()> {
    fill(&mut target, &of_descriptor(descriptor)?);
    Ok(())
}

pub fn fstat_bytes(descriptor: i32) -> NodeResult<Buffer> {
    of_descriptor(descriptor).map(|numbers| integers(&numbers))
}

/// type, bsize, blocks, bfree, bavail, files, ffree.
pub fn statfs(path: PathArgument) -> NodeResult<Float64Array> {
    let status = rustix::fs::statfs(path.as_path()).map_err(|error| path.error(error, "statfs"))?;
    Ok(Float64Array(vec![
        status.f_type as f64,
        status.f_bsize as f64,
        status.f_blocks as f64,
        status.f_bfree as f64,
        status.f_bavail as f64,
        status.f_files as f64,
        status.f_ffree as f64,
    ]))
}

//! read and readv. Each has two forms of one name: `now` fills the caller's bytes at once, `later` fills pinned bytes on the
//! blocking pool.

use std::io::IoSliceMut;

use super::arguments::{borrow, descriptor_error, position};
use crate::error::NodeResult;

fn read_into(descriptor: i32, bytes: &mut [u8], offset: usize, length: usize, at: f64) -> NodeResult<usize> {
    let descriptor = borrow(descriptor, "read")?;
    let end = offset.saturating_add(length).min(bytes.len());
    let part = bytes.get_mut(offset..end).unwrap_or_default();
    let read = match position(at, part.len()) {
        Some(at) => rustix::io::retry_on_intr(|| rustix::io::pread(descriptor, &mut *part, at)),
        None => rustix::io::retry_on_intr(|| rustix::io::read(descriptor, &mut *part)),
    };
    read.map_err(|error| descriptor_error(error, "read"))
}

fn readv_into(descriptor: i32, parts: &mut [IoSliceMut<'_>], at: f64) -> NodeResult<usize> {
    let descriptor = borrow(descriptor, "read")?;
    // libuv's own answer; the kernel would say 0.
    if parts.is_empty() {
        return Err(descriptor_error(rustix::io::Errno::INVAL, "read"));
    }
    let read = match position(at, 0) {
        Some(at) => rustix::io::retry_on_intr(|| rustix::io::preadv(descriptor, &mut *parts, at)),
        None => rustix::io::retry_on_intr(|| rustix::io::readv(descriptor, &mut *parts)),
    };
    read.map_err(|error| descriptor_error(error, "read"))
}

pub mod now {
    use engine::Bytes;

    use super::{IoSliceMut, NodeResult, read_into, readv_into};

    pub fn read(descriptor: i32, mut bytes: Bytes<'_>, offset: usize, length: usize, at: f64) -> NodeResult<usize> {
        read_into(descriptor, bytes.as_mut_slice(), offset, length, at)
    }

    pub fn readv(descriptor: i32, mut parts: Vec<Bytes<'_>>, at: f64) -> NodeResult<usize> {
        let mut slices: Vec<_> = parts.iter_mut().map(|part| IoSliceMut::new(part.as_mut_slice())).collect();
        readv_into(descriptor, &mut slices, at)
    }
}

pub mod later {
    use engine::SharedBytes;

    use super::{IoSliceMut, NodeResult, read_into, readv_into};

    pub fn read(descriptor: i32, mut bytes: SharedBytes, offset: usize, length: usize, at: f64) -> NodeResult<usize> {
        read_into(descriptor, bytes.as_mut_slice(), offset, length, at)
    }

    pub fn readv(descriptor: i32, mut parts: Vec<SharedBytes>, at: f64) -> NodeResult<usize> {
        let mut slices: Vec<_> = parts.iter_mut().map(|part| IoSliceMut::new(part.as_mut_slice())).collect();
        readv_into(descriptor, &mut slices, at)
    }
}

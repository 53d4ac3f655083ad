//! write and writev, in the two forms of `read`.

use std::io::IoSlice;

use super::arguments::{borrow, descriptor_error, position};
use crate::error::NodeResult;

fn write_from(descriptor: i32, bytes: &[u8], offset: usize, length: usize, at: f64) -> NodeResult<usize> {
    let descriptor = borrow(descriptor, "write")?;
    let end = offset.saturating_add(length).min(bytes.len());
    let part = bytes.get(offset..end).unwrap_or_default();
    let written = match position(at, part.len()) {
        Some(at) => rustix::io::retry_on_intr(|| rustix::io::pwrite(descriptor, part, at)),
        None => rustix::io::retry_on_intr(|| rustix::io::write(descriptor, part)),
    };
    written.map_err(|error| descriptor_error(error, "write"))
}

fn writev_from(descriptor: i32, parts: &[IoSlice<'_>], at: f64) -> NodeResult<usize> {
    let descriptor = borrow(descriptor, "write")?;
    let mut total = 0;
    // The kernel takes at most this many at a time.
    for some in parts.chunks(libc::UIO_MAXIOV as usize) {
        let written = match position(at, 0) {
            Some(at) => rustix::io::retry_on_intr(|| rustix::io::pwritev(descriptor, some, at + total as u64)),
            None => rustix::io::retry_on_intr(|| rustix::io::writev(descriptor, some)),
        };
        match written {
            Ok(written) => {
                total += written;
                if written < some.iter().map(|part| part.len()).sum() {
                    break;
                }
            }
            Err(_) if total > 0 => break,
            Err(error) => return Err(descriptor_error(error, "write")),
        }
    }
    Ok(total)
}

pub mod now {
    use engine::Bytes;

    use super::{IoSlice, NodeResult, write_from, writev_from};

    pub fn write(descriptor: i32, bytes: Bytes<'_>, offset: usize, length: usize, at: f64) -> NodeResult<usize> {
        write_from(descriptor, bytes.as_slice(), offset, length, at)
    }

    pub fn writev(descriptor: i32, parts: Vec<Bytes<'_>>, at: f64) -> NodeResult<usize> {
        let slices: Vec<_> = parts.iter().map(|part| IoSlice::new(part.as_slice())).collect();
        writev_from(descriptor, &slices, at)
    }
}

pub mod later {
    use engine::SharedBytes;

    use super::{IoSlice, NodeResult, write_from, writev_from};

    pub fn write(descriptor: i32, bytes: SharedBytes, offset: usize, length: usize, at: f64) -> NodeResult<usize> {
        write_from(descriptor, bytes.as_slice(), offset, length, at)
    }

    pub fn writev(descriptor: i32, parts: Vec<SharedBytes>, at: f64) -> NodeResult<usize> {
        let slices: Vec<_> = parts.iter().map(|part| IoSlice::new(part.as_slice())).collect();
        writev_from(descriptor, &slices, at)
    }
}

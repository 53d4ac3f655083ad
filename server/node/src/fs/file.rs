//! Whole files: readFile and writeFile as one operation each, by path or by descriptor.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use engine::{Buffer, ErrorKind, OwnedBytes};
use rustix::fs::FileType;

use super::arguments::{PathOrDescriptor, borrow, descriptor_error};
use super::open::open_path;
use crate::error::{NodeError, NodeResult};

/// Node's own limit for a file that is read in one piece.
const LARGEST: u64 = 2 * 1024 * 1024 * 1024 - 1;
/// How much more is asked for at a time where the size is not known (pipes, `/proc`).
const CHUNK: usize = 64 * 1024;

/// A descriptor that is ours to close, or the program's.
enum Source {
    Owned(OwnedFd),
    Borrowed(BorrowedFd<'static>),
}

impl Source {
    fn open(source: &PathOrDescriptor, flags: i32, mode: u32, syscall: &'static str) -> NodeResult<Source> {
        match source {
            PathOrDescriptor::Path(path) => open_path(path, flags, mode).map(Source::Owned),
            PathOrDescriptor::Descriptor(number) => borrow(*number, syscall).map(Source::Borrowed),
        }
    }

    fn descriptor(&self) -> BorrowedFd<'_> {
        match self {
            Source::Owned(owned) => owned.as_fd(),
            Source::Borrowed(borrowed) => *borrowed,
        }
    }
}

fn read_all(source: &PathOrDescriptor, flags: i32) -> NodeResult<Vec<u8>> {
    let source = Source::open(source, flags, 0o666, "fstat")?;
    let descriptor = source.descriptor();
    let status = rustix::fs::fstat(descriptor).map_err(|error| descriptor_error(error, "fstat"))?;
    let regular = FileType::from_raw_mode(status.st_mode) == FileType::RegularFile;
    let size = if regular { status.st_size as u64 } else { 0 };
    if size > LARGEST {
        let message = format!("File size ({size}) is greater than 2 GiB");
        return Err(NodeError::coded("ERR_FS_FILE_TOO_LARGE", message).kind(ErrorKind::RangeError));
    }
    let mut bytes = Vec::with_capacity(if size > 0 { size as usize } else { CHUNK });
    loop {
        // The kernel told the size: what has come is all.
        if size > 0 && bytes.len() as u64 >= size {
            break;
        }
        if bytes.len() == bytes.capacity() {
            bytes.reserve(CHUNK.max(bytes.len()));
        }
        let read =
            rustix::io::retry_on_intr(|| rustix::io::read(descriptor, rustix::buffer::spare_capacity(&mut bytes)))
                .map_err(|error| descriptor_error(error, "read"))?;
        if read == 0 {
            break;
        }
    }
    Ok(bytes)
}

pub fn read_file(source: PathOrDescriptor, flags: i32) -> NodeResult<Buffer> {
    let mut bytes = read_all(&source, flags)?;
    if bytes.capacity() - bytes.len() >= CHUNK / 2 {
        bytes.shrink_to_fit();
    }
    Ok(Buffer(bytes))
}

/// Decodes as it reads: what is not UTF-8 becomes U+FFFD, as `Buffer.toString` does it.
pub fn read_file_utf8(source: PathOrDescriptor, flags: i32) -> NodeResult<String> {
    let bytes = read_all(&source, flags)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

fn write_all(target: &PathOrDescriptor, mut bytes: &[u8], flags: i32, mode: u32, flush: bool) -> NodeResult<()> {
    let target = Source::open(target, flags, mode, "write")?;
    let descriptor = target.descriptor();
    while !bytes.is_empty() {
        let written = rustix::io::retry_on_intr(|| rustix::io::write(descriptor, bytes))
            .map_err(|error| descriptor_error(error, "write"))?;
        bytes = &bytes[written..];
    }
    if flush {
        rustix::fs::fsync(descriptor).map_err(|error| descriptor_error(error, "fsync"))?;
    }
    Ok(())
}

pub fn write_file_utf8(
    target: PathOrDescriptor,
    text: OwnedBytes,
    flags: i32,
    mode: u32,
    flush: bool,
) -> NodeResult<()> {
    write_all(&target, &text.0, flags, mode, flush)
}

pub mod now {
    use engine::Bytes;

    use super::{NodeResult, PathOrDescriptor};

    pub fn write_file(
        target: PathOrDescriptor,
        bytes: Bytes<'_>,
        flags: i32,
        mode: u32,
        flush: bool,
    ) -> NodeResult<()> {
        super::write_all(&target, bytes.as_slice(), flags, mode, flush)
    }
}

pub mod later {
    use engine::SharedBytes;

    use super::{NodeResult, PathOrDescriptor};

    pub fn write_file(
        target: PathOrDescriptor,
        bytes: SharedBytes,
        flags: i32,
        mode: u32,
        flush: bool,
    ) -> NodeResult<()> {
        super::write_all(&target, bytes.as_slice(), flags, mode, flush)
    }
}

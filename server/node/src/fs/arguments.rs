//! What JavaScript passes to the functions of this folder: paths (text or bytes), descriptors, positions.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io;
use std::os::fd::BorrowedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use engine::{Bytes, FromValue, Value};

use crate::error::{NodeError, NodeResult};
use crate::permission;

/// A path: a string, or the bytes of a Uint8Array where it need not be UTF-8. JavaScript has refused null bytes.
#[derive(Clone, Debug)]
pub struct PathArgument(Vec<u8>);

impl PathArgument {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn as_path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.0))
    }

    /// As errors show it.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Whether the program may read there, or in its folder.
    pub fn check_read(&self) -> NodeResult<()> {
        permission::read(self.as_path())
    }

    /// Whether the program may write there.
    pub fn check_write(&self) -> NodeResult<()> {
        permission::write(self.as_path())
    }

    /// The error of a system call on this path.
    pub fn error(&self, error: impl Into<io::Error>, syscall: &'static str) -> NodeError {
        NodeError::io(&error.into(), syscall, Some(&self.text()))
    }
}

impl<'s> FromValue<'s> for PathArgument {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if value.is_string() {
            return Ok(PathArgument(value.to_text()?.into_bytes()));
        }
        Ok(PathArgument(Bytes::from_value(value)?.as_slice().to_vec()))
    }
}

/// A file by its path, or one that is open already.
#[derive(Clone, Debug)]
pub enum PathOrDescriptor {
    Path(PathArgument),
    Descriptor(i32),
}

impl<'s> FromValue<'s> for PathOrDescriptor {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if value.value_type() == engine::ValueType::Number {
            return Ok(PathOrDescriptor::Descriptor(i32::from_value(value)?));
        }
        PathArgument::from_value(value).map(PathOrDescriptor::Path)
    }
}

/// The descriptor `number` of the program, for one system call.
pub fn borrow(number: i32, syscall: &'static str) -> NodeResult<BorrowedFd<'static>> {
    if number < 0 {
        return Err(NodeError::errno(libc::EBADF, syscall, None));
    }
    // SAFETY: only system calls are made with it; one that the program has closed gives EBADF, as it does in Node.
    Ok(unsafe { BorrowedFd::borrow_raw(number) })
}

/// The error of a system call on a descriptor.
pub fn descriptor_error(error: impl Into<io::Error>, syscall: &'static str) -> NodeError {
    NodeError::io(&error.into(), syscall, None)
}

/// Where to read or write `length` bytes; negative is "where the file is". A double rounds the largest positions up: past the
/// last one that the kernel takes.
pub fn position(value: f64, length: usize) -> Option<u64> {
    (value >= 0.0).then(|| (value as u64).min(i64::MAX as u64 - length as u64))
}

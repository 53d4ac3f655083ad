//! readdir and opendir. Names cross joined by '/', which no name can hold: one string for a whole directory.

use std::ffi::OsString;
use std::fs::{FileType, ReadDir};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::FileTypeExt;
use std::sync::{Arc, Mutex, MutexGuard};

use engine::{Buffer, FromValue, Handle, IntoValue, Scope, Value};

use super::arguments::PathArgument;
use crate::error::{NodeError, NodeResult};

/// libuv's numbers for the type of an entry.
fn type_number(kind: FileType) -> u8 {
    match kind {
        kind if kind.is_file() => 1,
        kind if kind.is_dir() => 2,
        kind if kind.is_symlink() => 3,
        kind if kind.is_fifo() => 4,
        kind if kind.is_socket() => 5,
        kind if kind.is_char_device() => 6,
        kind if kind.is_block_device() => 7,
        _ => 0,
    }
}

#[derive(Default)]
struct Listing {
    names: Vec<u8>,
    types: Vec<u8>,
}

impl Listing {
    fn push(&mut self, name: &[u8], kind: u8) {
        if !self.types.is_empty() {
            self.names.push(b'/');
        }
        self.names.extend_from_slice(name);
        self.types.push(kind);
    }

    fn into_text(self) -> (String, Buffer) {
        let names = String::from_utf8(self.names)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        (names, Buffer(self.types))
    }

    fn into_bytes(self) -> (Buffer, Buffer) {
        (Buffer(self.names), Buffer(self.types))
    }
}

/// All entries, sorted by their bytes as libuv's scandir does it.
fn list(path: &PathArgument, with_types: bool) -> NodeResult<Listing> {
    let fail = |error: io::Error| path.error(error, "scandir");
    path.check_read()?;
    let mut entries: Vec<(OsString, u8)> = Vec::new();
    for entry in std::fs::read_dir(path.as_path()).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let kind = if with_types { entry.file_type().map_or(0, type_number) } else { 0 };
        entries.push((entry.file_name(), kind));
    }
    entries.sort_unstable();
    let mut listing = Listing::default();
    for (name, kind) in entries {
        listing.push(name.as_bytes(), kind);
    }
    Ok(listing)
}

pub fn readdir(path: PathArgument) -> NodeResult<String> {
    list(&path, false).map(|listing| listing.into_text().0)
}

pub fn readdir_bytes(path: PathArgument) -> NodeResult<Buffer> {
    list(&path, false).map(|listing| listing.into_bytes().0)
}

pub fn readdir_typed(path: PathArgument) -> NodeResult<(String, Buffer)> {
    list(&path, true).map(Listing::into_text)
}

pub fn readdir_typed_bytes(path: PathArgument) -> NodeResult<(Buffer, Buffer)> {
    list(&path, true).map(Listing::into_bytes)
}

/// What a `fs.Dir` holds: None after it was closed. Reads run on the blocking pool, one at a time.
#[derive(Clone)]
pub struct OpenDirectory(Arc<Mutex<Option<ReadDir>>>);

impl OpenDirectory {
    fn lock(&self) -> MutexGuard<'_, Option<ReadDir>> {
        // The iterator is whole whatever happened to its last reader.
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// At most `count` entries; fewer mean that there are no more.
    fn read(&self, count: usize) -> NodeResult<Listing> {
        let mut listing = Listing::default();
        let mut guard = self.lock();
        let entries = guard.as_mut().ok_or_else(|| NodeError::errno(libc::EBADF, "scandir", None))?;
        for entry in entries.by_ref().take(count) {
            let entry = entry.map_err(|error| NodeError::io(&error, "scandir", None))?;
            let kind = entry.file_type().map_or(0, type_number);
            listing.push(&entry.file_name().into_vec(), kind);
        }
        Ok(listing)
    }
}

impl<'s> IntoValue<'s> for OpenDirectory {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        Handle::new(self).into_value(scope)
    }
}

impl<'s> FromValue<'s> for OpenDirectory {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Handle::<OpenDirectory>::from_value(value).map(|handle| OpenDirectory::clone(&handle))
    }
}

pub fn opendir(path: PathArgument) -> NodeResult<OpenDirectory> {
    path.check_read()?;
    let entries = std::fs::read_dir(path.as_path()).map_err(|error| path.error(error, "opendir"))?;
    Ok(OpenDirectory(Arc::new(Mutex::new(Some(entries)))))
}

pub fn dir_read(directory: OpenDirectory, count: u32) -> NodeResult<(String, Buffer)> {
    directory.read(count as usize).map(Listing::into_text)
}

pub fn dir_read_bytes(directory: OpenDirectory, count: u32) -> NodeResult<(Buffer, Buffer)> {
    directory.read(count as usize).map(Listing::into_bytes)
}

pub fn dir_close(directory: OpenDirectory) -> NodeResult<()> {
    directory.lock().take();
    Ok(())
}

/// opendirSync: its error does not name the path.
pub fn opendir_here(path: PathArgument) -> NodeResult<OpenDirectory> {
    opendir(path).map_err(|error| NodeError { path: None, ..error })
}

/// Opens and reads in one go. A directory that ended with it is closed again and comes without a handle.
fn open_and_read(path: PathArgument, count: u32) -> NodeResult<(Option<OpenDirectory>, Listing)> {
    let directory = opendir(path)?;
    let listing = directory.read(count as usize)?;
    let ended = listing.types.len() < count as usize;
    Ok(((!ended).then_some(directory), listing))
}

pub fn dir_open_read(path: PathArgument, count: u32) -> NodeResult<(Option<OpenDirectory>, String, Buffer)> {
    let (directory, listing) = open_and_read(path, count)?;
    let (names, types) = listing.into_text();
    Ok((directory, names, types))
}

pub fn dir_open_read_bytes(path: PathArgument, count: u32) -> NodeResult<(Option<OpenDirectory>, Buffer, Buffer)> {
    let (directory, listing) = open_and_read(path, count)?;
    let (names, types) = listing.into_bytes();
    Ok((directory, names, types))
}

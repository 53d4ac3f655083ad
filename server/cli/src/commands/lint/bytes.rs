//! What is remembered is written as numbers and parts that say how long they are.

use std::path::{Path, PathBuf};

pub fn number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend_from_slice(&(number as u32).to_le_bytes());
}

pub fn long(bytes: &mut Vec<u8>, long: u64) {
    bytes.extend_from_slice(&long.to_le_bytes());
}

pub fn part(bytes: &mut Vec<u8>, part: &[u8]) {
    number(bytes, part.len());
    bytes.extend_from_slice(part);
}

pub fn path(bytes: &mut Vec<u8>, path: &Path) {
    part(bytes, path.as_os_str().as_encoded_bytes());
}

/// Reads them back; `None` wherever they are other ones than were written.
pub struct Reader<'b> {
    pub rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    pub fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    pub fn long(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub fn part(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    pub fn text(&mut self) -> Option<&'b str> {
        str::from_utf8(self.part()?).ok()
    }

    pub fn path(&mut self) -> Option<PathBuf> {
        self.text().map(PathBuf::from)
    }

    /// As many of something as a number says.
    pub fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let number = self.number()?;
        // Each takes a byte at least.
        let mut list = Vec::with_capacity(number.min(self.rest.len()));
        for _ in 0..number {
            list.push(read(self)?);
        }
        Some(list)
    }
}

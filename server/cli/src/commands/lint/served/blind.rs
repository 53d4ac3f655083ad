//! Where the system keeps no record of changes that could be read before an answer, nothing is known: each question is answered by who asks.

use std::path::{Path, PathBuf};

/// There are none.
pub enum Eyes {}

pub struct Happened {
    pub path: PathBuf,
    pub is_folder: bool,
}

impl Eyes {
    pub fn new() -> Option<Eyes> {
        None
    }

    pub fn look_at(&mut self, _: &Path) -> bool {
        match *self {}
    }

    pub fn is_looking_at(&self, _: &Path) -> bool {
        match *self {}
    }

    pub fn happened(&mut self) -> Option<Vec<Happened>> {
        match *self {}
    }
}

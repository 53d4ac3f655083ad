//! What came of files that have changed since a whole run was written down: one block for each run that looked at them, behind it. So
//! that of one changed file only that is written.
//!
//! ```text
//! length, checksum of what was before and of what follows
//! what is said of all files, what was asked of the disk, files with what was found and what is in the second part
//! ```
//!
//! A block counts for what was read when it was made: it bears a checksum of that. So it counts for nothing behind another run, or
//! behind the block that someone else wrote meanwhile, and where it is not whole.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::{self, Reader};
use super::run::{Flags, Row, Run, Second, SecondPart};

/// Length and checksum.
const HEADER: usize = 4 + 8;

/// The blocks behind a run.
pub struct Since {
    bytes: Vec<u8>,
    /// Where what counts in them is.
    blocks: Vec<std::ops::Range<usize>>,
    /// A checksum of all that counts.
    id: u64,
    /// All of them count.
    is_whole: bool,
}

impl Since {
    /// `id`: of the run that they are behind.
    pub fn read(file: &mut File, id: u64) -> Option<Since> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let mut since = Since { bytes, blocks: Vec::new(), id, is_whole: true };
        let mut reader = Reader { rest: &since.bytes };
        while !reader.rest.is_empty() {
            let block = reader.number().and_then(|length| Some((reader.long()?, reader.take(length)?)));
            let Some((checksum, block)) = block.filter(|(checksum, block)| *checksum == id_of(since.id, block)) else {
                since.is_whole = false;
                break;
            };
            let end = since.bytes.len() - reader.rest.len();
            since.blocks.push(end - block.len()..end);
            since.id = checksum;
        }
        Some(since)
    }

    pub fn length(&self) -> usize {
        self.bytes.len()
    }

    /// Makes of a run what came of it. `None`: it can't be read.
    pub fn lay_over<'b>(&'b self, run: &mut Run<'b>) -> Option<()> {
        for block in &self.blocks {
            let mut reader = Reader { rest: &self.bytes[block.clone()] };
            run.flags = Flags::of(reader.byte()?);
            run.asked.lay_over(&mut reader)?;
            for _ in 0..reader.number()? {
                let place = reader.number()?;
                let row = Row::read(&mut reader, run.folders.len())?;
                let second = Second::New(Cow::Borrowed(reader.part()?));
                *run.files.get_mut(place)? = Row { second, ..row };
            }
        }
        Some(())
    }

    /// What a run has that was not read. `None`: it can't be put behind what was.
    pub fn block(&self, run: &Run, second: &SecondPart) -> Option<Vec<u8>> {
        if !self.is_whole {
            return None;
        }
        let mut bytes = vec![0; HEADER];
        bytes.push(run.flags.byte());
        run.asked.encode_new(&mut bytes);
        bytes::number(&mut bytes, run.touched.len());
        for place in &run.touched {
            let row = &run.files[*place];
            bytes::number(&mut bytes, *place);
            row.write(&mut bytes);
            bytes::part(&mut bytes, &row.second.bytes(second)?);
        }
        let (header, block) = bytes.split_at_mut(HEADER);
        header[..4].copy_from_slice(&(block.len() as u32).to_le_bytes());
        header[4..].copy_from_slice(&id_of(self.id, block).to_le_bytes());
        Some(bytes)
    }
}

fn id_of(before: u64, block: &[u8]) -> u64 {
    xxh3_64(&[before.to_le_bytes(), xxh3_64(block).to_le_bytes()].concat())
}

pub fn append(path: &Path, block: &[u8]) -> Option<()> {
    OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(block)).ok()
}

//! The numbers that a worker writes while it runs.
//!
//! ```text
//! probe             how often it was reached, but for the recent hits
//! ROOM + probe      the last number that it had without saying so; 0 if there was none, the least number if it was something else
//! 2 * ROOM          beats: grows while the program's thread is free
//! behind that       32 bits by probe, without a sign: its recent hits. The engine adds to them in one instruction
//! behind that       not 0: the host wants the program to end
//! at the end        how many seconds the program may be busy, 0 for as long as it likes; these two are the host's
//! ```

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// The host's end: reads what the worker writes.
#[derive(Debug)]
pub struct Counts(File);

impl Counts {
    /// Probes that a file has room for; those beyond are not counted.
    pub const ROOM: u32 = 65_536;

    /// Where the beats stand.
    pub const BEATS: u32 = 2 * Self::ROOM;

    /// Makes the file as long as it has to be.
    ///
    /// # Errors
    /// If the file can't be made longer.
    pub fn new(file: File) -> io::Result<Counts> {
        file.set_len(Counts::limit_offset() + size_of::<f64>() as u64)?;
        Ok(Counts(file))
    }

    /// Where a number stands in the file, in bytes.
    pub fn offset(index: u32) -> u64 {
        u64::from(index) * size_of::<f64>() as u64
    }

    /// Where the recent hits of a probe stand, in bytes.
    pub fn recent_offset(probe: u32) -> u64 {
        Counts::offset(Counts::BEATS + 1) + u64::from(probe) * size_of::<u32>() as u64
    }

    /// Where it stands whether the program is to end, in bytes.
    pub fn end_offset() -> u64 {
        Counts::recent_offset(Counts::ROOM)
    }

    /// Where it stands how long the program may be busy, in bytes.
    pub fn limit_offset() -> u64 {
        Counts::end_offset() + size_of::<f64>() as u64
    }

    /// Lets the program know how long it may be busy.
    pub fn tell_limit(&self, limit: Option<Duration>) {
        // Without it the program is asked as if it had none.
        let seconds = limit.map_or(0.0, |limit| limit.as_secs_f64());
        let _ = self.0.write_all_at(&seconds.to_ne_bytes(), Counts::limit_offset());
    }

    /// Asks the program to end; one that does not is killed.
    pub fn ask_to_end(&self) {
        // Without it the program is killed, all the same.
        let _ = self.0.write_all_at(&1f64.to_ne_bytes(), Counts::end_offset());
    }

    pub fn beats(&self) -> u64 {
        self.number(Counts::BEATS) as u64
    }

    pub fn hits(&self, probe: u32) -> u64 {
        if probe >= Counts::ROOM {
            return 0;
        }
        let mut bytes = [0; 4];
        let read = self.0.read_exact_at(&mut bytes, Counts::recent_offset(probe));
        let recent = read.map_or(0, |()| u32::from_ne_bytes(bytes));
        self.number(probe) as u64 + u64::from(recent)
    }

    /// The last number that a probe did not tell.
    pub fn last(&self, probe: u32) -> Option<f64> {
        const LEAST: f64 = f64::from_bits(1);
        let number = (probe < Counts::ROOM).then(|| self.number(Counts::ROOM + probe))?;
        (number != 0.0 && number != LEAST).then_some(number)
    }

    fn number(&self, index: u32) -> f64 {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, Counts::offset(index)).map_or(0.0, |()| f64::from_ne_bytes(bytes))
    }
}

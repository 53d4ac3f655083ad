//! By what the system tells of a file it is known that it has not changed.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::Stat;
use xxhash_rust::xxh3::Xxh3;

/// When a file was written, how long it is, and which one it is, as far as that counts for whether it is the same as before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    numbers: [i64; 7],
    /// Whether it may be written once more without its times telling it: clocks of file systems go in steps.
    is_fresh: bool,
}

/// No step is longer, of clocks that go in parts of a second and of those that don't.
const STEP: Duration = Duration::from_millis(50);
const LONG_STEP: Duration = Duration::from_secs(3);

impl Stamp {
    /// `metadata`: asked for before the file was read.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Stamp::new(modified, changed, [metadata.size() as i64, metadata.ino() as i64, metadata.dev() as i64])
    }

    /// The same, as the system tells it without the standard library.
    pub fn of_stat(stat: &Stat) -> Stamp {
        let modified = (stat.st_mtime, stat.st_mtime_nsec as i64);
        let changed = (stat.st_ctime, stat.st_ctime_nsec as i64);
        Stamp::new(modified, changed, [stat.st_size, stat.st_ino as i64, stat.st_dev as i64])
    }

    /// Times in seconds and billionths. Someone who sets back when the content was written can't set back when the file was changed.
    fn new(modified: (i64, i64), changed: (i64, i64), [size, number, device]: [i64; 3]) -> Stamp {
        let step = if modified.1 == 0 && changed.1 == 0 { LONG_STEP } else { STEP };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(step);
        let numbers = [modified.0, modified.1, changed.0, changed.1, size, number, device];
        let is_fresh = modified.max(changed) >= (now.as_secs() as i64, i64::from(now.subsec_nanos()));
        Stamp { numbers, is_fresh }
    }

    /// Whether what the system told was so at a time already, and not only since.
    pub fn is_of(metadata: &Metadata, time: SystemTime) -> bool {
        let time = time.duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(STEP);
        (metadata.ctime(), metadata.ctime_nsec()) < (time.as_secs() as i64, i64::from(time.subsec_nanos()))
    }

    /// As a number, together with what else counts. `None`: it can't be told by it.
    pub fn hash(&self, about: u64) -> Option<u64> {
        if self.is_fresh {
            return None;
        }
        let mut hasher = Xxh3::new();
        hasher.update(&about.to_le_bytes());
        for number in self.numbers {
            hasher.update(&number.to_le_bytes());
        }
        Some(hasher.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_just_written_is_read_again() {
        let path = std::env::temp_dir().join(format!("lode-stamp-{}", std::process::id()));
        std::fs::write(&path, "a").unwrap();
        let stamp = Stamp::of(&std::fs::metadata(&path).unwrap());
        assert_eq!(stamp.hash(1), None);
        let settled = Stamp { is_fresh: false, ..stamp };
        assert_ne!(settled.hash(1), settled.hash(2));
        let metadata = std::fs::metadata(&path).unwrap();
        let now = SystemTime::now();
        assert!(!Stamp::is_of(&metadata, now - LONG_STEP) && Stamp::is_of(&metadata, now + LONG_STEP));
        std::fs::remove_file(&path).unwrap();
    }
}

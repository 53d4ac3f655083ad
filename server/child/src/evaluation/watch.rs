//! Whether a worker keeps its limits, and how far it is.

use std::fs;
use std::time::{Duration, Instant};

use values::Event;

use super::worker::Worker;
use super::{Ended, Limits, Progress};

/// How often a running worker is looked at.
pub(super) const LOOK: Duration = Duration::from_millis(10);
/// How soon it is looked at again at the earliest.
pub(super) const SOON: Duration = Duration::from_millis(2);
/// How often its memory is.
const LOOK_AT_MEMORY: Duration = Duration::from_millis(50);
/// A worker of this binary is up within this time, or something is wrong.
const START: Duration = Duration::from_secs(30);
/// By the clock a program may be busy for so many times what it may be when it need not wait for its turn.
const PATIENCE: u32 = 3;
/// So many beats make a program live.
const LIVE: u64 = 3;
/// Without a beat for so long it is busy.
const BUSY: Duration = Duration::from_millis(100);

pub(super) struct Watch {
    started: Instant,
    /// When it is to be looked at next.
    due: Instant,
    memory_looked_at: Instant,
    beats: u64,
    /// Since when there was no beat, and how long it had waited for its turn by then, once that was asked.
    silent_since: Instant,
    waited: Option<Duration>,
    progress: Progress,
}

impl Watch {
    pub fn new(started: Instant) -> Watch {
        let now = Instant::now();
        Watch {
            started,
            due: now,
            memory_looked_at: now,
            beats: 0,
            silent_since: now,
            waited: None,
            progress: Progress::Starting,
        }
    }

    pub fn progress(&self) -> Progress {
        self.progress
    }

    pub fn hears(&mut self, event: &Event) {
        if let Event::Started { .. } = event {
            self.silent_since = Instant::now();
            // How long it has waited by now does not count.
            self.due = self.silent_since;
            self.progress = Progress::Running;
        }
    }

    /// How long it can be left alone.
    pub fn patience(&self) -> Duration {
        self.due.saturating_duration_since(Instant::now())
    }

    /// Which limit it has reached.
    pub fn look(&mut self, worker: &Worker, limits: &Limits) -> Option<Ended> {
        let now = Instant::now();
        if now < self.due {
            return None;
        }
        self.due = now + LOOK;
        self.limit(worker, limits)
    }

    fn limit(&mut self, worker: &Worker, limits: &Limits) -> Option<Ended> {
        if self.progress == Progress::Starting {
            return (self.started.elapsed() > START).then_some(Ended::Whole(START));
        }
        let beats = worker.counts.beats();
        if beats != self.beats {
            self.beats = beats;
            self.silent_since = Instant::now();
            self.waited = None;
            self.progress = if beats >= LIVE { Progress::Live } else { Progress::Running };
        } else if self.silent_since.elapsed() > BUSY {
            self.progress = Progress::Running;
        }
        if let Some(busy) = limits.busy.filter(|busy| self.is_busy_for(worker, *busy)) {
            return Some(Ended::Busy(busy));
        }
        if let Some(whole) = limits.whole.filter(|whole| self.started.elapsed() > *whole) {
            return Some(Ended::Whole(whole));
        }
        if let Some(most) = limits.memory.filter(|_| self.memory_looked_at.elapsed() > LOOK_AT_MEMORY) {
            self.memory_looked_at = Instant::now();
            if memory_of(worker.process.id()).is_some_and(|memory| memory > most) {
                return Some(Ended::Memory(most));
            }
        }
        None
    }

    fn is_busy_for(&mut self, worker: &Worker, limit: Duration) -> bool {
        let waited = waiting_of(worker.process.id());
        let before = *self.waited.get_or_insert(waited);
        let silent = self.silent_since.elapsed();
        let busy = silent.saturating_sub(waited.saturating_sub(before));
        if busy >= limit || silent > limit * PATIENCE {
            return true;
        }
        // Nobody is busy for longer than the clock goes on.
        self.due = self.due.min(Instant::now() + (limit - busy).max(SOON));
        false
    }
}

/// Bytes that a process has in memory, where the system tells.
fn memory_of(process: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/statm")).ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// How long the first thread of a process, in which JavaScript runs, has waited for its turn on a processor; nothing, where the system does
/// not tell.
pub(super) fn waiting_of(process: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{process}/schedstat")).unwrap_or_default();
    let nanoseconds = text.split_whitespace().nth(1).and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

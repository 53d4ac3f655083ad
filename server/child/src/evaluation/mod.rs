//! A program that runs in a worker while its values come in: starting it, hearing it, stopping it.
//!
//! A worker is this binary in a process group of its own, so that whatever it has started goes with it. It is stopped when its thread has
//! been busy for too long: how long, its beats tell (see [`values::Counts`]), whatever the program does. What it had written down by
//! then is not lost.
//!
//! - `workers`: a worker that stands by for the next run, and the thread that starts them. `worker`: one process. `follow`: a run that
//!   goes on. `watch`: whether it keeps its limits. `permissions`: what is open to a
//!   file that runs without having been asked for.
//!
//! Whoever has one run, and no next one, calls [`evaluate`].

mod follow;
mod permissions;
mod watch;
mod worker;
mod workers;

use std::io;
use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::Duration;

use values::{Likely, Run, State};

pub use follow::{Evaluation, Stopper};
pub use permissions::sandbox_of;
pub use workers::Workers;

/// What a worker may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long its thread may be in JavaScript without a pause, the time not counted in which it waits for its turn on a processor; three
    /// times as long by the clock. `None`: as long as it likes.
    pub busy: Option<Duration>,
    /// How long it may run in all; `None`: as long as it likes.
    pub whole: Option<Duration>,
    /// Bytes of standard output and error that are kept, each.
    pub output: usize,
    /// Events that are taken in: values, logs. Of those beyond only numbers are known.
    pub events: usize,
    /// Bytes that it may have in memory. `None`: as many as there are.
    pub memory: Option<u64>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            busy: Some(Duration::from_secs(2)),
            whole: None,
            output: 1 << 20,
            events: 200_000,
            memory: Some(1 << 30),
        }
    }
}

impl Limits {
    /// Of a run that nobody asked for.
    pub fn automatic() -> Limits {
        Limits { busy: Some(Duration::from_secs(1)), memory: Some(512 << 20), events: 50_000, ..Limits::default() }
    }
}

/// How far a run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The worker comes up.
    Starting,
    /// The program's thread is in JavaScript, or has been a moment ago.
    Running,
    /// It waits for what it has open: timers, a server.
    Live,
}

/// What is known of a run that goes on.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'h> {
    pub state: &'h State,
    pub progress: Progress,
    /// Something has come in since it was heard of last.
    pub has_news: bool,
    /// What it has written so far, as far as it is kept.
    pub output: &'h [u8],
    pub errors: &'h [u8],
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    Exited(i32),
    /// By a signal that was none of ours.
    Killed(i32),
    /// It was busy for so long.
    Busy(Duration),
    /// It ran for so long.
    Whole(Duration),
    /// It had so many bytes in memory.
    Memory(u64),
    /// Whoever asked has had enough.
    Stopped,
}

impl Ended {
    /// What a person is told of it, with where the program was ([`values::where_it_was`]). `None`: it has ended by itself, or because it
    /// was to.
    pub fn sentence(self, place: &str) -> Option<String> {
        let seconds = |time: Duration| format!("{} s", time.as_secs_f64());
        match self {
            Ended::Exited(_) | Ended::Stopped => None,
            Ended::Killed(signal) => Some(format!("ended by signal {signal}")),
            Ended::Busy(limit) => Some(format!("stopped after {} without a pause{place}", seconds(limit))),
            Ended::Whole(limit) => Some(format!("stopped after {}{place}", seconds(limit))),
            Ended::Memory(bytes) => Some(format!("stopped at {} MB of memory{place}", bytes >> 20)),
        }
    }
}

/// A run that is over.
#[derive(Debug)]
pub struct Outcome {
    pub state: State,
    /// The files that it has loaded beside those that are probed.
    pub loaded: Vec<PathBuf>,
    pub ended: Ended,
    /// From the call that started it, the coming up of a worker included.
    pub took: Duration,
    pub output: Vec<u8>,
    pub errors: Vec<u8>,
}

/// Runs a program to its end on the calling thread. It reads `input`, if that is given; `hear` is called each time that something has
/// come in.
///
/// # Errors
/// If no worker can be started.
pub fn evaluate(
    run: &Run,
    limits: Limits,
    input: Option<BorrowedFd<'_>>,
    hear: impl FnMut(Heard),
) -> io::Result<Outcome> {
    let worker = worker::Worker::start(&crate::own_program()?, run.sandbox.as_ref(), Likely::default(), input)?;
    Ok(Evaluation::new(worker, run, limits, None).follow(hear))
}

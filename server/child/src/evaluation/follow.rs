//! A run that goes on: what comes in from its worker, until it ends or is stopped.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};
use values::{Event, Likely, Run, State};

use super::watch::{LOOK, SOON, Watch, waiting_of};
use super::worker::Worker;
use super::workers::Keeper;
use super::{Ended, Heard, Limits, Outcome};

/// A run that has been handed to a worker. Dropped, it is stopped.
#[derive(Debug)]
pub struct Evaluation {
    worker: Worker,
    limits: Limits,
    started: Instant,
    /// What the worker has not taken yet: it may be much, and the worker not up.
    unsent: Vec<u8>,
    /// A worker ends with the thread that started it, which lives as long as this.
    keeper: Option<Arc<Keeper>>,
}

/// Stops a run, from anywhere and at any time.
#[derive(Clone, Debug)]
pub struct Stopper(Group);

impl Stopper {
    /// Kills the worker with all that it has started, at once. Nothing is heard of the run any more but its outcome.
    pub fn stop(&self) {
        self.0.stop();
    }
}

impl Evaluation {
    pub(super) fn new(worker: Worker, run: &Run, limits: Limits, keeper: Option<Arc<Keeper>>) -> Evaluation {
        worker.counts.tell_limit(limits.busy);
        let mut unsent = serde_json::to_vec(run).unwrap_or_default();
        unsent.push(b'\n');
        let mut evaluation = Evaluation { worker, limits, started: Instant::now(), unsent, keeper };
        evaluation.send();
        evaluation
    }

    /// The number of the worker's process.
    pub fn process(&self) -> u32 {
        self.worker.process.id()
    }

    pub fn stopper(&self) -> Stopper {
        Stopper(self.worker.group.clone())
    }

    /// Hears the run to its end, on the calling thread. `hear` is called with what is known whenever something has come in, and some
    /// hundred times a second otherwise; when it was stopped, not any more.
    pub fn follow(mut self, mut hear: impl FnMut(Heard)) -> Outcome {
        let mut state = State::default();
        let mut watch = Watch::new(self.started);
        let mut incoming = Incoming::new(std::mem::take(&mut self.worker.heard), self.limits.events);
        let (mut output, mut errors) = (Kept::new(self.limits.output), Kept::new(self.limits.output));
        let mut loaded = Likely::default();
        // Which limit it has reached, and what it may still say.
        let mut reason: Option<(Ended, LastWords)> = None;
        loop {
            let patience = if reason.is_some() { SOON } else { watch.patience() };
            self.wait(&[incoming.is_closed, output.is_closed, errors.is_closed], patience);
            // Asked before reading: what a worker that is gone has sent is all there by then.
            let is_gone = self.worker.is_gone();
            self.send();
            let events = incoming.read(&self.worker.stream, is_gone);
            output.read(&mut self.worker.output, is_gone);
            errors.read(&mut self.worker.errors, is_gone);
            let has_news = !events.is_empty();
            for event in events {
                match event {
                    Event::Loaded { file } => {
                        if loaded.files.len() < LOADED {
                            loaded.files.push(file);
                        }
                    }
                    Event::LoadedBuiltin { id } => drop(loaded.builtins.insert(id)),
                    // That it was ended is no failure of its own.
                    Event::Thrown { .. } if reason.is_some() => {}
                    event => {
                        watch.hears(&event);
                        state.take(event);
                    }
                }
            }
            let reached = watch.look(&self.worker, &self.limits);
            if reason.is_none() && !self.worker.group.is_stopped() {
                let (output, errors) = (&output.bytes, &errors.bytes);
                hear(Heard { state: &state, progress: watch.progress(), has_news, output, errors });
            }
            if is_gone || self.worker.group.is_stopped() {
                break;
            }
            match (&reason, reached) {
                (None, Some(reached)) => {
                    self.worker.counts.ask_to_end();
                    let words = LastWords::after(&self.worker);
                    // Who takes too much memory is not waited for.
                    let is_over = matches!(reached, Ended::Memory(_));
                    reason = Some((reached, words));
                    if is_over {
                        break;
                    }
                }
                (Some((_, words)), _) if words.are_over(&self.worker) => break,
                _ => {}
            }
        }
        state.complete(&self.worker.counts);
        if let Some(keeper) = &self.keeper {
            keeper.learn(self.worker.sandbox.as_ref(), loaded.clone());
        }
        let ended = match reason {
            _ if self.worker.group.is_stopped() => Ended::Stopped,
            Some((reason, _)) => reason,
            None => exited(self.worker.end()),
        };
        let took = self.started.elapsed();
        self.let_go();
        Outcome { state, loaded: loaded.files, ended, took, output: output.bytes, errors: errors.bytes }
    }

    /// Kills what is left of the worker. The system takes its time to take back what a large program had: where more runs are to come, nobody
    /// waits for that.
    fn let_go(self) {
        self.worker.group.kill();
        if self.keeper.is_some() {
            // Without a thread it is waited for after all.
            let _ = thread::Builder::new().name("worker's end".to_owned()).spawn(move || drop(self));
        }
    }

    /// Until something happens, and no longer than its limits may be left alone.
    fn wait(&self, closed: &[bool; 3], patience: Duration) {
        let worker = &self.worker;
        let mut stream = PollFlags::IN;
        stream.set(PollFlags::OUT, !self.unsent.is_empty());
        let mut all = Vec::with_capacity(4);
        // What is closed would be ready for ever.
        let ends = [
            (worker.stream.as_fd(), stream),
            (worker.output.as_fd(), PollFlags::IN),
            (worker.errors.as_fd(), PollFlags::IN),
        ];
        let open = ends.into_iter().zip(closed).filter(|(_, is_closed)| !**is_closed);
        all.extend(open.map(|((end, flags), _)| PollFd::from_borrowed_fd(end, flags)));
        all.extend(worker.end_signal().map(|end| PollFd::from_borrowed_fd(end, PollFlags::IN)));
        let limit = Timespec { tv_sec: 0, tv_nsec: patience.min(LOOK).subsec_nanos().into() };
        let _ = poll(&mut all, Some(&limit));
    }

    /// As much as the worker takes. One that takes nothing more is about to end, or has.
    fn send(&mut self) {
        while !self.unsent.is_empty() {
            match (&self.worker.stream).write(&self.unsent) {
                Ok(length) => drop(self.unsent.drain(..length)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => self.unsent.clear(),
            }
        }
    }
}

fn exited(status: io::Result<ExitStatus>) -> Ended {
    let Ok(status) = status else { return Ended::Killed(0) };
    match (status.code(), status.signal()) {
        (Some(code), _) => Ended::Exited(code),
        (None, signal) => Ended::Killed(signal.unwrap_or_default()),
    }
}

/// The process group of a worker.
#[derive(Clone, Debug)]
pub(super) struct Group(Arc<Mutex<Life>>);

#[derive(Debug)]
struct Life {
    /// `None`: its number may be somebody else's by now.
    group: Option<Pid>,
    is_stopped: bool,
}

impl Group {
    pub fn new(process: &Child) -> Group {
        Group(Arc::new(Mutex::new(Life { group: Some(Pid::from_child(process)), is_stopped: false })))
    }

    fn life(&self) -> MutexGuard<'_, Life> {
        self.0.lock().unwrap_or_else(|lock| lock.into_inner())
    }

    fn stop(&self) {
        let mut life = self.life();
        life.is_stopped = true;
        life.kill();
    }

    fn is_stopped(&self) -> bool {
        self.life().is_stopped
    }

    pub fn kill(&self) {
        self.life().kill();
    }

    /// Kills what is left, ahead of the process being waited for.
    pub fn end(&self) {
        let mut life = self.life();
        life.kill();
        life.group = None;
    }
}

impl Life {
    /// The leader is not yet waited for, so the number is still its own.
    fn kill(&self) {
        if let Some(group) = self.group {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// What a program that is told to end may take to say what it has come to.
struct LastWords {
    since: Instant,
    /// How long it had waited for its turn by then.
    waited: Duration,
}

impl LastWords {
    /// While it has its turn.
    const MOST: Duration = Duration::from_millis(25);
    /// Others may be having theirs.
    const PATIENCE: Duration = Duration::from_millis(100);

    fn after(worker: &Worker) -> LastWords {
        LastWords { since: Instant::now(), waited: waiting_of(worker.process.id()) }
    }

    fn are_over(&self, worker: &Worker) -> bool {
        let passed = self.since.elapsed();
        let waited = waiting_of(worker.process.id()).saturating_sub(self.waited);
        passed > LastWords::PATIENCE || passed.saturating_sub(waited) > LastWords::MOST
    }
}

/// Files that are remembered for the next run.
const LOADED: usize = 1000;
/// Bytes that are read in one go.
const PIECE: usize = 64 << 10;
/// Pieces that are read before somebody hears of them.
const PIECES: usize = 16;
/// No event is longer.
const LONGEST: usize = 16 << 20;

/// The lines that come in.
struct Incoming {
    bytes: Vec<u8>,
    /// Events that are still taken in.
    room: usize,
    is_closed: bool,
}

impl Incoming {
    /// Goes on behind what was heard of a worker while it stood by.
    fn new(heard: Vec<u8>, room: usize) -> Incoming {
        Incoming { bytes: heard, room, is_closed: false }
    }

    fn read(&mut self, stream: impl Read, to_its_end: bool) -> Vec<Event> {
        let mut events = Vec::new();
        self.is_closed |= each_piece(stream, to_its_end, |piece| {
            let mut rest = piece;
            while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                self.bytes.extend_from_slice(&rest[..end]);
                rest = &rest[end + 1..];
                events.extend(self.event());
                self.bytes.clear();
            }
            let room = LONGEST.saturating_sub(self.bytes.len());
            self.bytes.extend_from_slice(&rest[..rest.len().min(room)]);
        });
        events
    }

    /// What a worker that was killed in the middle of a line has said of it is nothing.
    fn event(&mut self) -> Option<Event> {
        let event = serde_json::from_slice(&self.bytes).ok()?;
        if !matches!(event, Event::Value { .. } | Event::Settled { .. } | Event::Log { .. }) {
            return Some(event);
        }
        self.room = self.room.checked_sub(1)?;
        Some(event)
    }
}

/// The beginning of what a program writes; the rest is read and let go.
struct Kept {
    bytes: Vec<u8>,
    most: usize,
    is_closed: bool,
}

impl Kept {
    fn new(most: usize) -> Kept {
        Kept { bytes: Vec::new(), most, is_closed: false }
    }

    fn read(&mut self, pipe: impl Read, to_its_end: bool) {
        self.is_closed |= each_piece(pipe, to_its_end, |piece| {
            let room = self.most - self.bytes.len();
            self.bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        });
    }
}

/// Reads what is there, some of it or all, and tells whether that was the end.
fn each_piece(mut from: impl Read, all: bool, mut take: impl FnMut(&[u8])) -> bool {
    let mut piece = [0; PIECE];
    let mut pieces = 0;
    while all || pieces < PIECES {
        match from.read(&mut piece) {
            Ok(0) => return true,
            Ok(length) => take(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return error.kind() != io::ErrorKind::WouldBlock,
        }
        pieces += 1;
    }
    false
}

//! Workers that stand by, and the thread that starts them.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, test_kill_process};
use values::{Likely, Run, Sandbox};

use super::Limits;
use super::follow::Evaluation;
use super::worker::{PREFIX, Worker};

/// Runs programs, each in a process of its own, and has one ready for the next run: up, in its sandbox, and with what is likely to be
/// loaded at hand. One for all who run programs; clones are the same.
#[derive(Clone, Debug)]
pub struct Workers(Arc<Keeper>);

/// Those of so many sandboxes are kept ready, the one that was asked for last in front.
const KEPT: usize = 2;
/// One that is not needed for so long is let go.
const IDLE: Duration = Duration::from_secs(600);
/// The run goes first: the next worker comes up behind it.
const BEHIND: Duration = Duration::from_millis(40);

impl Workers {
    /// Of this very binary.
    ///
    /// # Errors
    /// If the thread can't be started.
    pub fn new() -> io::Result<Workers> {
        Workers::of(crate::own_program()?)
    }

    /// Of another one, which must be of the same version.
    ///
    /// # Errors
    /// If the thread can't be started.
    pub fn of(program: PathBuf) -> io::Result<Workers> {
        let (send, asked) = mpsc::channel();
        thread::Builder::new().name("workers".to_owned()).spawn(move || {
            remove_left_folders();
            Standby { program, ready: Vec::new(), likely: Vec::new(), due: Vec::new() }.keep(&asked);
        })?;
        Ok(Workers(Arc::new(Keeper(send))))
    }

    /// Has one come up for runs in this sandbox, or in none, in the background.
    pub fn ready(&self, sandbox: Option<&Sandbox>) {
        let _ = self.0.0.send(Asked::Ready(sandbox.cloned()));
    }

    /// Lets those go that stand by. Runs go on.
    pub fn rest(&self) {
        let _ = self.0.0.send(Asked::Rest);
    }

    /// Hands a run to the worker that stands by, or to a new one, and has the next come up in the background.
    ///
    /// # Errors
    /// If no worker can be started.
    pub fn start(&self, run: &Run, limits: Limits) -> io::Result<Evaluation> {
        let (give, given) = mpsc::sync_channel(1);
        let gone = |_| io::Error::other("the thread that starts workers is gone");
        self.0.0.send(Asked::Worker(run.sandbox.clone(), give)).map_err(|_| gone(()))?;
        let worker = given.recv().map_err(|_| gone(()))??;
        Ok(Evaluation::new(worker, run, limits, Some(self.0.clone())))
    }
}

/// Leads to the thread, which lives as long as this does: on Linux workers end with the thread that started them.
#[derive(Debug)]
pub(super) struct Keeper(Sender<Asked>);

impl Keeper {
    /// What a run has loaded is what the next is likely to load.
    pub fn learn(&self, sandbox: Option<&Sandbox>, loaded: Likely) {
        let _ = self.0.send(Asked::Learn(sandbox.cloned(), loaded));
    }
}

enum Asked {
    Worker(Option<Sandbox>, SyncSender<io::Result<Worker>>),
    Ready(Option<Sandbox>),
    Learn(Option<Sandbox>, Likely),
    Rest,
}

/// What the thread knows.
struct Standby {
    program: PathBuf,
    /// The one that was asked for last in front.
    ready: Vec<(Worker, Instant)>,
    likely: Vec<(Option<Sandbox>, Likely)>,
    /// Those that are to come up, and when.
    due: Vec<(Option<Sandbox>, Instant)>,
}

impl Standby {
    fn keep(&mut self, asked: &Receiver<Asked>) {
        loop {
            match asked.recv_timeout(self.next().saturating_duration_since(Instant::now())) {
                Ok(Asked::Worker(sandbox, give)) => {
                    let worker = self.take(sandbox.as_ref());
                    self.plan(sandbox, BEHIND);
                    let _ = give.send(worker);
                }
                Ok(Asked::Ready(sandbox)) => self.plan(sandbox, Duration::ZERO),
                Ok(Asked::Learn(sandbox, loaded)) => self.learn(sandbox, loaded),
                Ok(Asked::Rest) => {
                    self.ready.clear();
                    self.due.clear();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.bring_up();
            self.ready.retain(|(worker, since)| since.elapsed() < IDLE && !worker.is_gone());
        }
    }

    /// When there is something to be done.
    fn next(&self) -> Instant {
        let due = self.due.iter().map(|(_, at)| *at);
        let idle = self.ready.iter().map(|(_, since)| *since + IDLE);
        due.chain(idle).min().unwrap_or_else(|| Instant::now() + IDLE)
    }

    fn learn(&mut self, sandbox: Option<Sandbox>, mut loaded: Likely) {
        if let Some(index) = self.likely.iter().position(|(other, _)| *other == sandbox) {
            let (_, mut known) = self.likely.remove(index);
            // A worker does not tell again what it had got ready.
            loaded.builtins.append(&mut known.builtins);
        }
        self.likely.insert(0, (sandbox, loaded));
        self.likely.truncate(2 * KEPT);
    }

    fn plan(&mut self, sandbox: Option<Sandbox>, behind: Duration) {
        self.due.retain(|(other, _)| *other != sandbox);
        self.due.push((sandbox, Instant::now() + behind));
    }

    fn take(&mut self, sandbox: Option<&Sandbox>) -> io::Result<Worker> {
        while let Some(index) = self.ready.iter().position(|(worker, _)| worker.sandbox.as_ref() == sandbox) {
            let (mut worker, _) = self.ready.remove(index);
            if !worker.is_gone() && worker.is_up_to_date() {
                return Ok(worker);
            }
        }
        self.start(sandbox)
    }

    fn bring_up(&mut self) {
        let now = Instant::now();
        while let Some(index) = self.due.iter().position(|(_, at)| *at <= now) {
            let (sandbox, _) = self.due.remove(index);
            let is_there = self.ready.iter().any(|(worker, _)| worker.sandbox == sandbox);
            // That it can't be started is told to who needs it.
            if !is_there && let Ok(worker) = self.start(sandbox.as_ref()) {
                self.ready.insert(0, (worker, now));
                self.ready.truncate(KEPT);
            }
        }
    }

    fn start(&self, sandbox: Option<&Sandbox>) -> io::Result<Worker> {
        let likely = self.likely.iter().find(|(other, _)| other.as_ref() == sandbox);
        let likely = likely.map(|(_, likely)| likely.clone()).unwrap_or_default();
        Worker::start(&self.program, sandbox, likely, None)
    }
}

/// Of processes that were killed before they could clean up.
fn remove_left_folders() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
        let Some(process) = process.and_then(Pid::from_raw) else { continue };
        if test_kill_process(process) == Err(rustix::io::Errno::SRCH) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

//! Threads that answer. Lanes, so that what a person waits for while typing never stands behind work on whole projects.
//!
//! Jobs of a lane start in the order in which they were given. A job that hangs takes its thread, not its lane: when all threads of a
//! lane have been busy for long while others wait, the lane gets another thread.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Syntax trees and types are walked recursively.
pub(crate) const STACK: usize = 64 << 20;

/// After this long a job is taken to hang.
const HANGS: Duration = Duration::from_secs(2);
/// How much those give way for whom nobody waits.
const NICE: i32 = 5;
/// Threads of a lane at most, whatever hangs.
const MOST_THREADS: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lane {
    /// Completion, hover, signature help, highlight: asked for at every key.
    Latency,
    /// References, renames, whatever reads many files.
    Worker,
    /// Looking for what is wrong with a text that is being typed.
    Diagnostics,
    /// What nobody waits for: reading files ahead, the index of packages.
    Background,
}

type Job = Box<dyn FnOnce() + Send>;

/// Dropping the last clone ends the threads when they have done what they are doing.
#[derive(Clone)]
pub(crate) struct Pool {
    lanes: Arc<Lanes>,
}

struct Lanes {
    latency: Arc<Queue>,
    worker: Arc<Queue>,
    diagnostics: Arc<Queue>,
    background: Arc<Queue>,
}

struct Queue {
    name: &'static str,
    /// As the system counts it: who is nicer gives way to the others.
    niceness: i32,
    /// Written by those who give jobs and by the threads that take them.
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    /// When each busy thread took its job.
    busy_since: Vec<Instant>,
    /// Nobody can give jobs any more.
    is_closed: bool,
}

impl Pool {
    pub(crate) fn new() -> Pool {
        let cores = thread::available_parallelism().map_or(2, |cores| cores.get());
        let latency = Queue::start("lsp latency", 2, 0);
        let worker = Queue::start("lsp worker", (cores / 2).clamp(1, 4), 0);
        let diagnostics = Queue::start("lsp diagnostics", (cores / 2).clamp(1, 2), NICE);
        let background = Queue::start("lsp background", (cores / 2).clamp(1, 2), NICE);
        Pool { lanes: Arc::new(Lanes { latency, worker, diagnostics, background }) }
    }

    pub(crate) fn run(&self, lane: Lane, job: impl FnOnce() + Send + 'static) {
        let queue = match lane {
            Lane::Latency => &self.lanes.latency,
            Lane::Worker => &self.lanes.worker,
            Lane::Diagnostics => &self.lanes.diagnostics,
            Lane::Background => &self.lanes.background,
        };
        let mut state = queue.state();
        state.jobs.push_back(Box::new(job));
        if queue.is_stuck(&state) {
            queue.add_thread(&mut state);
        }
        drop(state);
        queue.changed.notify_one();
    }

    /// Gives lanes whose threads all hang another one. To be called now and then.
    pub(crate) fn relieve(&self) {
        for queue in self.lanes.all() {
            let mut state = queue.state();
            if !state.jobs.is_empty() && queue.is_stuck(&state) {
                queue.add_thread(&mut state);
            }
        }
    }
}

impl Lanes {
    fn all(&self) -> [&Arc<Queue>; 4] {
        [&self.latency, &self.worker, &self.diagnostics, &self.background]
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        for queue in self.all() {
            queue.state().is_closed = true;
            queue.changed.notify_all();
        }
    }
}

impl Queue {
    fn start(name: &'static str, threads: usize, niceness: i32) -> Arc<Queue> {
        let queue = Arc::new(Queue { name, niceness, state: Mutex::default(), changed: Condvar::new() });
        let mut state = queue.state();
        for _ in 0..threads {
            queue.add_thread(&mut state);
        }
        drop(state);
        queue
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|lock| lock.into_inner())
    }

    fn is_stuck(&self, state: &State) -> bool {
        state.busy_since.len() >= state.threads
            && state.threads < MOST_THREADS
            && state.busy_since.iter().all(|since| since.elapsed() > HANGS)
    }

    fn add_thread(self: &Arc<Queue>, state: &mut State) {
        let queue = self.clone();
        let run = move || {
            // Where a thread has no priority of its own, it works on as the others do.
            let _ = rustix::process::setpriority_process(None, queue.niceness);
            work(&queue);
        };
        let spawned = thread::Builder::new().name(self.name.to_owned()).stack_size(STACK).spawn(run);
        state.threads += usize::from(spawned.is_ok());
    }
}

/// Takes jobs until nobody can give any more.
fn work(queue: &Queue) {
    let mut state = queue.state();
    loop {
        let Some(job) = state.jobs.pop_front() else {
            if state.is_closed {
                return;
            }
            state = queue.changed.wait(state).unwrap_or_else(|lock| lock.into_inner());
            continue;
        };
        let started = Instant::now();
        state.busy_since.push(started);
        drop(state);
        // Jobs catch their own panics; one that gets here must not take the thread.
        let _ = catch_unwind(AssertUnwindSafe(job));
        state = queue.state();
        if let Some(at) = state.busy_since.iter().position(|since| *since == started) {
            state.busy_since.swap_remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_lane_does_not_wait_for_the_other() {
        let pool = Pool::new();
        let (stop, stopped) = mpsc::channel::<()>();
        let stopped = Arc::new(Mutex::new(stopped));
        for _ in 0..8 {
            let stopped = stopped.clone();
            pool.run(Lane::Worker, move || {
                let _ = stopped.lock().unwrap().recv();
            });
        }
        let (done, is_done) = mpsc::channel();
        pool.run(Lane::Latency, move || done.send(()).unwrap());
        is_done.recv_timeout(Duration::from_secs(20)).unwrap();
        drop(stop);
    }

    #[test]
    fn a_panic_takes_one_job() {
        let pool = Pool::new();
        let (done, is_done) = mpsc::channel();
        for _ in 0..20 {
            pool.run(Lane::Worker, || std::panic::resume_unwind(Box::new("a job's fault")));
        }
        pool.run(Lane::Worker, move || done.send(()).unwrap());
        is_done.recv_timeout(Duration::from_secs(20)).unwrap();
    }
}

//! The event loop: libuv's phases (of its versions since 1.45, which Node 20 and later use) over a current-thread tokio runtime.
//!
//! ```text
//!      ┌─ timers that are due already (once, before the first turn)
//!   ┌─ │ ─ Phase 1: pending     completions that this thread made since the last poll
//!   │    ─ Phase 2: poll        wait for I/O, run the completions that arrived
//!   │    ─ Phase 3: check       immediates
//!   │    ─ Phase 4: closing     'close' callbacks, the last first
//!   │    ─ Phase 5: timers      those that are due
//!   └──── again while something keeps the loop alive
//! ```
//!
//! What this crate decides:
//! - It knows no JavaScript: a `Host` runs timers and immediates, completions are closures that get the host. The host sees to
//!   ticks and microtasks after each callback.
//! - Timers and immediates themselves are lists of the host's; the loop knows only when the next timer is due and whether
//!   immediates keep it alive, so a million timers cost it nothing.
//! - Everything happens on one thread. Other threads hand over completions through `Remote`, and never call the host.
//!
//! Invariant: a completion runs only in the pending and poll phases, a closing callback only in the closing phase.

mod alarm;
mod foreign;
mod reference;
#[cfg(test)]
mod tests;
mod turn;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use slab::Slab;
use tokio::sync::Notify;
use tokio::task::LocalSet;

pub use reference::Reference;

/// Who owns the callbacks.
pub trait Host: 'static {
    /// Runs the timers that are due at `now` (milliseconds since the loop's start); when the next is due. Timers that callbacks
    /// start are told by `EventLoop::schedule_timer` too: the earlier counts.
    fn process_timers(&self, now: f64) -> Option<f64>;

    /// Runs the immediates that are queued now; those they queue wait for the next turn.
    fn process_immediates(&self);

    /// A descriptor that becomes readable when another run loop on this thread is woken; asked for once.
    fn foreign_wake(&self) -> Option<OwnedFd> {
        None
    }

    /// How long until that run loop's next timer, if it has one.
    fn foreign_timeout(&self) -> Option<Duration> {
        None
    }

    /// Runs what is due on that other run loop.
    fn pump_foreign(&self) {}
}

/// What the loop knows of its own course.
#[derive(Clone, Copy, Debug, Default)]
pub struct Metrics {
    /// When it first turned (milliseconds since the loop's start).
    pub started: Option<f64>,
    /// When it last ran out of work.
    pub ended: Option<f64>,
    /// Milliseconds spent waiting for something to do.
    pub idle: f64,
    pub turns: u64,
}

type Completion<H> = Box<dyn FnOnce(&H)>;
type RemoteCompletion<H> = Box<dyn FnOnce(&H) + Send>;
type Finish<H> = Box<dyn FnOnce(&H, Box<dyn Any + Send>)>;

/// A handle to the loop; clones are the same loop. Stays on its thread.
pub struct EventLoop<H: Host> {
    inner: Rc<Inner<H>>,
}

impl<H: Host> Clone for EventLoop<H> {
    fn clone(&self) -> Self {
        EventLoop { inner: self.inner.clone() }
    }
}

struct Inner<H: Host> {
    runtime: tokio::runtime::Handle,
    tasks: LocalSet,
    start: Instant,
    /// Milliseconds since `start`, updated once for each phase that waits or runs timers.
    now: Cell<f64>,
    /// When the host's next timer is due.
    next_timer: Cell<Option<f64>>,
    /// Whether any of the host's timers keeps the loop alive.
    timers_referenced: Cell<bool>,
    immediates_referenced: Cell<bool>,
    /// How many `Reference`s hold the loop.
    references: Rc<Cell<usize>>,
    /// Completions made on this thread.
    local: RefCell<VecDeque<Completion<H>>>,
    closing: RefCell<VecDeque<Completion<H>>>,
    /// Turns since the sockets were last looked at, while nothing but immediates runs.
    skipped_polls: Cell<u32>,
    /// What to do with the results of blocking work that is under way; each keeps the loop alive.
    pending: RefCell<Slab<Finish<H>>>,
    remote: Arc<RemoteQueue<H>>,
    foreign: foreign::Foreign,
    alarm: alarm::Alarm,
    stopped: Cell<bool>,
    metrics: Cell<Metrics>,
}

struct RemoteQueue<H: Host> {
    completions: Mutex<RemoteItems<H>>,
    notify: Notify,
}

/// What other threads hand over: results of blocking work by their number, and free completions.
struct RemoteItems<H: Host> {
    finished: Vec<(usize, Box<dyn Any + Send>)>,
    completions: Vec<RemoteCompletion<H>>,
}

/// The loop seen from other threads: it only takes completions.
pub struct Remote<H: Host> {
    queue: Arc<RemoteQueue<H>>,
}

impl<H: Host> Clone for Remote<H> {
    fn clone(&self) -> Self {
        Remote { queue: self.queue.clone() }
    }
}

impl<H: Host> Remote<H> {
    /// Has `completion` run on the loop's thread, in the poll phase. It does not keep the loop alive by itself.
    pub fn enqueue(&self, completion: impl FnOnce(&H) + Send + 'static) {
        self.queue.lock().completions.push(Box::new(completion));
        self.queue.notify.notify_one();
    }
}

impl<H: Host> RemoteQueue<H> {
    fn lock(&self) -> std::sync::MutexGuard<'_, RemoteItems<H>> {
        // A panic while pushing to a Vec leaves it whole.
        self.completions.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl<H: Host> EventLoop<H> {
    /// A loop for the calling thread, on a runtime whose `block_on` will drive it.
    pub fn new(runtime: tokio::runtime::Handle) -> EventLoop<H> {
        EventLoop {
            inner: Rc::new(Inner {
                runtime,
                tasks: LocalSet::new(),
                start: Instant::now(),
                now: Cell::new(0.0),
                next_timer: Cell::new(None),
                timers_referenced: Cell::new(false),
                immediates_referenced: Cell::new(false),
                references: Rc::default(),
                local: RefCell::default(),
                closing: RefCell::default(),
                skipped_polls: Cell::new(0),
                pending: RefCell::default(),
                remote: Arc::new(RemoteQueue {
                    completions: Mutex::new(RemoteItems { finished: Vec::new(), completions: Vec::new() }),
                    notify: Notify::new(),
                }),
                foreign: foreign::Foreign::default(),
                alarm: alarm::Alarm::default(),
                stopped: Cell::new(false),
                metrics: Cell::default(),
            }),
        }
    }

    /// Milliseconds since the loop's start, as of the last time the loop looked at the clock.
    pub fn now(&self) -> f64 {
        self.inner.now.get()
    }

    /// Looks at the clock: milliseconds since the loop's start.
    pub fn update_now(&self) -> f64 {
        let now = self.inner.start.elapsed().as_secs_f64() * 1000.0;
        self.inner.now.set(now);
        now
    }

    pub fn metrics(&self) -> Metrics {
        self.inner.metrics.get()
    }

    fn update_metrics(&self, update: impl FnOnce(&mut Metrics)) {
        let mut metrics = self.inner.metrics.get();
        update(&mut metrics);
        self.inner.metrics.set(metrics);
    }

    /// When the loop was made.
    pub fn start(&self) -> Instant {
        self.inner.start
    }

    /// Says that a timer of the host's is due at this time (milliseconds since the loop's start), if none is due earlier.
    pub fn schedule_timer(&self, due: f64) {
        let next = self.inner.next_timer.get().map_or(due, |known| known.min(due));
        self.inner.next_timer.set(Some(next));
    }

    /// Says whether any of the host's timers keeps the loop alive.
    pub fn set_timers_referenced(&self, referenced: bool) {
        self.inner.timers_referenced.set(referenced);
    }

    /// Says whether queued immediates keep the loop alive (and from waiting).
    pub fn set_immediates_referenced(&self, referenced: bool) {
        self.inner.immediates_referenced.set(referenced);
    }

    /// Keeps the loop alive until it is dropped or unreferenced.
    pub fn reference(&self) -> Reference {
        Reference::new(self.inner.references.clone())
    }

    /// Has `completion` run in the poll phase.
    pub fn enqueue(&self, completion: impl FnOnce(&H) + 'static) {
        self.inner.local.borrow_mut().push_back(Box::new(completion));
        self.inner.remote.notify.notify_one();
    }

    /// Has `completion` run in the closing phase of this turn.
    pub fn enqueue_closing(&self, completion: impl FnOnce(&H) + 'static) {
        self.inner.closing.borrow_mut().push_back(Box::new(completion));
        self.inner.remote.notify.notify_one();
    }

    /// The loop for other threads.
    pub fn remote(&self) -> Remote<H> {
        Remote { queue: self.inner.remote.clone() }
    }

    /// Polls `future` on the loop's thread, beside JavaScript. It does not keep the loop alive: hold a `Reference` in it.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) -> tokio::task::JoinHandle<()> {
        self.inner.tasks.spawn_local(future)
    }

    /// Runs `work` on the blocking pool, then `finish` with its result in the poll phase. Keeps the loop alive meanwhile.
    pub fn spawn_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
        finish: impl FnOnce(&H, T) + 'static,
    ) {
        let finish: Finish<H> = Box::new(move |host, result| {
            finish(host, *result.downcast::<T>().expect("the result has the type that this call gave it"));
        });
        let number = self.inner.pending.borrow_mut().insert(finish);
        let queue = self.inner.remote.clone();
        self.inner.runtime.spawn_blocking(move || {
            let result = work();
            queue.lock().finished.push((number, Box::new(result)));
            queue.notify.notify_one();
        });
    }

    /// The tokio runtime under the loop.
    pub fn runtime(&self) -> &tokio::runtime::Handle {
        &self.inner.runtime
    }

    /// Whether anything keeps the loop from ending.
    pub fn is_alive(&self) -> bool {
        let inner = &self.inner;
        inner.references.get() > 0
            || inner.immediates_referenced.get()
            || (inner.timers_referenced.get() && inner.next_timer.get().is_some())
            || !inner.pending.borrow().is_empty()
            || !inner.local.borrow().is_empty()
            || !inner.closing.borrow().is_empty()
    }

    /// Ends `run` after the present phase.
    pub fn stop(&self) {
        self.inner.stopped.set(true);
        self.inner.remote.notify.notify_one();
    }

    /// How many references, blocking works and completions keep the loop alive.
    pub fn active_count(&self) -> usize {
        self.inner.references.get() + self.inner.pending.borrow().len() + self.inner.local.borrow().len()
    }
}

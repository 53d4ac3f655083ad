//! The event loop of a realm: the generic loop of the `event_loop` crate with JavaScript behind it.

use std::cell::OnceCell;
use std::future::Future;
use std::ops::Deref;
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::Duration;

use engine::{Context, Function, Isolate, Scope};
use event_loop::Host;

use crate::enter::{Enter, Entrance};

/// What the loop runs: a realm, and the functions that its timers module set up.
pub struct NodeHost {
    pub(crate) context: Context,
    pub(crate) isolate: Rc<Isolate>,
}

/// `processTimers` and `processImmediate` of `internal/timers`, once that module was loaded.
#[derive(Default)]
pub(crate) struct TimerCallbacks {
    pub process_immediate: OnceCell<Function>,
    pub process_timers: OnceCell<Function>,
}

impl NodeHost {
    pub fn scope(&self) -> &Scope {
        self.context.scope()
    }
}

impl Host for NodeHost {
    fn process_timers(&self, now: f64) -> Option<f64> {
        let scope = self.scope();
        let callbacks = scope.state::<TimerCallbacks>();
        let process = callbacks.process_timers.get()?;
        loop {
            let now = engine::IntoValue::into_value(now, scope);
            let next = process.enter(scope, None, &[now]).map_or(0.0, engine::Value::to_number);
            // NaN: a timer threw (and the program goes on), or the engine has to come back here to run microtasks.
            if !next.is_nan() {
                // Node's convention: 0 for no timer, negative where none keeps the loop alive.
                return (next != 0.0).then_some(next.abs());
            }
        }
    }

    fn process_immediates(&self) {
        let scope = self.scope();
        let callbacks = scope.state::<TimerCallbacks>();
        if let Some(process) = callbacks.process_immediate.get() {
            process.enter(scope, None, &[]);
            let entrance = scope.state::<Entrance>();
            // One of them threw, or microtasks have to run in between.
            while entrance.ticks.has_outstanding_immediates() {
                process.enter(scope, None, &[]);
            }
        }
    }

    fn foreign_wake(&self) -> Option<OwnedFd> {
        self.isolate.run_loop().wake_descriptor()
    }

    fn foreign_timeout(&self) -> Option<Duration> {
        self.isolate.run_loop().timeout()
    }

    fn pump_foreign(&self) {
        self.isolate.run_loop().pump();
        self.isolate.collect_released();
    }
}

/// The loop of the calling thread, for natives.
#[derive(Clone)]
pub struct EventLoop(event_loop::EventLoop<NodeHost>);

/// The loop for other threads: it takes completions and runs them on its own.
#[derive(Clone)]
pub struct Remote(event_loop::Remote<NodeHost>);

#[derive(Default)]
struct Installed(OnceCell<EventLoop>);

impl Deref for EventLoop {
    type Target = event_loop::EventLoop<NodeHost>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl EventLoop {
    pub(crate) fn install(scope: &Scope, event_loop: event_loop::EventLoop<NodeHost>) -> EventLoop {
        scope.state::<Installed>().0.get_or_init(|| EventLoop(event_loop)).clone()
    }

    /// The loop of this thread.
    ///
    /// # Panics
    /// Before the realm is set up.
    pub fn of(scope: &Scope) -> EventLoop {
        scope.state::<Installed>().0.get().expect("the realm has a loop").clone()
    }

    /// Has `completion` run in the poll phase; it calls JavaScript with `Enter::enter`.
    pub fn enqueue(&self, completion: impl FnOnce(&Scope) + 'static) {
        self.0.enqueue(move |host| completion(host.scope()));
    }

    /// Has `completion` run in the closing phase.
    pub fn enqueue_closing(&self, completion: impl FnOnce(&Scope) + 'static) {
        self.0.enqueue_closing(move |host| completion(host.scope()));
    }

    /// Polls `future` beside JavaScript, on this thread; see `event_loop::EventLoop::spawn`.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) -> tokio::task::JoinHandle<()> {
        self.0.spawn(future)
    }

    /// Runs `work` on the blocking pool, then `finish` on the loop.
    pub fn spawn_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
        finish: impl FnOnce(&Scope, T) + 'static,
    ) {
        self.0.spawn_blocking(work, move |host, result| finish(host.scope(), result));
    }

    pub fn remote(&self) -> Remote {
        Remote(self.0.remote())
    }
}

impl Remote {
    /// Has `completion` run on the loop's thread. It does not keep the loop alive.
    pub fn enqueue(&self, completion: impl FnOnce(&Scope) + Send + 'static) {
        self.0.enqueue(move |host| completion(host.scope()));
    }
}

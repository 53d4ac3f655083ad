//! The one door through which the loop enters JavaScript.
//!
//! Node's order after each callback: the queue of `process.nextTick`, then microtasks, again until both are empty, then the
//! rejections that nobody handled. The first ticks run inside the same call; the engine drains microtasks when the outermost
//! call returns; what these queued is seen in `TickInfo` and run by another call.

use std::cell::{Cell, OnceCell};

use engine::{Buffer, Function, Scope, Value};

/// What the realm's `internal/process/task_queues` and the bootstrap gave for entering JavaScript.
#[derive(Default)]
pub(crate) struct Entrance {
    /// `enter(callback, this, ...arguments)`: calls, reports what is thrown, runs ticks if there are any.
    pub enter: OnceCell<Function>,
    /// `processTicksAndRejections()`.
    pub process_ticks: OnceCell<Function>,
    /// `bindCallback(callback)`: the callback in the async context of now.
    pub bind_callback: OnceCell<Function>,
    pub ticks: TickInfo,
}

/// Flags that JavaScript sets and Rust reads without a call: [ticks are queued, rejections wait, an async context is tracked].
#[derive(Default)]
pub(crate) struct TickInfo(Cell<Option<*const u8>>);

impl TickInfo {
    /// The flags as a Uint8Array for JavaScript. The memory lives as long as the process: the array may outlive any owner.
    pub(crate) fn share(&self) -> Buffer {
        let bytes = vec![0u8; 8];
        self.0.set(Some(bytes.as_ptr()));
        Buffer(bytes)
    }

    /// Whether the program uses AsyncLocalStorage.
    fn tracks_context(&self) -> bool {
        // SAFETY: as in `is_set`.
        self.0.get().is_some_and(|flags| unsafe { flags.add(TRACKS_CONTEXT).read_volatile() != 0 })
    }

    /// Whether immediates of this turn were left behind.
    pub(crate) fn has_outstanding_immediates(&self) -> bool {
        // SAFETY: as in `is_set`.
        self.0.get().is_some_and(|flags| unsafe { flags.add(OUTSTANDING_IMMEDIATES).read_volatile() != 0 })
    }

    fn is_set(&self) -> bool {
        // SAFETY: the bytes belong to an array that the bootstrap keeps on `lode` for the life of the realm.
        self.0.get().is_some_and(|flags| unsafe { flags.read_volatile() != 0 || flags.add(1).read_volatile() != 0 })
    }
}

/// The index of the flag that `internal/async_context` sets.
const TRACKS_CONTEXT: usize = 2;
/// The index of the flag that `internal/timers` sets.
const OUTSTANDING_IMMEDIATES: usize = 3;

/// Calling a kept function from the loop.
pub trait Enter {
    /// Calls it; what it throws is an uncaught exception of the program. Ticks and microtasks run before this returns.
    fn enter<'s>(&self, scope: &'s Scope, this: Option<Value<'s>>, arguments: &[Value<'s>]) -> Option<Value<'s>>;
}

impl Enter for Function {
    fn enter<'s>(&self, scope: &'s Scope, this: Option<Value<'s>>, arguments: &[Value<'s>]) -> Option<Value<'s>> {
        let entrance = scope.state::<Entrance>();
        let enter = entrance.enter.get()?;
        let (callback, this) = (self.get(scope), this.unwrap_or_else(|| scope.undefined()));
        let result = match arguments {
            [] => enter.call(scope, None, &[callback, this]),
            [a] => enter.call(scope, None, &[callback, this, *a]),
            [a, b] => enter.call(scope, None, &[callback, this, *a, *b]),
            [a, b, c] => enter.call(scope, None, &[callback, this, *a, *b, *c]),
            [a, b, c, d] => enter.call(scope, None, &[callback, this, *a, *b, *c, *d]),
            many => {
                let mut all = vec![callback, this];
                all.extend_from_slice(many);
                enter.call(scope, None, &all)
            }
        };
        settle(scope);
        result.ok()
    }
}

/// Runs ticks that microtasks queued, and what these queue, until there is nothing left.
pub(crate) fn settle(scope: &Scope) {
    let entrance = scope.state::<Entrance>();
    let Some(process) = entrance.process_ticks.get() else { return };
    while entrance.ticks.is_set() {
        // What a tick throws is reported inside; an error here means that the program is ending.
        if process.call(scope, None, &[]).is_err() {
            return;
        }
    }
}

/// Keeps a callback for later, in the async context of its caller.
pub(crate) fn keep_callback<'s>(scope: &'s Scope, callback: Value<'s>) -> Result<Function, Value<'s>> {
    let entrance = scope.state::<Entrance>();
    if entrance.ticks.tracks_context()
        && let Some(bind) = entrance.bind_callback.get()
    {
        return bind.call(scope, None, &[callback])?.read();
    }
    callback.read()
}

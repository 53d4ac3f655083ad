//! The clock's origin and the milestones of the process.

use std::cell::Cell;
use std::time::{SystemTime, UNIX_EPOCH};

use engine::Scope;

use crate::event_loop::EventLoop;

/// When the clock of `performance.now()` was zero, in milliseconds of the epoch.
pub fn time_origin(scope: &Scope) -> f64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let since_start = EventLoop::of(scope).start().elapsed();
    since_epoch.saturating_sub(since_start).as_secs_f64() * 1000.0
}

/// Whether a realm's bootstrap is complete is noted once, when this is first asked for after it.
#[derive(Default)]
struct Bootstrapped(Cell<Option<f64>>);

/// Notes that the bootstrap is complete (milliseconds on the clock of `performance.now()`).
pub(crate) fn note_bootstrap_complete(scope: &Scope) {
    let now = EventLoop::of(scope).start().elapsed().as_secs_f64() * 1000.0;
    scope.state::<Bootstrapped>().0.set(Some(now));
}

/// When the bootstrap was complete; -1 in its midst.
pub fn bootstrap_complete(scope: &Scope) -> f64 {
    scope.state::<Bootstrapped>().0.get().unwrap_or(-1.0)
}

/// When the loop first turned, in milliseconds; -1 before.
pub fn loop_start(scope: &Scope) -> f64 {
    EventLoop::of(scope).metrics().started.unwrap_or(-1.0)
}

/// When the loop ended; -1 before.
pub fn loop_exit(scope: &Scope) -> f64 {
    EventLoop::of(scope).metrics().ended.unwrap_or(-1.0)
}

/// How long the loop waited, in milliseconds.
pub fn idle_time(scope: &Scope) -> f64 {
    EventLoop::of(scope).metrics().idle
}

/// How often the loop turned.
pub fn loop_count(scope: &Scope) -> f64 {
    // More turns than an f64 counts exactly would take centuries.
    EventLoop::of(scope).metrics().turns as f64
}

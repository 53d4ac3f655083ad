//! What `internal/timers` asks of the loop.

use engine::{Function, Scope};

use crate::event_loop::{EventLoop, TimerCallbacks};

/// Milliseconds since the loop's start, as of the loop's last look at the clock.
pub fn now(scope: &Scope) -> f64 {
    EventLoop::of(scope).now()
}

/// Milliseconds since the loop's start, read from the clock.
pub fn hrtime(scope: &Scope) -> f64 {
    EventLoop::of(scope).start().elapsed().as_secs_f64() * 1000.0
}

/// Has `processTimers` called in `milliseconds`.
pub fn schedule_timer(scope: &Scope, milliseconds: f64) {
    let event_loop = EventLoop::of(scope);
    event_loop.schedule_timer(event_loop.now() + milliseconds);
}

/// Says whether the timers keep the loop alive.
pub fn toggle_timer_ref(scope: &Scope, referenced: bool) {
    EventLoop::of(scope).set_timers_referenced(referenced);
}

/// Says whether queued immediates keep the loop alive.
pub fn toggle_immediate_ref(scope: &Scope, referenced: bool) {
    EventLoop::of(scope).set_immediates_referenced(referenced);
}

/// Takes the two functions that the loop calls.
pub fn setup_timers(scope: &Scope, process_immediate: Function, process_timers: Function) {
    let callbacks = scope.state::<TimerCallbacks>();
    let _ = callbacks.process_immediate.set(process_immediate);
    let _ = callbacks.process_timers.set(process_timers);
}

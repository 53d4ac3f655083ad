//! What `internal/messaging` asks of the loop.

use std::cell::RefCell;

use engine::{Function, Scope};
use event_loop::Reference;

use crate::enter::Enter;
use crate::event_loop::EventLoop;

/// Has `callback` called in the poll phase.
pub fn enqueue(scope: &Scope, callback: Function) {
    EventLoop::of(scope).enqueue(move |scope| {
        callback.enter(scope, None, &[]);
    });
}

/// Held while any port is referenced.
#[derive(Default)]
struct PortsReference(RefCell<Option<Reference>>);

/// Says whether message ports keep the loop alive.
pub fn set_ports_referenced(scope: &Scope, referenced: bool) {
    let held = scope.state::<PortsReference>();
    let mut held = held.0.borrow_mut();
    if !referenced {
        *held = None;
    } else if held.is_none() {
        *held = Some(EventLoop::of(scope).reference());
    }
}

//! Signals: a listener is a task on the loop that does not keep it alive.

use std::cell::RefCell;

use engine::{Function, Handle, IntoValue, Scope};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use crate::enter::Enter;
use crate::error::{NodeError, NodeResult};
use crate::event_loop::EventLoop;

/// A signal that is being listened to.
pub struct SignalListener(RefCell<Option<JoinHandle<()>>>);

/// Calls `callback(number)` each time the signal arrives.
pub fn signal_start(scope: &Scope, number: i32, callback: Function) -> NodeResult<Handle<SignalListener>> {
    let event_loop = EventLoop::of(scope);
    let _runtime = event_loop.runtime().enter();
    let mut stream =
        signal(SignalKind::from_raw(number)).map_err(|error| NodeError::io(&error, "uv_signal_start", None))?;
    let completions = event_loop.clone();
    let task = event_loop.spawn(async move {
        while stream.recv().await.is_some() {
            let callback = callback.clone();
            completions.enqueue(move |scope| {
                callback.enter(scope, None, &[number.into_value(scope)]);
            });
        }
    });
    Ok(Handle::new(SignalListener(RefCell::new(Some(task)))))
}

/// Stops listening. The signal's default action comes back only with the process's end, as tokio keeps its handler; the
/// caller therefore ends the process itself where no listener is left for a signal whose default is to end it.
pub fn signal_stop(listener: Handle<SignalListener>, number: i32) {
    if let Some(task) = listener.0.take() {
        task.abort();
    }
    // SAFETY: restores the default action of one signal.
    unsafe { libc::signal(number, libc::SIG_DFL) };
}

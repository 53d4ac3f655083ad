//! Waiting for another run loop of the same thread (the engine's GLib context) beside our own.

use std::cell::{Cell, OnceCell};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use tokio::io::unix::AsyncFd;

/// How long a busy loop may go without pumping the other run loop.
const PATIENCE: Duration = Duration::from_millis(20);

/// The other run loop's wake-up descriptor, registered with tokio once.
#[derive(Default)]
pub(crate) struct Foreign {
    wake: OnceCell<Option<AsyncFd<OwnedFd>>>,
    pumped: Cell<Option<Instant>>,
}

impl Foreign {
    /// Whether the other run loop has gone long enough without a look.
    pub(crate) fn is_overdue(&self) -> bool {
        self.pumped.get().is_none_or(|at| at.elapsed() > PATIENCE)
    }

    pub(crate) fn note_pumped(&self) {
        self.pumped.set(Some(Instant::now()));
    }

    /// Ready when the other run loop was woken. Must be polled inside the runtime.
    pub(crate) async fn woken(&self, descriptor: impl FnOnce() -> Option<OwnedFd>) {
        #[expect(
            deprecated,
            reason = "the safe constructor; an OwnedFd keeps the promise that the unsafe one asks for"
        )]
        let wake = self.wake.get_or_init(|| descriptor().and_then(|descriptor| AsyncFd::new(descriptor).ok()));
        match wake {
            Some(wake) => {
                if let Ok(mut guard) = wake.readable().await {
                    guard.clear_ready();
                }
            }
            None => std::future::pending().await,
        }
    }
}

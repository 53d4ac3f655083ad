//! The thread's GLib main context, which the engine posts to.
//!
//! It is installed before the heap is made and pumped by the event loop; without that, asynchronous WebAssembly,
//! `FinalizationRegistry` and `Atomics.waitAsync` never settle. Where GLib is not there (macOS), pumping does nothing.

use std::os::fd::{BorrowedFd, OwnedFd};
use std::time::Duration;

use crate::sys::{self, Library};

/// The thread's GLib main context.
pub struct RunLoop {
    library: &'static Library,
    context: sys::MainContextRef,
}

impl RunLoop {
    pub(crate) fn install(library: &'static Library) -> RunLoop {
        let mut context = std::ptr::null_mut();
        if let (Some(new), Some(push), Some(acquire)) =
            (library.main_context_new, library.main_context_push, library.main_context_acquire)
        {
            // SAFETY: a fresh context, pushed on the calling thread, released in `Drop` on the same thread.
            unsafe {
                context = new();
                acquire(context);
                push(context);
            }
        }
        RunLoop { library, context }
    }

    /// Runs what is due, without waiting.
    pub fn pump(&self) {
        let Some(iteration) = self.library.main_context_iteration else { return };
        if self.context.is_null() {
            return;
        }
        // SAFETY: the context belongs to this thread. The bound keeps a source that is always ready from starving the program.
        for _ in 0..64 {
            if unsafe { iteration(self.context, 0) } == 0 {
                break;
            }
        }
    }

    /// A duplicate of the descriptor that becomes readable when another thread posts work.
    pub fn wake_descriptor(&self) -> Option<OwnedFd> {
        let (descriptor, _) = self.query()?;
        // SAFETY: GLib keeps its descriptor open as long as the context, which `self` owns.
        unsafe { BorrowedFd::borrow_raw(descriptor) }.try_clone_to_owned().ok()
    }

    /// How long until its next timer, if it has one.
    pub fn timeout(&self) -> Option<Duration> {
        let (_, timeout) = self.query()?;
        u64::try_from(timeout).ok().map(Duration::from_millis)
    }

    /// The first descriptor (GLib's own wake-up) and the timeout in milliseconds (-1 for none).
    fn query(&self) -> Option<(i32, i32)> {
        let (prepare, query) = (self.library.main_context_prepare?, self.library.main_context_query?);
        if self.context.is_null() {
            return None;
        }
        let mut descriptors = [sys::PollFd::default(); 8];
        let (mut priority, mut timeout) = (0, -1);
        // SAFETY: out pointers to locals, and the true size of the array.
        let count = unsafe {
            prepare(self.context, &raw mut priority);
            query(self.context, i32::MAX, &raw mut timeout, descriptors.as_mut_ptr(), descriptors.len() as i32)
        };
        (count > 0).then_some((descriptors[0].fd, timeout))
    }
}

impl Drop for RunLoop {
    fn drop(&mut self) {
        if self.context.is_null() {
            return;
        }
        if let (Some(pop), Some(unref)) = (self.library.main_context_pop, self.library.main_context_unref) {
            // SAFETY: pushed in `install` on this thread.
            unsafe {
                pop(self.context);
                unref(self.context);
            }
        }
    }
}

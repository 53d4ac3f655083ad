//! Asynchronous children: `spawn` and what its handle can do.

use std::cell::Cell;
use std::os::fd::IntoRawFd;
use std::rc::Rc;

use engine::{Function, Handle, IntoValue, Scope};
use event_loop::Reference;
use tokio::io::unix::AsyncFd;

use super::command::Request;
use super::wait::{self, Ending};
use crate::enter::Enter;
use crate::error::NodeResult;
use crate::event_loop::EventLoop;
use crate::permission;

/// A child that runs, or has run.
pub struct Child {
    pid: i32,
    ended: Cell<bool>,
    /// Given up when the child has ended.
    reference: Reference,
}

/// Starts a process: `[0 or a negative errno, handle, pid, [descriptor or undefined, …]]`. `on_exit(code, signal number)` is
/// called when it ends; the loop waits for it.
#[allow(clippy::type_complexity)]
pub fn spawn(
    scope: &Scope,
    request: Request,
    on_exit: Function,
) -> NodeResult<(i32, Option<Handle<Child>>, i32, Vec<Option<i32>>)> {
    permission::run("start processes")?;
    let started = request.start();
    let descriptors = started.pipes.into_iter().map(|pipe| pipe.map(IntoRawFd::into_raw_fd)).collect();
    let pid = match started.pid {
        Ok(pid) => pid,
        Err(number) => return Ok((-number, None, 0, descriptors)),
    };
    let event_loop = EventLoop::of(scope);
    let child = Rc::new(Child { pid, ended: Cell::new(false), reference: event_loop.reference() });
    watch(&event_loop, child.clone(), on_exit);
    Ok((0, Some(Handle::from(child)), pid, descriptors))
}

fn watch(event_loop: &EventLoop, child: Rc<Child>, on_exit: Function) {
    let registered = wait::descriptor(child.pid).and_then(|descriptor| {
        let _runtime = event_loop.runtime().enter();
        // SAFETY: it owns the descriptor that it is registered with.
        unsafe { AsyncFd::register(descriptor) }.map_err(Into::into)
    });
    let looper = event_loop.clone();
    match registered {
        Ok(readable) => {
            event_loop.spawn(async move {
                let _ = readable.readable().await;
                let ending = wait::wait(child.pid);
                looper.enqueue(move |scope| child.end(scope, ending, &on_exit));
            });
        }
        Err(_) => {
            let pid = child.pid;
            let (send, receive) = tokio::sync::oneshot::channel();
            std::thread::spawn(move || send.send(wait::wait(pid)));
            event_loop.spawn(async move {
                let ending = receive.await.unwrap_or_default();
                looper.enqueue(move |scope| child.end(scope, ending, &on_exit));
            });
        }
    }
}

impl Child {
    fn end(&self, scope: &Scope, ending: Ending, on_exit: &Function) {
        self.ended.set(true);
        self.reference.unref();
        on_exit.enter(scope, None, &[ending.code.into_value(scope), ending.signal.into_value(scope)]);
    }
}

/// Sends a signal: 0 or a negative errno.
pub fn child_kill(child: Handle<Child>, signal: i32) -> i32 {
    // Its number may be another process's by now.
    if child.ended.get() {
        return -libc::ESRCH;
    }
    // SAFETY: plain numbers.
    if unsafe { libc::kill(child.pid, signal) } == 0 {
        return 0;
    }
    -std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL)
}

/// Whether the loop waits for the child.
pub fn child_reference(child: Handle<Child>, referenced: bool) {
    if child.ended.get() {
        return;
    }
    if referenced {
        child.reference.ref_();
    } else {
        child.reference.unref();
    }
}

pub fn child_has_reference(child: Handle<Child>) -> bool {
    child.reference.has_ref()
}

/// A folder in which `node` is this program: put before the PATH of children, so that scripts that start `node` go on in Lode.
pub fn child_path(scope: &Scope) -> Option<String> {
    crate::process::node_folder(scope)
}

//! The object under a socket, a pipe or a listening server: its life, its owner, and how the loop is told of readiness.

use std::cell::{Cell, OnceCell, RefCell};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use engine::{Function, Handle, IntoValue, Protected, Scope, SharedBytes, Value};
use event_loop::Reference;
use rustix::net::sockopt;
use slab::Slab;
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};

use super::errors::{io_status, status};
use super::writing::Queue;
use crate::enter::Enter;
use crate::event_loop::{EventLoop, Remote};

/// What JavaScript is told about; in the order of the constants in `internal/stream_handle`.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Event {
    Read,
    Connect,
    Write,
    Shutdown,
    Connection,
    Close,
    Readable,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Tcp,
    Pipe,
}

/// What a stream is doing that keeps the loop alive.
#[derive(Clone, Copy)]
pub(crate) enum Activity {
    Reading = 1,
    Writing = 2,
    Connecting = 4,
    Listening = 8,
    ShuttingDown = 16,
}

/// What the streams of a thread share.
#[derive(Default)]
pub(crate) struct Streams {
    /// JavaScript's `dispatch(owner, event, status, detail)`.
    dispatch: OnceCell<Function>,
    /// The open ones, by the key that their wakers carry.
    open: RefCell<Slab<Rc<Stream>>>,
    /// Where bytes are read before their number is known; large reads take it with them.
    pub(super) scratch: RefCell<Vec<u8>>,
}

pub(crate) struct Stream {
    pub(crate) kind: Kind,
    streams: Rc<Streams>,
    event_loop: EventLoop,
    /// The object of `internal/stream_handle`; given back when the stream has closed.
    owner: RefCell<Option<Protected>>,
    /// A socket that is bound but neither listens nor connects: tokio must not see it yet, because the kernel calls it hung up.
    pub(super) bound: RefCell<Option<OwnedFd>>,
    /// The registered descriptor. `None` before it is opened and after it is closed.
    descriptor: RefCell<Option<Rc<AsyncFd<OwnedFd>>>>,
    key: Cell<usize>,
    read_waker: OnceCell<Waker>,
    write_waker: OnceCell<Waker>,
    activity: Cell<u8>,
    referenced: Cell<bool>,
    reference: RefCell<Option<Reference>>,
    pub(super) read_armed: Cell<bool>,
    pub(super) write_armed: Cell<bool>,
    /// Whether the reads belong to a consumer (the HTTP parser) that does them itself.
    pub(crate) consumed: Cell<bool>,
    /// A buffer of the program that reads go to.
    pub(super) user_buffer: RefCell<Option<SharedBytes>>,
    pub(super) queue: RefCell<Queue>,
    pub(super) blocking: Cell<bool>,
    /// An error of bind that is told by listen or connect, as libuv does.
    pub(super) delayed_error: Cell<i32>,
    /// Where a local socket is bound, in the file system; removed when it closes.
    pub(super) bound_path: RefCell<Option<std::path::PathBuf>>,
    pub(super) bytes_read: Cell<u64>,
    pub(super) bytes_written: Cell<u64>,
    closing: Cell<bool>,
}

impl Stream {
    pub(super) fn new(scope: &Scope, kind: Kind) -> Rc<Stream> {
        Rc::new(Stream {
            kind,
            streams: scope.state::<Streams>(),
            event_loop: EventLoop::of(scope),
            owner: RefCell::default(),
            bound: RefCell::default(),
            descriptor: RefCell::default(),
            key: Cell::new(usize::MAX),
            read_waker: OnceCell::new(),
            write_waker: OnceCell::new(),
            activity: Cell::new(0),
            referenced: Cell::new(true),
            reference: RefCell::default(),
            read_armed: Cell::new(false),
            write_armed: Cell::new(false),
            consumed: Cell::new(false),
            user_buffer: RefCell::default(),
            queue: RefCell::default(),
            blocking: Cell::new(false),
            delayed_error: Cell::new(0),
            bound_path: RefCell::default(),
            bytes_read: Cell::new(0),
            bytes_written: Cell::new(0),
            closing: Cell::new(false),
        })
    }

    pub(super) fn streams(&self) -> &Rc<Streams> {
        &self.streams
    }

    pub(super) fn event_loop(&self) -> &EventLoop {
        &self.event_loop
    }

    /// Takes a non-blocking descriptor; answers a status.
    pub(super) fn adopt(self: &Rc<Self>, descriptor: OwnedFd) -> i32 {
        let _runtime = self.event_loop.runtime().enter();
        #[expect(
            deprecated,
            reason = "the safe constructor; an OwnedFd keeps the promise that the unsafe one asks for"
        )]
        match AsyncFd::new(descriptor) {
            Ok(registered) => {
                self.descriptor.replace(Some(Rc::new(registered)));
                self.key.set(self.streams.open.borrow_mut().insert(self.clone()));
                0
            }
            Err(error) => io_status(&error),
        }
    }

    pub(crate) fn descriptor(&self) -> Option<Rc<AsyncFd<OwnedFd>>> {
        self.descriptor.borrow().clone()
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.get()
    }

    pub(crate) fn is(&self, activity: Activity) -> bool {
        self.activity.get() & activity as u8 != 0
    }

    pub(super) fn set(&self, activity: Activity, on: bool) {
        let before = self.activity.get();
        let after = if on { before | activity as u8 } else { before & !(activity as u8) };
        self.activity.set(after);
        if (before == 0) != (after == 0) {
            self.update_reference();
        }
    }

    fn update_reference(&self) {
        let wanted = self.activity.get() != 0 && self.referenced.get();
        let mut reference = self.reference.borrow_mut();
        if wanted != reference.is_some() {
            *reference = wanted.then(|| self.event_loop.reference());
        }
    }

    /// Tells the owner; to be called from a completion.
    pub(super) fn tell<'s>(&self, scope: &'s Scope, event: Event, status: i32, detail: Option<Value<'s>>) {
        let owner = self.owner.borrow().as_ref().map(|owner| owner.get(scope));
        let (Some(owner), Some(dispatch)) = (owner, self.streams.dispatch.get()) else { return };
        let event = (event as u8 as i32).into_value(scope);
        let status = status.into_value(scope);
        match detail {
            Some(detail) => dispatch.enter(scope, None, &[owner, event, status, detail]),
            None => dispatch.enter(scope, None, &[owner, event, status]),
        };
    }

    /// Whether the descriptor is ready; if not, the waker is left with it. `None` when there is no descriptor.
    pub(super) fn poll_ready(self: &Rc<Self>, direction: Direction) -> Option<Poll<i32>> {
        let descriptor = self.descriptor()?;
        let mut context = Context::from_waker(self.waker(direction));
        Some(match direction.poll(&descriptor, &mut context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(mut guard)) => {
                guard.retain_ready();
                Poll::Ready(0)
            }
            Poll::Ready(Err(error)) => Poll::Ready(io_status(&error)),
        })
    }

    /// The kernel has no more (or takes no more) at present.
    pub(super) fn clear_ready(self: &Rc<Self>, direction: Direction) {
        let Some(descriptor) = self.descriptor() else { return };
        let mut context = Context::from_waker(self.waker(direction));
        if let Poll::Ready(Ok(mut guard)) = direction.poll(&descriptor, &mut context) {
            guard.clear_ready();
        }
    }

    fn waker(self: &Rc<Self>, direction: Direction) -> &Waker {
        let place = match direction {
            Direction::Read => &self.read_waker,
            Direction::Write => &self.write_waker,
        };
        place.get_or_init(|| {
            Arc::new(Signal { remote: self.event_loop.remote(), key: self.key.get(), direction }).into()
        })
    }

    /// Closes the descriptor; what was under way ends with ECANCELED, then the owner is told in the closing phase.
    fn close(self: &Rc<Self>) {
        if self.closing.replace(true) {
            return;
        }
        self.descriptor.replace(None);
        self.bound.replace(None);
        self.user_buffer.replace(None);
        if let Some(path) = self.bound_path.take() {
            // Somebody may have removed it already.
            let _ = std::fs::remove_file(path);
        }
        let key = self.key.replace(usize::MAX);
        if key != usize::MAX {
            self.streams.open.borrow_mut().remove(key);
        }
        let connecting = self.is(Activity::Connecting);
        let shutting_down = self.is(Activity::ShuttingDown);
        self.activity.set(0);
        self.update_reference();
        let stream = self.clone();
        self.event_loop.enqueue_closing(move |scope| {
            if connecting {
                stream.tell(scope, Event::Connect, -libc::ECANCELED, None);
            }
            let pending = stream.queue.take().into_pending_count();
            for _ in 0..pending {
                stream.tell(scope, Event::Write, -libc::ECANCELED, None);
            }
            if shutting_down {
                stream.tell(scope, Event::Shutdown, -libc::ECANCELED, None);
            }
            stream.tell(scope, Event::Close, 0, None);
            stream.owner.replace(None);
        });
    }

    /// Calls `work` with the descriptor; EBADF when there is none.
    pub(super) fn with_descriptor(&self, work: impl FnOnce(BorrowedFd<'_>) -> i32) -> i32 {
        if let Some(descriptor) = self.descriptor() {
            return work(descriptor.get_ref().as_fd());
        }
        match self.bound.borrow().as_ref() {
            Some(bound) => work(bound.as_fd()),
            None => -libc::EBADF,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Read,
    Write,
}

impl Direction {
    fn poll<'a>(
        self,
        descriptor: &'a AsyncFd<OwnedFd>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<AsyncFdReadyGuard<'a, OwnedFd>>> {
        match self {
            Direction::Read => descriptor.poll_read_ready(context),
            Direction::Write => descriptor.poll_write_ready(context),
        }
    }
}

/// Wakes the loop for one direction of one stream.
struct Signal {
    remote: Remote,
    key: usize,
    direction: Direction,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        Wake::wake_by_ref(&self);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let (key, direction) = (self.key, self.direction);
        self.remote.enqueue(move |scope| {
            let stream = scope.state::<Streams>().open.borrow().get(key).cloned();
            // Closed meanwhile; a key that was given away again finds its new stream not waiting, which is harmless.
            let Some(stream) = stream else { return };
            match direction {
                Direction::Read => stream.on_readable(scope),
                Direction::Write => stream.on_writable(scope),
            }
        });
    }
}

pub fn set_dispatch(scope: &Scope, dispatch: Function) {
    let _ = scope.state::<Streams>().dispatch.set(dispatch);
}

pub fn stream_create(scope: &Scope, kind: i32, owner: Value<'_>) -> Handle<Stream> {
    let stream = Stream::new(scope, if kind == 0 { Kind::Tcp } else { Kind::Pipe });
    stream.owner.replace(Some(Protected::new(owner)));
    Handle::from(stream)
}

/// An accepted stream gets its owner after it was made.
pub fn stream_set_owner(stream: Handle<Stream>, owner: Value<'_>) {
    stream.owner.replace(Some(Protected::new(owner)));
}

/// Takes over a descriptor by its number.
pub fn stream_open(stream: Handle<Stream>, descriptor: i32) -> i32 {
    if descriptor < 0 {
        return -libc::EBADF;
    }
    // SAFETY: the caller hands the descriptor over, as in Node; whether it is open is seen by the first call.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    if let Err(errno) = rustix::io::ioctl_fionbio(borrowed, true) {
        return status(errno);
    }
    // SAFETY: as above; from here the stream closes it.
    let owned = unsafe { OwnedFd::from_raw_fd(descriptor) };
    let result = stream.shared().adopt(owned);
    if result != 0 {
        return result;
    }
    stream.blocking.set(false);
    0
}

pub fn stream_fd(stream: Handle<Stream>) -> RawFd {
    let number = stream.with_descriptor(|descriptor| descriptor.as_raw_fd());
    number.max(-1)
}

pub fn stream_bytes_read(stream: Handle<Stream>) -> u64 {
    stream.bytes_read.get()
}

pub fn stream_bytes_written(stream: Handle<Stream>) -> u64 {
    stream.bytes_written.get()
}

pub fn stream_ref(stream: Handle<Stream>) {
    stream.referenced.set(true);
    stream.update_reference();
}

pub fn stream_unref(stream: Handle<Stream>) {
    stream.referenced.set(false);
    stream.update_reference();
}

pub fn stream_has_ref(stream: Handle<Stream>) -> bool {
    stream.referenced.get() && !stream.closing.get()
}

pub fn stream_close(stream: Handle<Stream>) {
    stream.shared().close();
}

/// Closes so that the peer sees a reset.
pub fn stream_reset(stream: Handle<Stream>) -> i32 {
    if stream.is(Activity::ShuttingDown) {
        return -libc::EINVAL;
    }
    let result = stream.with_descriptor(|descriptor| {
        super::errors::status_of(sockopt::set_socket_linger(descriptor, Some(std::time::Duration::ZERO)))
    });
    if result == 0 {
        stream.shared().close();
    }
    result
}

/// What kind of thing a descriptor is, in Node's words.
pub fn guess_handle_type(descriptor: i32) -> &'static str {
    if descriptor < 0 {
        return "INVALID";
    }
    // SAFETY: borrowed for these calls only; a closed number gives EBADF.
    let descriptor = unsafe { BorrowedFd::borrow_raw(descriptor) };
    if rustix::termios::isatty(descriptor) {
        return "TTY";
    }
    let Ok(found) = rustix::fs::fstat(descriptor) else { return "INVALID" };
    match rustix::fs::FileType::from_raw_mode(found.st_mode) {
        rustix::fs::FileType::RegularFile | rustix::fs::FileType::CharacterDevice => "FILE",
        rustix::fs::FileType::Fifo => "PIPE",
        rustix::fs::FileType::Socket => socket_type(descriptor),
        _ => "UNKNOWN",
    }
}

fn socket_type(descriptor: BorrowedFd<'_>) -> &'static str {
    use rustix::net::{AddressFamily, SocketType};
    let Ok(kind) = sockopt::socket_type(descriptor) else { return "UNKNOWN" };
    let family = rustix::net::getsockname(descriptor).map(|address| address.address_family());
    match (family, kind) {
        (Ok(AddressFamily::INET | AddressFamily::INET6), SocketType::STREAM) => "TCP",
        (Ok(AddressFamily::INET | AddressFamily::INET6), SocketType::DGRAM) => "UDP",
        (Ok(AddressFamily::UNIX), SocketType::STREAM) => "PIPE",
        _ => "UNKNOWN",
    }
}

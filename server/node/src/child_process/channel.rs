//! The channel of `fork()`: a stream of bytes that descriptors can travel on.
//!
//! JavaScript frames the messages. A write is tried at once; what the kernel does not take waits here and keeps the loop alive,
//! as a pending write does in Node, whether or not the channel itself does.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd};
use std::rc::Rc;

use engine::{Buffer, Function, Handle, IntoValue, OwnedBytes, Scope};
use event_loop::Reference;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags,
    recvmsg, sendmsg,
};
use tokio::io::unix::AsyncFd;

use crate::enter::Enter;
use crate::event_loop::EventLoop;

const CHUNK: usize = 64 * 1024;
/// More descriptors in one message than anybody sends.
const DESCRIPTORS: usize = 16;

pub struct Channel {
    descriptor: RefCell<Option<Rc<AsyncFd<OwnedFd>>>>,
    event_loop: EventLoop,
    reference: Reference,
    queue: RefCell<VecDeque<Outgoing>>,
    queued: Cell<usize>,
    /// Whether a task waits for the stream to take more.
    draining: Cell<bool>,
}

/// A message that is still to be sent, or the rest of one.
struct Outgoing {
    bytes: Vec<u8>,
    sent: usize,
    descriptor: Option<OwnedFd>,
    callback: Function,
}

/// Takes a descriptor over. `on_read(bytes, descriptors)` is called for what comes, `on_read()` at the end.
pub fn channel_open(
    scope: &Scope,
    descriptor: i32,
    on_read: Function,
) -> Result<Handle<Channel>, crate::error::NodeError> {
    let fail = |error: io::Error| crate::error::NodeError::io(&error, "open", None);
    let event_loop = EventLoop::of(scope);
    // SAFETY: the caller gives the descriptor away: it came from `spawn`, or from the parent for this purpose.
    let owned = unsafe { OwnedFd::from_raw_fd(descriptor) };
    rustix::io::ioctl_fionbio(&owned, true).map_err(|error| fail(error.into()))?;
    rustix::io::fcntl_setfd(&owned, rustix::io::FdFlags::CLOEXEC).map_err(|error| fail(error.into()))?;
    let registered = {
        let _runtime = event_loop.runtime().enter();
        // SAFETY: it owns the descriptor that it is registered with.
        Rc::new(unsafe { AsyncFd::register(owned) }.map_err(|error| fail(error.into()))?)
    };
    let reference = event_loop.reference();
    let channel = Rc::new(Channel {
        descriptor: RefCell::new(Some(registered.clone())),
        event_loop: event_loop.clone(),
        reference,
        queue: RefCell::default(),
        queued: Cell::new(0),
        draining: Cell::new(false),
    });
    let weak = Rc::downgrade(&channel);
    event_loop.clone().spawn(async move {
        let on_read = Rc::new(on_read);
        loop {
            let Ok(mut ready) = registered.readable().await else { return };
            // Closed from this side meanwhile.
            if weak.upgrade().is_none_or(|channel| channel.descriptor.borrow().is_none()) {
                return;
            }
            let Ok(result) = ready.try_io(|descriptor| receive(descriptor.get_ref())) else { continue };
            let on_read = on_read.clone();
            let weak = weak.clone();
            // An error is an end: the other side has gone.
            let (bytes, descriptors) = result.unwrap_or_default();
            let ended = bytes.is_empty();
            event_loop.enqueue(move |scope| {
                if weak.upgrade().is_some_and(|channel| channel.descriptor.borrow().is_some()) {
                    deliver(scope, &on_read, bytes, descriptors);
                }
            });
            if ended {
                return;
            }
        }
    });
    Ok(Handle::from(channel))
}

fn deliver(scope: &Scope, on_read: &Function, bytes: Vec<u8>, descriptors: Vec<OwnedFd>) {
    if bytes.is_empty() {
        on_read.enter(scope, None, &[]);
        return;
    }
    let numbers: Vec<i32> = descriptors.into_iter().map(IntoRawFd::into_raw_fd).collect();
    on_read.enter(scope, None, &[Buffer(bytes).into_value(scope), numbers.into_value(scope)]);
}

fn receive(descriptor: &OwnedFd) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    let mut bytes = vec![0; CHUNK];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let received = recvmsg(descriptor, &mut [IoSliceMut::new(&mut bytes)], &mut ancillary, RecvFlags::empty())?;
    bytes.truncate(received.bytes);
    let mut descriptors = Vec::new();
    for message in ancillary.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            descriptors.extend(rights);
        }
    }
    for descriptor in &descriptors {
        rustix::io::fcntl_setfd(descriptor, rustix::io::FdFlags::CLOEXEC)?;
    }
    Ok((bytes, descriptors))
}

fn send(channel: &OwnedFd, bytes: &[u8], descriptor: Option<BorrowedFd<'_>>) -> io::Result<usize> {
    let descriptors: Vec<BorrowedFd<'_>> = descriptor.into_iter().collect();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    if !descriptors.is_empty() {
        ancillary.push(SendAncillaryMessage::ScmRights(&descriptors));
    }
    Ok(sendmsg(channel, &[IoSlice::new(bytes)], &mut ancillary, SendFlags::NOSIGNAL)?)
}

/// 0 when all of it went out (the callback is not called then), 1 when the rest waits, or a negative errno. A descriptor that
/// goes along stays the caller's.
pub fn channel_write(channel: Handle<Channel>, bytes: OwnedBytes, descriptor: i32, callback: Function) -> i32 {
    let Some(stream) = channel.descriptor.borrow().clone() else { return -libc::EPIPE };
    // SAFETY: JavaScript holds the stream that it belongs to during this call.
    let attached = (descriptor >= 0).then(|| unsafe { BorrowedFd::borrow_raw(descriptor) });
    let mut sent = 0;
    if channel.queue.borrow().is_empty() {
        match send(stream.get_ref(), &bytes.0, attached) {
            Ok(count) if count == bytes.0.len() => return 0,
            Ok(count) => sent = count,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return -error.raw_os_error().unwrap_or(libc::EIO),
        }
    }
    // It travels with the first byte.
    let descriptor = match attached.filter(|_| sent == 0).map(|descriptor| descriptor.try_clone_to_owned()).transpose()
    {
        Ok(descriptor) => descriptor,
        Err(error) => return -error.raw_os_error().unwrap_or(libc::EMFILE),
    };
    channel.queued.set(channel.queued.get() + bytes.0.len() - sent);
    channel.queue.borrow_mut().push_back(Outgoing { bytes: bytes.0, sent, descriptor, callback });
    if !channel.draining.replace(true) {
        let event_loop = channel.event_loop.clone();
        event_loop.spawn(drain(channel.shared(), stream, event_loop.reference()));
    }
    1
}

async fn drain(channel: Rc<Channel>, stream: Rc<AsyncFd<OwnedFd>>, _alive: Reference) {
    while !channel.queue.borrow().is_empty() {
        let Ok(mut ready) = stream.writable().await else { break };
        let result = ready.try_io(|stream| {
            let queue = channel.queue.borrow();
            let Some(first) = queue.front() else { return Ok(0) };
            send(stream.get_ref(), &first.bytes[first.sent..], first.descriptor.as_ref().map(AsFd::as_fd))
        });
        let Ok(result) = result else { continue };
        let mut queue = channel.queue.borrow_mut();
        let Some(first) = queue.front_mut() else { break };
        let status = match result {
            Ok(count) => {
                first.sent += count;
                first.descriptor = None;
                channel.queued.set(channel.queued.get() - count);
                if first.sent < first.bytes.len() {
                    continue;
                }
                0
            }
            Err(error) => -error.raw_os_error().unwrap_or(libc::EIO),
        };
        if let Some(done) = queue.pop_front() {
            if status != 0 {
                channel.queued.set(channel.queued.get() - (done.bytes.len() - done.sent));
            }
            channel.event_loop.enqueue(move |scope| {
                done.callback.enter(scope, None, &[status.into_value(scope)]);
            });
        }
    }
    channel.draining.set(false);
}

/// Bytes that wait to be written.
pub fn channel_queue_size(channel: Handle<Channel>) -> usize {
    channel.queued.get()
}

pub fn channel_descriptor(channel: Handle<Channel>) -> i32 {
    channel.descriptor.borrow().as_ref().map_or(-1, |descriptor| descriptor.as_raw_fd())
}

/// Whether the loop waits for messages.
pub fn channel_reference(channel: Handle<Channel>, referenced: bool) {
    if referenced && channel.descriptor.borrow().is_some() {
        channel.reference.ref_();
    } else {
        channel.reference.unref();
    }
}

pub fn channel_close(channel: Handle<Channel>) {
    channel.reference.unref();
    channel.queue.borrow_mut().clear();
    channel.queued.set(0);
    if let Some(descriptor) = channel.descriptor.borrow_mut().take() {
        // The reading task still holds it: its end must not wait for that.
        let _ = rustix::net::shutdown(descriptor.get_ref(), rustix::net::Shutdown::Both);
    }
}

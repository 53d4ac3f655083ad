//! Reading: readiness first, then one read into a buffer that is shared by all streams until the bytes are known.

use std::os::fd::AsFd;
use std::rc::Rc;
use std::task::Poll;

use engine::{Buffer, Handle, IntoValue, Scope, SharedBytes};
use rustix::io::Errno;

use super::errors::{EOF, status};
use super::stream::{Activity, Direction, Event, Stream};

/// Node's and libuv's size of one read.
const READ_SIZE: usize = 64 * 1024;
/// Below this, bytes are copied out so that the big buffer stays; above it, they take the buffer with them.
const COPY_BELOW: usize = READ_SIZE / 2;

/// What one read gave.
enum Arrived {
    Bytes(Vec<u8>),
    /// Nothing yet.
    Nothing,
    /// The end, or an error.
    Ended(i32),
}

pub fn stream_read_start(stream: Handle<Stream>) -> i32 {
    if stream.is_closing() || stream.descriptor().is_none() {
        return -libc::ENOTCONN;
    }
    stream.set(Activity::Reading, true);
    stream.shared().await_readable();
    0
}

pub fn stream_read_stop(stream: Handle<Stream>) -> i32 {
    stream.set(Activity::Reading, false);
    0
}

pub fn stream_use_buffer(stream: Handle<Stream>, buffer: SharedBytes) {
    stream.user_buffer.replace(Some(buffer));
}

impl Stream {
    /// Leaves the waker with the descriptor, or enqueues the read when there is something already.
    pub(crate) fn await_readable(self: &Rc<Self>) {
        if self.read_armed.get() {
            return;
        }
        match self.poll_ready(Direction::Read) {
            None => {}
            Some(Poll::Pending) => self.read_armed.set(true),
            Some(Poll::Ready(_)) => {
                self.read_armed.set(true);
                let stream = self.clone();
                self.event_loop().enqueue(move |scope| stream.on_readable(scope));
            }
        }
    }

    /// The waker fired: one read, one call.
    pub(super) fn on_readable(self: &Rc<Self>, scope: &Scope) {
        if !self.read_armed.replace(false) {
            return;
        }
        if self.is(Activity::Listening) {
            self.accept_all(scope);
            return;
        }
        if !self.is(Activity::Reading) {
            return;
        }
        if self.consumed.get() {
            self.tell(scope, Event::Readable, 0, None);
        } else {
            self.read_and_tell(scope);
        }
        if self.is(Activity::Reading) {
            self.await_readable();
        }
    }

    fn read_and_tell(self: &Rc<Self>, scope: &Scope) {
        if self.user_buffer.borrow().is_some() {
            match self.read_into_user_buffer() {
                0 => {}
                result => self.tell(scope, Event::Read, result, None),
            }
            return;
        }
        match self.read() {
            Arrived::Nothing => {}
            Arrived::Bytes(bytes) => {
                let length = bytes.len() as i32;
                let bytes = Buffer(bytes).into_value(scope);
                self.tell(scope, Event::Read, length, Some(bytes));
            }
            Arrived::Ended(result) => self.tell(scope, Event::Read, result, None),
        }
    }

    /// One read. A stream that has ended or failed reads no more.
    fn read(self: &Rc<Self>) -> Arrived {
        let Some(descriptor) = self.descriptor() else { return Arrived::Nothing };
        let mut scratch = self.streams().scratch.borrow_mut();
        scratch.clear();
        if scratch.capacity() < READ_SIZE {
            scratch.reserve_exact(READ_SIZE);
        }
        let result =
            retry(|| rustix::io::read(descriptor.get_ref().as_fd(), rustix::buffer::spare_capacity(&mut scratch)));
        match self.note_read(result, scratch.capacity()) {
            Ok(0) => Arrived::Nothing,
            Ok(length) if length < COPY_BELOW => Arrived::Bytes(scratch.as_slice().to_vec()),
            Ok(_) => Arrived::Bytes(std::mem::take(&mut *scratch)),
            Err(ended) => Arrived::Ended(ended),
        }
    }

    /// One read whose bytes `work` sees in place; for a consumer that keeps little of them.
    pub(crate) fn read_with<R>(self: &Rc<Self>, work: impl FnOnce(&[u8]) -> R) -> Result<Option<R>, i32> {
        let Some(descriptor) = self.descriptor() else { return Ok(None) };
        // Taken out while `work` runs: it may call JavaScript, and that may read.
        let mut scratch = self.streams().scratch.take();
        scratch.clear();
        if scratch.capacity() < READ_SIZE {
            scratch.reserve_exact(READ_SIZE);
        }
        let result =
            retry(|| rustix::io::read(descriptor.get_ref().as_fd(), rustix::buffer::spare_capacity(&mut scratch)));
        drop(descriptor);
        let outcome = match self.note_read(result, scratch.capacity()) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(work(&scratch))),
            Err(ended) => Err(ended),
        };
        self.streams().scratch.replace(scratch);
        outcome
    }

    fn read_into_user_buffer(self: &Rc<Self>) -> i32 {
        let Some(descriptor) = self.descriptor() else { return 0 };
        let mut buffer = self.user_buffer.borrow_mut();
        let Some(buffer) = buffer.as_mut() else { return 0 };
        let target = buffer.as_mut_slice();
        let capacity = target.len();
        let result = retry(|| rustix::io::read(descriptor.get_ref().as_fd(), &mut *target));
        match self.note_read(result, capacity) {
            Ok(length) => length as i32,
            Err(ended) => ended,
        }
    }

    /// Counts; 0 for nothing yet. The end and errors stop the reading.
    fn note_read(self: &Rc<Self>, result: Result<usize, Errno>, capacity: usize) -> Result<usize, i32> {
        match result {
            Ok(0) => {
                self.set(Activity::Reading, false);
                Err(EOF)
            }
            Ok(length) => {
                self.bytes_read.set(self.bytes_read.get() + length as u64);
                if length < capacity {
                    // The kernel is empty; what comes later makes the descriptor ready again (it is watched by edges), and an
                    // end that was seen already stays seen.
                    self.clear_ready(Direction::Read);
                }
                Ok(length)
            }
            Err(Errno::AGAIN) => {
                self.clear_ready(Direction::Read);
                Ok(0)
            }
            Err(errno) => {
                self.set(Activity::Reading, false);
                Err(status(errno))
            }
        }
    }
}

/// Repeats a call that a signal interrupted.
pub(super) fn retry<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            outcome => return outcome,
        }
    }
}

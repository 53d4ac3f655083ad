//! Writing: at once if nothing waits; what the kernel does not take is queued and goes out when it can.

use std::collections::VecDeque;
use std::io::IoSlice;
use std::os::fd::{AsFd, BorrowedFd};
use std::rc::Rc;
use std::task::Poll;

use engine::{Bytes, FromValue, Handle, Scope, SharedBytes, Utf16, Value};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use rustix::net::Shutdown;

use super::errors::status;
use super::reading::retry;
use super::stream::{Activity, Direction, Event, Kind, Stream};

/// JavaScript's answer for "done" and "will be told".
const DONE: i32 = 0;
const QUEUED: i32 = 1;

/// Bytes of the program longer than this are written from where they are, later too; shorter ones are copied.
const SHARE_FROM: usize = 16 * 1024;
/// How many pieces go to one system call.
const VECTORS: usize = 64;

/// What waits to be written.
#[derive(Default)]
pub(crate) struct Queue {
    writes: VecDeque<Write>,
    bytes: usize,
    /// Writes that have ended but whose callbacks were not called yet.
    finished: usize,
}

impl Queue {
    pub(super) fn into_pending_count(self) -> usize {
        self.writes.len() + self.finished
    }
}

/// One write of the program; its callback is called once.
struct Write {
    pieces: VecDeque<Piece>,
}

struct Piece {
    bytes: Held,
    start: usize,
}

enum Held {
    Owned(Vec<u8>),
    Shared(SharedBytes),
}

impl Piece {
    fn rest(&self) -> &[u8] {
        let whole = match &self.bytes {
            Held::Owned(bytes) => bytes.as_slice(),
            Held::Shared(bytes) => bytes.as_slice(),
        };
        &whole[self.start..]
    }
}

/// Writes text as UTF-8, or as Latin-1 (the low byte of each unit).
pub fn stream_write_string(stream: Handle<Stream>, text: Utf16, latin1: bool) -> i32 {
    let mut encoded = Vec::new();
    if latin1 {
        encoded.extend(text.iter().map(|unit| *unit as u8));
    } else {
        encode_utf8(&text, &mut encoded);
    }
    let stream = stream.shared();
    match stream.write_now(&[IoSlice::new(&encoded)]) {
        Err(result) => result,
        Ok(written) if written == encoded.len() => DONE,
        Ok(written) => stream.enqueue(VecDeque::from([Piece { bytes: Held::Owned(encoded), start: written }])),
    }
}

pub fn stream_write_bytes(stream: Handle<Stream>, bytes: Bytes<'_>) -> i32 {
    let stream = stream.shared();
    match stream.write_now(&[IoSlice::new(bytes.as_slice())]) {
        Err(result) => result,
        Ok(written) if written == bytes.as_slice().len() => DONE,
        Ok(written) => stream.enqueue(VecDeque::from([hold(&bytes, written)])),
    }
}

/// Writes a list of byte views and strings (UTF-8) as one.
pub fn stream_write_many<'s>(_scope: &'s Scope, stream: Handle<Stream>, chunks: Value<'s>) -> Result<i32, Value<'s>> {
    enum Chunk<'s> {
        Text(Vec<u8>),
        Bytes(Bytes<'s>),
    }
    let count = chunks.get("length")?.to_number() as u32;
    let mut list = Vec::with_capacity(count as usize);
    for index in 0..count {
        let value = chunks.get_index(index)?;
        list.push(if value.is_string() {
            let mut encoded = Vec::new();
            encode_utf8(&Utf16::from_value(value)?, &mut encoded);
            Chunk::Text(encoded)
        } else {
            // The views stay alive: `chunks` holds them, and it is on the caller's stack.
            Chunk::Bytes(Bytes::from_value(value)?)
        });
    }
    let slices: Vec<IoSlice<'_>> = list
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => IoSlice::new(text),
            Chunk::Bytes(bytes) => IoSlice::new(bytes.as_slice()),
        })
        .collect();
    let total: usize = slices.iter().map(|slice| slice.len()).sum();
    let stream = stream.shared();
    let mut written = match stream.write_now(&slices) {
        Err(result) => return Ok(result),
        Ok(written) if written == total => return Ok(DONE),
        Ok(written) => written,
    };
    drop(slices);
    let mut pieces = VecDeque::new();
    for chunk in list {
        let length = match &chunk {
            Chunk::Text(text) => text.len(),
            Chunk::Bytes(bytes) => bytes.as_slice().len(),
        };
        if written >= length {
            written -= length;
            continue;
        }
        pieces.push_back(match chunk {
            Chunk::Text(text) => Piece { bytes: Held::Owned(text), start: written },
            Chunk::Bytes(bytes) => hold(&bytes, written),
        });
        written = 0;
    }
    Ok(stream.enqueue(pieces))
}

pub fn stream_write_queue_size(stream: Handle<Stream>) -> usize {
    stream.queue.borrow().bytes
}

pub fn stream_shutdown(stream: Handle<Stream>) -> i32 {
    if stream.descriptor().is_none() || stream.is(Activity::Connecting) || stream.is_closing() {
        return -libc::ENOTCONN;
    }
    if stream.is(Activity::ShuttingDown) {
        return -libc::ENOTCONN;
    }
    stream.set(Activity::ShuttingDown, true);
    if stream.queue.borrow().writes.is_empty() {
        stream.shared().shut_down_later();
    }
    0
}

/// Writes of this stream wait for the kernel instead of being queued.
pub fn stream_set_blocking(stream: Handle<Stream>, on: bool) -> i32 {
    stream.blocking.set(on);
    0
}

impl Stream {
    /// How much of it the kernel takes now: everything, a part, or nothing when earlier writes wait.
    fn write_now(self: &Rc<Self>, slices: &[IoSlice<'_>]) -> Result<usize, i32> {
        if self.is_closing() {
            return Err(-libc::EBADF);
        }
        let Some(descriptor) = self.descriptor() else { return Err(-libc::EBADF) };
        // As in Node, what is handed over counts, sent or not.
        let total: usize = slices.iter().map(|slice| slice.len()).sum();
        self.bytes_written.set(self.bytes_written.get() + total as u64);
        if self.is(Activity::Connecting) || !self.queue.borrow().writes.is_empty() {
            return Ok(0);
        }
        let mut written = 0;
        while written < total {
            match write_vectors(descriptor.get_ref().as_fd(), slices, written) {
                Ok(count) => written += count,
                Err(Errno::AGAIN) if self.blocking.get() => await_writable(descriptor.get_ref().as_fd()),
                Err(Errno::AGAIN) => {
                    self.clear_ready(Direction::Write);
                    break;
                }
                Err(errno) => return Err(status(errno)),
            }
        }
        Ok(written)
    }

    fn enqueue(self: &Rc<Self>, pieces: VecDeque<Piece>) -> i32 {
        {
            let mut queue = self.queue.borrow_mut();
            queue.bytes += pieces.iter().map(|piece| piece.rest().len()).sum::<usize>();
            queue.writes.push_back(Write { pieces });
        }
        self.set(Activity::Writing, true);
        if !self.is(Activity::Connecting) {
            self.await_writable();
        }
        QUEUED
    }

    pub(super) fn await_writable(self: &Rc<Self>) {
        if self.write_armed.get() {
            return;
        }
        match self.poll_ready(Direction::Write) {
            None => {}
            Some(Poll::Pending) => self.write_armed.set(true),
            Some(Poll::Ready(_)) => {
                self.write_armed.set(true);
                let stream = self.clone();
                self.event_loop().enqueue(move |scope| stream.on_writable(scope));
            }
        }
    }

    /// The waker fired: a connection is made (or not), or queued writes go on.
    pub(super) fn on_writable(self: &Rc<Self>, scope: &Scope) {
        if !self.write_armed.replace(false) {
            return;
        }
        if self.is(Activity::Connecting) {
            self.finish_connecting(scope);
            return;
        }
        let failed = self.flush();
        self.finish_writes(scope, failed);
        if !self.is_closing() && !self.queue.borrow().writes.is_empty() {
            self.await_writable();
        }
    }

    /// Writes what waits; an error ends all of it.
    fn flush(self: &Rc<Self>) -> i32 {
        let Some(descriptor) = self.descriptor() else { return 0 };
        let mut queue = self.queue.borrow_mut();
        loop {
            let Some(first) = queue.writes.front() else { return 0 };
            let slices: Vec<IoSlice<'_>> =
                first.pieces.iter().take(VECTORS).map(|piece| IoSlice::new(piece.rest())).collect();
            match write_vectors(descriptor.get_ref().as_fd(), &slices, 0) {
                Ok(count) => {
                    drop(slices);
                    queue.advance(count);
                }
                Err(Errno::AGAIN) => {
                    self.clear_ready(Direction::Write);
                    return 0;
                }
                Err(errno) => return status(errno),
            }
        }
    }

    /// Calls back for the writes that have ended; `failed` ends the rest.
    fn finish_writes(self: &Rc<Self>, scope: &Scope, failed: i32) {
        loop {
            let result = {
                let mut queue = self.queue.borrow_mut();
                if queue.finished > 0 {
                    queue.finished -= 1;
                    0
                } else if failed != 0 && queue.writes.pop_front().is_some() {
                    queue.bytes =
                        queue.writes.iter().flat_map(|write| &write.pieces).map(|piece| piece.rest().len()).sum();
                    failed
                } else {
                    break;
                }
            };
            let idle = {
                let queue = self.queue.borrow();
                queue.writes.is_empty() && queue.finished == 0
            };
            if idle {
                self.set(Activity::Writing, false);
            }
            self.tell(scope, Event::Write, result, None);
            if self.is_closing() {
                return;
            }
        }
        if self.is(Activity::ShuttingDown) && self.queue.borrow().writes.is_empty() {
            self.shut_down(scope);
        }
    }

    /// Shuts the writing side down in a later completion, as libuv does.
    fn shut_down_later(self: &Rc<Self>) {
        let stream = self.clone();
        self.event_loop().enqueue(move |scope| {
            if stream.is(Activity::ShuttingDown) {
                stream.shut_down(scope);
            }
        });
    }

    fn shut_down(self: &Rc<Self>, scope: &Scope) {
        let result = self.with_descriptor(|descriptor| match rustix::net::shutdown(descriptor, Shutdown::Write) {
            Ok(()) => 0,
            // A plain pipe has one direction: closing it is its end.
            Err(Errno::NOTSOCK) if self.kind == Kind::Pipe => 0,
            Err(errno) => status(errno),
        });
        self.set(Activity::ShuttingDown, false);
        self.tell(scope, Event::Shutdown, result, None);
    }
}

impl Queue {
    /// `count` bytes went out.
    fn advance(&mut self, mut count: usize) {
        self.bytes -= count;
        let Some(write) = self.writes.front_mut() else { return };
        while let Some(piece) = write.pieces.front_mut() {
            let rest = piece.rest().len();
            if count < rest {
                piece.start += count;
                return;
            }
            count -= rest;
            write.pieces.pop_front();
        }
        self.writes.pop_front();
        self.finished += 1;
    }
}

/// One system call for what lies behind the first `skip` bytes.
fn write_vectors(descriptor: BorrowedFd<'_>, slices: &[IoSlice<'_>], mut skip: usize) -> Result<usize, Errno> {
    if let [only] = slices {
        return retry(|| rustix::io::write(descriptor, &only[skip..]));
    }
    let mut rest: Vec<IoSlice<'_>> = Vec::with_capacity(slices.len().min(VECTORS));
    for slice in slices {
        if skip >= slice.len() {
            skip -= slice.len();
            continue;
        }
        rest.push(IoSlice::new(&slice[skip..]));
        skip = 0;
        if rest.len() == VECTORS {
            break;
        }
    }
    retry(|| rustix::io::writev(descriptor, &rest))
}

fn await_writable(descriptor: BorrowedFd<'_>) {
    let mut waiting = [PollFd::new(&descriptor, PollFlags::OUT)];
    // An error shows itself in the next write.
    let _ = retry(|| rustix::event::poll(&mut waiting, None));
}

fn hold(bytes: &Bytes<'_>, written: usize) -> Piece {
    let rest = &bytes.as_slice()[written..];
    if rest.len() >= SHARE_FROM
        && let Ok(shared) = SharedBytes::from_value(bytes.value())
    {
        return Piece { bytes: Held::Shared(shared), start: written };
    }
    Piece { bytes: Held::Owned(rest.to_vec()), start: 0 }
}

/// Appends the text as UTF-8; lone surrogates become U+FFFD.
fn encode_utf8(text: &[u16], out: &mut Vec<u8>) {
    let start = out.len();
    // The worst case is three bytes for each unit.
    out.resize(start + text.len() * 3, 0);
    let written = encoding_rs::mem::convert_utf16_to_utf8(text, &mut out[start..]);
    out.truncate(start + written);
}

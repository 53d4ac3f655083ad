//! Synchronous children: everything is written, read and waited for here, with one `poll` at a time.

use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use engine::{Data, OwnedBytes};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::command::Request;
use super::wait::{self, Ending};
use crate::error::NodeResult;
use crate::permission;

const CHUNK: usize = 64 * 1024;
/// How often a child is asked after where the kernel can't tell that it ended.
const PATIENCE: Duration = Duration::from_millis(5);

/// One of the child's pipes.
struct Pipe {
    end: Option<OwnedFd>,
    input: Vec<u8>,
    written: usize,
    output: Vec<u8>,
}

impl Pipe {
    fn wanted(&self) -> PollFlags {
        if self.written < self.input.len() { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN }
    }

    /// Writes what the pipe takes. When all is written the child must see the end of its input.
    fn write(&mut self) {
        let Some(end) = &self.end else { return };
        match rustix::io::write(end, &self.input[self.written..]) {
            Ok(count) => self.written += count,
            Err(Errno::AGAIN | Errno::INTR) => return,
            // The child reads no more: that is its right.
            Err(_) => self.written = self.input.len(),
        }
        self.finish_input();
    }

    fn finish_input(&self) {
        if self.written == self.input.len()
            && let Some(end) = &self.end
        {
            // SAFETY: a descriptor of ours; an error means that the peer has gone.
            unsafe { libc::shutdown(std::os::fd::AsRawFd::as_raw_fd(end), libc::SHUT_WR) };
        }
    }

    /// Reads what is there; closes at the end.
    fn read(&mut self) {
        let Some(end) = &self.end else { return };
        self.output.reserve(CHUNK);
        match rustix::io::read(end, rustix::buffer::spare_capacity(&mut self.output)) {
            Ok(0) => self.end = None,
            Ok(_) | Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => self.end = None,
        }
    }
}

/// Runs a process to its end: `{ pid, status, signal, output, error }` with `error` a negative errno or undefined, `output` a
/// list of bytes or null.
pub fn spawn_sync(
    request: Request,
    inputs: Vec<Option<OwnedBytes>>,
    timeout: f64,
    max_buffer: f64,
    kill_signal: i32,
) -> NodeResult<Data> {
    permission::run("start processes")?;
    let started = request.start();
    let pid = match started.pid {
        Ok(pid) => pid,
        Err(number) => {
            return Ok(Data::Object(vec![("error".into(), Data::from(-number)), ("pid".into(), Data::from(0))]));
        }
    };
    let mut inputs = inputs.into_iter();
    let mut pipes: Vec<Option<Pipe>> = started
        .pipes
        .into_iter()
        .map(|end| {
            let input = inputs.next().flatten().unwrap_or_default().0;
            end.map(|end| Pipe { end: Some(end), input, written: 0, output: Vec::new() })
        })
        .collect();
    // An empty input ends at once.
    for pipe in pipes.iter().flatten() {
        pipe.finish_input();
    }
    let run = Run { pid, deadline: deadline(timeout), max_buffer, kill_signal };
    let (ending, error) = run.to_end(&mut pipes);
    let output = pipes.into_iter().map(|pipe| pipe.map_or(Data::Null, |pipe| Data::Bytes(pipe.output)));
    Ok(Data::Object(vec![
        ("pid".into(), Data::from(pid)),
        ("status".into(), if ending.signal > 0 { Data::Null } else { Data::from(ending.code) }),
        ("signal".into(), if ending.signal > 0 { Data::from(ending.signal) } else { Data::Null }),
        ("output".into(), Data::Array(output.collect())),
        ("error".into(), error.map_or(Data::Undefined, |number| Data::from(-number))),
    ]))
}

fn deadline(timeout: f64) -> Option<Instant> {
    (timeout > 0.0).then(|| Instant::now() + Duration::from_secs_f64(timeout.min(1e12) / 1000.0))
}

struct Run {
    pid: i32,
    deadline: Option<Instant>,
    max_buffer: f64,
    kill_signal: i32,
}

impl Run {
    fn to_end(&self, pipes: &mut [Option<Pipe>]) -> (Ending, Option<i32>) {
        let descriptor = wait::descriptor(self.pid).ok();
        let mut ending = None;
        loop {
            if ending.is_none() {
                ending = wait::try_wait(self.pid);
            }
            if let Some(ending) = ending
                && pipes.iter().flatten().all(|pipe| pipe.end.is_none())
            {
                return (ending, None);
            }
            let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return (self.kill(pipes, ending), Some(libc::ETIMEDOUT));
            }
            let patience = if descriptor.is_none() && ending.is_none() { Some(PATIENCE) } else { None };
            let child = descriptor.as_ref().filter(|_| ending.is_none());
            poll_once(pipes, child, [left, patience].into_iter().flatten().min());
            if pipes.iter().flatten().any(|pipe| pipe.output.len() as f64 > self.max_buffer) {
                return (self.kill(pipes, ending), Some(libc::ENOBUFS));
            }
        }
    }

    fn kill(&self, pipes: &mut [Option<Pipe>], ending: Option<Ending>) -> Ending {
        for pipe in pipes.iter_mut().flatten() {
            pipe.end = None;
        }
        ending.unwrap_or_else(|| {
            // SAFETY: plain numbers, of a child that has not been waited for.
            unsafe { libc::kill(self.pid, self.kill_signal) };
            wait::wait(self.pid)
        })
    }
}

fn poll_once(pipes: &mut [Option<Pipe>], child: Option<&OwnedFd>, left: Option<Duration>) {
    let mut indices = Vec::new();
    let mut descriptors = Vec::new();
    for (index, pipe) in pipes.iter().enumerate() {
        if let Some(pipe) = pipe
            && let Some(end) = &pipe.end
        {
            indices.push(index);
            descriptors.push(PollFd::from_borrowed_fd(end.as_fd(), pipe.wanted()));
        }
    }
    if let Some(child) = child {
        descriptors.push(PollFd::from_borrowed_fd(child.as_fd(), PollFlags::IN));
    }
    let left =
        left.map(|left| Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos()) as _ });
    if poll(&mut descriptors, left.as_ref()).is_err() {
        return;
    }
    let events: Vec<PollFlags> = descriptors.iter().map(PollFd::revents).collect();
    for (index, events) in indices.into_iter().zip(events) {
        let Some(pipe) = &mut pipes[index] else { continue };
        if events.intersects(PollFlags::OUT) && pipe.written < pipe.input.len() {
            pipe.write();
        }
        if events.intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR) {
            pipe.read();
        }
    }
}

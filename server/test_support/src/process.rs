//! A program run to its end or to its time's: in a process group of its own, so that nothing it started outlives it.

use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Code(i32),
    Signal(i32),
    /// It was still running at the end of its time and was killed.
    TimedOut,
}

impl std::fmt::Display for End {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Code(code) => write!(out, "{code}"),
            End::Signal(signal) => write!(out, "signal {signal}"),
            End::TimedOut => out.write_str("timed out"),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Output {
    pub end: End,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

/// The environment of every program under test: the same on every machine.
pub fn same_everywhere(command: &mut Command) -> &mut Command {
    command.env_clear();
    for name in ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "RUST_BACKTRACE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("TZ", "UTC").env("LANG", "C.UTF-8").env("TERM", "dumb")
}

/// Runs the command with `input` on its standard input, for `limit` at most.
pub fn run(command: &mut Command, input: &[u8], limit: Duration) -> std::io::Result<Output> {
    let started = Instant::now();
    let mut child = command
        .stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let group = Pid::from_child(&child);
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // A program may end without reading it.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let out = read(child.stdout.take());
    let err = read(child.stderr.take());
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || drop(sender.send(child.wait())));
    let end = match ended.recv_timeout(limit) {
        Ok(status) => {
            let status = status?;
            match (status.code(), status.signal()) {
                (Some(code), _) => End::Code(code),
                (None, signal) => End::Signal(signal.unwrap_or_default()),
            }
        }
        Err(_) => End::TimedOut,
    };
    // What it left running holds its pipes open.
    let _ = kill_process_group(group, Signal::KILL);
    let text =
        |pipe: thread::JoinHandle<Vec<u8>>| String::from_utf8_lossy(&pipe.join().unwrap_or_default()).into_owned();
    Ok(Output { end, out: text(out), err: text(err), took: started.elapsed() })
}

fn read(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

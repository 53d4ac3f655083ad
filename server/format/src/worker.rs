//! A child process in which a prettier stays loaded. `worker.js` is its side, and says how the two speak.
//!
//! The channel is a pair of sockets, of which the child has one end as standard input: nothing that the project's code prints gets
//! between. A child whose parent has gone reads the end of its input, and ends.

use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serde::{Deserialize, Serialize};

use crate::error::Place;
use crate::folder::Tool;
use crate::{FormatError, Outcome};

const CODE: &str = include_str!("worker.js");

/// How often it is asked whether somebody still waits.
const ROUND: Duration = Duration::from_millis(20);

/// Longer answers are none.
const LARGEST: usize = 512 << 20;

/// What a child says beside is kept up to here.
const SAID: usize = 64 << 10;

/// How a worker is started.
#[derive(Clone, Debug)]
pub struct Start {
    /// The program that runs JavaScript: this one.
    pub lode: PathBuf,
    /// The package of prettier.
    pub prettier: PathBuf,
    pub working_folder: PathBuf,
    /// How long it may take for one text.
    pub limit: Duration,
    /// After how long without a text the child ends by itself.
    pub idle: Option<Duration>,
}

/// What is to be formatted.
#[derive(Serialize, Clone, Copy, Debug)]
pub struct Request<'r> {
    pub path: &'r Path,
    /// `None`: it is asked only whether there is something to format.
    pub text: Option<&'r str>,
    /// Whether somebody means this file, and not all of a folder.
    pub is_named: bool,
    /// Ignore files that count.
    pub ignore: &'r [PathBuf],
    /// In UTF-16.
    pub range: Option<(u32, u32)>,
}

pub struct Worker {
    child: Child,
    channel: UnixStream,
    start: Start,
    started: SystemTime,
    said: Arc<Mutex<String>>,
    /// The number of the last request.
    last: u64,
    /// Of an answer as far as it has come.
    received: Vec<u8>,
    /// What an answer has depended on, and was not taken yet.
    pub used: Used,
}

/// What was read, looked for, loaded; and folders that were listed.
#[derive(Default, Debug)]
pub struct Used {
    pub read: Vec<PathBuf>,
    pub listed: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Numbered<'r> {
    id: u64,
    #[serde(flatten)]
    request: Request<'r>,
}

#[derive(Deserialize)]
struct Answer {
    id: u64,
    #[serde(flatten)]
    what: What,
    read: Vec<PathBuf>,
    listed: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum What {
    Same,
    Formatted { text: String },
    Ignored,
    Unknown,
    Syntax { message: String, place: Option<Place> },
    Failed { message: String },
}

impl Worker {
    /// # Errors
    /// If the process can't be started.
    pub fn new(start: Start) -> io::Result<Worker> {
        let (channel, childs) = UnixStream::pair()?;
        // Both ends of a socket have their own.
        childs.set_read_timeout(start.idle)?;
        channel.set_read_timeout(Some(ROUND))?;
        channel.set_write_timeout(Some(start.limit))?;
        let started = SystemTime::now();
        let mut command = Command::new(&start.lode);
        command.args(["eval", "--input-type", "module", CODE]).arg(&start.prettier).current_dir(&start.working_folder);
        command.stdin(Stdio::from(OwnedFd::from(childs))).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        // The child's end must be its alone, or its death would not be heard.
        drop(command);
        let said = Arc::new(Mutex::new(String::new()));
        if let Some(errors) = child.stderr.take() {
            let said = said.clone();
            std::thread::spawn(move || listen(errors, &said));
        }
        Ok(Worker { child, channel, start, started, said, last: 0, received: Vec::new(), used: Used::default() })
    }

    /// When the process was started: what has changed since, it may have read before.
    pub fn started(&self) -> SystemTime {
        self.started
    }

    /// What the formatter has said beside its answers, since this was last asked: warnings.
    pub fn said(&self) -> String {
        std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks and waits, as long as `go_on` says so. After any error but of syntax or a cancellation the worker is of no more use.
    ///
    /// # Errors
    /// If there is no answer, or the answer is that the text can't be formatted.
    pub fn format(&mut self, request: Request, go_on: &dyn Fn() -> bool) -> Result<Outcome, FormatError> {
        let deadline = Instant::now() + self.start.limit;
        self.last += 1;
        self.send(&Numbered { id: self.last, request }).map_err(|error| self.ended(&error))?;
        loop {
            let answer = self.receive(deadline, go_on).map_err(|error| match error.kind() {
                ErrorKind::Interrupted => FormatError::Cancelled,
                _ => self.ended(&error),
            })?;
            self.used.read.extend(answer.read);
            self.used.listed.extend(answer.listed);
            // One before was given up.
            if answer.id != self.last {
                continue;
            }
            return match answer.what {
                What::Same => Ok(Outcome::Same),
                What::Formatted { text } => Ok(Outcome::Formatted(text)),
                What::Ignored => Ok(Outcome::Ignored),
                What::Unknown => Ok(Outcome::Unknown),
                What::Syntax { message, place } => Err(FormatError::Syntax { message, place }),
                What::Failed { message } => Err(FormatError::Failed(message)),
            };
        }
    }

    fn send(&mut self, request: &Numbered) -> io::Result<()> {
        let mut bytes = vec![0; 4];
        serde_json::to_writer(&mut bytes, request)?;
        let length = u32::try_from(bytes.len() - 4).map_err(io::Error::other)?;
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        self.channel.write_all(&bytes)
    }

    fn receive(&mut self, deadline: Instant, go_on: &dyn Fn() -> bool) -> io::Result<Answer> {
        let mut part = vec![0; 64 << 10];
        loop {
            if let Some(length) = self.received.first_chunk::<4>() {
                let length = u32::from_le_bytes(*length) as usize;
                if length > LARGEST {
                    return Err(io::Error::other("an answer that is none"));
                }
                if self.received.len() >= 4 + length {
                    let answer = serde_json::from_slice(&self.received[4..4 + length])?;
                    self.received.drain(..4 + length);
                    return Ok(answer);
                }
            }
            match self.channel.read(&mut part) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.received.extend_from_slice(&part[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                    if !go_on() {
                        return Err(ErrorKind::Interrupted.into());
                    }
                    if Instant::now() >= deadline {
                        return Err(ErrorKind::TimedOut.into());
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Why there is no answer.
    fn ended(&mut self, error: &io::Error) -> FormatError {
        let tool = Tool::Prettier;
        if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) {
            let _ = self.child.kill();
            return FormatError::TimedOut { tool, seconds: self.start.limit.as_secs() };
        }
        // It has closed its end, so it ends; unless its code has done something strange.
        let deadline = Instant::now() + Duration::from_secs(2);
        let status = loop {
            match self.child.try_wait() {
                Ok(Some(status)) => break status.to_string(),
                Ok(None) if Instant::now() < deadline => std::thread::sleep(ROUND),
                _ => break error.to_string(),
            }
        };
        FormatError::Ended { tool, status, said: self.said() }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(mut errors: impl Read, said: &Mutex<String>) {
    let mut part = [0; 4096];
    while let Ok(count @ 1..) = errors.read(&mut part) {
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() < SAID {
            said.push_str(&String::from_utf8_lossy(&part[..count]));
        }
    }
}

//! The first line each way: JSON, so that any two versions can read each other's.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Neither side waits longer for the other's line.
const PATIENCE: Duration = Duration::from_secs(3);
const LONGEST_LINE: u64 = 4096;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub(crate) struct Hello {
    pub lode: String,
    pub build: String,
    pub wants: Wants,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Wants {
    /// To be served; messages of the protocol follow.
    Lsp,
    /// To be told what is wrong with files; what follows is between those who lint.
    Lint,
    Status,
    Stop,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub(crate) struct Answer {
    pub is_welcome: bool,
    pub status: Status,
}

/// What a daemon says of itself.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Status {
    pub lode: String,
    pub build: String,
    pub process: u32,
    pub clients: usize,
    pub memory_in_bytes: u64,
    pub up_for_seconds: u64,
}

impl Hello {
    pub(crate) fn new(wants: Wants) -> Hello {
        Hello { lode: env!("CARGO_PKG_VERSION").to_owned(), build: build().to_owned(), wants }
    }
}

/// Says what we want and hears what the daemon says. The stream has nothing of the protocol read from it yet.
pub(crate) fn ask(stream: &UnixStream, wants: Wants) -> io::Result<Answer> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    send(stream, &Hello::new(wants))?;
    let answer = receive(stream)?;
    stream.set_read_timeout(None)?;
    stream.set_write_timeout(None)?;
    Ok(answer)
}

pub(crate) fn hear(stream: &UnixStream) -> io::Result<Hello> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let hello = receive(stream)?;
    stream.set_read_timeout(None)?;
    Ok(hello)
}

pub(crate) fn send(mut stream: &UnixStream, line: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    stream.write_all(&bytes)
}

/// One line and not a byte more: what follows is the protocol's.
fn receive<T: for<'d> Deserialize<'d>>(stream: &UnixStream) -> io::Result<T> {
    let mut line = Vec::new();
    // A buffer of one byte never reads ahead.
    BufReader::with_capacity(1, stream.take(LONGEST_LINE)).read_until(b'\n', &mut line)?;
    Ok(serde_json::from_slice(&line)?)
}

/// Tells one build from another, also of the same version: while Lode itself is being written that is what counts.
pub(crate) fn build() -> &'static str {
    // Asked for early: the file may be replaced while the process runs.
    static BUILD: OnceLock<String> = OnceLock::new();
    BUILD.get_or_init(|| {
        let file = std::env::current_exe().and_then(std::fs::metadata);
        let Ok(file) = file else { return "unknown".to_owned() };
        let modified = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        format!("{}-{}-{}", env!("CARGO_PKG_VERSION"), file.len(), modified.unwrap_or_default().as_nanos())
    })
}

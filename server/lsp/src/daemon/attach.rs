//! The client's side: an editor's process that hands on what it hears.
//!
//! Two threads: one from the editor to the server, one back. When the server is gone (killed, crashed, replaced by a fault of the
//! system) the second connects to another, tells it everything again, and goes on; when that happens twice within a minute it may well
//! be the fault of what it is told, and from then on this process serves itself, so that others are left in peace.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::link;
use super::place::Place;
use super::remembered::{Passing, Remembered};
use crate::framing::{self, Frame};
use crate::transport::{Connection, Ended};

/// Deaths that are further apart have nothing to do with each other.
const SOON: Duration = Duration::from_secs(60);
/// How long the last answers are waited for when the editor has closed its end.
const LAST_ANSWERS: Duration = Duration::from_secs(6);

/// Serves the editor through the daemon, and by this process where that can't be.
pub fn attach(
    editor: Connection,
    place: Option<&Place>,
    program: PathBuf,
    cache_folder: Option<PathBuf>,
) -> io::Result<Ended> {
    let attached = Attached { place: place.cloned(), program, cache_folder };
    let mut is_ours = false;
    let stream = attached.connect(&mut is_ours)?;
    let shared = Arc::new(Shared {
        state: Mutex::new(State {
            remembered: Remembered::default(),
            server: stream.try_clone()?,
            editor_has_gone: false,
        }),
        ended: Mutex::new(false),
        changed: Condvar::new(),
    });
    let from_server = {
        let (shared, output, hang_up) = (shared.clone(), editor.output, editor.hang_up);
        move || {
            back(&shared, &attached, stream, is_ours, output, &*hang_up);
            *shared.ended.lock().unwrap_or_else(|lock| lock.into_inner()) = true;
            shared.changed.notify_all();
        }
    };
    thread::Builder::new().name("lsp from server".to_owned()).spawn(from_server)?;
    forth(&shared, editor.input);
    let ended = shared.ended.lock().unwrap_or_else(|lock| lock.into_inner());
    drop(shared.changed.wait_timeout_while(ended, LAST_ANSWERS, |ended| !*ended));
    let state = shared.state();
    Ok(if state.remembered.has_shut_down { Ended::Orderly } else { Ended::Abruptly })
}

struct Attached {
    /// `None`: there is no place for a daemon.
    place: Option<Place>,
    program: PathBuf,
    cache_folder: Option<PathBuf>,
}

struct Shared {
    /// Held while a message is taken note of and passed on: a new server must hear neither less nor more than the old one.
    state: Mutex<State>,
    /// Whether the way back has ended.
    ended: Mutex<bool>,
    changed: Condvar,
}

struct State {
    remembered: Remembered,
    server: UnixStream,
    /// It has left, or closed its end: no other server is wanted.
    editor_has_gone: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|lock| lock.into_inner())
    }
}

impl Attached {
    fn connect(&self, is_ours: &mut bool) -> io::Result<UnixStream> {
        if !*is_ours && let Some(place) = &self.place {
            match link::to_daemon(place, &self.program) {
                Ok(stream) => return Ok(stream),
                Err(error) => eprintln!("lode lsp: there is no daemon ({error}); serving this editor alone"),
            }
        }
        *is_ours = true;
        link::to_ourselves(self.cache_folder.clone())
    }
}

/// From the editor to the server.
fn forth(shared: &Shared, input: Box<dyn Read + Send>) {
    let mut input = BufReader::with_capacity(64 << 10, input);
    while let Ok(Some(frame)) = framing::read(&mut input) {
        let mut state = shared.state();
        let body = match frame {
            Frame::Body(body) if state.remembered.is_for_nobody(&body) => continue,
            Frame::Body(body) => body,
            Frame::Malformed(_) => {
                // The server has the words for it.
                let _ = state.server.write_all(b"malformed\r\n\r\n");
                continue;
            }
        };
        // A server that is gone is noticed on the way back, and its successor is told all of this.
        let _ = state.server.write_all(&framed(&body));
        // Of a big document that takes a while: meanwhile the server reads it.
        state.remembered.note_of_client(body);
        if state.remembered.has_exited {
            state.editor_has_gone = true;
            return;
        }
    }
    let mut state = shared.state();
    state.editor_has_gone = true;
    let _ = state.server.shutdown(Shutdown::Write);
}

fn framed(body: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(body.len() + 32);
    // Writing to memory can't fail.
    let _ = framing::write(&mut message, body);
    message
}

/// From the server to the editor, and from one server to the next.
fn back(
    shared: &Shared,
    attached: &Attached,
    mut stream: UnixStream,
    mut is_ours: bool,
    output: Box<dyn Write + Send>,
    hang_up: &(dyn Fn() + Send + Sync),
) {
    let mut output = BufWriter::with_capacity(64 << 10, output);
    let mut died: Option<Instant> = None;
    loop {
        if pass_back(shared, &stream, &mut output).is_err() {
            // The editor no longer reads.
            return;
        }
        let mut state = shared.state();
        if state.editor_has_gone {
            return;
        }
        if state.remembered.parent.is_gone() {
            return hang_up();
        }
        is_ours |= died.replace(Instant::now()).is_some_and(|before| before.elapsed() < SOON);
        eprintln!("lode lsp: the server is gone; starting anew");
        let Ok(fresh) = attached.connect(&mut is_ours) else { return hang_up() };
        let Ok(writer) = fresh.try_clone() else { return hang_up() };
        state.server = writer;
        let State { remembered, server, .. } = &mut *state;
        // One that dies while it is told is noticed like any other.
        let _ = remembered.tell_again(server);
        stream = fresh;
    }
}

/// Until the server is gone. Fails when the editor is.
fn pass_back(shared: &Shared, stream: &UnixStream, output: &mut impl Write) -> io::Result<()> {
    let mut input = BufReader::with_capacity(64 << 10, stream);
    while let Ok(Some(frame)) = framing::read(&mut input) {
        let Frame::Body(body) = frame else { continue };
        let mut state = shared.state();
        match state.remembered.note_of_server(&body) {
            Passing::ToClient => {
                drop(state);
                framing::write(output, &body)?;
                if input.buffer().is_empty() {
                    output.flush()?;
                }
            }
            Passing::Swallow(Some(answer)) => drop(state.server.write_all(&framed(&answer))),
            Passing::Swallow(None) => {}
        }
    }
    output.flush()
}

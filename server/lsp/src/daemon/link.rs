//! A way to a server: the daemon's, or one of this very process where there is no daemon.

use std::io;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::handshake::{self, Wants};
use super::place::Place;
use super::server;
use crate::session::Host;
use crate::transport::serve;

/// A daemon that has been started is there within this time, or something is wrong.
const START: Duration = Duration::from_secs(5);

/// One that was started and is not there is not started again at once: something else may be in its way for a moment.
const AGAIN: Duration = Duration::from_millis(500);

/// Connects to the daemon, and starts one where none runs. `program` is Lode itself.
pub(super) fn to_daemon(place: &Place, program: &Path) -> io::Result<UnixStream> {
    let end = Instant::now() + START;
    let mut started: Option<Instant> = None;
    loop {
        match UnixStream::connect(place.socket()) {
            // One of another build makes room, and one that leaves is gone in a moment: neither is welcoming.
            Ok(stream) => match handshake::ask(&stream, Wants::Lsp) {
                Ok(answer) if answer.is_welcome => return Ok(stream),
                Ok(_) | Err(_) => {}
            },
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
                if started.is_none_or(|started| started.elapsed() > AGAIN) {
                    start(place, program)?;
                    started = Some(Instant::now());
                }
            }
            Err(error) => return Err(error),
        }
        if Instant::now() > end {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the daemon does not come up"));
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Of several that are started at once one gets the lock, and the others end.
fn start(place: &Place, program: &Path) -> io::Result<()> {
    let mut child = Command::new(program)
        .args(["daemon", "--detach"])
        // What reading ahead needed for a moment is given back to the system at once: the allocator would keep it for days.
        .env("MIMALLOC_PURGE_DELAY", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(place.open_log()?)
        .spawn()?;
    // Its end is to be taken note of, whenever it comes.
    thread::Builder::new().name("lsp daemon's end".to_owned()).stack_size(64 << 10).spawn(move || child.wait())?;
    Ok(())
}

/// A server of this process.
pub(super) fn to_ourselves(cache_folder: Option<PathBuf>) -> io::Result<UnixStream> {
    let (near, far) = UnixStream::pair()?;
    thread::Builder::new().name("lsp standalone".to_owned()).spawn(move || {
        let host = Host::new(cache_folder);
        // The near end is closed when this ends.
        if let Ok(connection) = server::connection(far) {
            let _ = serve(connection, &host);
        }
    })?;
    Ok(near)
}

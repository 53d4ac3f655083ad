//! The daemon's process: accepts clients, serves each, and leaves when nobody needs it.

use std::io;
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::handshake::{self, Answer, Hello, Status, Wants};
use super::place::Place;
use crate::session::Host;
use crate::transport::{Connection, Ended, serve};

/// Answers one who lints. What they say to each other is theirs.
pub type Lint = dyn Fn(UnixStream) -> io::Result<()> + Send + Sync;

pub struct Options {
    pub lint: Box<Lint>,
    pub cache_folder: Option<PathBuf>,
    /// How long it stays when nobody is there.
    pub idle: Duration,
    /// Let go of the terminal that it was started from.
    pub detach: bool,
}

impl Options {
    pub const IDLE: Duration = Duration::from_secs(600);
}

/// More clients are refused, and serve themselves.
const MOST_CLIENTS: usize = 200;
/// How often it is looked whether anything is to be done.
const ROUND: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };
/// A daemon that nobody uses and that has grown beyond this makes room for a fresh one.
const MOST_MEMORY: u64 = 1 << 30;

/// Shared by all clients' threads.
struct Daemon {
    host: Host,
    lint: Box<Lint>,
    started: Instant,
    clients: AtomicUsize,
    /// Set when another build has come, or when told to stop: no new clients.
    is_leaving: AtomicBool,
    /// When the last client left. Written by clients' threads.
    last_left: Mutex<Instant>,
}

/// Runs until nobody needs it any more. Does nothing where one runs already.
pub fn run(place: &Place, options: Options) -> io::Result<()> {
    let Some(lock) = place.lock()? else {
        log("another one runs already");
        return Ok(());
    };
    handshake::build();
    if options.detach {
        // Fails for the leader of a group, who has no terminal to let go of.
        let _ = rustix::process::setsid();
    }
    // No folder is to be kept from being removed.
    let _ = std::env::set_current_dir(place.folder());
    let socket = place.socket();
    // Left behind by one that was killed: the lock says that nobody listens there.
    let _ = std::fs::remove_file(&socket);
    let listener = UnixListener::bind(&socket)?;
    std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    let daemon = Arc::new(Daemon {
        host: Host::new(options.cache_folder),
        lint: options.lint,
        started: Instant::now(),
        clients: AtomicUsize::new(0),
        is_leaving: AtomicBool::new(false),
        last_left: Mutex::new(Instant::now()),
    });
    log(&format!("process {} of build {} listens", std::process::id(), handshake::build()));
    accept(&daemon, &listener, options.idle);
    // From here on a new client starts a new daemon.
    drop(listener);
    let _ = std::fs::remove_file(&socket);
    drop(lock);
    while daemon.clients.load(Ordering::Acquire) > 0 {
        thread::sleep(Duration::from_millis(200));
    }
    log("nobody is left");
    Ok(())
}

fn accept(daemon: &Arc<Daemon>, listener: &UnixListener, idle: Duration) {
    while !daemon.is_leaving.load(Ordering::Acquire) {
        let mut waiting = [PollFd::new(listener, PollFlags::IN)];
        let _ = poll(&mut waiting, Some(&ROUND));
        while let Ok((stream, _)) = listener.accept() {
            let daemon = daemon.clone();
            let spawned = thread::Builder::new().name("daemon client".to_owned()).spawn(move || {
                let served = catch_unwind(AssertUnwindSafe(|| daemon.welcome(stream)));
                match served {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => log(&format!("a client was lost: {error}")),
                    Err(_) => log("serving a client has failed"),
                }
            });
            if let Err(error) = spawned {
                log(&format!("a client can't be served: {error}"));
            }
        }
        if daemon.clients.load(Ordering::Acquire) == 0 {
            let since = daemon.last_left.lock().unwrap_or_else(|lock| lock.into_inner()).elapsed();
            if since > idle || memory() > MOST_MEMORY {
                return;
            }
        }
    }
}

impl Daemon {
    fn welcome(&self, stream: UnixStream) -> io::Result<()> {
        stream.set_nonblocking(false)?;
        if !is_the_users(&stream) {
            log("somebody else has knocked");
            return Ok(());
        }
        let hello: Hello = handshake::hear(&stream)?;
        let is_same = hello.build == handshake::build();
        let is_full = self.clients.load(Ordering::Acquire) >= MOST_CLIENTS;
        match hello.wants {
            Wants::Status => return handshake::send(&stream, &self.answer(true)),
            Wants::Stop => {
                self.is_leaving.store(true, Ordering::Release);
                return handshake::send(&stream, &self.answer(true));
            }
            // One of another build looks by itself: the editor's is not to be left for a question.
            Wants::Lint if is_full || !is_same => return handshake::send(&stream, &self.answer(false)),
            Wants::Lint => {
                let _present = Present::new(self);
                handshake::send(&stream, &self.answer(true))?;
                return (self.lint)(stream);
            }
            Wants::Lsp if is_full => return handshake::send(&stream, &self.answer(false)),
            Wants::Lsp if !is_same => {
                log(&format!("build {} takes over", hello.build));
                self.is_leaving.store(true, Ordering::Release);
                return handshake::send(&stream, &self.answer(false));
            }
            Wants::Lsp => {}
        }
        let _present = Present::new(self);
        handshake::send(&stream, &self.answer(true))?;
        let ended = serve(connection(stream)?, &self.host)?;
        if ended == Ended::Abruptly {
            log("a client has gone without a word");
        }
        Ok(())
    }

    fn answer(&self, is_welcome: bool) -> Answer {
        Answer {
            is_welcome,
            status: Status {
                lode: env!("CARGO_PKG_VERSION").to_owned(),
                build: handshake::build().to_owned(),
                process: std::process::id(),
                clients: self.clients.load(Ordering::Acquire),
                memory_in_bytes: memory(),
                up_for_seconds: self.started.elapsed().as_secs(),
            },
        }
    }
}

/// A client that is being served.
struct Present<'d> {
    daemon: &'d Daemon,
}

impl Present<'_> {
    fn new(daemon: &Daemon) -> Present<'_> {
        daemon.clients.fetch_add(1, Ordering::AcqRel);
        Present { daemon }
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        *self.daemon.last_left.lock().unwrap_or_else(|lock| lock.into_inner()) = Instant::now();
        self.daemon.clients.fetch_sub(1, Ordering::AcqRel);
    }
}

/// What a running daemon says of itself; `None` where none runs.
pub fn status(place: &Place) -> io::Result<Option<Status>> {
    call(place, Wants::Status)
}

/// Tells a running daemon to take no new clients and to leave with its last one.
pub fn stop(place: &Place) -> io::Result<Option<Status>> {
    call(place, Wants::Stop)
}

/// A stream to a daemon of this build that runs already, for one who lints.
pub fn lint(place: &Place) -> Option<UnixStream> {
    let stream = UnixStream::connect(place.socket()).ok()?;
    let answer = handshake::ask(&stream, Wants::Lint).ok()?;
    answer.is_welcome.then_some(stream)
}

fn call(place: &Place, wants: Wants) -> io::Result<Option<Status>> {
    match UnixStream::connect(place.socket()) {
        Ok(stream) => Ok(Some(handshake::ask(&stream, wants)?.status)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A stream as a connection.
pub(super) fn connection(stream: UnixStream) -> io::Result<Connection> {
    let (input, other) = (stream.try_clone()?, stream.try_clone()?);
    Ok(Connection {
        input: Box::new(input),
        output: Box::new(io::BufWriter::with_capacity(64 << 10, stream)),
        hang_up: Arc::new(move || drop(other.shutdown(Shutdown::Both))),
    })
}

/// Whether the process at the other end is the user's. The folder lets nobody else in; this is the second door.
#[cfg(target_os = "linux")]
fn is_the_users(stream: &UnixStream) -> bool {
    rustix::net::sockopt::socket_peercred(stream).is_ok_and(|peer| peer.uid == rustix::process::getuid())
}

/// Here the folder alone keeps others out.
#[cfg(not(target_os = "linux"))]
fn is_the_users(_: &UnixStream) -> bool {
    true
}

/// What the process holds in memory, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// Standard error is the log file, unless a person has started the daemon to look at it.
fn log(line: &str) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    eprintln!("{} lode daemon: {line}", now.as_secs());
}

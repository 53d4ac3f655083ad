//! One worker: a process, and all that leads to it.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::time::SystemTime;

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use values::{Birth, Counts, Event, Likely, Sandbox};

use super::follow::Group;

#[derive(Debug)]
pub(super) struct Worker {
    pub process: Child,
    pub group: Group,
    pub stream: UnixStream,
    pub counts: Counts,
    pub output: ChildStdout,
    pub errors: ChildStderr,
    pub sandbox: Option<Sandbox>,
    /// The beginning of a line that it has sent while it stood by.
    pub heard: Vec<u8>,
    /// The folders in which nothing new may be, and when each was looked at; `None`: it is not in its sandbox yet.
    folders: Option<Vec<(PathBuf, Option<u64>)>>,
    /// Readable when the process is gone.
    end_signal: Option<OwnedFd>,
    /// Its own, for what it writes in passing.
    _folder: tempfile::TempDir,
}

/// In the names of workers' folders, before the process that made them.
pub(super) const PREFIX: &str = "lode-evaluate-";

impl Worker {
    /// Starts a process that waits for its run, in which programs read `input` as standard input. On Linux it ends with the calling thread.
    pub fn start(
        program: &Path,
        sandbox: Option<&Sandbox>,
        likely: Likely,
        input: Option<BorrowedFd<'_>>,
    ) -> io::Result<Worker> {
        let prefix = format!("{PREFIX}{}-", std::process::id());
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir()?;
        let (stream, theirs) = UnixStream::pair()?;
        let numbers = numbers()?;
        let counts = Counts::new(numbers.try_clone()?)?;
        let mut command = Command::new(program);
        command.arg("evaluate").arg(folder.path()).stdin(Stdio::from(OwnedFd::from(theirs)));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        if let Some(sandbox) = sandbox {
            command.current_dir(&sandbox.folder).env_clear().envs(environment(sandbox)).env("TMPDIR", folder.path());
        }
        let mut process = command.spawn()?;
        let group = Group::new(&process);
        let (output, errors) = (process.stdout.take(), process.stderr.take());
        let (Some(output), Some(errors)) = (output, errors) else { return Err(io::ErrorKind::BrokenPipe.into()) };
        let end_signal = end_of(&process);
        let sandbox = sandbox.cloned();
        let birth = Birth { sandbox: sandbox.clone(), likely };
        let worker = Worker {
            process,
            group,
            stream,
            counts,
            output,
            errors,
            sandbox,
            heard: Vec::new(),
            folders: None,
            end_signal,
            _folder: folder,
        };
        worker.send_birth(&birth, std::iter::once(numbers.as_fd()).chain(input))?;
        for end in [worker.stream.as_fd(), worker.output.as_fd(), worker.errors.as_fd()] {
            rustix::io::ioctl_fionbio(end, true)?;
        }
        Ok(worker)
    }

    fn send_birth<'d>(&self, birth: &Birth, descriptors: impl Iterator<Item = BorrowedFd<'d>>) -> io::Result<()> {
        let mut line = serde_json::to_vec(birth)?;
        line.push(b'\n');
        let mut space = [std::mem::MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
        let mut passed = SendAncillaryBuffer::new(&mut space);
        let descriptors: Vec<_> = descriptors.collect();
        passed.push(SendAncillaryMessage::ScmRights(&descriptors));
        let sent = sendmsg(&self.stream, &[io::IoSlice::new(&line)], &mut passed, SendFlags::empty())?;
        (&self.stream).write_all(&line[sent..])
    }

    /// Readable when the process is gone, where the system has such a thing.
    pub fn end_signal(&self) -> Option<BorrowedFd<'_>> {
        self.end_signal.as_ref().map(AsFd::as_fd)
    }

    /// Whether all files that are there are open to it that should be: a folder with a secret in it is opened file by file.
    pub fn is_up_to_date(&mut self) -> bool {
        let mut piece = [0; 4096];
        while let Ok(length) = (&self.stream).read(&mut piece)
            && length > 0
        {
            self.heard.extend_from_slice(&piece[..length]);
        }
        while let Some(end) = self.heard.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.heard.drain(..=end).collect();
            if let Ok(Event::Ready { folders }) = serde_json::from_slice(&line) {
                self.folders = Some(folders);
            }
        }
        let is_as_it_was = |(folder, at): &(PathBuf, Option<u64>)| at.is_some() && modified(folder) == *at;
        // Files may come and go while it looks at them.
        self.sandbox.is_none() || self.folders.as_ref().is_some_and(|folders| folders.iter().all(is_as_it_was))
    }

    /// Whether the process has ended. It is not waited for: its number stays its own.
    pub fn is_gone(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let end = waitid(WaitId::Pid(Pid::from_child(&self.process)), options);
        !matches!(end, Ok(None) | Err(rustix::io::Errno::INTR))
    }

    /// Ends it with all that it has started, if it has not ended itself, and tells how.
    pub fn end(&mut self) -> io::Result<ExitStatus> {
        self.group.end();
        self.process.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

fn modified(folder: &Path) -> Option<u64> {
    let modified = std::fs::metadata(folder).and_then(|metadata| metadata.modified()).ok()?;
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
}

/// A file without a name.
fn numbers() -> io::Result<std::fs::File> {
    #[cfg(target_os = "linux")]
    if let Ok(memory) = rustix::fs::memfd_create("lode-counts", rustix::fs::MemfdFlags::CLOEXEC) {
        return Ok(memory.into());
    }
    tempfile::tempfile()
}

#[cfg(target_os = "linux")]
fn end_of(process: &Child) -> Option<OwnedFd> {
    rustix::process::pidfd_open(Pid::from_child(process), rustix::process::PidfdFlags::empty()).ok()
}

#[cfg(not(target_os = "linux"))]
fn end_of(_: &Child) -> Option<OwnedFd> {
    None
}

/// Variables that tell nothing secret, and that programs look for.
const VISIBLE: [&str; 17] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "NODE_ENV",
    "DEBUG",
    "LODE_CACHE_DIR",
    "XDG_CACHE_HOME",
    "RUST_BACKTRACE",
];

/// What a program in a sandbox sees of the environment.
fn environment(sandbox: &Sandbox) -> impl Iterator<Item = (std::ffi::OsString, std::ffi::OsString)> {
    let permitted = &sandbox.permissions.env;
    std::env::vars_os().filter(move |(name, _)| {
        let name = name.to_string_lossy();
        VISIBLE.contains(&&*name)
            || name.starts_with("LC_")
            || permitted.iter().any(|permitted| permitted == "*" || *permitted == name)
    })
}

//! Starting a process: what JavaScript asks for, and the system calls that do it.
//!
//! `posix_spawn` does not copy this process's page tables, which `fork` would; only another user or group needs `fork`.

use std::ffi::CString;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use engine::{FromValue, Value};

/// What becomes of one of the child's descriptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdio {
    /// `/dev/null`.
    Ignore,
    /// A new stream to this process.
    Pipe,
    /// One of this process's descriptors.
    Descriptor(RawFd),
}

/// The options of `spawn`, checked by JavaScript.
#[derive(Debug)]
pub struct Request {
    pub file: String,
    /// With the name that the program sees of itself.
    pub arguments: Vec<String>,
    /// `NAME=value`; None is this process's own.
    pub environment: Option<Vec<String>>,
    pub directory: Option<String>,
    pub detached: bool,
    pub user: Option<u32>,
    pub group: Option<u32>,
    pub stdio: Vec<Stdio>,
}

impl<'s> FromValue<'s> for Request {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        let stdio = Vec::<i32>::from_value(value.get("stdio")?)?;
        Ok(Request {
            file: value.get("file")?.to_text()?,
            arguments: FromValue::from_value(value.get("args")?)?,
            environment: FromValue::from_value(value.get("envPairs")?)?,
            directory: FromValue::from_value(value.get("cwd")?)?,
            detached: value.get("detached")?.to_boolean(),
            user: FromValue::from_value(value.get("uid")?)?,
            group: FromValue::from_value(value.get("gid")?)?,
            stdio: stdio.into_iter().map(stdio_of_number).collect(),
        })
    }
}

/// JavaScript's numbers: -1 for nothing, -2 for a pipe, else a descriptor.
fn stdio_of_number(number: i32) -> Stdio {
    match number {
        -1 => Stdio::Ignore,
        -2 => Stdio::Pipe,
        descriptor => Stdio::Descriptor(descriptor),
    }
}

/// What came of starting a process.
#[derive(Debug)]
pub struct Started {
    /// The process, or an `errno`.
    pub pid: Result<i32, i32>,
    /// This process's ends of the pipes. Of a process that did not start they are at their end, as its streams will tell.
    pub pipes: Vec<Option<OwnedFd>>,
}

impl Request {
    /// Starts the process.
    pub fn start(&self) -> Started {
        let mut pipes = Vec::new();
        let pid = self.start_with(&mut pipes);
        Started { pid, pipes }
    }

    fn start_with(&self, pipes: &mut Vec<Option<OwnedFd>>) -> Result<i32, i32> {
        // The child's ends; those that were made here are closed when this function returns.
        let mut made = Vec::new();
        let mut ends = Vec::new();
        let lowest = self.stdio.len().max(3) as RawFd;
        for stdio in &self.stdio {
            let (ours, theirs) = match stdio {
                Stdio::Ignore => (None, None),
                Stdio::Pipe => {
                    let (ours, theirs) = stream_pair().map_err(errno)?;
                    let raw = theirs.as_raw_fd();
                    made.push(theirs);
                    (Some(ours), Some(raw))
                }
                Stdio::Descriptor(descriptor) => (None, Some(*descriptor)),
            };
            pipes.push(ours);
            ends.push(theirs);
        }
        // What reads and writes standard streams expects them to block, whatever the descriptor was to us.
        for source in ends.iter().take(3).flatten() {
            set_blocking(*source);
        }
        // A source that is itself a target would be overwritten before it is used: such ones move above all targets.
        for (target, end) in ends.iter_mut().enumerate() {
            if let Some(source) = end
                && *source < lowest
                && *source != target as RawFd
            {
                let moved = duplicate_above(*source, lowest)?;
                *source = moved.as_raw_fd();
                made.push(moved);
            }
        }
        let program = self.program()?;
        if self.user.is_some() || self.group.is_some() {
            self.fork(&program, &ends)
        } else {
            match self.spawn(&program, &self.arguments, &ends) {
                // A script without a first line that names its interpreter.
                Err(libc::ENOEXEC) => {
                    let mut arguments = vec!["/bin/sh".to_owned(), program.to_string_lossy().into_owned()];
                    arguments.extend(self.arguments.iter().skip(1).cloned());
                    self.spawn(Path::new("/bin/sh"), &arguments, &ends)
                }
                other => other,
            }
        }
    }

    /// The file to run: the child's own PATH is searched, as its new environment says it.
    fn program(&self) -> Result<PathBuf, i32> {
        if self.file.is_empty() {
            return Err(libc::ENOENT);
        }
        if self.file.contains('/') {
            return Ok(PathBuf::from(&self.file));
        }
        let own = std::env::var("PATH").ok();
        let path = match &self.environment {
            Some(pairs) => pairs.iter().find_map(|pair| pair.strip_prefix("PATH=")),
            None => own.as_deref(),
        };
        let mut reason = libc::ENOENT;
        for folder in path.unwrap_or("/usr/local/bin:/bin:/usr/bin").split(':') {
            let folder = Path::new(if folder.is_empty() { "." } else { folder });
            let candidate = folder.join(&self.file);
            // A relative folder is looked up where the child will be.
            let seen = match &self.directory {
                Some(directory) => Path::new(directory).join(&candidate),
                None => candidate.clone(),
            };
            let Ok(status) = seen.metadata() else { continue };
            if !status.is_file() || status.permissions().mode() & 0o111 == 0 {
                reason = libc::EACCES;
                continue;
            }
            return Ok(candidate);
        }
        Err(reason)
    }

    fn spawn(&self, program: &Path, arguments: &[String], ends: &[Option<RawFd>]) -> Result<i32, i32> {
        let mut setup = Setup::new()?;
        if let Some(directory) = &self.directory {
            setup.change_directory(&c_string(directory)?)?;
        }
        for (target, source) in ends.iter().enumerate() {
            match source {
                Some(source) => setup.duplicate(*source, target as RawFd)?,
                None => setup.open_null(target as RawFd)?,
            }
        }
        setup.finish(self.detached)?;
        let program = CString::new(program.as_os_str().as_bytes()).map_err(|_| libc::EINVAL)?;
        let arguments = arguments.iter().map(|argument| c_string(argument)).collect::<Result<Vec<_>, _>>()?;
        let environment = match &self.environment {
            Some(pairs) => pairs.iter().map(|pair| c_string(pair)).collect::<Result<Vec<_>, _>>()?,
            None => std::env::vars_os()
                .filter_map(|(name, value)| CString::new([name.as_bytes(), b"=", value.as_bytes()].concat()).ok())
                .collect(),
        };
        setup.spawn(&program, &pointers(&arguments), &pointers(&environment))
    }

    fn fork(&self, program: &Path, ends: &[Option<RawFd>]) -> Result<i32, i32> {
        let mut command = std::process::Command::new(program);
        let mut arguments = self.arguments.iter();
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        command.args(arguments);
        if let Some(pairs) = &self.environment {
            command.env_clear();
            command.envs(pairs.iter().filter_map(|pair| pair.split_once('=')));
        }
        if let Some(directory) = &self.directory {
            command.current_dir(directory);
        }
        if let Some(group) = self.group {
            command.gid(group);
        }
        if let Some(user) = self.user {
            command.uid(user);
        }
        let null = std::fs::OpenOptions::new().read(true).write(true).open("/dev/null").map_err(errno)?;
        let null = duplicate_above(null.as_raw_fd(), ends.len().max(3) as RawFd)?;
        let ends: Vec<RawFd> = ends.iter().map(|end| end.unwrap_or(null.as_raw_fd())).collect();
        let detached = self.detached;
        // SAFETY: the closure makes system calls only; it allocates nothing and takes no lock.
        unsafe {
            command.pre_exec(move || {
                if detached && libc::setsid() < 0 {
                    return Err(io::Error::last_os_error());
                }
                for (target, source) in ends.iter().enumerate() {
                    let target = target as RawFd;
                    let done = if *source == target {
                        libc::fcntl(target, libc::F_SETFD, 0)
                    } else {
                        libc::dup2(*source, target)
                    };
                    if done < 0 {
                        return Err(io::Error::last_os_error());
                    }
                }
                Ok(())
            });
        }
        // Dropping the handle does not wait for the child.
        command.spawn().map(|child| child.id() as i32).map_err(errno)
    }
}

fn c_string(text: &str) -> Result<CString, i32> {
    CString::new(text).map_err(|_| libc::EINVAL)
}

fn pointers(strings: &[CString]) -> Vec<*mut libc::c_char> {
    strings.iter().map(|string| string.as_ptr().cast_mut()).chain([std::ptr::null_mut()]).collect()
}

pub fn errno(error: io::Error) -> i32 {
    error.raw_os_error().unwrap_or(libc::EIO)
}

/// A pair of connected streams, ours not blocking: sockets, since pipes go one way only.
fn stream_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    Ok((ours.into(), theirs.into()))
}

/// One that is not open is told of later.
fn set_blocking(descriptor: RawFd) {
    // SAFETY: plain numbers.
    unsafe {
        let flags = libc::fcntl(descriptor, libc::F_GETFL);
        if flags >= 0 && flags & libc::O_NONBLOCK != 0 {
            libc::fcntl(descriptor, libc::F_SETFL, flags & !libc::O_NONBLOCK);
        }
    }
}

fn duplicate_above(descriptor: RawFd, lowest: RawFd) -> Result<OwnedFd, i32> {
    if descriptor < 0 {
        return Err(libc::EBADF);
    }
    // SAFETY: used for one system call, which says so if it is not open.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    rustix::io::fcntl_dupfd_cloexec(borrowed, lowest).map_err(|error| error.raw_os_error())
}

/// The two option objects of `posix_spawn`, freed together.
struct Setup {
    actions: libc::posix_spawn_file_actions_t,
    attributes: libc::posix_spawnattr_t,
}

fn check(code: libc::c_int) -> Result<(), i32> {
    if code == 0 { Ok(()) } else { Err(code) }
}

impl Setup {
    fn new() -> Result<Setup, i32> {
        let mut actions = MaybeUninit::uninit();
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: both are initialised by the calls, and destroyed by `Drop`.
        unsafe {
            check(libc::posix_spawn_file_actions_init(actions.as_mut_ptr()))?;
            check(libc::posix_spawnattr_init(attributes.as_mut_ptr()))?;
            Ok(Setup { actions: actions.assume_init(), attributes: attributes.assume_init() })
        }
    }

    fn change_directory(&mut self, directory: &CString) -> Result<(), i32> {
        // SAFETY: the text is copied.
        check(unsafe { libc::posix_spawn_file_actions_addchdir_np(&raw mut self.actions, directory.as_ptr()) })
    }

    /// A descriptor that keeps its number stays open too: the call then clears close-on-exec.
    fn duplicate(&mut self, source: RawFd, target: RawFd) -> Result<(), i32> {
        // SAFETY: plain numbers.
        check(unsafe { libc::posix_spawn_file_actions_adddup2(&raw mut self.actions, source, target) })
    }

    fn open_null(&mut self, target: RawFd) -> Result<(), i32> {
        // SAFETY: the text is copied.
        check(unsafe {
            libc::posix_spawn_file_actions_addopen(
                &raw mut self.actions,
                target,
                c"/dev/null".as_ptr(),
                libc::O_RDWR,
                0,
            )
        })
    }

    /// The child starts with no signal blocked or ignored, and in a session of its own if it is detached.
    fn finish(&mut self, detached: bool) -> Result<(), i32> {
        let mut flags = libc::POSIX_SPAWN_SETSIGDEF | libc::POSIX_SPAWN_SETSIGMASK;
        if detached {
            flags |= POSIX_SPAWN_SETSID;
        }
        let (mut all, mut none) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: the sets are initialised before they are read.
        unsafe {
            libc::sigfillset(all.as_mut_ptr());
            libc::sigemptyset(none.as_mut_ptr());
            check(libc::posix_spawnattr_setsigdefault(&raw mut self.attributes, all.as_ptr()))?;
            check(libc::posix_spawnattr_setsigmask(&raw mut self.attributes, none.as_ptr()))?;
            check(libc::posix_spawnattr_setflags(&raw mut self.attributes, flags as libc::c_short))
        }
    }

    fn spawn(
        &self,
        program: &CString,
        arguments: &[*mut libc::c_char],
        environment: &[*mut libc::c_char],
    ) -> Result<i32, i32> {
        let mut pid = 0;
        // SAFETY: both lists end in null and outlive the call.
        check(unsafe {
            libc::posix_spawn(
                &raw mut pid,
                program.as_ptr(),
                &raw const self.actions,
                &raw const self.attributes,
                arguments.as_ptr(),
                environment.as_ptr(),
            )
        })?;
        Ok(pid)
    }
}

#[cfg(target_os = "linux")]
const POSIX_SPAWN_SETSID: i32 = 0x80;
#[cfg(target_os = "macos")]
const POSIX_SPAWN_SETSID: i32 = 0x0400;

impl Drop for Setup {
    fn drop(&mut self) {
        // SAFETY: initialised by `new`, not used afterwards.
        unsafe {
            libc::posix_spawn_file_actions_destroy(&raw mut self.actions);
            libc::posix_spawnattr_destroy(&raw mut self.attributes);
        }
    }
}

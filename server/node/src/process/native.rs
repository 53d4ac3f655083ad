//! System calls behind the process object.

use std::ffi::CString;
use std::io;

use engine::{BigInt, Float64Array, Function, OwnedBytes, Scope};

use crate::error::{NodeError, NodeResult};
use crate::event_loop::EventLoop;

pub fn abort() {
    std::process::abort();
}

pub fn chdir(directory: String) -> NodeResult<()> {
    let from = std::env::current_dir().map(|path| path.display().to_string()).unwrap_or_default();
    std::env::set_current_dir(&directory).map_err(|error| {
        let mut error = NodeError::io(&error, "chdir", Some(&from));
        error.dest = Some(directory.as_str().into());
        error
    })
}

pub fn cwd() -> NodeResult<String> {
    std::env::current_dir()
        .map(|path| path.to_string_lossy().into_owned())
        .map_err(|error| NodeError::io(&error, "uv_cwd", None))
}

/// Ends the process at once: nothing is torn down, since the kernel does that faster.
pub fn exit(code: i32) {
    exit_now(code);
}

/// As `exit`, for Rust.
pub fn exit_now(code: i32) -> ! {
    crate::tty::restore();
    // SAFETY: never returns.
    unsafe { libc::_exit(code) }
}

/// Closes what whoever started this process has left open besides the three standard streams.
pub fn close_inherited() {
    #[cfg(target_os = "linux")]
    // SAFETY: called before anything else is opened, so nobody owns what is closed.
    unsafe {
        libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0);
    }
}

/// A write to a closed pipe or past the file size limit is an error of that write, not the end of the process.
pub fn ignore_signals() {
    // SAFETY: plain numbers.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

/// `[user, system]` in microseconds.
pub fn cpu_usage() -> Float64Array {
    let usage = usage(libc::RUSAGE_SELF);
    Float64Array(vec![microseconds(usage.ru_utime), microseconds(usage.ru_stime)])
}

fn microseconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 * 1e6 + time.tv_usec as f64
}

fn usage(who: i32) -> libc::rusage {
    // SAFETY: plain data, filled by the call.
    unsafe {
        let mut usage = std::mem::zeroed();
        libc::getrusage(who, &raw mut usage);
        usage
    }
}

/// In the order of `process.resourceUsage()`'s properties.
pub fn resource_usage() -> Float64Array {
    let usage = usage(libc::RUSAGE_SELF);
    Float64Array(vec![
        microseconds(usage.ru_utime),
        microseconds(usage.ru_stime),
        usage.ru_maxrss as f64,
        usage.ru_ixrss as f64,
        usage.ru_idrss as f64,
        usage.ru_isrss as f64,
        usage.ru_minflt as f64,
        usage.ru_majflt as f64,
        usage.ru_nswap as f64,
        usage.ru_inblock as f64,
        usage.ru_oublock as f64,
        usage.ru_msgsnd as f64,
        usage.ru_msgrcv as f64,
        usage.ru_nsignals as f64,
        usage.ru_nvcsw as f64,
        usage.ru_nivcsw as f64,
    ])
}

/// `[seconds, nanoseconds]` of the monotonic clock.
pub fn hrtime() -> Float64Array {
    let time = monotonic();
    Float64Array(vec![time.tv_sec as f64, time.tv_nsec as f64])
}

/// Nanoseconds of the monotonic clock.
pub fn hrtime_bigint() -> BigInt {
    let time = monotonic();
    BigInt(time.tv_sec * 1_000_000_000 + time.tv_nsec)
}

fn monotonic() -> libc::timespec {
    // SAFETY: plain data, filled by the call.
    unsafe {
        let mut time = std::mem::zeroed();
        libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time);
        time
    }
}

/// The version of the C library where it is GNU's: packages tell by it which of their binaries they want.
pub fn libc_version() -> Option<String> {
    #[cfg(target_env = "gnu")]
    {
        // SAFETY: a constant text of the library.
        let version = unsafe { std::ffi::CStr::from_ptr(libc::gnu_get_libc_version()) };
        Some(version.to_string_lossy().into_owned())
    }
    #[cfg(not(target_env = "gnu"))]
    None
}

pub fn is_terminal(descriptor: i32) -> bool {
    // SAFETY: any number may be asked.
    unsafe { libc::isatty(descriptor) == 1 }
}

/// Negative `errno`, or 0.
pub fn kill(pid: i32, signal: i32) -> NodeResult<i32> {
    if pid != std::process::id().cast_signed() {
        crate::permission::run(&format!("signal process {pid}"))?;
    }
    // SAFETY: plain numbers.
    let done = unsafe { libc::kill(pid, signal) } == 0;
    Ok(if done { 0 } else { -io::Error::last_os_error().raw_os_error().unwrap_or(0) })
}

/// Bytes: resident set, and what the heap's statistics tell.
pub fn memory_usage(scope: &Scope) -> Float64Array {
    let statistics = scope.heap_statistics();
    let number = |name: &str| statistics.get(name).map_or(0.0, engine::Value::to_number);
    Float64Array(vec![
        resident_set_size(),
        number("heapCapacity"),
        number("heapSize"),
        number("extraMemorySize"),
        number("extraMemorySize"),
    ])
}

/// Bytes.
pub fn resident_set_size() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<f64>().ok());
    match pages {
        // SAFETY: asks for a constant.
        Some(pages) => pages * unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as f64,
        None => usage(libc::RUSAGE_SELF).ru_maxrss as f64,
    }
}

/// Bytes that the machine could still give, of all that it has.
pub fn available_memory() -> Vec<f64> {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes = |name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    vec![kilobytes("MemAvailable:") * 1024.0, kilobytes("MemTotal:") * 1024.0]
}

/// The real (0) or effective (1) user.
pub fn get_user_id(effective: bool) -> u32 {
    // SAFETY: no arguments, can't fail.
    unsafe { if effective { libc::geteuid() } else { libc::getuid() } }
}

/// The real (0) or effective (1) group.
pub fn get_group_id(effective: bool) -> u32 {
    // SAFETY: no arguments, can't fail.
    unsafe { if effective { libc::getegid() } else { libc::getgid() } }
}

pub fn get_groups() -> Vec<u32> {
    let mut groups = vec![0; 1024];
    // SAFETY: the array has the size that is passed.
    let count = unsafe { libc::getgroups(groups.len() as i32, groups.as_mut_ptr()) };
    groups.truncate(usize::try_from(count).unwrap_or(0));
    // The effective group counts among them, as in Node, whether the kernel lists it or not.
    // SAFETY: no arguments, can't fail.
    let effective = unsafe { libc::getegid() };
    if !groups.contains(&effective) {
        groups.push(effective);
    }
    groups
}

/// By number or name; the name is `None` where the number is given.
pub fn set_user_id(id: u32, name: Option<String>, effective: bool) -> NodeResult<()> {
    let id = match name {
        Some(name) => user_by_name(&name).ok_or_else(|| unknown("User", &name))?,
        None => id,
    };
    // SAFETY: plain numbers.
    let result = unsafe { if effective { libc::seteuid(id) } else { libc::setuid(id) } };
    check(result)
}

/// As `set_user_id`, for groups.
pub fn set_group_id(id: u32, name: Option<String>, effective: bool) -> NodeResult<()> {
    let id = match name {
        Some(name) => group_by_name(&name).ok_or_else(|| unknown("Group", &name))?,
        None => id,
    };
    // SAFETY: plain numbers.
    let result = unsafe { if effective { libc::setegid(id) } else { libc::setgid(id) } };
    check(result)
}

fn unknown(what: &str, name: &str) -> NodeError {
    NodeError::coded("ERR_UNKNOWN_CREDENTIAL", format!("{what} identifier does not exist: {name}"))
}

/// Node words failures to change identity as C does, unlike those of files.
fn check(result: i32) -> NodeResult<()> {
    if result == 0 {
        return Ok(());
    }
    let number = io::Error::last_os_error().raw_os_error().unwrap_or(libc::EPERM);
    let (code, reason) = crate::error::describe(number);
    let mut reason = reason.to_owned();
    reason[..1].make_ascii_uppercase();
    Err(NodeError { errno: Some(number), ..NodeError::coded(code, format!("{code}, {reason}")) })
}

/// The number of a user.
pub fn find_user(name: String) -> Option<u32> {
    user_by_name(&name)
}

/// The number of a group.
pub fn find_group(name: String) -> Option<u32> {
    group_by_name(&name)
}

fn user_by_name(name: &str) -> Option<u32> {
    let name = CString::new(name).ok()?;
    // SAFETY: the result is read before another call can replace it; JavaScript's thread is the only caller.
    unsafe { libc::getpwnam(name.as_ptr()).as_ref().map(|entry| entry.pw_uid) }
}

fn group_by_name(name: &str) -> Option<u32> {
    let name = CString::new(name).ok()?;
    // SAFETY: as in `user_by_name`.
    unsafe { libc::getgrnam(name.as_ptr()).as_ref().map(|entry| entry.gr_gid) }
}

/// The name that `ps` and `top` show, cut by the kernel to 15 bytes.
pub fn set_title(title: String) {
    #[cfg(target_os = "linux")]
    if let Ok(title) = CString::new(title) {
        // SAFETY: the kernel copies the string.
        unsafe { libc::prctl(libc::PR_SET_NAME, title.as_ptr()) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = title;
}

/// Sets the mask if one is given; the old one.
pub fn umask(mask: Option<u32>) -> u32 {
    // SAFETY: plain numbers.
    unsafe {
        match mask {
            Some(mask) => libc::umask(mask as libc::mode_t) as u32,
            None => {
                let old = libc::umask(0);
                libc::umask(old);
                old as u32
            }
        }
    }
}

/// Writes all of it, waiting where the descriptor would block. Negative `errno`, or 0.
pub fn write_sync(descriptor: i32, bytes: OwnedBytes) -> i32 {
    let mut rest = bytes.0.as_slice();
    while !rest.is_empty() {
        // SAFETY: pointer and length of one slice.
        let written = unsafe { libc::write(descriptor, rest.as_ptr().cast(), rest.len()) };
        if let Ok(written) = usize::try_from(written) {
            rest = &rest[written..];
            continue;
        }
        match io::Error::last_os_error().raw_os_error() {
            Some(libc::EINTR) => {}
            Some(libc::EAGAIN) => {
                let mut poll = libc::pollfd { fd: descriptor, events: libc::POLLOUT, revents: 0 };
                // SAFETY: one entry.
                unsafe { libc::poll(&raw mut poll, 1, -1) };
            }
            error => return -error.unwrap_or(libc::EIO),
        }
    }
    0
}

/// What a descriptor is: `TTY`, `FILE`, `PIPE`, `TCP`, `UNKNOWN`, in libuv's sense.
pub fn descriptor_kind(descriptor: i32) -> &'static str {
    if is_terminal(descriptor) {
        return "TTY";
    }
    // SAFETY: plain data, filled by the call.
    let mode = unsafe {
        let mut stat: libc::stat = std::mem::zeroed();
        if libc::fstat(descriptor, &raw mut stat) != 0 {
            return "INVALID";
        }
        stat.st_mode & libc::S_IFMT
    };
    match mode {
        libc::S_IFREG | libc::S_IFCHR => "FILE",
        libc::S_IFIFO => "PIPE",
        libc::S_IFSOCK => socket_kind(descriptor),
        _ => "UNKNOWN",
    }
}

fn socket_kind(descriptor: i32) -> &'static str {
    // SAFETY: plain data, filled by the call.
    unsafe {
        let mut address: libc::sockaddr_storage = std::mem::zeroed();
        let mut length = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
        if libc::getsockname(descriptor, (&raw mut address).cast(), &raw mut length) != 0 {
            return "UNKNOWN";
        }
        match i32::from(address.ss_family) {
            libc::AF_UNIX => "PIPE",
            libc::AF_INET | libc::AF_INET6 => "TCP",
            _ => "UNKNOWN",
        }
    }
}

/// How many things keep the loop alive.
pub fn active_count(scope: &Scope) -> usize {
    EventLoop::of(scope).active_count()
}

/// Has `callback(promise, reason)` called for promises that stay rejected without a handler.
pub fn set_rejection_callback(scope: &Scope, callback: Function) {
    scope.set_unhandled_rejection_callback(callback.get(scope));
}

/// The parent's process id.
pub fn ppid() -> i32 {
    // SAFETY: no arguments, can't fail.
    unsafe { libc::getppid() }
}

/// The supplementary groups of a user, and one more.
pub fn initialize_groups(user: String, group: u32) -> NodeResult<()> {
    let name = CString::new(user.as_str()).map_err(|_| unknown("User", &user))?;
    // SAFETY: a C string and a number.
    check(unsafe { libc::initgroups(name.as_ptr(), group as _) })
}

pub fn set_groups(groups: Vec<u32>) -> NodeResult<()> {
    // SAFETY: pointer and length of one Vec.
    check(unsafe { libc::setgroups(groups.len() as _, groups.as_ptr()) })
}

/// The files whose lines were asked for last: stacks name the same few again and again.
#[derive(Default)]
struct RecentFiles(std::cell::RefCell<Vec<(String, Vec<u8>)>>);

/// Line `number` (1-based) of a text file, as it was when a line of it was first asked for.
pub fn source_line(scope: &Scope, path: String, number: usize) -> Option<String> {
    let recent = scope.state::<RecentFiles>();
    let mut recent = recent.0.borrow_mut();
    let known = match recent.iter().position(|(known, _)| *known == path) {
        Some(known) => known,
        None => {
            let bytes = std::fs::read(&path).ok()?;
            recent.truncate(15);
            recent.insert(0, (path, bytes));
            0
        }
    };
    let line = recent[known].1.split(|byte| *byte == b'\n').nth(number.checked_sub(1)?)?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Some(String::from_utf8_lossy(line).into_owned())
}

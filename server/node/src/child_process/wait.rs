//! Waiting for children: each has a descriptor that becomes readable when it ends, where the kernel has them; else a thread.

use std::io;

use rustix::process::{Pid, PidfdFlags, WaitOptions, WaitStatus};

/// How a process ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ending {
    pub code: i32,
    /// 0 when no signal ended it.
    pub signal: i32,
}

impl Ending {
    fn of(status: WaitStatus) -> Ending {
        Ending { code: status.exit_status().unwrap_or(0), signal: status.terminating_signal().unwrap_or(0) }
    }
}

fn pid(number: i32) -> Option<Pid> {
    Pid::from_raw(number)
}

/// The descriptor of a child that becomes readable when it ends.
#[cfg(target_os = "linux")]
pub fn descriptor(number: i32) -> io::Result<std::os::fd::OwnedFd> {
    let pid = pid(number).ok_or(io::ErrorKind::InvalidInput)?;
    Ok(rustix::process::pidfd_open(pid, PidfdFlags::empty())?)
}

#[cfg(not(target_os = "linux"))]
pub fn descriptor(_number: i32) -> io::Result<std::os::fd::OwnedFd> {
    Err(io::ErrorKind::Unsupported.into())
}

/// How the child ended, if it has; it is gone then, and its number may be another's.
pub fn try_wait(number: i32) -> Option<Ending> {
    match rustix::process::waitpid(pid(number), WaitOptions::NOHANG) {
        Ok(Some((_, status))) => Some(Ending::of(status)),
        Ok(None) | Err(rustix::io::Errno::INTR) => None,
        // Somebody else has waited for it.
        Err(_) => Some(Ending::default()),
    }
}

/// Blocks until the child ends.
pub fn wait(number: i32) -> Ending {
    loop {
        match rustix::process::waitpid(pid(number), WaitOptions::empty()) {
            Ok(Some((_, status))) => return Ending::of(status),
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return Ending::default(),
        }
    }
}

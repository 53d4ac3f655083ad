//! Binding, listening, accepting and connecting.

use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};
use std::rc::Rc;
use std::time::Duration;

use engine::{Handle, IntoValue, Scope};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, sockopt};

use super::address;
use super::errors::{status, status_of};
use super::reading::retry;
use super::stream::{Activity, Direction, Event, Stream};
use crate::permission;

const IPV6_ONLY: u32 = 1;
const REUSE_PORT: u32 = 2;

/// How many connections one completion accepts before other events get their turn.
const ACCEPT_AT_ONCE: usize = 128;
/// How long a server waits that ran out of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A new socket that never blocks and is not inherited.
fn new_socket(family: AddressFamily) -> Result<OwnedFd, i32> {
    // JavaScript has said so already, with a sentence.
    if !permission::has_net() {
        return Err(-libc::EACCES);
    }
    #[cfg(target_os = "linux")]
    return rustix::net::socket_with(family, SocketType::STREAM, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK, None)
        .map_err(status);
    #[cfg(not(target_os = "linux"))]
    {
        let socket = rustix::net::socket(family, SocketType::STREAM, None).map_err(status)?;
        prepare(&socket).map_err(status)?;
        Ok(socket)
    }
}

#[cfg(not(target_os = "linux"))]
fn prepare(socket: &OwnedFd) -> Result<(), Errno> {
    rustix::io::fcntl_setfd(socket, rustix::io::FdFlags::CLOEXEC)?;
    rustix::io::ioctl_fionbio(socket, true)
}

fn accept(listener: impl AsFd) -> Result<OwnedFd, Errno> {
    #[cfg(target_os = "linux")]
    return retry(|| rustix::net::accept_with(listener.as_fd(), SocketFlags::CLOEXEC | SocketFlags::NONBLOCK));
    #[cfg(not(target_os = "linux"))]
    {
        let socket = retry(|| rustix::net::accept(listener.as_fd()))?;
        prepare(&socket)?;
        Ok(socket)
    }
}

fn family_of(address: &SocketAddr) -> AddressFamily {
    if address.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 }
}

pub fn tcp_bind(stream: Handle<Stream>, address: String, port: i32, flags: u32) -> i32 {
    let address = match address::parse(&address, port as u16) {
        Ok(address) => address,
        Err(result) => return result,
    };
    let socket = match new_socket(family_of(&address)) {
        Ok(socket) => socket,
        Err(result) => return result,
    };
    let prepared = (|| {
        sockopt::set_socket_reuseaddr(&socket, true)?;
        if flags & REUSE_PORT != 0 {
            sockopt::set_socket_reuseport(&socket, true)?;
        }
        if address.is_ipv6() && flags & IPV6_ONLY != 0 {
            sockopt::set_ipv6_v6only(&socket, true)?;
        }
        Ok(())
    })();
    if let Err(errno) = prepared {
        return status(errno);
    }
    match rustix::net::bind(&socket, &address) {
        Ok(()) => {}
        // Told by listen or connect, as libuv does.
        Err(Errno::ADDRINUSE) => stream.delayed_error.set(-libc::EADDRINUSE),
        Err(errno) => return status(errno),
    }
    stream.bound.replace(Some(socket));
    0
}

pub fn pipe_bind(stream: Handle<Stream>, path: String) -> i32 {
    let address = match address::parse_path(&path) {
        Ok(address) => address,
        Err(result) => return result,
    };
    let socket = match new_socket(AddressFamily::UNIX) {
        Ok(socket) => socket,
        Err(result) => return result,
    };
    match rustix::net::bind(&socket, &address) {
        Ok(()) => {}
        // The folder is not there: what the program can't do is listen at this path.
        Err(Errno::NOENT) => return -libc::EACCES,
        Err(errno) => return status(errno),
    }
    if !path.starts_with('\0') {
        stream.bound_path.replace(Some(path.into()));
    }
    stream.bound.replace(Some(socket));
    0
}

/// Lets everybody read and/or write a bound path.
pub fn pipe_chmod(stream: Handle<Stream>, mode: i32) -> i32 {
    use std::os::unix::fs::PermissionsExt;
    let path = stream.bound_path.borrow();
    let Some(path) = path.as_deref() else { return -libc::EBADF };
    let mut wanted = 0;
    if mode & 1 != 0 {
        wanted |= 0o444;
    }
    if mode & 2 != 0 {
        wanted |= 0o222;
    }
    let change = || -> std::io::Result<()> {
        let mut permissions = std::fs::metadata(path)?.permissions();
        permissions.set_mode(permissions.mode() | wanted);
        std::fs::set_permissions(path, permissions)
    };
    change().map_or_else(|error| super::errors::io_status(&error), |()| 0)
}

pub fn stream_listen(stream: Handle<Stream>, backlog: i32) -> i32 {
    let delayed = stream.delayed_error.replace(0);
    if delayed != 0 {
        return delayed;
    }
    let result = stream.with_descriptor(|descriptor| status_of(rustix::net::listen(descriptor, backlog)));
    if result != 0 {
        return result;
    }
    let bound = stream.bound.take();
    if let Some(bound) = bound {
        let result = stream.shared().adopt(bound);
        if result != 0 {
            return result;
        }
    }
    stream.set(Activity::Listening, true);
    stream.shared().await_readable();
    0
}

pub fn tcp_connect(stream: Handle<Stream>, address: String, port: i32) -> i32 {
    let address = match address::parse(&address, port as u16) {
        Ok(address) => address,
        Err(result) => return result,
    };
    let stream = stream.shared();
    let delayed = stream.delayed_error.replace(0);
    if delayed != 0 {
        stream.set(Activity::Connecting, true);
        stream.connect_later(delayed);
        return 0;
    }
    let socket = match stream.take_bound(family_of(&address)) {
        Ok(socket) => socket,
        Err(result) => return result,
    };
    let attempt = retry(|| rustix::net::connect(&socket, &address));
    // Registered after the attempt has begun: what was ready before says nothing about it.
    let result = stream.adopt(socket);
    if result != 0 {
        return result;
    }
    match attempt {
        Ok(()) | Err(Errno::INPROGRESS) => {
            stream.set(Activity::Connecting, true);
            stream.await_writable();
            0
        }
        Err(errno @ (Errno::CONNREFUSED | Errno::HOSTUNREACH)) => {
            stream.set(Activity::Connecting, true);
            stream.connect_later(status(errno));
            0
        }
        Err(errno) => status(errno),
    }
}

/// Errors of a local socket are always told later.
pub fn pipe_connect(stream: Handle<Stream>, path: String) -> i32 {
    let stream = stream.shared();
    let result = (|| {
        let address = address::parse_path(&path)?;
        let socket = stream.take_bound(AddressFamily::UNIX)?;
        let attempt = retry(|| rustix::net::connect(&socket, &address));
        let result = stream.adopt(socket);
        if result != 0 {
            return Err(result);
        }
        match attempt {
            Ok(()) => Ok(true),
            Err(Errno::INPROGRESS) => Ok(false),
            Err(errno) => Err(status(errno)),
        }
    })();
    stream.set(Activity::Connecting, true);
    match result {
        Ok(false) => stream.await_writable(),
        Ok(true) => stream.connect_later(0),
        Err(result) => stream.connect_later(result),
    }
    0
}

pub fn tcp_set_no_delay(stream: Handle<Stream>, on: bool) -> i32 {
    stream.with_descriptor(|descriptor| status_of(sockopt::set_tcp_nodelay(descriptor, on)))
}

pub fn tcp_set_keep_alive(stream: Handle<Stream>, on: bool, delay: u32) -> i32 {
    stream.with_descriptor(|descriptor| {
        let set = || {
            sockopt::set_socket_keepalive(descriptor, on)?;
            if on && delay > 0 {
                sockopt::set_tcp_keepidle(descriptor, Duration::from_secs(delay.into()))?;
                // libuv's: ten probes, one each second.
                sockopt::set_tcp_keepintvl(descriptor, Duration::from_secs(1))?;
                sockopt::set_tcp_keepcnt(descriptor, 10)?;
            }
            Ok(())
        };
        status_of(set())
    })
}

impl Stream {
    /// The socket to connect with: the one that was bound to a local address, or a new one.
    fn take_bound(&self, family: AddressFamily) -> Result<OwnedFd, i32> {
        if self.descriptor().is_some() {
            return Err(-libc::EISCONN);
        }
        match self.bound.take() {
            Some(bound) => Ok(bound),
            None => new_socket(family),
        }
    }

    fn connect_later(self: &Rc<Self>, result: i32) {
        let stream = self.clone();
        self.event_loop().enqueue(move |scope| {
            if stream.is(Activity::Connecting) {
                stream.end_connecting(scope, result);
            }
        });
    }

    /// The socket became writable while connecting.
    pub(super) fn finish_connecting(self: &Rc<Self>, scope: &Scope) {
        let result = self.with_descriptor(|descriptor| match sockopt::socket_error(descriptor) {
            Ok(Ok(())) => 0,
            Ok(Err(errno)) | Err(errno) => status(errno),
        });
        self.end_connecting(scope, result);
    }

    fn end_connecting(self: &Rc<Self>, scope: &Scope, result: i32) {
        self.set(Activity::Connecting, false);
        self.tell(scope, Event::Connect, result, None);
        if !self.is_closing() && self.is(Activity::Writing) {
            self.await_writable();
        }
    }

    /// Takes what waits in the backlog; one call for each connection.
    pub(super) fn accept_all(self: &Rc<Self>, scope: &Scope) {
        for _ in 0..ACCEPT_AT_ONCE {
            if !self.is(Activity::Listening) {
                return;
            }
            let Some(descriptor) = self.descriptor() else { return };
            let accepted = accept(descriptor.get_ref());
            drop(descriptor);
            match accepted {
                Ok(socket) => {
                    let client = Stream::new(scope, self.kind);
                    if client.adopt(socket) == 0 {
                        let client = Handle::from(client).into_value(scope);
                        self.tell(scope, Event::Connection, 0, Some(client));
                    }
                }
                Err(Errno::AGAIN) => {
                    self.clear_ready(Direction::Read);
                    break;
                }
                Err(Errno::CONNABORTED) => {}
                Err(Errno::MFILE | Errno::NFILE | Errno::NOBUFS | Errno::NOMEM) => {
                    self.accept_after_a_pause();
                    return;
                }
                Err(errno) => {
                    self.tell(scope, Event::Connection, status(errno), None);
                    break;
                }
            }
        }
        if self.is(Activity::Listening) {
            self.await_readable();
        }
    }

    /// Connections stay in the backlog until descriptors are free again.
    fn accept_after_a_pause(self: &Rc<Self>) {
        let stream = self.clone();
        self.event_loop().spawn(async move {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            if stream.is(Activity::Listening) {
                stream.await_readable();
            }
        });
    }
}

//! Addresses between text and the kernel's form.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::os::fd::BorrowedFd;

use engine::{Handle, IntoValue, Scope, Value};
use rustix::io::Errno;
use rustix::net::{SocketAddrAny, SocketAddrUnix};

use super::errors::status;
use super::stream::{Kind, Stream};

/// An address of the form that JavaScript has checked already, with an optional zone (`fe80::1%eth0`).
pub(super) fn parse(address: &str, port: u16) -> Result<SocketAddr, i32> {
    if let Some((address, zone)) = address.split_once('%') {
        let address: Ipv6Addr = address.parse().map_err(|_| -libc::EINVAL)?;
        let index = match zone.parse::<u32>() {
            Ok(index) => index,
            Err(_) => interface_index(zone),
        };
        return Ok(SocketAddrV6::new(address, port, 0, index).into());
    }
    let address: IpAddr = address.parse().map_err(|_| -libc::EINVAL)?;
    Ok(SocketAddr::new(address, port))
}

fn interface_index(name: &str) -> u32 {
    let Ok(name) = std::ffi::CString::new(name) else { return 0 };
    // SAFETY: a string that ends in NUL; 0 for an interface that does not exist.
    unsafe { libc::if_nametoindex(name.as_ptr()) }
}

/// A path as a local socket's address. On Linux a leading NUL means the abstract namespace.
pub(super) fn parse_path(path: &str) -> Result<SocketAddrUnix, i32> {
    #[cfg(target_os = "linux")]
    if let Some(name) = path.strip_prefix('\0') {
        return SocketAddrUnix::new_abstract_name(name.as_bytes()).map_err(status);
    }
    SocketAddrUnix::new(path).map_err(status)
}

/// `[address, port, family]`, or a status.
pub fn stream_local_address(scope: &Scope, stream: Handle<Stream>) -> Value<'_> {
    end(scope, &stream, |descriptor| rustix::net::getsockname(descriptor))
}

pub fn stream_peer_address(scope: &Scope, stream: Handle<Stream>) -> Value<'_> {
    end(scope, &stream, |descriptor| match rustix::net::getpeername(descriptor)? {
        Some(address) => Ok(address),
        None => Err(Errno::NOTCONN),
    })
}

fn end<'s>(
    scope: &'s Scope,
    stream: &Stream,
    ask: impl FnOnce(BorrowedFd<'_>) -> Result<SocketAddrAny, Errno>,
) -> Value<'s> {
    if stream.kind == Kind::Pipe {
        return (-libc::ENOTSUP).into_value(scope);
    }
    let mut found = None;
    let result = stream.with_descriptor(|descriptor| match ask(descriptor) {
        Ok(address) => {
            found = Some(address);
            0
        }
        Err(errno) => status(errno),
    });
    let Some(address) = found else { return result.into_value(scope) };
    match SocketAddr::try_from(address) {
        Ok(address) => {
            let family = if address.is_ipv4() { 4 } else { 6 };
            (address.ip().to_string(), i32::from(address.port()), family).into_value(scope)
        }
        Err(_) => (-libc::EINVAL).into_value(scope),
    }
}

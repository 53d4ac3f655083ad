//! The system's resolver: names to addresses and back, by its own rules (hosts file, search domains, and so on).

use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ptr;

/// libuv's number of a resolver's error.
fn status(error: i32) -> i32 {
    match error {
        libc::EAI_AGAIN => -3001,
        libc::EAI_BADFLAGS => -3002,
        libc::EAI_FAIL => -3004,
        libc::EAI_FAMILY => -3005,
        libc::EAI_MEMORY => -3006,
        libc::EAI_NODATA => -3007,
        libc::EAI_NONAME => -3008,
        libc::EAI_OVERFLOW => -3009,
        libc::EAI_SERVICE => -3010,
        libc::EAI_SOCKTYPE => -3011,
        libc::EAI_SYSTEM => -std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO),
        _ => -3004,
    }
}

/// The addresses of a host as text, in the resolver's order. `family` is 0, 4 or 6.
pub fn lookup(host: String, family: i32, hints: i32) -> Result<Vec<String>, i32> {
    let Ok(host) = CString::new(host) else { return Err(status(libc::EAI_NONAME)) };
    // SAFETY: all-zero is a valid `addrinfo`.
    let mut wanted: libc::addrinfo = unsafe { MaybeUninit::zeroed().assume_init() };
    wanted.ai_family = match family {
        4 => libc::AF_INET,
        6 => libc::AF_INET6,
        _ => libc::AF_UNSPEC,
    };
    wanted.ai_socktype = libc::SOCK_STREAM;
    wanted.ai_flags = hints;
    let mut list: *mut libc::addrinfo = ptr::null_mut();
    // SAFETY: a NUL-terminated name, no service, and places for the answer.
    let result = unsafe { libc::getaddrinfo(host.as_ptr(), ptr::null(), &raw const wanted, &raw mut list) };
    if result != 0 {
        return Err(status(result));
    }
    let mut addresses = Vec::new();
    let mut entry = list;
    // SAFETY: a list that the resolver made; each address has the form that its family says; freed once, after the last use.
    unsafe {
        while let Some(found) = entry.as_ref() {
            match found.ai_family {
                libc::AF_INET => {
                    let address = &*found.ai_addr.cast::<libc::sockaddr_in>();
                    addresses.push(Ipv4Addr::from(u32::from_be(address.sin_addr.s_addr)).to_string());
                }
                libc::AF_INET6 => {
                    let address = &*found.ai_addr.cast::<libc::sockaddr_in6>();
                    addresses.push(Ipv6Addr::from(address.sin6_addr.s6_addr).to_string());
                }
                _ => {}
            }
            entry = found.ai_next;
        }
        libc::freeaddrinfo(list);
    }
    Ok(addresses)
}

/// The host name and service name of an address and a port.
pub fn lookup_service(address: String, port: u32) -> Result<(String, String), i32> {
    let Ok(address) = address.parse::<IpAddr>() else { return Err(-libc::EINVAL) };
    let port = (port as u16).to_be();
    let mut host = [0u8; 1025];
    let mut service = [0u8; 32];
    let mut ask = |address: *const libc::sockaddr, length: usize| {
        // SAFETY: an address of the given length, and two buffers with their sizes.
        unsafe {
            libc::getnameinfo(
                address,
                length as libc::socklen_t,
                host.as_mut_ptr().cast(),
                host.len() as _,
                service.as_mut_ptr().cast(),
                service.len() as _,
                libc::NI_NAMEREQD,
            )
        }
    };
    let result = match address {
        IpAddr::V4(address) => {
            // SAFETY: all-zero is a valid address.
            let mut socket: libc::sockaddr_in = unsafe { MaybeUninit::zeroed().assume_init() };
            socket.sin_family = libc::AF_INET as _;
            socket.sin_port = port;
            socket.sin_addr.s_addr = u32::from(address).to_be();
            ask((&raw const socket).cast(), size_of::<libc::sockaddr_in>())
        }
        IpAddr::V6(address) => {
            // SAFETY: as above.
            let mut socket: libc::sockaddr_in6 = unsafe { MaybeUninit::zeroed().assume_init() };
            socket.sin6_family = libc::AF_INET6 as _;
            socket.sin6_port = port;
            socket.sin6_addr.s6_addr = address.octets();
            ask((&raw const socket).cast(), size_of::<libc::sockaddr_in6>())
        }
    };
    if result != 0 {
        return Err(status(result));
    }
    let text = |bytes: &[u8]| {
        CStr::from_bytes_until_nul(bytes).map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
    };
    Ok((text(&host), text(&service)))
}

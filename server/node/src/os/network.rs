//! os.networkInterfaces().

use std::collections::HashMap;
use std::ffi::CStr;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::error::{NodeError, NodeResult};

/// Name, address, netmask, family, hardware address, internal, scope.
type Interface = (String, String, String, &'static str, String, ScopedFlag);

/// Internal or not, and the scope of an IPv6 address; a pair, because tuples of seven don't cross.
pub struct ScopedFlag {
    internal: bool,
    scope: u32,
}

impl<'s> engine::IntoValue<'s> for ScopedFlag {
    fn into_value(self, scope: &'s engine::Scope) -> engine::Value<'s> {
        (self.internal, self.scope).into_value(scope)
    }
}

pub fn network_interfaces() -> NodeResult<Vec<Interface>> {
    let mut first = std::ptr::null_mut();
    // SAFETY: the list is freed below, after the last use.
    if unsafe { libc::getifaddrs(&raw mut first) } != 0 {
        return Err(NodeError::io(&io::Error::last_os_error(), "uv_interface_addresses", None));
    }
    // SAFETY: a linked list of valid entries.
    let interfaces = unsafe { read(first) };
    // SAFETY: from getifaddrs.
    unsafe { libc::freeifaddrs(first) };
    Ok(interfaces)
}

unsafe fn entries<'a>(first: *mut libc::ifaddrs) -> impl Iterator<Item = &'a libc::ifaddrs> {
    // SAFETY: the caller's list.
    std::iter::successors(unsafe { first.as_ref() }, |entry| unsafe { entry.ifa_next.as_ref() })
}

unsafe fn read(first: *mut libc::ifaddrs) -> Vec<Interface> {
    let mut hardware = HashMap::new();
    let mut found = Vec::new();
    let running = (libc::IFF_UP | libc::IFF_RUNNING) as u32;
    // SAFETY: pointers of the list, each checked; the family says what an address is.
    unsafe {
        for entry in entries(first) {
            if let Some(address) = hardware_address(entry) {
                hardware.insert(CStr::from_ptr(entry.ifa_name).to_owned(), address);
            }
        }
        for entry in entries(first) {
            if entry.ifa_addr.is_null() || entry.ifa_netmask.is_null() || entry.ifa_flags & running != running {
                continue;
            }
            let name = CStr::from_ptr(entry.ifa_name);
            let (address, netmask, family, scope) = match i32::from((*entry.ifa_addr).sa_family) {
                libc::AF_INET => (ipv4(entry.ifa_addr), ipv4(entry.ifa_netmask), "IPv4", 0),
                libc::AF_INET6 => {
                    let scope = (*entry.ifa_addr.cast::<libc::sockaddr_in6>()).sin6_scope_id;
                    (ipv6(entry.ifa_addr), ipv6(entry.ifa_netmask), "IPv6", scope)
                }
                _ => continue,
            };
            let mac = hardware.get(name).cloned().unwrap_or_else(|| "00:00:00:00:00:00".to_owned());
            let internal = entry.ifa_flags & libc::IFF_LOOPBACK as u32 != 0;
            let name = name.to_string_lossy().into_owned();
            found.push((name, address, netmask, family, mac, ScopedFlag { internal, scope }));
        }
    }
    found
}

unsafe fn ipv4(address: *const libc::sockaddr) -> String {
    // SAFETY: the family is AF_INET.
    Ipv4Addr::from(unsafe { (*address.cast::<libc::sockaddr_in>()).sin_addr.s_addr }.to_ne_bytes()).to_string()
}

unsafe fn ipv6(address: *const libc::sockaddr) -> String {
    // SAFETY: the family is AF_INET6.
    Ipv6Addr::from(unsafe { (*address.cast::<libc::sockaddr_in6>()).sin6_addr.s6_addr }).to_string()
}

#[cfg(target_os = "linux")]
unsafe fn hardware_address(entry: &libc::ifaddrs) -> Option<String> {
    // SAFETY: the family is checked before the address is read as one of its kind.
    unsafe {
        if entry.ifa_addr.is_null() || i32::from((*entry.ifa_addr).sa_family) != libc::AF_PACKET {
            return None;
        }
        let bytes = (*entry.ifa_addr.cast::<libc::sockaddr_ll>()).sll_addr;
        Some(bytes[..6].iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":"))
    }
}

#[cfg(not(target_os = "linux"))]
unsafe fn hardware_address(entry: &libc::ifaddrs) -> Option<String> {
    // SAFETY: the family is checked before the address is read as one of its kind.
    unsafe {
        if entry.ifa_addr.is_null() || i32::from((*entry.ifa_addr).sa_family) != libc::AF_LINK {
            return None;
        }
        let link = &*entry.ifa_addr.cast::<libc::sockaddr_dl>();
        let start = link.sdl_data.as_ptr().cast::<u8>().add(usize::from(link.sdl_nlen));
        let bytes = std::slice::from_raw_parts(start, 6);
        Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":"))
    }
}

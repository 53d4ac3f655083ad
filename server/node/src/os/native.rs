//! What POSIX itself answers about the machine and its user.

use std::ffi::CStr;
use std::io;

use engine::{Buffer, Float64Array};

use crate::error::{NodeError, NodeResult};

fn last_error(syscall: &'static str) -> NodeError {
    NodeError::io(&io::Error::last_os_error(), syscall, None)
}

/// The text of a C array that ends with a NUL.
fn text(array: &[libc::c_char]) -> String {
    let bytes: Vec<u8> = array.iter().take_while(|byte| **byte != 0).map(|byte| *byte as u8).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn uname() -> NodeResult<libc::utsname> {
    // SAFETY: a struct of plain arrays, filled by the call.
    unsafe {
        let mut names = std::mem::zeroed::<libc::utsname>();
        if libc::uname(&raw mut names) == 0 { Ok(names) } else { Err(last_error("uv_os_uname")) }
    }
}

pub fn hostname() -> NodeResult<String> {
    let mut name = [0 as libc::c_char; 256];
    // SAFETY: the last byte stays NUL.
    if unsafe { libc::gethostname(name.as_mut_ptr(), name.len() - 1) } == 0 {
        Ok(text(&name))
    } else {
        Err(last_error("uv_os_gethostname"))
    }
}

/// System, version, release, machine.
pub fn system_names() -> NodeResult<(String, String, String, String)> {
    let names = uname()?;
    Ok((text(&names.sysname), text(&names.version), text(&names.release), text(&names.machine)))
}

pub fn loadavg() -> Float64Array {
    let mut loads = vec![0.0; 3];
    // SAFETY: room for three.
    unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) };
    Float64Array(loads)
}

struct User {
    uid: u32,
    gid: u32,
    name: Vec<u8>,
    home: Vec<u8>,
    shell: Option<Vec<u8>>,
}

fn current_user(syscall: &'static str) -> NodeResult<User> {
    let mut room = vec![0 as libc::c_char; 1024];
    loop {
        // SAFETY: every pointer is to memory that outlives the call, and what the entry points to lies in `room`.
        unsafe {
            let mut entry = std::mem::zeroed::<libc::passwd>();
            let mut found = std::ptr::null_mut();
            let uid = libc::geteuid();
            let status = libc::getpwuid_r(uid, &raw mut entry, room.as_mut_ptr(), room.len(), &raw mut found);
            if status == libc::ERANGE {
                room.resize(room.len() * 2, 0);
                continue;
            }
            if found.is_null() {
                let number = if status == 0 { libc::ENOENT } else { status };
                return Err(NodeError::errno(number, syscall, None));
            }
            let bytes = |field: *const libc::c_char| CStr::from_ptr(field).to_bytes().to_vec();
            return Ok(User {
                uid: entry.pw_uid,
                gid: entry.pw_gid,
                name: bytes(entry.pw_name),
                home: bytes(entry.pw_dir),
                shell: (!entry.pw_shell.is_null()).then(|| bytes(entry.pw_shell)),
            });
        }
    }
}

/// The home directory in the user's entry; `$HOME` is looked at by the caller.
pub fn homedir() -> NodeResult<String> {
    current_user("uv_os_homedir").map(|user| String::from_utf8_lossy(&user.home).into_owned())
}

pub fn user_info() -> NodeResult<(u32, u32, Buffer, Buffer, Option<Buffer>)> {
    let user = current_user("uv_os_get_passwd")?;
    Ok((user.uid, user.gid, Buffer(user.name), Buffer(user.home), user.shell.map(Buffer)))
}

#[cfg(target_os = "linux")]
fn errno_place() -> *mut libc::c_int {
    // SAFETY: the thread's own errno.
    unsafe { libc::__errno_location() }
}

#[cfg(not(target_os = "linux"))]
fn errno_place() -> *mut libc::c_int {
    // SAFETY: the thread's own errno.
    unsafe { libc::__error() }
}

pub fn get_priority(pid: i32) -> NodeResult<i32> {
    // -1 is a priority too: only errno tells.
    // SAFETY: plain system call.
    unsafe {
        *errno_place() = 0;
        let priority = libc::getpriority(libc::PRIO_PROCESS, pid as libc::id_t);
        if priority == -1 && *errno_place() != 0 { Err(last_error("uv_os_getpriority")) } else { Ok(priority) }
    }
}

pub fn set_priority(pid: i32, priority: i32) -> NodeResult<()> {
    // SAFETY: plain system call.
    if unsafe { libc::setpriority(libc::PRIO_PROCESS, pid as libc::id_t, priority) } == 0 {
        Ok(())
    } else {
        Err(last_error("uv_os_setpriority"))
    }
}

//! Statuses: 0 or a negative errno, as libuv gives them to JavaScript.

use std::borrow::Cow;

use engine::Data;
use rustix::io::Errno;

/// The end of a stream; no system call gives it.
pub const EOF: i32 = -4095;

pub fn status(errno: Errno) -> i32 {
    -errno.raw_os_error()
}

/// `Ok` becomes 0.
pub fn status_of<T>(result: Result<T, Errno>) -> i32 {
    result.map_or_else(status, |_| 0)
}

/// The status of an error of the standard library or tokio.
pub fn io_status(error: &std::io::Error) -> i32 {
    -error.raw_os_error().unwrap_or(libc::EIO)
}

/// The statuses that the JavaScript side compares with, by libuv's names.
pub fn error_numbers() -> Data {
    let numbers = [
        ("UV_EOF", EOF),
        ("UV_EADDRINUSE", -libc::EADDRINUSE),
        ("UV_EAGAIN", -libc::EAGAIN),
        ("UV_EBADF", -libc::EBADF),
        ("UV_ECANCELED", -libc::ECANCELED),
        ("UV_ECONNRESET", -libc::ECONNRESET),
        ("UV_EINVAL", -libc::EINVAL),
        ("UV_ENOTCONN", -libc::ENOTCONN),
        ("UV_ENOTSOCK", -libc::ENOTSOCK),
        ("UV_EPIPE", -libc::EPIPE),
        ("UV_ETIMEDOUT", -libc::ETIMEDOUT),
    ];
    Data::Object(numbers.iter().map(|&(name, number)| (Cow::Borrowed(name), Data::Number(f64::from(number)))).collect())
}

//! The errors of native functions, and the one place that makes JavaScript errors of them.

use std::io;

use engine::{ErrorKind, IntoValue, Scope, Value};

pub type NodeResult<T> = Result<T, NodeError>;

/// An error as Node's programs know it: `code`, and for system errors `errno`, `syscall`, `path`, `dest`.
#[derive(Clone, Debug, Default)]
pub struct NodeError {
    pub kind: ErrorKind,
    pub code: Option<String>,
    /// For system errors the reason alone (`no such file or directory`); the rest is added when it is shown.
    pub message: String,
    /// Negative, as in Node.
    pub errno: Option<i32>,
    pub syscall: Option<&'static str>,
    pub path: Option<String>,
    pub dest: Option<Box<str>>,
}

impl NodeError {
    /// A system call that failed: becomes `CODE: reason, syscall 'path'`.
    pub fn io(error: &io::Error, syscall: &'static str, path: Option<&str>) -> NodeError {
        match error.raw_os_error() {
            Some(number) => NodeError::errno(number, syscall, path),
            None => NodeError {
                code: Some("EIO".to_owned()),
                message: error.to_string(),
                errno: Some(-libc::EIO),
                syscall: Some(syscall),
                path: path.map(str::to_owned),
                ..NodeError::default()
            },
        }
    }

    /// A system call that failed with this `errno` (positive).
    pub fn errno(number: i32, syscall: &'static str, path: Option<&str>) -> NodeError {
        let (code, message) = describe(number);
        NodeError {
            code: Some(code.to_owned()),
            message: message.to_owned(),
            errno: Some(-number),
            syscall: Some(syscall),
            path: path.map(str::to_owned),
            ..NodeError::default()
        }
    }

    /// An error with one of Node's `ERR_…` codes.
    pub fn coded(code: impl Into<String>, message: impl Into<String>) -> NodeError {
        NodeError { code: Some(code.into()), message: message.into(), ..NodeError::default() }
    }

    /// Which constructor it becomes.
    #[must_use]
    pub fn kind(mut self, kind: ErrorKind) -> NodeError {
        self.kind = kind;
        self
    }

    /// The second path of a rename, link or copy.
    #[must_use]
    pub fn dest(mut self, dest: impl Into<Box<str>>) -> NodeError {
        self.dest = Some(dest.into());
        self
    }

    /// The sentence that JavaScript sees as `message`.
    pub fn sentence(&self) -> String {
        let Some(syscall) = self.syscall else { return self.message.clone() };
        let mut text = format!("{}: {}, {syscall}", self.code.as_deref().unwrap_or("UNKNOWN"), self.message);
        if let Some(path) = &self.path {
            text.push_str(&format!(" '{path}'"));
        }
        if let Some(dest) = &self.dest {
            text.push_str(&format!(" -> '{dest}'"));
        }
        text
    }
}

impl std::fmt::Display for NodeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.sentence())
    }
}

impl std::error::Error for NodeError {}

impl<'s> IntoValue<'s> for NodeError {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        let error = scope.error(self.kind, &self.sentence());
        // In the order in which Node's own errors list them when inspected.
        let set = || -> Result<(), Value<'s>> {
            if let Some(errno) = self.errno {
                error.set("errno", errno)?;
            }
            if let Some(code) = self.code {
                error.set("code", code)?;
            }
            if let Some(syscall) = self.syscall {
                error.set("syscall", syscall)?;
            }
            if let Some(path) = self.path {
                error.set("path", path)?;
            }
            if let Some(dest) = self.dest {
                error.set("dest", &*dest)?;
            }
            Ok(())
        };
        match set() {
            Ok(()) => error,
            Err(exception) => exception,
        }
    }
}

macro_rules! system_errors {
    ($($name:ident $message:literal),* $(,)?) => {
        /// Code and reason of an `errno`, in libuv's words.
        pub fn describe(number: i32) -> (&'static str, &'static str) {
            $( if number == libc::$name { return (stringify!($name), $message); } )*
            ("UNKNOWN", "unknown error")
        }
    };
}

system_errors! {
    E2BIG "argument list too long",
    EACCES "permission denied",
    EADDRINUSE "address already in use",
    EADDRNOTAVAIL "address not available",
    EAFNOSUPPORT "address family not supported",
    EAGAIN "resource temporarily unavailable",
    EALREADY "connection already in progress",
    EBADF "bad file descriptor",
    EBUSY "resource busy or locked",
    ECANCELED "operation canceled",
    ECONNABORTED "software caused connection abort",
    ECONNREFUSED "connection refused",
    ECONNRESET "connection reset by peer",
    EDESTADDRREQ "destination address required",
    EEXIST "file already exists",
    EFAULT "bad address in system call argument",
    EFBIG "file too large",
    EHOSTUNREACH "host is unreachable",
    EINTR "interrupted system call",
    EINVAL "invalid argument",
    EIO "i/o error",
    EISCONN "socket is already connected",
    EISDIR "illegal operation on a directory",
    ELOOP "too many symbolic links encountered",
    EMFILE "too many open files",
    EMSGSIZE "message too long",
    ENAMETOOLONG "name too long",
    ENETDOWN "network is down",
    ENETUNREACH "network is unreachable",
    ENFILE "file table overflow",
    ENOBUFS "no buffer space available",
    ENODEV "no such device",
    ENOENT "no such file or directory",
    ENOMEM "not enough memory",
    ENOPROTOOPT "protocol not available",
    ENOSPC "no space left on device",
    ENOSYS "function not implemented",
    ENOTCONN "socket is not connected",
    ENOTDIR "not a directory",
    ENOTEMPTY "directory not empty",
    ENOTSOCK "socket operation on non-socket",
    ENOTSUP "operation not supported on socket",
    EOVERFLOW "value too large for defined data type",
    EPERM "operation not permitted",
    EPIPE "broken pipe",
    EPROTO "protocol error",
    EPROTONOSUPPORT "protocol not supported",
    EPROTOTYPE "protocol wrong type for socket",
    ERANGE "result too large",
    EROFS "read-only file system",
    ESHUTDOWN "cannot send after transport endpoint shutdown",
    ESPIPE "invalid seek",
    ESRCH "no such process",
    ETIMEDOUT "connection timed out",
    ETXTBSY "text file is busy",
    EXDEV "cross-device link not permitted",
    ENXIO "no such device or address",
    EMLINK "too many links",
    EHOSTDOWN "host is down",
    EREMOTEIO "remote I/O error",
    ENOTTY "inappropriate ioctl for device",
    EILSEQ "illegal byte sequence",
    ENODATA "no data available",
}

//! os.constants: the numbers of this system, in Node's order.

use engine::Data;

macro_rules! table {
    ($($name:ident),* $(,)?) => {
        &[$( (stringify!($name), libc::$name as i32) ),*]
    };
}

const ERRORS: &[(&str, i32)] = table! {
    E2BIG, EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY, EBADF, EBADMSG, EBUSY, ECANCELED, ECHILD,
    ECONNABORTED, ECONNREFUSED, ECONNRESET, EDEADLK, EDESTADDRREQ, EDOM, EDQUOT, EEXIST, EFAULT, EFBIG, EHOSTUNREACH,
    EIDRM, EILSEQ, EINPROGRESS, EINTR, EINVAL, EIO, EISCONN, EISDIR, ELOOP, EMFILE, EMLINK, EMSGSIZE, EMULTIHOP,
    ENAMETOOLONG, ENETDOWN, ENETRESET, ENETUNREACH, ENFILE, ENOBUFS, ENODATA, ENODEV, ENOENT, ENOEXEC, ENOLCK, ENOLINK,
    ENOMEM, ENOMSG, ENOPROTOOPT, ENOSPC, ENOSR, ENOSTR, ENOSYS, ENOTCONN, ENOTDIR, ENOTEMPTY, ENOTSOCK, ENOTSUP, ENOTTY,
    ENXIO, EOPNOTSUPP, EOVERFLOW, EPERM, EPIPE, EPROTO, EPROTONOSUPPORT, EPROTOTYPE, ERANGE, EROFS, ESPIPE, ESRCH,
    ESTALE, ETIME, ETIMEDOUT, ETXTBSY, EWOULDBLOCK, EXDEV,
};

#[cfg(target_os = "linux")]
const SIGNALS: &[(&str, i32)] = table! {
    SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGIOT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2,
    SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGSTKFLT, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ,
    SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPOLL, SIGPWR, SIGSYS,
};

#[cfg(not(target_os = "linux"))]
const SIGNALS: &[(&str, i32)] = table! {
    SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGIOT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2,
    SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM,
    SIGPROF, SIGWINCH, SIGIO, SIGINFO, SIGSYS,
};

#[cfg(target_os = "linux")]
const LOADING: &[(&str, i32)] = table! { RTLD_LAZY, RTLD_NOW, RTLD_GLOBAL, RTLD_LOCAL, RTLD_DEEPBIND };

#[cfg(not(target_os = "linux"))]
const LOADING: &[(&str, i32)] = table! { RTLD_LAZY, RTLD_NOW, RTLD_GLOBAL, RTLD_LOCAL };

fn pairs(table: &[(&'static str, i32)]) -> Data {
    Data::Array(
        table
            .iter()
            .map(|(name, value)| Data::Array(vec![Data::String((*name).to_owned()), Data::Number((*value).into())]))
            .collect(),
    )
}

/// [dlopen, errno, signals], each a list of [name, number].
pub fn constants() -> Data {
    Data::Array(vec![pairs(LOADING), pairs(ERRORS), pairs(SIGNALS)])
}

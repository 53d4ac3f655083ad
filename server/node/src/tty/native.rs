//! Terminals through the C library. Failures are negative errnos, as stream handles give them.

use std::ffi::CStr;
use std::io;
use std::sync::Mutex;

/// The terminal whose mode was changed, with the mode it had: given back when the program ends, or the shell would be left
/// without echo.
static CHANGED: Mutex<Option<(i32, libc::termios)>> = Mutex::new(None);

pub fn is_terminal(descriptor: i32) -> bool {
    // SAFETY: any number may be asked about.
    unsafe { libc::isatty(descriptor) == 1 }
}

/// A descriptor of our own for the terminal behind `descriptor`.
pub fn open_terminal(descriptor: i32) -> i32 {
    if !is_terminal(descriptor) {
        return -libc::EINVAL;
    }
    let mut name = [0; 256];
    // SAFETY: the buffer is as long as said.
    let named = unsafe { libc::ttyname_r(descriptor, name.as_mut_ptr(), name.len()) } == 0;
    if named {
        // SAFETY: plain calls over the number; the name ends with a nul.
        let opened = unsafe {
            let mode = libc::fcntl(descriptor, libc::F_GETFL) & libc::O_ACCMODE;
            libc::open(CStr::from_ptr(name.as_ptr()).as_ptr(), mode | libc::O_NOCTTY | libc::O_CLOEXEC)
        };
        if opened >= 0 {
            return opened;
        }
    }
    // A terminal that has no name here (of another container): the same open file then.
    // SAFETY: a plain call.
    let copied = unsafe { libc::fcntl(descriptor, libc::F_DUPFD_CLOEXEC, 0) };
    if copied < 0 { last_error() } else { copied }
}

fn last_error() -> i32 {
    -io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO)
}

/// Raw: each key at once, no echo, no signals from keys.
pub fn set_raw_mode(descriptor: i32, on: bool) -> i32 {
    let mut changed = CHANGED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    // SAFETY: the structure is filled by the call.
    let mut mode = unsafe {
        let mut mode = std::mem::zeroed::<libc::termios>();
        if libc::tcgetattr(descriptor, &mut mode) != 0 {
            return last_error();
        }
        mode
    };
    if on {
        changed.get_or_insert((descriptor, mode));
        mode.c_iflag &= !(libc::BRKINT | libc::ICRNL | libc::INPCK | libc::ISTRIP | libc::IXON);
        mode.c_oflag |= libc::ONLCR;
        mode.c_cflag |= libc::CS8;
        mode.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN | libc::ISIG);
        mode.c_cc[libc::VMIN] = 1;
        mode.c_cc[libc::VTIME] = 0;
    } else {
        match changed.take() {
            Some((_, original)) => mode = original,
            None => return 0,
        }
    }
    // SAFETY: a mode that the terminal gave us, changed where POSIX says it may be.
    if unsafe { libc::tcsetattr(descriptor, libc::TCSADRAIN, &mode) } != 0 { last_error() } else { 0 }
}

/// Gives the terminal its mode back; called when the process ends.
pub fn restore() {
    let changed = CHANGED.try_lock().ok().and_then(|mut changed| changed.take());
    if let Some((descriptor, mode)) = changed {
        // SAFETY: as in `set_raw_mode`.
        unsafe { libc::tcsetattr(descriptor, libc::TCSANOW, &mode) };
    }
}

/// `[columns, rows]`, or a failure alone.
pub fn window_size(descriptor: i32) -> Vec<i32> {
    // SAFETY: the structure is filled by the call.
    unsafe {
        let mut size = std::mem::zeroed::<libc::winsize>();
        if libc::ioctl(descriptor, libc::TIOCGWINSZ, &mut size) != 0 {
            return vec![last_error()];
        }
        vec![i32::from(size.ws_col), i32::from(size.ws_row)]
    }
}

//! node:tty: complete as Node 22 documents it, on POSIX systems. Documentation: Node.js, "TTY".
//!
//! A terminal is a stream like any other (`internal/stream_handle`), over a descriptor of its own: it is opened anew, since
//! non-blocking mode would otherwise be shared with whatever else has the terminal, the shell for one.

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub use native::restore;

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "tty",
    source: builtin_source!("tty/tty.js"),
    natives: &[
        native!(native::is_terminal),
        native!(native::open_terminal),
        native!(native::set_raw_mode),
        native!(native::window_size),
    ],
}];

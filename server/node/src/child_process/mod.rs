//! node:child_process: spawn, exec, execFile, fork and the synchronous forms, with stdio in every form, signals, IPC as lines of
//! JSON (`serialization: 'json'`), and `serialization: 'advanced'` over `v8.serialize`.
//!
//! Sockets and servers of `net` travel as the second argument of `send()`.
//!
//! Not covered: sockets of `dgram` there, `server.getConnections()` over all processes that share a server, and the options that
//! only Windows has, which are checked and have no effect.
//! Documentation: Node.js, "Child process".

mod channel;
mod command;
mod process;
mod sync;
mod wait;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "child_process",
    source: builtin_source!("child_process/child_process.js"),
    natives: &[
        native!(process::spawn),
        native!(process::child_kill),
        native!(process::child_reference),
        native!(process::child_has_reference),
        native!(process::child_path),
        native!(channel::channel_open),
        native!(channel::channel_write),
        native!(channel::channel_queue_size),
        native!(channel::channel_descriptor),
        native!(channel::channel_reference),
        native!(channel::channel_close),
        native!(sync::spawn_sync),
    ],
}];

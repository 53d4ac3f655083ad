//! node:worker_threads: MessageChannel, MessagePort, BroadcastChannel, transfer and clone marks, environment data. Not covered yet:
//! `Worker` itself and what needs one (`postMessageToThread`), and `moveMessagePortToContext`, since a realm has no ports of its own.
//! Documentation: Node.js, "Worker threads".

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "worker_threads",
    source: builtin_source!("worker_threads/worker_threads.js"),
    natives: &[native!(native::enqueue), native!(native::set_ports_referenced)],
}];

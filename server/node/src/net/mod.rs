//! node:net: complete but for what Windows alone has, for sharing a listening handle between the processes of a cluster (there
//! is no node:cluster yet), and for performance entries of type 'net' (nothing measures them). Documentation: Node.js, "Net".
//!
//! One native object, `Stream`, is under every socket, pipe and listening server. Its descriptor is registered with tokio once;
//! readiness wakes the loop, which reads (or accepts, or writes) in a completion: an idle connection holds no buffer and no
//! task. Writes are tried at once and queue only what the kernel did not take.
//!
//! Invariants: a `Stream` is touched on the loop's thread only; JavaScript is called only from completions; no borrow of a
//! stream's state is held across a call into JavaScript.

mod address;
mod connecting;
mod errors;
mod reading;
mod stream;
mod writing;

pub(crate) use stream::Stream;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "net",
    source: builtin_source!("net/net.js"),
    natives: &[
        native!(errors::error_numbers),
        native!(stream::set_dispatch),
        native!(stream::stream_create),
        native!(stream::stream_set_owner),
        native!(stream::stream_open),
        native!(stream::stream_fd),
        native!(stream::stream_bytes_read),
        native!(stream::stream_bytes_written),
        native!(stream::stream_ref),
        native!(stream::stream_unref),
        native!(stream::stream_has_ref),
        native!(stream::stream_close),
        native!(stream::stream_reset),
        native!(stream::guess_handle_type),
        native!(reading::stream_read_start),
        native!(reading::stream_read_stop),
        native!(reading::stream_use_buffer),
        native!(writing::stream_write_string),
        native!(writing::stream_write_bytes),
        native!(writing::stream_write_many),
        native!(writing::stream_write_queue_size),
        native!(writing::stream_shutdown),
        native!(writing::stream_set_blocking),
        native!(connecting::stream_listen),
        native!(connecting::tcp_bind),
        native!(connecting::tcp_connect),
        native!(connecting::tcp_set_no_delay),
        native!(connecting::tcp_set_keep_alive),
        native!(connecting::pipe_bind),
        native!(connecting::pipe_connect),
        native!(connecting::pipe_chmod),
        native!(address::stream_local_address),
        native!(address::stream_peer_address),
    ],
}];

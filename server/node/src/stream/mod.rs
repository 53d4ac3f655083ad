//! node:stream, node:stream/promises, node:stream/consumers and node:stream/web: complete as Node 22 documents them, web
//! streams with byte streams, BYOB readers and compression included. Not covered: transferring web streams to another
//! thread (`structuredClone` with `transfer`, `postMessage`), which wants message ports between threads.
//! Documentation: Node.js, "Stream" and "Web Streams API".
//!
//! The classes are JavaScript (`internal/streams`, `internal/webstreams`) and need nothing native.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[
    Builtin { id: "stream", source: builtin_source!("stream/stream.js"), natives: &[] },
    Builtin { id: "stream/promises", source: builtin_source!("stream/promises.js"), natives: &[] },
    Builtin { id: "stream/consumers", source: builtin_source!("stream/consumers.js"), natives: &[] },
    Builtin { id: "stream/web", source: builtin_source!("stream/web.js"), natives: &[] },
    // The names from before `require('stream')` had them all; programs of that time still use them.
    Builtin { id: "_stream_duplex", source: builtin_source!("stream/_stream_duplex.js"), natives: &[] },
    Builtin { id: "_stream_passthrough", source: builtin_source!("stream/_stream_passthrough.js"), natives: &[] },
    Builtin { id: "_stream_readable", source: builtin_source!("stream/_stream_readable.js"), natives: &[] },
    Builtin { id: "_stream_transform", source: builtin_source!("stream/_stream_transform.js"), natives: &[] },
    Builtin { id: "_stream_writable", source: builtin_source!("stream/_stream_writable.js"), natives: &[] },
];

//! The globals of the web and of Node, as a table of where each comes from; each is loaded when it is first read.
//! Not built yet, and say so when they are used: `fetch`, `FormData`, `Headers`, `Request`, `Response`, `WebSocket`.
//! `process` and `Buffer` are data properties where Node has accessors: the engine reads those many times slower.
//! `EventSource` (behind a flag in Node) and the deprecated 'multipleResolves' event are not covered: the engine tells nothing of
//! promises that are settled twice.
//! Documentation: Node.js, "Global objects".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] =
    &[Builtin { id: "globals", source: builtin_source!("globals/globals.js"), natives: &[] }];

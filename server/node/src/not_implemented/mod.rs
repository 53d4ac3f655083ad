//! The modules of Node that are not built yet: they can be required and have Node's names; using one of their functions throws
//! `ERR_NOT_IMPLEMENTED` with its name. Programs and packages require many of these without ever using them.
//!
//! Whole already, because nothing is behind them here: `inspector.url()` and `close()` (no inspector is active),
//! `trace_events.getEnabledCategories()` (none is), all of `sea` (this is no single executable application), and of `cluster`
//! what says that this process is the primary one.
//! Reasons: TLS, HTTP/2, UDP and clusters come with the work on servers; the inspector, other reporters of tests, SQLite, WASI and
//! programs' own REPLs with theirs; domains (deprecated in Node) have to catch errors at the place where they are thrown.

use crate::builtin::{Builtin, builtin_source};

macro_rules! modules {
    ($($id:literal),* $(,)?) => {
        pub const BUILTINS: &[Builtin] = &[
            $( Builtin { id: $id, source: builtin_source!("not_implemented/module.js"), natives: &[] } ),*
        ];
    };
}

modules![
    "_tls_common",
    "_tls_wrap",
    "cluster",
    "dgram",
    "domain",
    "http2",
    "inspector",
    "inspector/promises",
    "repl",
    "sea",
    "sqlite",
    "test/reporters",
    "tls",
    "trace_events",
    "wasi",
];

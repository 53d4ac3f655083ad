//! The one list of builtins: a name here and a folder is all that a builtin needs. Internal modules are found by the build
//! script.

use crate::builtin::{Builtin, builtin_source};

/// Calls the given macro with the folders that hold builtins.
macro_rules! with_folders {
    ($callback:ident) => {
        $callback! {
            assert,
            async_hooks,
            buffer,
            console,
            constants,
            diagnostics_channel,
            dns,
            events,
            child_process,
            fs,
            globals,
            internals,
            http,
            net,
            not_implemented,
            os,
            path,
            perf_hooks,
            process,
            punycode,
            querystring,
            readline,
            stream,
            test,
            zlib,
            string_decoder,
            crypto,
            timers,
            tty,
            url,
            util,
            v8,
            vm,
            worker_threads,
        }
    };
}

macro_rules! table {
    ($($folder:ident),* $(,)?) => {
        /// Every builtin of this crate.
        pub const BUILTINS: &[&[Builtin]] = &[INTERNAL, crate::permission::BUILTINS, $(crate::$folder::BUILTINS),*];
    };
}
with_folders!(table);

/// The modules that programs can't require.
const INTERNAL: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/internal.rs"));

pub(crate) use with_folders;

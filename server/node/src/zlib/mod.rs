//! node:zlib: complete as Node 22 documents it: deflate, gzip, raw deflate, Brotli and Zstandard; one-shot functions with
//! and without callback, streams, `crc32`. Compressed bytes may differ from Node's, since the compressors differ
//! (zlib-rs beside Chromium's zlib); both read each other's. Brotli's and Zstandard's `dictionary` options are not
//! there in Node 22 either. Documentation: Node.js, "Zlib".
//!
//! A stream's state is a `Codec` behind a lock, which the blocking pool takes for each piece of work; a piece that is
//! certainly short is done on JavaScript's thread, where it costs less than the way to another.

mod brotli;
mod codec;
mod deflate;
mod native;
mod zstd;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "zlib",
    source: builtin_source!("zlib/zlib.js"),
    natives: &[
        native!(native::crc32),
        native!(native::open_deflate),
        native!(native::open_brotli),
        native!(native::open_zstd),
        native!(native::step),
        native!(native::step_async),
        native!(native::run),
        native!(native::run_async),
        native!(native::params),
        native!(native::reset),
        native!(native::close),
    ],
}];

//! node:buffer: everything that Node documents under "Buffer", with `Blob`, `File`, `TextEncoder` and `TextDecoder`.
//!
//! Buffers are Uint8Arrays of the engine. Short texts are coded in JavaScript, long ones here. `allocUnsafe` gives zeroed
//! memory outside the pool (the engine has no other). The limits in `constants` are Node's; the engine's own are lower for
//! buffers (about four gigabytes) and higher for strings.

mod decoder;
mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "buffer",
    source: builtin_source!("buffer/buffer.js"),
    natives: &[
        native!(native::decode_utf8),
        native!(native::decode_latin1),
        native!(native::decode_ascii),
        native!(native::decode_utf16),
        native!(native::encode_utf8),
        native!(native::encode_into),
        native!(native::write_utf8),
        native!(native::write_latin1),
        native!(native::write_utf16),
        native!(native::utf8_length),
        native!(native::index_of),
        native!(native::last_index_of),
        native!(native::compare),
        native!(native::is_utf8),
        native!(native::is_ascii),
        native!(decoder::encoding_name),
        native!(decoder::decoder),
        native!(decoder::decode),
    ],
}];

//! node:string_decoder: all of it; nothing native.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "string_decoder",
    source: builtin_source!("string_decoder/string_decoder.js"),
    natives: &[],
}];

//! node:querystring: all of it; nothing native.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "querystring",
    source: builtin_source!("querystring/querystring.js"),
    natives: &[],
}];

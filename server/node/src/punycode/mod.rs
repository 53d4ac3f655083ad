//! node:punycode: all of it.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "punycode", source: builtin_source!("punycode/punycode.js"), natives: &[] }];

//! node:constants: all of it, taken from os, fs and crypto.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "constants", source: builtin_source!("constants/constants.js"), natives: &[] }];

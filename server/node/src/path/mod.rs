//! node:path: all of it, for POSIX and Windows; nothing native. `path.win32` is loaded when it is first read.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[
    Builtin { id: "path", source: builtin_source!("path/path.js"), natives: &[] },
    Builtin { id: "path/posix", source: builtin_source!("path/posix.js"), natives: &[] },
    Builtin { id: "path/win32", source: builtin_source!("path/win32.js"), natives: &[] },
];

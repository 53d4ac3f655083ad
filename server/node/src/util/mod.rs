//! node:util, its old name `sys`, and util/types: all of Node 22's. `setTraceSigInt` does nothing: the engine doesn't tell
//! what a signal interrupts. `getCallSites` ignores `sourceMap`. The work is in `internal/util*`; nothing native.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[
    Builtin { id: "sys", source: builtin_source!("util/sys.js"), natives: &[] },
    Builtin { id: "util", source: builtin_source!("util/util.js"), natives: &[] },
    Builtin { id: "util/types", source: builtin_source!("util/types.js"), natives: &[] },
];

//! node:console and the global console: every method. `profile`, `profileEnd` and `timeStamp` do nothing, as in Node without
//! an inspector. The work is in `internal/console`.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "console", source: builtin_source!("console/console.js"), natives: &[] }];

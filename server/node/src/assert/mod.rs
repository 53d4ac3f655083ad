//! node:assert and assert/strict: all of Node 22's. `assert.ok` names the falsy expression when the source file can be read;
//! in evaluated text it says `0 == true`. The work is in `internal/assert` and `internal/util/comparisons`.

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[
    Builtin { id: "assert", source: builtin_source!("assert/assert.js"), natives: &[] },
    Builtin { id: "assert/strict", source: builtin_source!("assert/strict.js"), natives: &[] },
];

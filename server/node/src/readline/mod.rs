//! node:readline and node:readline/promises: complete as Node 22 documents them: lines from any stream; on a terminal
//! editing, history, completion, undo and the kill ring. Documentation: Node.js, "Readline".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[
    Builtin { id: "readline", source: builtin_source!("readline/readline.js"), natives: &[] },
    Builtin { id: "readline/promises", source: builtin_source!("readline/promises.js"), natives: &[] },
];

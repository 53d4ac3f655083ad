//! node:vm: scripts, contexts and `compileFunction`. A context is a realm of the engine whose global object looks into the
//! sandbox. Not covered: `SourceTextModule` and `SyntheticModule` (behind a flag in Node too), compiled code (what
//! `createCachedData` gives only tells whether it belongs to a text), `microtaskMode` (the engine has one queue),
//! `breakOnSigint` (no effect), going on after a `timeout` (the engine can end a script, but not return to what called it: the
//! program is told and ended), dynamic `import()` inside such scripts. A script that declares both `var` or functions and
//! `let`, `const` or classes at its top level has the latter as properties of the sandbox too, where Node keeps them apart;
//! getters, setters and symbols that a script defines on `globalThis` stay with the realm; the function of
//! `compileFunction` has its body right behind the brace. Documentation: Node.js, "VM".

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "vm",
    source: builtin_source!("vm/vm.js"),
    natives: &[
        native!(native::make_context),
        native!(native::global_of),
        native!(native::run),
        native!(native::check_syntax),
    ],
}];

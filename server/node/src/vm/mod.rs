//! node:vm: scripts, contexts and `compileFunction`. A context is a realm of the engine whose global object looks into the
//! sandbox. Not covered: `SourceTextModule` and `SyntheticModule` (behind a flag in Node too), compiled code (what
//! `createCachedData` gives only tells whether it belongs to a text), `microtaskMode` (the engine has one queue),
//! `breakOnSigint` (no effect), going on after a `timeout` (the engine can end a script, but not return to what called it: the
//! program is told and ended). A script that declares both `var` or functions and `let`, `const` or classes at its top level
//! has the latter as properties of the sandbox too, where Node keeps them apart. What a script defines on `globalThis` with
//! `Object.defineProperty` and the like reaches the sandbox when the script ends. The engine hands a realm's global object
//! symbols by their description: `globalThis[symbol]` reads the sandbox's symbol, unless the sandbox has a property of that
//! name, and assigning sets the property of that name. Property descriptors of `globalThis` don't tell the sandbox's
//! attributes, nor its listing what is not enumerable. The function of `compileFunction` has its body right behind the brace.
//! Documentation: Node.js, "VM".

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "vm",
    source: builtin_source!("vm/vm.js"),
    natives: &[
        native!(native::make_context),
        native!(native::global_of),
        native!(native::set_sandbox_hidden),
        native!(native::run),
        native!(native::check_syntax),
    ],
}];

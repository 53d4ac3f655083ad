//! Names that nobody has to declare.

use rustc_hash::FxHashMap;
use syntax::ast::Atom;

/// What may be done with a global.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Global {
    /// It is not there, whatever the environment says.
    Off,
    Readonly,
    Writable,
}

/// The globals of a file.
#[derive(Clone, Default, Debug)]
pub struct Globals {
    known: FxHashMap<Atom, Global>,
}

impl Globals {
    /// Those of ECMAScript itself.
    pub fn of_language() -> Globals {
        let mut globals = Globals::default();
        for name in LANGUAGE {
            globals.set(name, Global::Readonly);
        }
        globals
    }

    pub fn set(&mut self, name: &str, global: Global) {
        self.known.insert(Atom::from(name), global);
    }

    pub fn get(&self, name: &Atom) -> Option<Global> {
        self.known.get(name).copied()
    }
}

/// The properties of the global object that ECMAScript 2026 names.
const LANGUAGE: &[&str] = &[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "AsyncDisposableStack",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Date",
    "DisposableStack",
    "Error",
    "EvalError",
    "FinalizationRegistry",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "Function",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "SuppressedError",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "eval",
    "globalThis",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "undefined",
    "unescape",
];

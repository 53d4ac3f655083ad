//! Names that nobody has to declare.

use javascript_globals::GlobalSet;
use rustc_hash::FxHashMap;
use syntax::Goal;
use syntax::ast::Atom;

/// What may be done with a global.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Global {
    /// It is not there, whatever the environment says.
    Off,
    Readonly,
    Writable,
}

/// What the lists of environments leave out: what ECMAScript has since they were made, and what the global object inherits.
const UNLISTED: &[&str] = &[
    "AsyncDisposableStack",
    "DisposableStack",
    "SuppressedError",
    "Temporal",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

impl Global {
    /// As a configuration has it.
    pub fn word(self) -> &'static str {
        match self {
            Global::Off => "off",
            Global::Readonly => "readonly",
            Global::Writable => "writable",
        }
    }

    /// As a configuration or a comment names it.
    pub fn named(name: &str) -> Option<Global> {
        match name {
            "readonly" | "readable" | "false" => Some(Global::Readonly),
            "writable" | "writeable" | "true" => Some(Global::Writable),
            "off" => Some(Global::Off),
            _ => None,
        }
    }
}

/// The names of all environments.
pub(crate) fn environments() -> impl Iterator<Item = &'static str> {
    javascript_globals::GLOBALS.entries().map(|(name, _)| name)
}

/// The globals of a file.
#[derive(Clone, Default)]
pub struct Globals {
    environments: Vec<&'static GlobalSet>,
    /// What was said of single names, which counts more.
    own: FxHashMap<Atom, Global>,
}

impl Globals {
    /// Those of ECMAScript itself, and in a CommonJS module those of Node's wrapper around it.
    pub fn new(goal: Goal) -> Globals {
        let mut globals = Globals::default();
        globals.add_environment("builtin");
        if goal == Goal::CommonJs {
            globals.add_environment("commonjs");
        }
        globals
    }

    /// Those of an environment as ESLint's package `globals` names it: `browser`, `node`, `worker`. Whether there is one.
    pub fn add_environment(&mut self, name: &str) -> bool {
        let environment = javascript_globals::GLOBALS.get(name);
        self.environments.extend(environment);
        environment.is_some()
    }

    /// Whether ECMAScript itself has a global of this name, and nobody took it away.
    pub fn is_builtin(&self, name: &Atom) -> bool {
        let is_known = javascript_globals::GLOBALS.get("builtin").is_some_and(|all| all.get(name).is_some());
        (is_known || UNLISTED.contains(&&**name)) && self.get(name).is_some_and(|global| global != Global::Off)
    }

    pub fn set(&mut self, name: &str, global: Global) {
        self.own.insert(Atom::from(name), global);
    }

    pub fn get(&self, name: &Atom) -> Option<Global> {
        let is_writable = |environment: &&GlobalSet| environment.get(name).copied();
        let of_environment =
            || match self.environments.iter().filter_map(is_writable).reduce(|one, other| one | other)? {
                true => Some(Global::Writable),
                false => Some(Global::Readonly),
            };
        let unlisted = || UNLISTED.contains(&&**name).then_some(Global::Readonly);
        self.own.get(name).copied().or_else(unlisted).or_else(of_environment)
    }
}

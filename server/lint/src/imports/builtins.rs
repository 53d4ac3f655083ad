//! What Node's modules give.
//!
//! `data/node.txt` is made by `xtask node` of what the running modules of several versions hold and of their declarations:
//!
//! ```text
//! fs
//!  existsSync 0.1.96
//!  exists 0.0.2 !DEP0103      deprecated
//!  -name                      a member, but nothing that can be imported by its name
//! punycode !DEP0040           the whole module is deprecated
//! ```

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../data/node.txt");

#[derive(Default)]
pub(crate) struct Builtin {
    /// The code of the deprecation of the whole module.
    pub deprecated: Option<&'static str>,
    members: FxHashMap<&'static str, Api>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Api {
    /// It can be imported by its name.
    pub is_export: bool,
    /// The version that has it first.
    pub since: Option<&'static str>,
    /// The code of the deprecation, which may be empty.
    pub deprecated: Option<&'static str>,
}

/// Node's module of a name, which is without `node:`.
pub(crate) fn module(name: &str) -> Option<&'static Builtin> {
    static MODULES: OnceLock<FxHashMap<&'static str, Builtin>> = OnceLock::new();
    MODULES.get_or_init(read).get(name)
}

fn read() -> FxHashMap<&'static str, Builtin> {
    let mut modules: FxHashMap<&'static str, Builtin> = FxHashMap::default();
    let mut current = "";
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some(member) = line.strip_prefix(' ') else {
            let (name, code) = line.split_once(" !").map_or((line, None), |(name, code)| (name, Some(code)));
            current = name;
            modules.entry(current).or_default().deprecated = code;
            continue;
        };
        let mut words = member.split(' ');
        let name = words.next().unwrap_or_default();
        let mut api = Api { is_export: !name.starts_with('-'), ..Api::default() };
        for word in words {
            match word.strip_prefix('!') {
                Some(code) => api.deprecated = Some(code),
                None => api.since = Some(word),
            }
        }
        modules.entry(current).or_default().members.insert(name.trim_start_matches('-'), api);
    }
    modules
}

impl Builtin {
    /// Whether it can be imported by its name.
    pub fn exports(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|api| api.is_export)
    }

    pub fn member(&self, name: &str) -> Option<Api> {
        self.members.get(name).copied()
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.members.keys().copied()
    }

    pub fn exported_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.members.iter().filter(|(_, api)| api.is_export).map(|(name, _)| *name)
    }
}

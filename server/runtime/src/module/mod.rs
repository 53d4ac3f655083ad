//! node:module: complete as Node 22 documents it except the compile cache (Lode caches transformed text by itself) and
//! `module.register` (hooks on another thread; `module.registerHooks` is the way). Source maps of what `eval` and `vm` run are not
//! applied. Documentation: Node.js, "Modules: node:module API".

use node::builtin::{Builtin, builtin_source};

pub(crate) const BUILTINS: &[Builtin] = &[
    Builtin { id: "module", source: builtin_source!("module/module.js"), natives: &[] },
    Builtin { id: "internal/commonjs/hooks", source: builtin_source!("module/hooks.js"), natives: &[] },
    Builtin { id: "internal/source_map", source: builtin_source!("module/source_map.js"), natives: &[] },
    Builtin { id: "internal/source_maps", source: builtin_source!("module/source_maps.js"), natives: &[] },
    Builtin { id: "internal/typescript", source: builtin_source!("module/typescript.js"), natives: &[] },
];

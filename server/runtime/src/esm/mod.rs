//! ES modules: finding, reading and compiling them. Linking and evaluating is JavaScript beside this file:
//!
//! | file | what it is |
//! | --- | --- |
//! | `loader.js` | `import()`, `import.meta`, the main module, `require` of ES modules; the map of loaded modules |
//! | `record.js` | module records: what modules export to each other; those over values without a text |
//! | `source_text_record.js` | those of modules with a text: imports, linking, evaluation (the language's own algorithm) |
//! | `cycle.js` | modules that import each other in a circle; loaded for the first of them |
//! | `async_evaluation.js` | what top-level await adds to evaluation; loaded for the first one |
//! | `formats.js` | what a URL's content becomes: a module, or an imitation of one over CommonJS, JSON or a builtin |
//!
//! Not covered: WebAssembly modules (Node has them behind a flag), `import defer` and `import source`, and loading over the
//! network. A namespace object is a sealed, null-prototype object with accessors instead of an exotic object with data
//! properties: the engine's inline caches make those as fast as a variable, and only `Object.getOwnPropertyDescriptor` and
//! the wording of a few TypeErrors tell the difference.

mod native;

pub(crate) use native::failure;

use node::builtin::{Builtin, builtin_source, native};

pub(crate) const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "internal/esm/loader",
        source: builtin_source!("esm/loader.js"),
        natives: &[
            native!(native::resolve_import),
            native!(native::import_meta_resolve),
            native!(native::file_format),
            native!(native::data_format),
            native!(native::unknown_extension),
            native!(native::detect_is_module),
            native!(native::compile_module),
            native!(native::instantiate),
            native!(native::place_of),
            native!(native::explain_module),
            native!(native::prepare_script),
            native!(native::script_names),
            native!(native::strip_types),
            native!(native::original_position),
            native!(native::common_js_exports),
            native!(native::path_of_url),
            native!(native::url_of_path),
        ],
    },
    Builtin { id: "internal/esm/async_evaluation", source: builtin_source!("esm/async_evaluation.js"), natives: &[] },
    Builtin { id: "internal/esm/cycle", source: builtin_source!("esm/cycle.js"), natives: &[] },
    Builtin {
        id: "internal/esm/source_text_record",
        source: builtin_source!("esm/source_text_record.js"),
        natives: &[],
    },
    Builtin { id: "internal/esm/record", source: builtin_source!("esm/record.js"), natives: &[] },
    Builtin { id: "internal/esm/syntax_error", source: builtin_source!("esm/syntax_error.js"), natives: &[] },
    Builtin { id: "internal/esm/script", source: builtin_source!("esm/script.js"), natives: &[] },
    Builtin { id: "internal/esm/formats", source: builtin_source!("esm/formats.js"), natives: &[] },
];

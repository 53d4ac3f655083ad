//! CommonJS: reading and compiling files, and the natives of `Module`.
//!
//! | file | what it is |
//! | --- | --- |
//! | `loader.js` | `Module`, `require`, the cache: what every program needs |
//! | `api.js` | the functions of node:module that few programs call; loaded for the first call |
//! | `statics.js` | what `Module` itself has; loaded when a program asks for it |
//! | `helpers.js` | what rewritten texts use: `import()`, the async context |
//! | `unfinished.js` | modules that are required while they are being loaded; loaded for the first cycle |
//! | `errors.js`, `syntax_error.js` | what errors carry besides their message; loaded by errors |
//! | `dynamic_function.js` | `import()` in `new Function(...)` |

use std::path::{Path, PathBuf};

use engine::{Data, Handle, IntoValue, Scope, Value};
use node::NodeResult;
use node::builtin::{Builtin, builtin_source, native};
use resolve::require::RequireOptions;
use resolve::resolver::Resolution;

use transform::Positions;

use crate::compile::format_name;
use crate::loader::{Loader, resolve_error};
use crate::{compile, esm};

pub(crate) const BUILTINS: &[Builtin] = &[
    Builtin { id: "internal/commonjs/addons", source: builtin_source!("commonjs/addons.js"), natives: &[] },
    Builtin { id: "internal/commonjs/api", source: builtin_source!("commonjs/api.js"), natives: &[] },
    Builtin { id: "internal/commonjs/errors", source: builtin_source!("commonjs/errors.js"), natives: &[] },
    Builtin { id: "internal/commonjs/helpers", source: builtin_source!("commonjs/helpers.js"), natives: &[] },
    Builtin { id: "internal/commonjs/statics", source: builtin_source!("commonjs/statics.js"), natives: &[] },
    Builtin { id: "internal/commonjs/unfinished", source: builtin_source!("commonjs/unfinished.js"), natives: &[] },
    Builtin {
        id: "internal/commonjs/dynamic_function",
        source: builtin_source!("commonjs/dynamic_function.js"),
        natives: &[],
    },
    Builtin { id: "internal/commonjs/syntax_error", source: builtin_source!("commonjs/syntax_error.js"), natives: &[] },
    Builtin {
        id: "internal/commonjs/loader",
        source: builtin_source!("commonjs/loader.js"),
        natives: &[
            native!(resolve),
            native!(absolute),
            native!(resolve_main),
            native!(resolve_paths),
            native!(lookup_paths),
            native!(module_paths),
            native!(global_paths),
            native!(format_of),
            native!(addon_refusal),
            native!(compile),
            native!(original_position),
            native!(explain),
            native!(read_text),
            native!(find_package_json),
            native!(take_deprecations),
        ],
    },
];

/// What the text of a module is wrapped in, as in Node. Everything stands on line 1, which the stack formatter takes into account.
const WRAPPER_START: &str = "(function (exports, require, module, __filename, __dirname) { ";
const WRAPPER_END: &str = "\n})";
const PARAMETERS: &str = "exports, require, module, __filename, __dirname";

/// The file for `require(specifier)` in `from`: its path, or `node:name`. `require_stack` is who required whom, for the error.
fn resolve<'s>(
    scope: &'s Scope,
    specifier: String,
    from: String,
    paths: Option<Vec<String>>,
    extensions: Option<Vec<String>>,
) -> Result<String, Value<'s>> {
    let loader = scope.state::<Loader>();
    let resolver = &loader.shared().resolver;
    let paths: Option<Vec<PathBuf>> = paths.map(|paths| paths.into_iter().map(PathBuf::from).collect());
    let from = Path::new(&from);
    let found = if paths.is_none() && extensions.is_none() {
        resolver.require(&specifier, from)
    } else {
        let options = RequireOptions { paths: paths.as_deref(), extensions: extensions.as_deref() };
        resolver.require_with(&specifier, from, options)
    };
    found.map(text_of).map_err(|error| resolve_error(scope, &error))
}

fn text_of(resolution: Resolution) -> String {
    match resolution {
        Resolution::File { path, .. } => path.to_string_lossy().into_owned(),
        Resolution::Builtin(name) => format!("node:{name}"),
        Resolution::Url(url) => url,
    }
}

/// A path from the working directory, as `path.resolve` gives it.
fn absolute(path: String) -> String {
    let path = std::env::current_dir().unwrap_or_default().join(path);
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            std::path::Component::ParentDir => {
                clean.pop();
            }
            std::path::Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean.to_string_lossy().into_owned()
}

fn resolve_main(scope: &Scope, path: String) -> Result<String, Value<'_>> {
    let loader = scope.state::<Loader>();
    loader.shared().resolver.main(Path::new(&path)).map(text_of).map_err(|error| resolve_error(scope, &error))
}

/// The folders that the option `paths` of `require.resolve` stands for.
fn resolve_paths(scope: &Scope, specifier: String, paths: Vec<String>) -> Vec<String> {
    let loader = scope.state::<Loader>();
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let folders = loader.shared().resolver.require_paths(&specifier, &paths);
    folders.iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

fn lookup_paths(scope: &Scope, specifier: String, from: String) -> Option<Vec<String>> {
    let loader = scope.state::<Loader>();
    let folders = loader.shared().resolver.lookup_paths(&specifier, Path::new(&from))?;
    Some(folders.iter().map(|path| path.to_string_lossy().into_owned()).collect())
}

fn module_paths(scope: &Scope, directory: String) -> Vec<String> {
    let loader = scope.state::<Loader>();
    let folders = loader.shared().resolver.module_paths(Path::new(&directory));
    folders.iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

fn global_paths(scope: &Scope) -> Vec<String> {
    let loader = scope.state::<Loader>();
    loader.shared().resolver.global_folders().iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

/// `commonjs`, `module`, `undecided`, `json`, `wasm`, `addon` or `unknown`.
fn format_of(scope: &Scope, path: String) -> Result<&'static str, Value<'_>> {
    let loader = scope.state::<Loader>();
    match loader.shared().resolver.format(Path::new(&path)) {
        Ok(format) => Ok(format_name(format)),
        Err(error) => Err(resolve_error(scope, &error)),
    }
}

/// The error for a `.node` file.
fn addon_refusal(scope: &Scope, path: String) -> Value<'_> {
    let loader = scope.state::<Loader>();
    let error = loader.shared().resolver.addon_refusal(Path::new(&path));
    resolve_error(scope, &error)
}

/// The module's function, of the text given or of the file itself: `[function, shift of line 1, positions]`; the string
/// `module` when the syntax says that the file is one (only where `undecided`); or what is wrong with it.
fn compile<'s>(scope: &'s Scope, path: String, text: Option<String>, undecided: bool) -> Result<Value<'s>, Value<'s>> {
    let loader = scope.state::<Loader>();
    let shared = loader.shared();
    let text = match text.or_else(|| shared.edited(&path)) {
        Some(text) => text,
        None => compile::read(&path).map_err(|error| engine::IntoValue::into_value(error, scope))?,
    };
    let file = Path::new(&path);
    let is_module = || undecided && compile::is_module_by_syntax(shared, file, &text);
    let compiled = match compile::common_js(scope, shared, file, &text) {
        Ok(compiled) => compiled,
        Err(_) if is_module() => return Ok("module".into_value(scope)),
        Err(error) => return Ok(esm::failure(&error).into_value(scope)),
    };
    let refused = |exception: Value<'s>| -> Result<Value<'s>, Value<'s>> {
        if is_module() {
            return Ok("module".into_value(scope));
        }
        match transform::explain_common_js(file, &text) {
            Some(error) => Ok(esm::failure(&error).into_value(scope)),
            None => Err(exception),
        }
    };
    let Some(mut compiled) = compiled else {
        return scope.evaluate_module(wrap(&text), &path).or_else(refused);
    };
    let wrapped = compiled.wrap(PARAMETERS);
    let factory = match scope.evaluate_module(wrapped.text, &path) {
        Ok(factory) => factory,
        Err(exception) => return refused(exception),
    };
    let mut positions = compiled.positions;
    positions.prologue_length = wrapped.prologue_length;
    Ok((factory, wrapped.prologue_length, (!positions.is_plain()).then(|| Handle::new(positions))).into_value(scope))
}

/// The function that a text becomes that runs as it is.
fn wrap(text: &str) -> String {
    let body = without_hashbang(text);
    let mut wrapped = String::with_capacity(body.len() + WRAPPER_START.len() + WRAPPER_END.len());
    wrapped.push_str(WRAPPER_START);
    wrapped.push_str(body);
    wrapped.push_str(WRAPPER_END);
    wrapped
}

/// Has the engine parse the function that a file becomes, without calling it. A text that ends that function runs what stands behind.
pub(crate) fn read_ahead(scope: &Scope, path: &Path) {
    let name = path.to_string_lossy();
    let Ok(text) = compile::read(&name) else { return };
    let loader = scope.state::<Loader>();
    if let Ok(compiled) = compile::common_js(scope, loader.shared(), path, &text) {
        let wrapped = compiled.map_or_else(|| wrap(&text), |mut compiled| compiled.wrap(PARAMETERS).text);
        let _ = scope.evaluate_module(wrapped, &name);
    }
}

/// The original line and column, from 1, of a position that the engine reported.
fn original_position(positions: Handle<Positions>, line: u32, column: u32) -> (u32, u32) {
    let original = positions.original(line.saturating_sub(1), column.saturating_sub(1));
    (original.line + 1, original.column + 1)
}

/// What is wrong with a text that the engine refused; undefined when the parser finds nothing. `kind` is `commonjs`,
/// `module` or `script`.
fn explain(path: String, text: String, kind: String) -> Data {
    let file = Path::new(&path);
    let error = match kind.as_str() {
        "module" => transform::explain_module(file, &text),
        "script" => transform::explain_script(file, &text),
        _ => transform::explain_common_js(file, &text),
    };
    error.map_or(Data::Undefined, |error| esm::failure(&error))
}

/// Text of a module's file: UTF-8 (what is not becomes U+FFFD), without a byte order mark.
fn read_text(path: String) -> NodeResult<String> {
    compile::read(&path)
}

/// A first line `#!…` is no JavaScript inside a function: it is left out up to its line break.
fn without_hashbang(text: &str) -> &str {
    if text.starts_with("#!") { &text[text.find(['\n', '\r']).unwrap_or(text.len())..] } else { text }
}

/// The path of the package.json that a file belongs to.
fn find_package_json(scope: &Scope, file: String) -> Option<String> {
    let loader = scope.state::<Loader>();
    let package = loader.shared().resolver.package_scope(Path::new(&file)).ok()??;
    Some(package.path.to_string_lossy().into_owned())
}

/// Warnings of the last resolutions: `[code, message, code, message, …]`.
fn take_deprecations(scope: &Scope) -> Vec<String> {
    let loader = scope.state::<Loader>();
    let deprecations = loader.shared().resolver.take_deprecations();
    deprecations.into_iter().flat_map(|deprecation| [deprecation.code.to_owned(), deprecation.message]).collect()
}

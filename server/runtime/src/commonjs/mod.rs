//! CommonJS: reading and compiling files, and the natives of `Module`.

use std::path::{Path, PathBuf};

use engine::{Scope, Value};
use node::builtin::{Builtin, builtin_source, native};
use node::{NodeError, NodeResult};
use resolve::format::Format;
use resolve::require::RequireOptions;
use resolve::resolver::Resolution;

use crate::loader::{Loader, resolve_error};

pub(crate) const BUILTINS: &[Builtin] = &[Builtin {
    id: "internal/commonjs/loader",
    source: builtin_source!("commonjs/loader.js"),
    natives: &[
        native!(resolve),
        native!(resolve_main),
        native!(resolve_paths),
        native!(lookup_paths),
        native!(module_paths),
        native!(global_paths),
        native!(format_of),
        native!(addon_refusal),
        native!(compile),
        native!(read_text),
        native!(find_package_json),
        native!(take_deprecations),
    ],
}];

/// What the text of a module is wrapped in, as in Node. Everything stands on line 1, which the stack formatter takes into account.
const WRAPPER_START: &str = "(function (exports, require, module, __filename, __dirname) { ";
const WRAPPER_END: &str = "\n})";

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
        Ok(format) => Ok(match format {
            Format::CommonJs => "commonjs",
            Format::Module => "module",
            Format::Undecided => "undecided",
            Format::Json => "json",
            Format::Wasm => "wasm",
            Format::Addon => "addon",
            Format::Unknown => "unknown",
        }),
        Err(error) => Err(resolve_error(scope, &error)),
    }
}

/// The error for a `.node` file.
fn addon_refusal(scope: &Scope, path: String) -> Value<'_> {
    let loader = scope.state::<Loader>();
    let error = loader.shared().resolver.addon_refusal(Path::new(&path));
    resolve_error(scope, &error)
}

/// The module's function, of the text given or of the file itself.
fn compile(scope: &Scope, path: String, text: Option<String>) -> Result<Value<'_>, Value<'_>> {
    let text = match text {
        Some(text) => text,
        None => read(&path).map_err(|error| engine::IntoValue::into_value(error, scope))?,
    };
    let body = without_hashbang(&text);
    let mut wrapped = String::with_capacity(body.len() + WRAPPER_START.len() + WRAPPER_END.len());
    wrapped.push_str(WRAPPER_START);
    wrapped.push_str(body);
    wrapped.push_str(WRAPPER_END);
    scope.evaluate_module(wrapped, &path)
}

/// Text of a module's file: UTF-8 (what is not becomes U+FFFD), without a byte order mark.
fn read_text(path: String) -> NodeResult<String> {
    read(&path)
}

fn read(path: &str) -> NodeResult<String> {
    let bytes = std::fs::read(path).map_err(|error| {
        let syscall = if error.raw_os_error() == Some(libc_eisdir()) { "read" } else { "open" };
        NodeError::io(&error, syscall, (syscall == "open").then_some(path))
    })?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Reading a directory fails with this `errno`, at the read and not at the open.
fn libc_eisdir() -> i32 {
    21
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

//! The natives of the ES module loader: plain data in, plain data and functions out.

use std::borrow::Cow;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

use engine::{Data, Handle, Scope, Value};
use node::{NodeError, NodeResult};
use resolve::format::format_of_data;
use resolve::resolver::Resolution;
use serde::Serialize;
use transform::{Layers, Local, Module, TransformError};

use crate::compile::{self, format_name};
use crate::loader::{Loader, resolve_error};

/// A compiled module between linking steps. Its text is dropped once the engine has it.
pub(super) struct Compiled {
    module: RefCell<Module>,
}

/// The URL that `import specifier` in the module at `parent` means.
pub(super) fn resolve_import<'s>(scope: &'s Scope, specifier: String, parent: String) -> Result<String, Value<'s>> {
    let loader = scope.state::<Loader>();
    match loader.shared().resolver.import(&specifier, &parent) {
        Ok(resolution) => Ok(resolution.url()),
        Err(error) => Err(resolve_error(scope, &error)),
    }
}

pub(super) fn import_meta_resolve<'s>(
    scope: &'s Scope,
    specifier: String,
    parent: String,
) -> Result<String, Value<'s>> {
    let loader = scope.state::<Loader>();
    let found = loader.shared().resolver.import_meta_resolve(&specifier, &parent);
    found.map_err(|error| resolve_error(scope, &error))
}

/// `commonjs`, `module`, `undecided`, `json`, `wasm`, `addon` or `unknown`.
pub(super) fn file_format(scope: &Scope, path: String) -> Result<&'static str, Value<'_>> {
    let loader = scope.state::<Loader>();
    match loader.shared().resolver.format(Path::new(&path)) {
        Ok(format) => Ok(format_name(format)),
        Err(error) => Err(resolve_error(scope, &error)),
    }
}

/// The format of a `data:` URL.
pub(super) fn data_format(scope: &Scope, url: String) -> Result<&'static str, Value<'_>> {
    format_of_data(&url).map(format_name).map_err(|error| resolve_error(scope, &error))
}

pub(super) fn unknown_extension(scope: &Scope, path: String) -> Value<'_> {
    let loader = scope.state::<Loader>();
    let error = loader.shared().resolver.unknown_extension(Path::new(&path));
    resolve_error(scope, &error)
}

/// Whether a file that nothing decides about is an ES module by its syntax.
pub(super) fn detect_is_module(scope: &Scope, path: String, text: Option<String>) -> NodeResult<bool> {
    let text = text_of(scope, &path, text)?;
    Ok(compile::is_module_by_syntax(scope.state::<Loader>().shared(), Path::new(&path), &text))
}

fn text_of(scope: &Scope, path: &str, text: Option<String>) -> NodeResult<String> {
    match text.or_else(|| scope.state::<Loader>().shared().edited(path)) {
        Some(text) => Ok(text),
        None => compile::read(path),
    }
}

/// Compiles a module. `path` decides about the language and is where `text` comes from when it is not given.
pub(super) fn compile_module(scope: &Scope, path: String, text: Option<String>) -> Result<Value<'_>, Value<'_>> {
    let text = text_of(scope, &path, text).map_err(|error| engine::IntoValue::into_value(error, scope))?;
    let loader = scope.state::<Loader>();
    let module = match compile::module(scope, loader.shared(), Path::new(&path), &text) {
        Ok(module) => module,
        Err(error) => return Ok(engine::IntoValue::into_value(failure(&error), scope)),
    };
    let text = serde_json::to_string(&describe(&module)).expect("plain data");
    let described = scope.parse_json(&text).expect("serialized just now");
    described.set("handle", Handle::new(Compiled { module: RefCell::new(module) }))?;
    Ok(described)
}

/// What is wrong with a text, for `syntaxError` in JavaScript.
pub(crate) fn failure(error: &TransformError) -> Data {
    let (line, column, length) = error.place();
    Data::Object(vec![
        (Cow::Borrowed("failure"), error.message().to_owned().into()),
        (Cow::Borrowed("line"), f64::from(line).into()),
        (Cow::Borrowed("column"), f64::from(column).into()),
        (Cow::Borrowed("length"), f64::from(length).into()),
        (Cow::Borrowed("sourceLine"), error.source_line().to_owned().into()),
        (Cow::Borrowed("hint"), error.hint().map(str::to_owned).into()),
    ])
}

/// The tables of a module for JavaScript: flat arrays, in one text, since a module may have thousands of exports and each value that
/// crosses the border by itself costs as much as parsing twenty.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description<'a> {
    /// Specifier, attributes (flat: key, value).
    requests: Vec<Item<'a>>,
    /// Request, name; null is the namespace.
    imports: Vec<Item<'a>>,
    locals: Vec<u8>,
    /// Name, local.
    exports: Vec<Item<'a>>,
    /// Name, request, name there; null is the namespace.
    indirect: Vec<Item<'a>>,
    stars: &'a [u32],
    is_async: bool,
    /// Line and column, from 1.
    await_place: Option<(u32, u32)>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    Number(u32),
    Text(&'a str),
    Texts(Vec<&'a str>),
    Name(Option<&'a str>),
}

fn describe(module: &Module) -> Description<'_> {
    let requests = module.requests.iter().flat_map(|request| {
        let attributes = request.attributes.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
        [Item::Text(&request.specifier), Item::Texts(attributes.collect())]
    });
    let imports =
        module.imports.iter().flat_map(|import| [Item::Number(import.request), Item::Name(import.name.as_deref())]);
    let exports = module.exports.iter().flat_map(|(name, local)| [Item::Text(name), Item::Number(*local)]);
    let indirect = module.indirect_exports.iter().flat_map(|export| {
        [Item::Text(&export.exported), Item::Number(export.request), Item::Name(export.name.as_deref())]
    });
    Description {
        requests: requests.collect(),
        imports: imports.collect(),
        locals: module.locals.iter().map(Local::number).collect(),
        exports: exports.collect(),
        indirect: indirect.collect(),
        stars: &module.star_exports,
        is_async: module.has_top_level_await,
        await_place: module.await_place.map(|(line, column)| (line + 1, column + 1)),
    }
}

/// The module's function, in the form that its place in the graph asks for; what is wrong with it where the engine knows
/// more than the parser; and how its first line is shifted: `[function, shift, isPlain]`.
pub(super) fn instantiate<'s>(
    scope: &'s Scope,
    compiled: Handle<Compiled>,
    url: String,
    layers: Option<Vec<Vec<u32>>>,
) -> Result<(Value<'s>, u32, bool), Value<'s>> {
    let layers = layers.map_or(Layers::None, Layers::Cyclic);
    let mut module = compiled.module.borrow_mut();
    let wrapped = module.wrap(&layers);
    module.positions.prologue_length = wrapped.prologue_length;
    let is_plain = module.positions.is_plain();
    drop(module);
    let function = scope.evaluate_module(wrapped.text, &url)?;
    Ok((function, wrapped.prologue_length, is_plain))
}

/// The original line and column, from 1, of a position that the engine reported.
pub(super) fn original_position(compiled: Handle<Compiled>, line: u32, column: u32) -> (u32, u32) {
    let original = compiled.module.borrow().positions.original(line.saturating_sub(1), column.saturating_sub(1));
    (original.line + 1, original.column + 1)
}

/// Line and column, from 1, of a request (`kind` 0), an import (1) or an indirect export (2).
pub(super) fn place_of(compiled: Handle<Compiled>, kind: u32, index: u32) -> (u32, u32) {
    let module = compiled.module.borrow();
    let index = index as usize;
    let place = match kind {
        0 => module.requests.get(index).map(|request| (request.line, request.column)),
        1 => module.imports.get(index).map(|import| (import.line, import.column)),
        _ => module.indirect_exports.get(index).map(|export| (export.line, export.column)),
    };
    let (line, column) = place.unwrap_or_default();
    (line + 1, column + 1)
}

/// `[names, reexported specifiers]`.
pub(super) fn common_js_exports(
    scope: &Scope,
    path: String,
    text: Option<String>,
) -> NodeResult<(Vec<String>, Vec<String>)> {
    let text = text_of(scope, &path, text)?;
    let found = scope.state::<Loader>().shared().cache.common_js_exports(Path::new(&path), &text);
    Ok((found.names, found.reexports))
}

pub(super) fn url_of_path(path: String) -> String {
    Resolution::File { path: PathBuf::from(path), suffix: String::new() }.url()
}

/// The path of a `file:` URL, without query and hash.
pub(super) fn path_of_url(url: String) -> NodeResult<String> {
    let failed = || NodeError::coded("ERR_INVALID_URL", "Invalid URL");
    let parsed = url::Url::parse(&url).map_err(|_| failed())?;
    let path = parsed.to_file_path().map_err(|()| failed())?;
    Ok(path.to_string_lossy().into_owned())
}

/// What is wrong with a module's text, where only the engine noticed; undefined when the parser finds nothing.
pub(super) fn explain_module(scope: &Scope, path: String, text: Option<String>) -> NodeResult<Data> {
    let text = text_of(scope, &path, text)?;
    Ok(transform::explain_module(Path::new(&path), &text).map_or(Data::Undefined, |error| failure(&error)))
}

/// A classic script with `import()` and `await` led to the globals of [`script_names`]: its text and positions; undefined
/// when it runs as it is, a failure when it does not parse.
pub(super) fn prepare_script(scope: &Scope, path: String, text: String, base: u32) -> Value<'_> {
    let file = Path::new(&path);
    let options = transform::Options::for_path(file);
    match transform::script(file, &text, &options, base) {
        Ok(None) => scope.undefined(),
        Ok(Some(script)) => {
            let positions = (!script.positions.is_plain()).then(|| Handle::new(script.positions));
            engine::IntoValue::into_value((script.code, positions), scope)
        }
        // The engine says what is wrong, and `explain` puts it into words.
        Err(_) => scope.undefined(),
    }
}

/// `[import, save, restore]`.
pub(super) fn script_names() -> Vec<String> {
    let names = transform::ScriptNames::get();
    vec![names.import, names.save, names.restore]
}

/// A TypeScript text without its types (`transform` prints it anew): `[code, map]`, or what is wrong with it.
pub(super) fn strip_types(path: String, text: String, transform: bool) -> Data {
    let file = Path::new(&path);
    let stripped = if transform {
        transform::transform_types(file, &text).map(|(code, map)| (code, Some(map.to_json(&path, &text))))
    } else {
        transform::strip_types(file, &text).map(|code| (code, None))
    };
    match stripped {
        Ok((code, map)) => Data::Array(vec![code.into(), map.into()]),
        Err(error) => {
            let is_unsupported = matches!(error, TransformError::Unsupported { .. });
            let Data::Object(mut properties) = failure(&error) else { return Data::Undefined };
            properties.push((Cow::Borrowed("isUnsupported"), is_unsupported.into()));
            Data::Object(properties)
        }
    }
}

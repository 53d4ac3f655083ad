//! What both loaders do with a file's text: read it, choose how it is compiled, and explain what the engine refuses.

use std::path::Path;

use engine::Scope;
use node::{NodeError, NodeResult};
use resolve::format::Format;
use transform::{CommonJs, Jsx, Module, Options, SyntaxGoal, TransformError};

use crate::loader::Shared;

/// Text of a module's file: UTF-8 (what is not becomes U+FFFD), without a byte order mark.
pub(crate) fn read(path: &str) -> NodeResult<String> {
    node::permission::read(Path::new(path))?;
    let bytes = std::fs::read(path).map_err(|error| {
        let is_directory = error.kind() == std::io::ErrorKind::IsADirectory;
        // A directory opens; reading it is what fails.
        let syscall = if is_directory { "read" } else { "open" };
        NodeError::io(&error, syscall, (!is_directory).then_some(path))
    })?;
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::CommonJs => "commonjs",
        Format::Module => "module",
        Format::Undecided => "undecided",
        Format::Json => "json",
        Format::Wasm => "wasm",
        Format::Addon => "addon",
        Format::Unknown => "unknown",
    }
}

/// How a file is compiled: by its extension, and TypeScript and JSX by the tsconfig.json above it.
pub(crate) fn options_for(shared: &Shared, path: &Path) -> Options {
    let mut options = Options::for_path(path);
    if !options.has_settings() {
        return options;
    }
    let settings = shared.resolver.typescript_settings(path);
    let typescript = &mut options.typescript;
    typescript.experimental_decorators = settings.experimental_decorators.unwrap_or(false);
    typescript.emit_decorator_metadata = settings.emit_decorator_metadata.unwrap_or(false);
    typescript.verbatim_module_syntax = settings.verbatim_module_syntax.unwrap_or(false);
    typescript.use_define_for_class_fields =
        settings.use_define_for_class_fields.unwrap_or_else(|| defines_fields(settings.target.as_deref()));
    typescript.jsx = match settings.jsx.as_deref() {
        Some("react") => Jsx::Classic {
            pragma: settings.jsx_factory.unwrap_or_else(|| "React.createElement".to_owned()),
            fragment: settings.jsx_fragment_factory.unwrap_or_else(|| "React.Fragment".to_owned()),
        },
        mode => Jsx::Automatic {
            import_source: settings.jsx_import_source.unwrap_or_else(|| "react".to_owned()),
            development: mode == Some("react-jsxdev"),
        },
    };
    options
}

/// The body of a CommonJS module; `None`: it runs as it is. Texts that an observer has put probes into are not remembered.
pub(crate) fn common_js(
    scope: &Scope,
    shared: &Shared,
    path: &Path,
    text: &str,
) -> Result<Option<CommonJs>, TransformError> {
    let options = options_for(shared, path);
    let Some(observed) = shared.observed(scope, path, text, SyntaxGoal::CommonJs) else {
        return shared.cache.common_js(path, text, &options);
    };
    let compiled = transform::common_js(path, &observed.text, &options)?;
    let mut compiled = compiled.unwrap_or_else(|| CommonJs::plain(without_hashbang(observed.text)));
    compiled.positions.probes = observed.probes;
    Ok(Some(compiled))
}

/// A first line `#!…` is no JavaScript inside a function: it becomes a comment.
fn without_hashbang(mut text: String) -> String {
    if text.starts_with("#!") {
        text.replace_range(..2, "//");
    }
    text
}

/// An ES module.
pub(crate) fn module(scope: &Scope, shared: &Shared, path: &Path, text: &str) -> Result<Module, TransformError> {
    let options = options_for(shared, path);
    let Some(observed) = shared.observed(scope, path, text, SyntaxGoal::Module) else {
        return shared.cache.module(path, text, &options);
    };
    let mut module = transform::module(path, &observed.text, &options)?;
    module.positions.probes = observed.probes;
    Ok(module)
}

/// TypeScript's default: fields are defined from ES2022 on, and where no target is set.
fn defines_fields(target: Option<&str>) -> bool {
    let Some(target) = target else { return true };
    let target = target.to_ascii_lowercase();
    match target.strip_prefix("es") {
        Some("next") => true,
        Some(year) => year.parse().is_ok_and(|year: u32| year >= 2022),
        None => false,
    }
}

pub(crate) fn is_module_by_syntax(shared: &Shared, path: &Path, text: &str) -> bool {
    shared.cache.format(path, text) == transform::Format::Module
}

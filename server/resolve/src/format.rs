//! How a found file is to be read: ES module, CommonJS, or whatever its syntax says; and whether types are to be blanked.

use crate::error::ResolveError;
use crate::resolver::Resolver;
use package::manifest::{ModuleKind, PackageJson};
use package::scope::inside_node_modules;
use std::path::Path;

/// What kind of module a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    CommonJs,
    Module,
    /// Nothing says: an ES module if only that parses, else CommonJS.
    Undecided,
    Json,
    Wasm,
    /// Native code, which can't be loaded: [`Resolver::addon_refusal`].
    Addon,
    /// An extension that `import` refuses and `require` reads as `.js`.
    Unknown,
}

/// The language on top of JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    JavaScript,
    Jsx,
    TypeScript,
    Tsx,
}

impl Dialect {
    pub fn of(path: &Path) -> Dialect {
        match extension(path) {
            "ts" | "mts" | "cts" => Dialect::TypeScript,
            "tsx" => Dialect::Tsx,
            "jsx" => Dialect::Jsx,
            _ => Dialect::JavaScript,
        }
    }
}

/// What a path's package says of its JavaScript.
fn by_package(package: Option<&PackageJson>) -> Format {
    match package.and_then(|package| package.kind) {
        Some(ModuleKind::Module) => Format::Module,
        Some(ModuleKind::CommonJs) => Format::CommonJs,
        None => Format::Undecided,
    }
}

impl Resolver {
    /// How the file at `path` is to be read. Only where the name does not say is a package.json looked for.
    pub fn format(&self, path: &Path) -> Result<Format, ResolveError> {
        Ok(match extension(path) {
            "mjs" | "mts" => Format::Module,
            "cjs" | "cts" => Format::CommonJs,
            "json" => Format::Json,
            "wasm" => Format::Wasm,
            "node" => Format::Addon,
            "js" | "ts" | "tsx" | "jsx" | "" => by_package(self.package_scope(path)?.as_deref()),
            _ => Format::Unknown,
        })
    }

    /// The error of importing a file whose format is [`Format::Unknown`] or, as Node has it, an addon.
    pub fn unknown_extension(&self, path: &Path) -> ResolveError {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = name.rfind('.').map_or(String::new(), |at| name[at..].to_owned());
        ResolveError::UnknownExtension { extension, path: path.to_owned() }
    }

    /// The error of loading a `.node` file, naming the package that ships it.
    pub fn addon_refusal(&self, path: &Path) -> ResolveError {
        let package = self.package_scope(path).ok().flatten().and_then(|package| package.name.clone());
        ResolveError::NativeAddon { path: path.to_owned(), package }
    }

    /// Whether a TypeScript file lies in an installed package. Node refuses to strip types there; Lode runs it.
    pub fn is_installed(&self, path: &Path) -> bool {
        inside_node_modules(path)
    }
}

/// The format of a `data:` URL by its media type.
pub fn format_of_data(url: &str) -> Result<Format, ResolveError> {
    let head = url.strip_prefix("data:").and_then(|rest| rest.split(',').next()).unwrap_or_default();
    let media = head.split(';').next().unwrap_or_default().trim();
    match media.to_ascii_lowercase().as_str() {
        "text/javascript" | "application/javascript" => Ok(Format::Module),
        "application/json" => Ok(Format::Json),
        "application/wasm" => Ok(Format::Wasm),
        _ => Err(ResolveError::UnknownFormat { format: media.to_owned(), url: url.to_owned() }),
    }
}

/// The extension without its dot; nothing for `.name` and for names without one.
fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

//! Node's errors of resolution. [`ResolveError`]'s `Display` is the message of Node 22 to the letter; `code`, `class`
//! and `properties` are what the error object carries besides. `hint` is Lode's own, shown where an error is rendered.

use std::path::PathBuf;

/// The constructor of the JavaScript error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Error,
    TypeError,
    RangeError,
    UriError,
}

/// A property of the error object beyond `message` and `code`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Property {
    String(String),
    Strings(Vec<String>),
}

/// `imported from …`, or nothing where Node does not know the importer.
fn from(base: &Option<String>) -> String {
    base.as_ref().map_or(String::new(), |base| format!(" imported from {base}"))
}

fn importing(base: &Option<String>) -> String {
    base.as_ref().map_or(String::new(), |base| format!(" while importing {base}"))
}

fn stack(stack: &Option<Vec<String>>) -> String {
    match stack {
        Some(stack) if !stack.is_empty() => format!("\nRequire stack:\n- {}", stack.join("\n- ")),
        _ => String::new(),
    }
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |found| format!("\nDid you mean to import \"{found}\"?"))
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// `require` found nothing. The runtime, which knows who required whom, fills in `require_stack`.
    #[error("Cannot find module '{request}'{}", stack(require_stack))]
    ModuleNotFound { request: String, path: Option<PathBuf>, require_stack: Option<Vec<String>> },

    #[error("Cannot find module '{}'. Please verify that the package.json has a valid \"main\" entry", main.display())]
    MainNotFound { main: PathBuf, package_json: PathBuf, request: String },

    /// `import` found no such file.
    #[error("Cannot find module '{path}' imported from {base}{}", did_you_mean(suggestion))]
    FileNotFound { path: String, base: String, url: String, suggestion: Option<String> },

    /// `import` found no such package, or a package without a main file.
    #[error("Cannot find package '{name}' imported from {base}{}", did_you_mean(suggestion))]
    PackageNotFound { name: String, base: String, suggestion: Option<String> },

    #[error(
        "Directory import '{path}' is not supported resolving ES modules imported from {base}{}",
        did_you_mean(suggestion)
    )]
    DirectoryImport { path: String, base: String, url: String, suggestion: Option<String> },

    #[error("No \"exports\" main defined in {}{}", package_json.display(), from(base))]
    MainNotExported { package_json: PathBuf, base: Option<String> },

    #[error("Package subpath '{subpath}' is not defined by \"exports\" in {}{}", package_json.display(), from(base))]
    PathNotExported { subpath: String, package_json: PathBuf, base: Option<String> },

    #[error("Package import specifier \"{specifier}\" is not defined{} imported from {base}", match package_json {
        Some(path) => format!(" in package {}", path.display()),
        None => String::new(),
    })]
    ImportNotDefined { specifier: String, package_json: Option<PathBuf>, base: String },

    #[error("Invalid module \"{request}\" {reason}{}", from(base))]
    InvalidSpecifier { request: String, reason: String, base: Option<String> },

    /// package.json is no JSON object; `detail` says where it goes wrong, which Node does not.
    #[error("Invalid package config {}{}.", path.display(), importing(base))]
    UnreadablePackage { path: PathBuf, base: Option<String>, detail: String },

    #[error("Invalid package config {}{}. {problem}", path.display(), importing(base))]
    InvalidPackage { path: PathBuf, base: Option<String>, problem: &'static str },

    #[error("Invalid \"{field}\" {}target {target} {}{}{}{}",
        if key == "." { "main " } else { "" },
        if key == "." { "defined".to_owned() } else { format!("defined for '{key}'") },
        format_args!(" in the package config {}", package_json.display()),
        from(base),
        if *needs_dot { "; targets must start with \"./\"" } else { "" })]
    InvalidTarget {
        field: &'static str,
        key: String,
        /// As JSON.
        target: String,
        package_json: PathBuf,
        base: Option<String>,
        needs_dot: bool,
    },

    #[error("No such built-in module: {specifier}")]
    UnknownBuiltin { specifier: String },

    #[error(
        "Failed to resolve module specifier \"{specifier}\" from \"{base}\": Invalid relative URL or base scheme is not hierarchical."
    )]
    UnsupportedRequest { specifier: String, base: String },

    #[error("Only URLs with a scheme in: {} are supported by the default ESM loader. Received protocol '{protocol}'",
        if matches!(protocol.as_str(), "http:" | "https:") { "file and data" } else { "file, data, and node" })]
    UnsupportedScheme { protocol: String },

    #[error("Unknown file extension \"{extension}\" for {}", path.display())]
    UnknownExtension { extension: String, path: PathBuf },

    #[error("Unknown module format: {format} for URL {url}")]
    UnknownFormat { format: String, url: String },

    #[error("File URL host must be \"localhost\" or empty on {}", platform())]
    FileUrlHost,

    #[error("File URL path must not include encoded / characters")]
    FileUrlPath,

    #[error("URI malformed")]
    MalformedUri,

    /// Lode's own: native code for Node's engine can't be loaded into another.
    #[error("Cannot load the native addon '{}'{}: Lode runs JavaScript and WebAssembly, not native addons", path.display(),
        package.as_ref().map_or(String::new(), |name| format!(" of the package '{name}'")))]
    NativeAddon { path: PathBuf, package: Option<String> },
}

/// `process.platform`.
fn platform() -> &'static str {
    if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }
}

impl ResolveError {
    /// `error.code`; a malformed URI has none.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::ModuleNotFound { .. } | Self::MainNotFound { .. } => "MODULE_NOT_FOUND",
            Self::FileNotFound { .. } | Self::PackageNotFound { .. } => "ERR_MODULE_NOT_FOUND",
            Self::DirectoryImport { .. } => "ERR_UNSUPPORTED_DIR_IMPORT",
            Self::MainNotExported { .. } | Self::PathNotExported { .. } => "ERR_PACKAGE_PATH_NOT_EXPORTED",
            Self::ImportNotDefined { .. } => "ERR_PACKAGE_IMPORT_NOT_DEFINED",
            Self::InvalidSpecifier { .. } => "ERR_INVALID_MODULE_SPECIFIER",
            Self::UnreadablePackage { .. } | Self::InvalidPackage { .. } => "ERR_INVALID_PACKAGE_CONFIG",
            Self::InvalidTarget { .. } => "ERR_INVALID_PACKAGE_TARGET",
            Self::UnknownBuiltin { .. } => "ERR_UNKNOWN_BUILTIN_MODULE",
            Self::UnsupportedRequest { .. } => "ERR_UNSUPPORTED_RESOLVE_REQUEST",
            Self::UnsupportedScheme { .. } => "ERR_UNSUPPORTED_ESM_URL_SCHEME",
            Self::UnknownExtension { .. } => "ERR_UNKNOWN_FILE_EXTENSION",
            Self::UnknownFormat { .. } => "ERR_UNKNOWN_MODULE_FORMAT",
            Self::FileUrlHost => "ERR_INVALID_FILE_URL_HOST",
            Self::FileUrlPath => "ERR_INVALID_FILE_URL_PATH",
            Self::MalformedUri => return None,
            Self::NativeAddon { .. } => "ERR_DLOPEN_FAILED",
        })
    }

    pub fn class(&self) -> Class {
        match self {
            Self::ImportNotDefined { .. }
            | Self::InvalidSpecifier { .. }
            | Self::UnsupportedRequest { .. }
            | Self::UnknownExtension { .. }
            | Self::FileUrlHost
            | Self::FileUrlPath => Class::TypeError,
            Self::UnknownFormat { .. } => Class::RangeError,
            Self::MalformedUri => Class::UriError,
            _ => Class::Error,
        }
    }

    /// Whether Node makes it with its internal errors, whose stack reads `Error [CODE]: message`. Those of the old
    /// `require` path are plain errors with a `code` put on them.
    pub fn is_node_error(&self) -> bool {
        !matches!(self, Self::ModuleNotFound { .. } | Self::MainNotFound { .. } | Self::MalformedUri)
    }

    /// The own properties after `code`, in Node's order.
    pub fn properties(&self) -> Vec<(&'static str, Property)> {
        match self {
            Self::ModuleNotFound { path, require_stack, .. } => {
                let stack = require_stack.clone().map(|stack| ("requireStack", Property::Strings(stack)));
                let path = path.as_ref().map(|path| ("path", Property::String(path.display().to_string())));
                stack.into_iter().chain(path).collect()
            }
            Self::MainNotFound { package_json, request, .. } => vec![
                ("path", Property::String(package_json.display().to_string())),
                ("requestPath", Property::String(request.clone())),
            ],
            Self::FileNotFound { url, .. } | Self::DirectoryImport { url, .. } => {
                vec![("url", Property::String(url.clone()))]
            }
            _ => Vec::new(),
        }
    }

    /// Says who required whom, innermost first. Only a plain "not found" carries it.
    pub fn with_require_stack(mut self, modules: Vec<String>) -> ResolveError {
        if let Self::ModuleNotFound { require_stack: stack @ Some(_), .. } = &mut self {
            *stack = Some(modules);
        }
        self
    }

    /// The URL that the specifier stands for though nothing is there: what `import.meta.resolve` answers.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::FileNotFound { url, .. } | Self::DirectoryImport { url, .. } => Some(url),
            _ => None,
        }
    }

    /// What to try, where Lode knows more than the message says.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnreadablePackage { detail, .. } => Some(detail.clone()),
            Self::NativeAddon { .. } => {
                Some("look for a build of the package in WebAssembly or in plain JavaScript".to_owned())
            }
            Self::PackageNotFound { name, .. } if !name.starts_with('/') => {
                Some(format!("is '{name}' among the dependencies, and are they installed?"))
            }
            _ => None,
        }
    }
}

//! What is tried for a TypeScript importer, only where Node would find nothing: `paths` and `baseUrl` of the tsconfig.json
//! that governs the file, `.ts` for `.js`, and missing extensions. `oxc_resolver` finds and reads tsconfig.json (`extends`,
//! references, `include`).
//!
//! `paths` alone go before `node_modules`: whoever writes one means it.

use oxc_resolver::{FileMetadata, ResolveOptions, ResolverGeneric, TsConfig, TsconfigDiscovery};
use package::scope::inside_node_modules;
use source::{DiskFileSystem, Metadata};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The extensions a TypeScript importer may leave out.
pub(crate) const EXTENSIONS: &[&str] = &[".ts", ".tsx", ".mts", ".cts", ".jsx", ".mjs", ".cjs"];

/// Whether the file is TypeScript of the project itself.
pub(crate) fn is_typescript(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    matches!(extension, "ts" | "tsx" | "mts" | "cts" | "jsx") && !inside_node_modules(path)
}

/// The sources that a compiled name stands for: `./a.js` is written for `./a.ts`.
pub(crate) fn sources_of(path: &Path) -> impl Iterator<Item = PathBuf> {
    let sources: &[&str] = match path.extension().and_then(OsStr::to_str) {
        Some("js") => &["ts", "tsx", "jsx"],
        Some("jsx") => &["tsx"],
        Some("mjs") => &["mts"],
        Some("cjs") => &["cts"],
        _ => &[],
    };
    sources.iter().map(|extension| path.with_extension(extension))
}

/// What a path without a file may mean: its source, an extension left out, a folder's index.
pub(crate) fn candidates(path: &Path) -> impl Iterator<Item = PathBuf> {
    let with = |path: &Path, extension: &str| {
        let mut text = path.as_os_str().to_owned();
        text.push(extension);
        PathBuf::from(text)
    };
    let all = || EXTENSIONS.iter().copied().chain([".js", ".json"]);
    let index = path.join("index");
    let extended: Vec<PathBuf> = all().map(|extension| with(path, extension)).collect();
    sources_of(path).chain(extended).chain(all().map(move |extension| with(&index, extension)))
}

/// The `compilerOptions` that change what a file does, as they are written; `None` where they are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeScriptSettings {
    pub target: Option<String>,
    pub jsx: Option<String>,
    pub jsx_factory: Option<String>,
    pub jsx_fragment_factory: Option<String>,
    pub jsx_import_source: Option<String>,
    pub experimental_decorators: Option<bool>,
    pub emit_decorator_metadata: Option<bool>,
    pub use_define_for_class_fields: Option<bool>,
    pub verbatim_module_syntax: Option<bool>,
}

/// The tsconfig.json files of a program.
pub(crate) struct TypeScript {
    files: Arc<dyn source::FileSystem>,
    configs: ResolverGeneric<Adapter>,
}

impl TypeScript {
    pub fn new(files: Arc<dyn source::FileSystem>) -> TypeScript {
        let options =
            ResolveOptions { tsconfig: Some(TsconfigDiscovery::Auto), node_path: false, ..ResolveOptions::default() };
        TypeScript { configs: ResolverGeneric::new_with_file_system(Adapter(files.clone()), options), files }
    }

    /// The tsconfig.json that governs `file`. One that can't be read counts as none: it is the compiler's to complain.
    pub fn config(&self, file: &Path) -> Option<Arc<TsConfig>> {
        self.configs.find_tsconfig(file).ok().flatten()
    }

    /// What `paths` maps the specifier to.
    pub fn paths(&self, from: &Path, specifier: &str) -> Vec<PathBuf> {
        match self.config(from) {
            Some(config) if config.compiler_options.paths.is_some() => {
                let mut mapped = config.resolve_path_alias_or_base_url(specifier);
                mapped.retain(|path| self.below_base(&config, specifier).as_ref() != Some(path));
                mapped
            }
            _ => Vec::new(),
        }
    }

    /// What `baseUrl` makes of the specifier.
    pub fn base(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        self.below_base(&*self.config(from)?, specifier)
    }

    fn below_base(&self, config: &TsConfig, specifier: &str) -> Option<PathBuf> {
        let base = config.compiler_options.base_url.as_ref()?;
        Some(config.directory().join(base).join(specifier))
    }

    /// What `file`'s tsconfig.json says of how it is compiled.
    pub fn settings(&self, file: &Path) -> TypeScriptSettings {
        let Some(config) = self.config(file) else { return TypeScriptSettings::default() };
        let options = &config.compiler_options;
        TypeScriptSettings {
            target: options.target.clone(),
            jsx: options.jsx.clone(),
            jsx_factory: options.jsx_factory.clone(),
            jsx_fragment_factory: options.jsx_fragment_factory.clone(),
            jsx_import_source: options.jsx_import_source.clone(),
            experimental_decorators: options.experimental_decorators,
            emit_decorator_metadata: options.emit_decorator_metadata,
            use_define_for_class_fields: options.use_define_for_class_fields,
            verbatim_module_syntax: options.verbatim_module_syntax,
        }
    }

    /// What a JavaScript file's bundler is told by the nearest jsconfig.json or tsconfig.json: `paths`, then `baseUrl`.
    pub fn aliases(&self, from: &Path, specifier: &str) -> Vec<PathBuf> {
        let above = from
            .ancestors()
            .skip(1)
            .flat_map(|folder| ["jsconfig.json", "tsconfig.json"].map(|name| folder.join(name)));
        let nearest = above.into_iter().find(|path| self.files.is_file(path));
        match nearest.and_then(|path| self.configs.resolve_tsconfig(path).ok()) {
            Some(config) => config.resolve_path_alias_or_base_url(specifier),
            None => Vec::new(),
        }
    }

    pub fn clear(&self) {
        self.configs.clear_cache();
    }
}

/// Our files, asked by `oxc_resolver`.
struct Adapter(Arc<dyn source::FileSystem>);

impl oxc_resolver::FileSystem for Adapter {
    fn new() -> Self {
        Adapter(Arc::new(DiskFileSystem))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        self.0.read_to_string(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.metadata(path).map(metadata)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.symlink_metadata(path).map(metadata)
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, oxc_resolver::ResolveError> {
        Ok(self.0.read_link(path)?)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.canonicalize(path)
    }
}

fn metadata(metadata: Metadata) -> FileMetadata {
    FileMetadata::new(metadata.is_file(), metadata.is_directory(), metadata.is_symlink())
}

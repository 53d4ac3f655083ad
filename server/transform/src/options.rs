//! What a caller can choose. Everything here is part of the cache key.

use std::path::Path;

use serde::{Deserialize, Serialize};
use syntax::Language;

/// How one file is to be compiled.
#[derive(Clone, Debug)]
pub struct Options {
    pub language: Language,
    /// Keep the asynchronous context (`AsyncLocalStorage`) across `await` by wrapping each one.
    pub async_context: bool,
    pub typescript: TypeScriptOptions,
}

impl Options {
    /// What a file gets without any configuration; its extension says the language.
    pub fn for_path(path: &Path) -> Self {
        Options { language: Language::of(path), async_context: true, typescript: TypeScriptOptions::default() }
    }
}

impl Options {
    /// Whether a tsconfig.json has anything to say about the file.
    pub fn has_settings(&self) -> bool {
        self.language.is_typescript() || self.language.has_jsx()
    }
}

/// The parts of a tsconfig.json that change what runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TypeScriptOptions {
    /// `experimentalDecorators`: TypeScript's own decorators instead of the standard ones.
    pub experimental_decorators: bool,
    /// `emitDecoratorMetadata`; counts with `experimental_decorators` only.
    pub emit_decorator_metadata: bool,
    /// `useDefineForClassFields`; false makes fields plain assignments.
    pub use_define_for_class_fields: bool,
    /// `verbatimModuleSyntax`: keep imports that no code uses.
    pub verbatim_module_syntax: bool,
    pub jsx: Jsx,
}

impl Default for TypeScriptOptions {
    fn default() -> Self {
        TypeScriptOptions {
            experimental_decorators: false,
            emit_decorator_metadata: false,
            use_define_for_class_fields: true,
            verbatim_module_syntax: false,
            jsx: Jsx::default(),
        }
    }
}

/// What JSX becomes. A file's own `@jsx`, `@jsxFrag`, `@jsxRuntime` and `@jsxImportSource` comments win.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Jsx {
    /// `jsx` calls imported from `<import_source>/jsx-runtime` (or `jsx-dev-runtime`).
    Automatic { import_source: String, development: bool },
    /// Calls of `pragma` (`React.createElement`).
    Classic { pragma: String, fragment: String },
}

impl Default for Jsx {
    fn default() -> Self {
        Jsx::Automatic { import_source: "react".to_owned(), development: false }
    }
}

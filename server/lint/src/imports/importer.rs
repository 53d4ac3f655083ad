//! A file as the rules about modules see it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::ModuleKind;
use resolve::resolver::Mode;

use super::declared::Declared;
use super::module::{Module, Name, Request, RequestKind};
use super::modules::{Modules, Target, Targets};
use super::setting::Setting;

pub(crate) struct Importer<'a> {
    /// Its real path.
    pub path: &'a Path,
    pub module: &'a Module,
    pub modules: &'a Modules,
    pub setting: Setting,
    targets: Arc<Targets>,
}

impl<'a> Importer<'a> {
    pub fn new(path: &'a Path, module: &'a Module, modules: &'a Modules) -> Importer<'a> {
        let (setting, targets) = (modules.setting(path.parent().unwrap_or(path)), modules.targets(path));
        Importer { path, module, modules, setting, targets }
    }

    pub fn target(&self, request: &Request) -> Target {
        self.modules.target_among(&self.targets, self.path, &request.specifier, request.kind)
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(self.path)
    }

    /// What the packages around it declare.
    pub fn declared(&self) -> Arc<Declared> {
        self.modules.declared(self.folder())
    }

    /// The folder that a package's name leads to, as it is written.
    pub fn installed(&self, name: &str) -> Option<PathBuf> {
        let is_home = |folder: &&Path| folder.file_name().is_none_or(|name| name != "node_modules");
        let above = self.folder().ancestors().filter(is_home).map(|folder| folder.join("node_modules").join(name));
        above.into_iter().find(|folder| self.modules.files.is_directory(folder))
    }

    /// Whether TypeScript takes a request away with the types that it is for.
    pub fn is_erased(&self, request: &Request) -> bool {
        self.module.is_typescript
            && request.kind == RequestKind::Import
            && !request.names.is_empty()
            && request.names.iter().all(|name| !self.is_value(request, name))
    }

    /// The file that declares the types of what is requested.
    pub fn declarations(&self, request: &Request) -> Option<PathBuf> {
        let mode = if request.kind.is_import() { Mode::Import } else { Mode::Require };
        self.modules.resolver.declarations(&request.specifier, self.path, mode)
    }

    /// Whether there are at least types for what a TypeScript file requests: what they are of may be built later.
    pub fn has_types(&self, request: &Request) -> bool {
        self.module.is_typescript && self.declarations(request).is_some()
    }

    fn extension(&self) -> &str {
        self.path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
    }

    /// Whether nothing but Node runs it, as an ES module, and says so before it reads it.
    pub fn is_module_in_node(&self) -> bool {
        self.is_as_written() && self.is_compiled_to_module()
    }

    /// Whether what Node runs in the end is an ES module with the same imports.
    pub fn is_compiled_to_module(&self) -> bool {
        self.module.is_module
            && !self.setting.is_bundled
            && !self.module.has_jsx
            && match self.extension() {
                "mjs" | "mts" => true,
                _ => self.setting.kind == Some(ModuleKind::Module),
            }
    }

    /// Whether nothing but Node runs it, as CommonJS. A configuration may say that it is read as a module, but Node does not hear of it.
    pub fn is_common_js_in_node(&self) -> bool {
        let is_read_as_module = self.module.is_module
            && (self.module.has_module_syntax
                || self.extension() == "mjs"
                || self.setting.kind == Some(ModuleKind::Module));
        !is_read_as_module && self.is_as_written() && !self.setting.is_bundled
    }

    fn is_as_written(&self) -> bool {
        !self.module.is_typescript && !self.module.has_jsx && matches!(self.extension(), "js" | "mjs" | "cjs")
    }

    /// Whether Node resolves its specifiers by its own rules.
    pub fn is_resolved_by_node(&self) -> bool {
        self.is_module_in_node() || self.is_common_js_in_node()
    }

    /// Whether what a name stands for is there at run time.
    pub fn is_value(&self, request: &Request, name: &Name) -> bool {
        !request.is_type_only && !name.is_type_only && (name.is_value || !self.module.is_typescript)
    }

    /// The name by which a file is told of: as it would be imported from here.
    pub fn shown(&self, path: &Path) -> String {
        relative(self.path.parent().unwrap_or(self.path), path)
    }
}

/// A path as a file in a folder would name it; of an installed package what comes behind `node_modules`.
pub(crate) fn relative(folder: &Path, path: &Path) -> String {
    let text = path.to_string_lossy();
    if let Some(at) = text.rfind("/node_modules/") {
        return text[at + "/node_modules/".len()..].to_owned();
    }
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().count() - shared;
    let rest: Vec<_> = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy()).collect();
    let start = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
    format!("{start}{}", rest.join("/"))
}

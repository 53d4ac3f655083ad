//! The exports of a module, through whatever it re-exports: from its declarations if there are any, else from its JavaScript.
//!
//! Modules are read, looked at and dropped with the [`Extractor`]; nothing of them stays in memory. There are limits for how much
//! is read, how deep re-exports are followed and how many names are told: what is beyond them is left out.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use resolve::file_url;
use resolve::resolver::{Mode, Resolution as Answer, Resolver};
use rustc_hash::{FxHashMap, FxHashSet};
use source::{FileSystem, SourceText};
use syntax::{Goal, Language};

use super::ExportKind;
use super::describe::{Described, Description};
use crate::facts::{
    BindingId, DeclarationKind, Export, ExportName, Exported, ExpressionKind, Facts, ImportId, ImportKind,
    ImportedName, InterfaceId, NamespaceId, TypeId, TypeKind,
};
use crate::kind::{self, Signs};
use crate::store::lowered;

/// What may be read of one package; the rest is left out.
const BYTES: usize = 12 << 20;
const LARGEST: usize = 4 << 20;
/// How many re-exports are followed from one to the next.
const DEPTH: usize = 24;
/// How many names one entry tells.
pub(crate) const NAMES: usize = 5_000;

pub(crate) struct Extractor<'a> {
    /// `None`: of what a module takes from others only the names are told, as it writes them.
    around: Option<Around<'a>>,
    modules: FxHashMap<PathBuf, Option<Rc<Module>>>,
    names: FxHashMap<PathBuf, Rc<FxHashMap<String, Found>>>,
    read: usize,
    /// Whether it was more than what is worth while now: then nothing that was found counts.
    pub has_given_up: bool,
}

/// Where other modules are found.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub files: &'a dyn FileSystem,
    pub resolver: &'a Resolver,
    /// If more bytes than this have to be read, all is given up.
    pub patience: usize,
    pub go_on: &'a dyn Fn() -> bool,
}

pub(crate) struct Module {
    pub text: SourceText,
    pub facts: Arc<Facts>,
}

impl Module {
    pub fn path(&self) -> &Path {
        self.text.path()
    }

    pub fn describe(&self) -> Described<'_> {
        Described { facts: &self.facts, text: self.text.text() }
    }

    /// What is declared at an offset, see [`Found::origin`].
    pub fn origin(&self, offset: u32) -> (Arc<Path>, u32) {
        (self.path().into(), offset)
    }
}

/// One name that a module exports.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub name: String,
    pub description: Description,
    pub is_type_only: bool,
    pub is_whole: bool,
    /// Where it is declared: the same thing by another way has the same.
    pub origin: (Arc<Path>, u32),
}

/// Names that were found, each once.
#[derive(Default)]
pub(crate) struct Names {
    pub found: Vec<Found>,
    known: FxHashSet<String>,
}

impl Names {
    pub fn add(&mut self, found: Found) {
        if self.found.len() < NAMES && self.known.insert(found.name.clone()) {
            self.found.push(found);
        }
    }

    pub fn knows(&self, name: &str) -> bool {
        self.known.contains(name)
    }
}

impl<'a> Extractor<'a> {
    pub fn new(around: Option<Around<'a>>) -> Extractor<'a> {
        Extractor { around, modules: FxHashMap::default(), names: FxHashMap::default(), read: 0, has_given_up: false }
    }

    /// Everything that the module at `path` exports. `specifier`: by which it is imported, for declarations that name it.
    pub fn exports(&mut self, path: &Path, specifier: &str) -> Vec<Found> {
        let mut names = Names::default();
        self.collect(path, specifier, DEPTH, &mut FxHashSet::default(), &mut names);
        names.found
    }

    /// Everything that a module exports, as far as it can be followed.
    pub fn exports_of(&mut self, module: &Module) -> Vec<Found> {
        let mut names = Names::default();
        self.collect_module(module, "", DEPTH, &mut FxHashSet::default(), &mut names);
        names.found
    }

    pub fn module(&mut self, path: &Path) -> Option<Rc<Module>> {
        if let Some(known) = self.modules.get(path) {
            return known.clone();
        }
        let module = self.load(path).map(Rc::new);
        self.modules.insert(path.to_owned(), module.clone());
        module
    }

    fn load(&mut self, path: &Path) -> Option<Module> {
        let Around { files, resolver, patience, go_on } = self.around?;
        if !crate::paths::is_source(path) || !go_on() {
            return None;
        }
        let length = files.metadata(path).ok()?.length as usize;
        if length > LARGEST || self.read + length > BYTES {
            return None;
        }
        if self.read + length > patience {
            self.has_given_up = true;
            return None;
        }
        self.read += length;
        let text = files.read_to_string(path).ok()?;
        let package = resolver.package_scope(path).ok().flatten().and_then(|package| package.kind);
        let kind = kind::of(path, None, package, Signs::of(&text), true);
        let facts = Arc::new(lowered(&text, kind));
        Some(Module { text: SourceText::new(path, text), facts })
    }

    /// The module that an import of another leads to: its declarations if there are any.
    pub fn imported(&mut self, module: &Module, import: ImportId) -> Option<PathBuf> {
        let resolver = self.around?.resolver;
        let import = &module.facts.imports[import.index()];
        if import.specifier.is_empty() || self.has_given_up {
            return None;
        }
        if import.kind == ImportKind::ReferencePath {
            return Some(source::normalize_lexically(&module.path().parent()?.join(&*import.specifier)));
        }
        let mode = match (import.kind, module.facts.kind.goal) {
            (ImportKind::Require, _) => Mode::Require,
            (ImportKind::Static | ImportKind::ReExport | ImportKind::Dynamic, _) | (_, Goal::Module) => Mode::Import,
            _ => Mode::Require,
        };
        // A package's JavaScript is followed in JavaScript: declarations would have been taken to begin with.
        let is_relative = import.specifier.starts_with('.');
        let declarations = match module.facts.kind.language.is_typescript() || !is_relative {
            true => resolver.declarations(&import.specifier, module.path(), mode),
            false => None,
        };
        declarations.or_else(|| {
            let found = match mode {
                Mode::Import => resolver.import(&import.specifier, &file_url::from_path(module.path())),
                _ => resolver.require(&import.specifier, module.path()),
            };
            match found.or_else(|_| resolver.require(&import.specifier, module.path())) {
                Ok(Answer::File { path, .. }) => Some(path),
                _ => None,
            }
        })
    }

    pub fn collect(
        &mut self,
        path: &Path,
        specifier: &str,
        depth: usize,
        visited: &mut FxHashSet<PathBuf>,
        names: &mut Names,
    ) {
        if depth == 0 || !visited.insert(path.to_owned()) {
            return;
        }
        if let Some(module) = self.module(path) {
            self.collect_module(&module, specifier, depth, visited, names);
        }
    }

    fn collect_module(
        &mut self,
        module: &Module,
        specifier: &str,
        depth: usize,
        visited: &mut FxHashSet<PathBuf>,
        names: &mut Names,
    ) {
        let is_script = module.facts.kind.goal == Goal::Script && module.facts.kind.language == Language::Declarations;
        if is_script {
            return self.ambient(module, specifier, depth, visited, names);
        }
        self.collect_exports(module, &module.facts.exports, depth, visited, names);
        if !module.facts.kind.language.is_typescript() && module.facts.kind.goal != Goal::Module {
            self.common_js(module, depth, visited, names);
        }
    }

    /// What `declare module 'x'` says of the module, in a file that is none itself or in one that it refers to.
    fn ambient(
        &mut self,
        module: &Module,
        specifier: &str,
        depth: usize,
        visited: &mut FxHashSet<PathBuf>,
        names: &mut Names,
    ) {
        for ambient in module.facts.ambient_modules.iter().filter(|ambient| *ambient.name == *specifier) {
            self.collect_exports(module, &ambient.exports, depth, visited, names);
        }
        for index in 0..module.facts.imports.len() {
            let import = ImportId(index as u32);
            if module.facts[import].kind == ImportKind::ReferencePath
                && let Some(path) = self.imported(module, import)
            {
                self.collect(&path, specifier, depth - 1, visited, names);
            }
        }
    }

    fn collect_exports(
        &mut self,
        module: &Module,
        exports: &[Export],
        depth: usize,
        visited: &mut FxHashSet<PathBuf>,
        names: &mut Names,
    ) {
        // A name can be a type and a value; it is told as a value.
        let values = exports.iter().filter(|export| !export.is_type_only);
        for export in values.chain(exports.iter().filter(|export| export.is_type_only)) {
            match &export.name {
                ExportName::Named(name) => {
                    if let Some(found) = self.export(module, export, name, depth) {
                        names.add(found);
                    }
                }
                ExportName::Default => {
                    if let Some(found) = self.export(module, export, "default", depth) {
                        names.add(found);
                    }
                }
                ExportName::Equals => self.whole(module, export, depth, names),
                ExportName::All | ExportName::Global(_) => {}
            }
        }
        // What a module names itself wins over what it takes from others.
        for export in exports.iter().filter(|export| export.name == ExportName::All) {
            let Exported::Import { import, .. } = export.what else { continue };
            if let Some(path) = self.imported(module, import) {
                let mut inner = Names::default();
                self.collect(&path, "", depth - 1, visited, &mut inner);
                for found in inner.found.into_iter().filter(|found| found.name != "default") {
                    names.add(Found { is_type_only: found.is_type_only || export.is_type_only, ..found });
                }
            }
        }
    }

    fn export(&mut self, module: &Module, export: &Export, name: &str, depth: usize) -> Option<Found> {
        let mut found = match &export.what {
            Exported::Binding(binding) => self.binding(module, *binding, name, depth)?,
            Exported::Expression(expression) => Found {
                name: name.to_owned(),
                description: module.describe().value(*expression, name),
                is_type_only: false,
                is_whole: false,
                origin: module.origin(module.facts[*expression].range.start()),
            },
            Exported::Import { import, name: imported } => self.re_export(module, *import, imported, name, depth)?,
            Exported::Nothing => return None,
        };
        found.is_type_only |= export.is_type_only && !is_value_too(module, export);
        Some(found)
    }

    /// A name of a module's own scope, which it may itself have imported.
    pub fn binding(&mut self, module: &Module, id: BindingId, name: &str, depth: usize) -> Option<Found> {
        let binding = &module.facts[id];
        let import = binding.declarations.iter().find_map(|declaration| match declaration.kind {
            DeclarationKind::Import(import) => Some(import),
            _ => None,
        });
        if let Some(import) = import
            && let Some(specifier) = module.facts[import].names.iter().find(|specifier| specifier.local == Some(id))
        {
            let imported = specifier.imported.clone();
            return self
                .re_export(module, import, &imported, name, depth)
                .map(|found| Found { is_type_only: found.is_type_only || specifier.is_type_only, ..found });
        }
        let description = module.describe().binding(id, name);
        Some(Found {
            name: name.to_owned(),
            is_type_only: matches!(description.kind, ExportKind::Interface | ExportKind::TypeAlias),
            description,
            is_whole: false,
            origin: module.origin(binding.declarations.first().map_or(0, |first| first.name_range.start())),
        })
    }

    fn re_export(
        &mut self,
        module: &Module,
        import: ImportId,
        imported: &ImportedName,
        name: &str,
        depth: usize,
    ) -> Option<Found> {
        let Some(path) = self.imported(module, import) else {
            let signature = format!("const {name}");
            return self.around.is_none().then(|| Found {
                name: name.to_owned(),
                description: module.describe().plain(ExportKind::Variable, signature, None),
                is_type_only: false,
                is_whole: false,
                origin: module.origin(module.facts[import].range.start()),
            });
        };
        let wanted = match imported {
            ImportedName::Named(wanted) => wanted.to_string(),
            ImportedName::Default => "default".to_owned(),
            ImportedName::Namespace => {
                let signature = format!("namespace {name}");
                return Some(Found {
                    name: name.to_owned(),
                    description: module.describe().plain(ExportKind::Namespace, signature, None),
                    is_type_only: false,
                    is_whole: false,
                    origin: (path.as_path().into(), 0),
                });
            }
        };
        let mut found = self.find(&path, &wanted, depth.checked_sub(1)?)?;
        found.description.signature = renamed(&found.description.signature, &found.name, name);
        Some(Found { name: name.to_owned(), ..found })
    }

    /// One name of a module.
    pub fn find(&mut self, path: &Path, name: &str, depth: usize) -> Option<Found> {
        if depth == 0 {
            return None;
        }
        let module = self.module(path)?;
        let is_it = |export: &&Export| match &export.name {
            ExportName::Named(named) => **named == *name,
            ExportName::Default => name == "default",
            _ => false,
        };
        let all = || module.facts.exports.iter().filter(is_it);
        if let Some(export) = all().find(|export| !export.is_type_only).or_else(|| all().next()) {
            return self.export(&module, export, name, depth);
        }
        let all = self.all(path, depth - 1);
        all.get(name).cloned()
    }

    /// All names of a module; while they are still being collected, none.
    fn all(&mut self, path: &Path, depth: usize) -> Rc<FxHashMap<String, Found>> {
        if let Some(known) = self.names.get(path) {
            return known.clone();
        }
        self.names.insert(path.to_owned(), Rc::default());
        let mut names = Names::default();
        self.collect(path, "", depth, &mut FxHashSet::default(), &mut names);
        let all: Rc<FxHashMap<String, Found>> =
            Rc::new(names.found.into_iter().map(|found| (found.name.clone(), found)).collect());
        self.names.insert(path.to_owned(), all.clone());
        all
    }

    /// `export = x`: the module as a whole, and what can be taken out of it by name.
    fn whole(&mut self, module: &Module, export: &Export, depth: usize, names: &mut Names) {
        let whole = match &export.what {
            Exported::Binding(binding) => self.binding(module, *binding, "default", depth),
            Exported::Expression(expression) => Some(Found {
                name: "default".to_owned(),
                description: module.describe().value(*expression, "default"),
                is_type_only: false,
                is_whole: true,
                origin: module.origin(export.range.start()),
            }),
            Exported::Import { .. } | Exported::Nothing => None,
        };
        if let Some(whole) = whole {
            names.add(Found { is_whole: true, ..whole });
        }
        let binding = match export.what {
            Exported::Binding(binding) => Some(binding),
            Exported::Expression(expression) => match module.facts[expression].kind {
                ExpressionKind::Reference(reference) => module.facts[reference].binding,
                _ => None,
            },
            _ => None,
        };
        if let Some(binding) = binding {
            self.parts(module, binding, depth, names);
        }
    }

    /// What `import { part }` can take out of a name that is exported as a whole.
    fn parts(&mut self, module: &Module, binding: BindingId, depth: usize, names: &mut Names) {
        for declaration in &module.facts[binding].declarations {
            match declaration.kind {
                DeclarationKind::Namespace(namespace) => self.namespace(module, namespace, depth, names),
                DeclarationKind::Import(import) => {
                    if let Some(path) = self.imported(module, import).filter(|_| depth > 1) {
                        self.collect(&path, "", depth - 1, &mut FxHashSet::default(), names);
                    }
                }
                DeclarationKind::Variable(_) => {
                    if let Some(annotation) = declaration.type_annotation {
                        self.members(module, annotation, names);
                    }
                }
                DeclarationKind::Class(class) => {
                    for member in module.facts[class].members.iter().filter(|member| member.is_static) {
                        let (Some(name), Some(function)) = (member.key.name(), member.function) else { continue };
                        let description = module.describe().function(function, name);
                        names.add(self.part(module, name, description, member.range.start()));
                    }
                }
                _ => {}
            }
        }
    }

    fn namespace(&mut self, module: &Module, namespace: NamespaceId, depth: usize, names: &mut Names) {
        for export in &module.facts[namespace].exports {
            if let ExportName::Named(name) = &export.name
                && let Some(found) = self.export(module, export, name, depth)
            {
                names.add(found);
            }
        }
    }

    /// The members of the type of a module as a whole: of an interface, also those that other files add to it.
    fn members(&mut self, module: &Module, annotation: TypeId, names: &mut Names) {
        let TypeKind::Reference { name, path, .. } = &module.facts[annotation].kind else { return };
        let last = path.last().unwrap_or(&module.facts[*name].name).clone();
        let mut visited = FxHashSet::default();
        self.interface_members(module, &last, &mut visited, names);
    }

    fn interface_members(&mut self, module: &Module, name: &str, visited: &mut FxHashSet<PathBuf>, names: &mut Names) {
        if !visited.insert(module.path().to_owned()) {
            return;
        }
        for index in 0..module.facts.interfaces.len() {
            let interface = &module.facts[InterfaceId(index as u32)];
            if *interface.name != *name {
                continue;
            }
            for member in &interface.members {
                if let Some(name) = member.name.as_ref().filter(|name| is_identifier(name)) {
                    let description = module.describe().member(member, name);
                    names.add(self.part(module, name, description, member.range.start()));
                }
            }
        }
        for index in 0..module.facts.imports.len() {
            let import = ImportId(index as u32);
            if module.facts[import].kind == ImportKind::ReferencePath
                && let Some(path) = self.imported(module, import)
                && let Some(referred) = self.module(&path)
            {
                self.interface_members(&referred, name, visited, names);
            }
        }
    }

    fn part(&self, module: &Module, name: &str, description: Description, start: u32) -> Found {
        Found { name: name.to_owned(), description, is_type_only: false, is_whole: false, origin: module.origin(start) }
    }
}

/// Whether a declaration that exports a type exports a value of the same name as well: an interface merged with a variable.
fn is_value_too(module: &Module, export: &Export) -> bool {
    let Exported::Binding(binding) = export.what else { return false };
    let binding = &module.facts[binding];
    let declares = binding.declarations.iter().any(|declaration| export.range.contains_range(declaration.name_range));
    declares && binding.kind.is_value()
}

/// The signature with its name exchanged.
pub(crate) fn renamed(signature: &str, from: &str, to: &str) -> String {
    let Some(at) = signature.find(' ').map(|space| space + 1) else { return signature.to_owned() };
    let at = if signature[at..].starts_with("function ") { at + "function ".len() } else { at };
    match signature[at..].strip_prefix(from) {
        Some(rest) => format!("{}{to}{rest}", &signature[..at]),
        None => signature.to_owned(),
    }
}

/// Whether a name can stand in `import { }`.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || matches!(first, '_' | '$'))
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '$'))
}

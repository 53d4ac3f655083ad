//! Names that an import would bring: of the project's own files, of direct dependencies, of Node's modules. Nothing transitive.

use std::borrow::Cow;
use std::path::Path;

use project::OwnExport;
use project::facts::Import;
use rustc_hash::{FxHashMap, FxHashSet};
use source::FileId;
use syntax::Language;

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};
use crate::imports::{self, ImportWay, NewImport};

/// Names from other files in one list.
const LIMIT: usize = 150;

/// Whether there may be more than was found.
pub(crate) fn exported(context: &Context, items: &mut Vec<Item>) -> bool {
    // Every name of every package helps no one; the first letter asks.
    if context.prefix.is_empty() {
        return true;
    }
    let known = items.iter().filter(|item| item.kind != ItemKind::Keyword).map(|item| item.label.clone()).collect();
    let mut search =
        Search { context, known, writes_require: imports::writes_require(&context.facts), found: Vec::new() };
    let is_complete = search.own_files() & search.packages();
    search.node();
    let mut found = search.found;
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.label.cmp(&other.label)));
    found.dedup_by(|one, other| one.label == other.label && one.import == other.import);
    let is_cut = found.len() > LIMIT;
    found.truncate(LIMIT);
    items.extend(found);
    is_cut || !is_complete
}

struct Search<'c, 's> {
    context: &'c Context<'s>,
    /// Names that need no import.
    known: FxHashSet<String>,
    writes_require: bool,
    found: Vec<Item>,
}

/// A name that fits, and where it comes from.
struct Candidate<'n> {
    name: &'n str,
    kind: ItemKind,
    specifier: String,
    way: ImportWay,
    score: f32,
}

impl Search<'_, '_> {
    fn wants(&self, name: &str) -> bool {
        fits(&self.context.prefix, name) && !self.known.contains(name)
    }

    fn offer(&mut self, Candidate { name, kind, specifier, way, score }: Candidate) -> &mut Item {
        let score = score + closeness(&self.context.prefix, name) + self.familiarity(name, &specifier) - 3.0;
        let mut item = Item::new(name, kind, score);
        item.detail = Some(specifier.clone());
        item.import = Some(NewImport { specifier, name: name.to_owned(), way });
        self.found.push(item);
        self.found.last_mut().expect("it was just pushed")
    }

    /// What is imported all over the project is likely wanted here too; so is another name of a module that the file imports.
    fn familiarity(&self, name: &str, specifier: &str) -> f32 {
        let often = (self.context.snapshot.times_imported(name) as f32).ln_1p() * 0.3;
        let is_imported = self.context.facts.imports.iter().any(|import| *import.specifier == *specifier);
        often.min(1.2) + if is_imported { 0.6 } else { 0.0 }
    }

    /// Whether all of them are read.
    fn own_files(&mut self) -> bool {
        let snapshot = self.context.snapshot;
        let own = snapshot.path(self.context.file);
        let keeps_endings = self.keeps_endings();
        let imported = imported_files(self.context);
        let mut is_complete = true;
        for file in snapshot.own_files().iter().copied().filter(|file| *file != self.context.file) {
            // Files that were not read yet are read in the background.
            let Some(exports) = snapshot.own_exports(file) else {
                is_complete = false;
                continue;
            };
            let path = snapshot.path(file);
            // Declarations tell of what another file gives: there is nothing to load.
            if Language::of(&path) == Language::Declarations && !self.context.facts.kind.language.is_typescript() {
                continue;
            }
            for export in exports.iter().filter(|export| !export.is_type_only) {
                let (name, way) = imported_as(export, &path);
                if self.wants(&name) {
                    // As the file says it already, so that the name joins the others from there.
                    let specifier = match imported.get(&file) {
                        Some(specifier) => (*specifier).to_owned(),
                        None => relative_specifier(&own, &path, keeps_endings),
                    };
                    let score = 2.0 - specifier.matches('/').count() as f32 * 0.15;
                    self.offer(Candidate { name: &name, kind: kind_of_export(export.kind), specifier, way, score });
                }
            }
        }
        is_complete
    }

    /// Whether relative specifiers say `.js`: if most of the file's others do, or its kind demands it.
    fn keeps_endings(&self) -> bool {
        let specifiers = self.context.facts.imports.iter().map(|import| &*import.specifier);
        let (with, without): (Vec<&str>, Vec<&str>) =
            specifiers.filter(|name| name.starts_with('.')).partition(|name| name.ends_with(".js"));
        let is_module = self.context.snapshot.declared_goal(self.context.file) == Some(syntax::Goal::Module);
        with.len() > without.len() || !self.writes_require && is_module
    }

    /// Whether all of them are indexed.
    fn packages(&mut self) -> bool {
        let packages = self.context.snapshot.packages(self.context.file);
        for package in &packages {
            let Some(index) = &package.index else { continue };
            // The package's own name stands for what it gives as a whole.
            let whole = camel_case(package.name.rsplit('/').next().unwrap_or(""));
            for (place, name) in index.export_names().enumerate() {
                let is_whole = name == "default";
                let label = if is_whole { whole.as_str() } else { name };
                if !self.wants(label) {
                    continue;
                }
                let Some(export) = index.export(place).filter(|export| !export.is_type_only) else { continue };
                let specifier = format!("{}{}", package.name, export.subpath.strip_prefix('.').unwrap_or(""));
                let score = 1.2 - export.subpath.matches('/').count() as f32 * 0.3;
                // Of a sub-path, the last step names what it gives as a whole.
                let of_subpath =
                    export.subpath.rsplit('/').next().map(camel_case).filter(|_| is_whole && export.subpath != ".");
                let name = of_subpath.as_deref().unwrap_or(label);
                let way = if is_whole { ImportWay::Default } else { ImportWay::Named };
                let item = self.offer(Candidate { name, kind: kind_of_export(export.kind), specifier, way, score });
                item.is_deprecated = export.deprecation.is_some();
            }
        }
        packages.iter().all(|package| !package.is_pending)
    }

    fn node(&mut self) {
        let names: Vec<&str> = self.context.facts.imports.iter().map(|import| &*import.specifier).collect();
        let bare = names
            .iter()
            .filter(|name| !name.starts_with("node:") && resolve::builtins::BUILTIN_NAMES.contains(name))
            .count();
        let prefixed = names.iter().filter(|name| name.starts_with("node:")).count();
        let specifier_of = |module: &str| if bare > prefixed { module.to_owned() } else { format!("node:{module}") };
        let library = infer::Library::get();
        let modules = library.module_names().map(|name| &**name);
        for module in modules.filter(|name| !name.starts_with("node:") && !name.contains('*')) {
            let whole = camel_case(module);
            if !module.contains('/') && self.wants(&whole) {
                let way = if self.writes_require { ImportWay::Namespace } else { ImportWay::Default };
                let specifier = specifier_of(module);
                self.offer(Candidate { name: &whole, kind: ItemKind::Module, specifier, way, score: 1.6 });
            }
            let score = 0.8 - module.matches('/').count() as f32 * 0.1;
            for name in library.exports_of(module) {
                // What `Stream` inherits from `EventEmitter` is that module's.
                let is_inherited = module == "stream" && library.exports_of("events").contains(name);
                if self.wants(name) && !is_inherited {
                    let (kind, way) = (kind_by_name(name), ImportWay::Named);
                    self.offer(Candidate { name, kind, specifier: specifier_of(module), way, score });
                }
            }
        }
    }
}

/// What an export of Node's is likely to be: its modules write classes and constants as everybody does.
fn kind_by_name(name: &str) -> ItemKind {
    match (name.starts_with(char::is_uppercase), name.contains(char::is_lowercase)) {
        (true, true) => ItemKind::Class,
        (true, false) => ItemKind::Constant,
        _ => ItemKind::Function,
    }
}

/// The files that this one imports, and how it calls them.
fn imported_files<'c>(context: &'c Context) -> FxHashMap<FileId, &'c str> {
    let target = |import: &Import| context.snapshot.resolve(context.file, &import.specifier, import.kind).source();
    context.facts.imports.iter().filter_map(|import| Some((target(import)?, &*import.specifier))).collect()
}

/// How well a name fits what was typed: the whole of it, its beginning, its letters.
fn closeness(prefix: &str, name: &str) -> f32 {
    if name == prefix {
        3.0
    } else if name.starts_with(prefix) {
        1.5
    } else if name.to_ascii_lowercase().starts_with(&prefix.to_ascii_lowercase()) {
        1.0
    } else {
        0.0
    }
}

/// By which name, and how, an export of an own file is imported.
fn imported_as<'n>(export: &'n OwnExport, path: &Path) -> (Cow<'n, str>, ImportWay) {
    match (&*export.name, &export.local) {
        ("default", Some(local)) => (Cow::Borrowed(local), ImportWay::Default),
        ("default", None) => (Cow::Owned(name_for(path)), ImportWay::Default),
        (name, _) => (Cow::Borrowed(name), ImportWay::Named),
    }
}

/// A name for what a file exports as a whole: `./user-store.js` is `userStore`.
fn name_for(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = match stem.as_str() {
        "index" => {
            path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or(stem)
        }
        _ => stem,
    };
    camel_case(&stem)
}

fn camel_case(name: &str) -> String {
    let mut result = String::new();
    let mut upper = false;
    for character in name.chars() {
        if character.is_alphanumeric() || character == '_' || character == '$' {
            if upper && !result.is_empty() {
                result.extend(character.to_uppercase());
            } else {
                result.push(character);
            }
            upper = false;
        } else {
            upper = true;
        }
    }
    result
}

/// The way from one own file to another.
fn relative_specifier(from: &Path, to: &Path, keeps_endings: bool) -> String {
    let mut from_parts: Vec<_> = from.parent().unwrap_or(from).components().collect();
    let mut to_parts: Vec<_> = to.components().collect();
    while !from_parts.is_empty() && !to_parts.is_empty() && from_parts[0] == to_parts[0] {
        from_parts.remove(0);
        to_parts.remove(0);
    }
    let mut specifier = if from_parts.is_empty() { "./".to_owned() } else { "../".repeat(from_parts.len()) };
    let names: Vec<String> = to_parts.iter().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    specifier += &names.join("/");
    if !keeps_endings {
        for ending in [".js", ".ts", ".tsx", ".jsx"] {
            if let Some(stem) = specifier.strip_suffix(ending) {
                specifier = stem.to_owned();
                break;
            }
        }
        if let Some(folder) =
            specifier.strip_suffix("/index").filter(|folder| !folder.ends_with("..") && *folder != ".")
        {
            specifier = folder.to_owned();
        }
    }
    specifier
}

fn kind_of_export(kind: project::ExportKind) -> ItemKind {
    use project::ExportKind;
    match kind {
        ExportKind::Function => ItemKind::Function,
        ExportKind::Class => ItemKind::Class,
        ExportKind::Constant => ItemKind::Constant,
        ExportKind::Variable => ItemKind::Variable,
        ExportKind::Enum => ItemKind::Enum,
        ExportKind::Namespace => ItemKind::Module,
        ExportKind::Interface | ExportKind::TypeAlias => ItemKind::Interface,
    }
}

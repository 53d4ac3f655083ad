//! Looks through files for uses of a symbol.

use infer::{Follow, Infer, Node, Origin, is_imported};
use project::Snapshot;
use project::facts::{BindingId, ExportName, Facts, ImportKind, ImportedName, Name};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use super::symbol::{ModuleKey, What, related_members};
use super::{Reference, ReferenceKind, Symbol};
use crate::named::{self, Holder, Named, each_member, each_path, holder_type};
use crate::occurrences::{self, Form, Forms};
use crate::{library, own_files};

/// How often the search starts again because something was exported under another name.
const ROUNDS: usize = 4;

/// By file, in the order of the text.
pub(crate) fn search(snapshot: &Snapshot, symbol: &Symbol, is_cancelled: &dyn Fn() -> bool) -> Vec<Reference> {
    let mut search = Search {
        snapshot,
        what: &symbol.what,
        names: symbol.names.clone(),
        found: Vec::new(),
        is_name_shared: false,
        has_grown: false,
    };
    for _ in 0..ROUNDS {
        search.found.clear();
        search.has_grown = false;
        own_files::visit(snapshot, &symbol.files, is_cancelled, &mut |infer, file| search.file(infer, file));
        if !search.has_grown {
            break;
        }
    }
    let mut found = search.found;
    if search.is_name_shared {
        found.retain(|reference| reference.is_certain);
    }
    found.sort_by_key(|reference| (reference.file, reference.range.start(), !reference.is_certain, reference.kind));
    found.dedup_by_key(|reference| (reference.file, reference.range));
    let home = symbol.files.first().copied();
    // What is nearest comes first: the file that declares, then by path.
    found.sort_by_cached_key(|reference| {
        (Some(reference.file) != home, snapshot.path(reference.file), reference.range.start())
    });
    found
}

struct Search<'s> {
    snapshot: &'s Snapshot,
    what: &'s What,
    names: Vec<Name>,
    found: Vec<Reference>,
    /// Whether another declaration gives the name to a member as well.
    is_name_shared: bool,
    has_grown: bool,
}

impl Search<'_> {
    fn file(&mut self, infer: &Infer, file: FileId) {
        match self.what {
            What::Local(node) => {
                if let Some(facts) = infer.facts(file) {
                    self.binding(&facts, file, node.id);
                }
            }
            What::Global(name) => {
                if !self.mentions(file, std::slice::from_ref(name)) {
                    return;
                }
                let Some(facts) = infer.facts(file) else { return };
                let used = facts.references.iter().filter(|used| used.binding.is_none() && used.name == *name);
                for reference in used {
                    self.push(file, reference.range, occurrences::kind_of(reference.usage), true);
                }
            }
            What::Module(key) => {
                let Some(facts) = infer.facts(file) else { return };
                for import in &facts.imports {
                    let resolved = self.snapshot.resolve(file, &import.specifier, import.kind);
                    if !import.specifier.is_empty() && ModuleKey::of(&resolved).as_ref() == Some(key) {
                        self.push(file, import.specifier_range, ReferenceKind::Import, true);
                    }
                }
            }
            What::Declared(keys) => self.declared(infer, file, keys),
        }
    }

    fn declared(&mut self, infer: &Infer, file: FileId, keys: &FxHashSet<(FileId, TextRange)>) {
        let declares = keys.iter().any(|(home, _)| *home == file);
        let has_default = self.names.iter().any(|name| *name == *"default");
        if !declares && !has_default && !self.mentions(file, &self.names) {
            return;
        }
        let Some(facts) = infer.facts(file) else { return };
        for index in 0..facts.bindings.len() {
            let binding = BindingId(index as u32);
            let is_it = if is_imported(&facts, binding) {
                leads_to(infer, &infer.origins_of_binding(Node::new(file, binding), Follow::Values), keys)
            } else {
                declares
                    && facts[binding].declarations.iter().any(|declared| keys.contains(&(file, declared.name_range)))
            };
            if is_it {
                self.binding(&facts, file, binding);
            }
        }
        self.specifiers(infer, &facts, file, keys);
        self.exports(infer, &facts, file, keys);
        self.members(infer, &facts, file, keys);
        self.types(infer, &facts, file, keys);
    }

    fn binding(&mut self, facts: &Facts, file: FileId, binding: BindingId) {
        for occurrence in occurrences::of_binding(facts, binding) {
            self.push(file, occurrence.range, occurrence.kind, true);
        }
    }

    /// The module's own names in `import { a as b }` and `export { a } from`.
    fn specifiers(&mut self, infer: &Infer, facts: &Facts, file: FileId, keys: &FxHashSet<(FileId, TextRange)>) {
        for (index, import) in facts.imports.iter().enumerate() {
            if !matches!(import.kind, ImportKind::Static | ImportKind::ReExport) {
                continue;
            }
            let id = project::facts::ImportId(index as u32);
            for specifier in &import.names {
                // The words `default` and `*` are not its name.
                let ImportedName::Named(_) = specifier.imported else { continue };
                let origins = infer.origins_of_import(Node::new(file, id), &specifier.imported, Follow::Values);
                if leads_to(infer, &origins, keys) {
                    let is_import = import.kind == ImportKind::Static;
                    let kind = if is_import { ReferenceKind::Import } else { ReferenceKind::Export };
                    self.push(file, specifier.imported_range, kind, true);
                }
            }
        }
    }

    /// `export { a as b }`, from here or from elsewhere: it is called `b` as well.
    fn exports(&mut self, infer: &Infer, facts: &Facts, file: FileId, keys: &FxHashSet<(FileId, TextRange)>) {
        for export in &facts.exports {
            let name = match &export.name {
                ExportName::Named(name) => name.clone(),
                ExportName::Default => Name::from("default"),
                _ => continue,
            };
            if self.names.contains(&name) {
                continue;
            }
            if leads_to(infer, &infer.origins_of_export(file, &export.what, Follow::Values), keys) {
                self.names.push(name);
                self.has_grown = true;
            }
        }
    }

    fn members(&mut self, infer: &Infer, facts: &Facts, file: FileId, keys: &FxHashSet<(FileId, TextRange)>) {
        let mut candidates = Vec::new();
        each_member(facts, &mut |member| {
            if self.names.contains(&member.name) {
                candidates.push(member);
            }
        });
        if candidates.is_empty() {
            return;
        }
        let forms = Forms::of(facts);
        for member in candidates {
            if infer.is_exhausted() {
                infer.refuel();
            }
            let related = related_members(infer, file, facts, &member);
            // `{ a }` says again what the variable says, unless it is the property that is looked for.
            let is_short = forms.at(member.range) == Form::Property && !keys.contains(&(file, member.range));
            let is_written_here = |found: &infer::Member| found.place == Some((file, member.range));
            let is_declared = !is_short && (member.holder.declares() || related.iter().any(is_written_here));
            let kind = if is_declared {
                ReferenceKind::Declaration
            } else if forms.is_written(member.range) {
                ReferenceKind::Write
            } else {
                ReferenceKind::Read
            };
            let origins: Vec<Origin> = related
                .iter()
                .flat_map(|member| infer.origins_of_members(std::slice::from_ref(member), Follow::Values))
                .collect();
            if keys.contains(&(file, member.range)) || leads_to(infer, &origins, keys) {
                self.push(file, member.range, kind, true);
            } else if member.holder.declares() {
                // A shorthand only says again what its variable says.
                self.is_name_shared = true;
            } else if matches!(member.holder, Holder::Value(_))
                && origins.is_empty()
                && !holder_type(infer, file, member.holder).has_members()
            {
                self.push(file, member.range, kind, false);
            }
        }
    }

    fn types(&mut self, infer: &Infer, facts: &Facts, file: FileId, keys: &FxHashSet<(FileId, TextRange)>) {
        let Some(text) = self.snapshot.text(file) else { return };
        let mut paths = Vec::new();
        each_path(facts, text.text(), &mut |path, range| {
            if path.path.last().is_some_and(|last| self.names.contains(last)) {
                paths.push((path, range));
            }
        });
        for (path, range) in paths {
            if leads_to(infer, &named::origins(infer, file, facts, &Named::InType(path), Follow::Values), keys) {
                self.push(file, range, ReferenceKind::Type, true);
            }
        }
    }

    fn mentions(&self, file: FileId, names: &[Name]) -> bool {
        !library::holds(file)
            && self.snapshot.text(file).is_some_and(|text| {
                names.iter().any(|name| own_files::mentions(text.text(), name.trim_start_matches('#')))
            })
    }

    fn push(&mut self, file: FileId, range: TextRange, kind: ReferenceKind, is_certain: bool) {
        self.found.push(Reference { file, range, kind, is_certain });
    }
}

fn leads_to(infer: &Infer, origins: &[Origin], keys: &FxHashSet<(FileId, TextRange)>) -> bool {
    origins.iter().any(|origin| infer.keys(origin).iter().any(|key| keys.contains(key)))
}

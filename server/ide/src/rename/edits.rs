//! The edits of one renaming, as they are collected.

use std::collections::BTreeMap;

use infer::{Infer, MemberValue, Node};
use project::Snapshot;
use project::facts::{BindingId, ExportName, Exported, Facts, ImportId, ImportKind, ImportedName, Name};
use source::{Edit, FileId, TextRange};

use super::{FileEdits, conflicts, exported_directly, unquoted};
use crate::named::{self, Named, each_member, each_path};
use crate::occurrences::{self, Form, Forms};
use crate::own_files;

/// Which of the two names that a short form holds is renamed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// What the file calls it.
    Inner,
    /// What the module, or the object, calls it.
    Outer,
    Both,
}

pub(super) struct Edits<'s> {
    pub snapshot: &'s Snapshot,
    pub new_name: &'s str,
    pub is_cancelled: &'s dyn Fn() -> bool,
    by_file: BTreeMap<FileId, BTreeMap<(u32, u32), String>>,
}

impl<'s> Edits<'s> {
    pub fn new(snapshot: &'s Snapshot, new_name: &'s str, is_cancelled: &'s dyn Fn() -> bool) -> Edits<'s> {
        Edits { snapshot, new_name: new_name.trim(), is_cancelled, by_file: BTreeMap::new() }
    }

    /// The edits, unless a text that the parser could not read all of has the old name somewhere else as well.
    pub fn finish(self, old: &str) -> Result<Vec<FileEdits>, String> {
        for file in self.by_file.keys() {
            if !self.snapshot.syntax_errors(*file).is_empty() && self.is_missing_some(*file, old) {
                let path = self.snapshot.path(*file);
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                return Err(format!("`{name}` has a syntax error where `{old}` is used; mend that first"));
            }
        }
        Ok(self.all())
    }

    /// Whether a name stands where the facts know of none.
    fn is_missing_some(&self, file: FileId, old: &str) -> bool {
        let (Some(facts), Some(text)) = (self.snapshot.facts(file), self.snapshot.text(file)) else { return false };
        let mut known: rustc_hash::FxHashSet<u32> =
            facts.references.iter().map(|reference| reference.range.start()).collect();
        let declared = facts.bindings.iter().flat_map(|binding| &binding.declarations);
        known.extend(declared.map(|declaration| declaration.name_range.start()));
        each_member(&facts, &mut |member| {
            known.insert(member.range.start());
        });
        let imported = facts.imports.iter().flat_map(|import| &import.names);
        known.extend(imported.map(|specifier| specifier.imported_range.start()));
        known.extend(facts.exports.iter().map(|export| export.name_range.start()));
        let mut names = syntax::tokens(text.text(), facts.kind).filter(|token| {
            matches!(token.kind, syntax::TokenKind::Identifier | syntax::TokenKind::PrivateName)
                && text.slice(token.range) == old
        });
        names.any(|token| !known.contains(&token.range.start()))
    }

    fn all(self) -> Vec<FileEdits> {
        let of_file = |edits: BTreeMap<(u32, u32), String>| {
            edits.into_iter().map(|((start, end), text)| Edit { range: TextRange::new(start, end), text }).collect()
        };
        let files = self.by_file.into_iter().filter(|(_, edits)| !edits.is_empty());
        files.map(|(file, edits)| FileEdits { file, edits: of_file(edits) }).collect()
    }

    pub fn clear(&mut self) {
        self.by_file.clear();
    }

    pub fn infer(&self) -> Infer<'s> {
        Infer::new(self.snapshot, self.is_cancelled)
    }

    /// Renames one place, by what it is.
    pub fn place(&mut self, file: FileId, range: TextRange, form: Form, side: Side) {
        let Some(text) = self.snapshot.text(file).filter(|_| self.snapshot.is_own(file)) else { return };
        let (range, old) = unquoted(range, text.slice(range));
        // `#name` keeps its mark, whether or not the new name was given with one.
        let range = if old.starts_with('#') { TextRange::new(range.start() + 1, range.end()) } else { range };
        let new_name = self.new_name.strip_prefix('#').unwrap_or(self.new_name);
        let text = match (form, side) {
            (Form::Plain, _) | (_, Side::Both) => new_name.to_owned(),
            (Form::Property | Form::Pattern, Side::Inner) => format!("{old}: {new_name}"),
            (Form::Property | Form::Pattern, Side::Outer) => format!("{new_name}: {old}"),
            (Form::Import, Side::Inner) | (Form::Export, Side::Outer) => format!("{old} as {new_name}"),
            (Form::Import, Side::Outer) | (Form::Export, Side::Inner) => format!("{new_name} as {old}"),
        };
        self.by_file.entry(file).or_default().insert((range.start(), range.end()), text);
    }

    fn replace(&mut self, file: FileId, range: TextRange, text: String) {
        self.by_file.entry(file).or_default().insert((range.start(), range.end()), text);
    }

    /// A variable, function, class, import …; where its declaration is exported, in all files that have it from there.
    pub fn binding(&mut self, node: Node<BindingId>) -> Result<(), String> {
        let infer = self.infer();
        let Some(facts) = infer.facts(node.file) else { return Ok(()) };
        let old = facts[node.id].name.clone();
        if *old == *self.new_name {
            return Ok(());
        }
        conflicts::check_name(self.new_name)?;
        conflicts::check_binding(&facts, node.id, self.new_name)?;
        self.uses(&facts, node, None);
        if let Some(name) = exported_directly(&infer, node) {
            if facts.exports.iter().any(|export| export.name == ExportName::Named(Name::from(self.new_name))) {
                return Err(format!("The module exports something as `{}` already", self.new_name));
            }
            self.importers(&infer, node.file, &Exported::Binding(node.id), &name);
        }
        Ok(())
    }

    /// The name under which a module lists something.
    pub fn export(&mut self, file: FileId, name: &Name) -> Result<(), String> {
        let infer = self.infer();
        let Some(facts) = infer.facts(file) else { return Ok(()) };
        if **name == *self.new_name {
            return Ok(());
        }
        conflicts::check_word(self.new_name)?;
        let named = ExportName::Named(name.clone());
        let Some(export) = facts.exports.iter().find(|export| export.name == named) else { return Ok(()) };
        if facts.exports.iter().any(|export| export.name == ExportName::Named(Name::from(self.new_name))) {
            return Err(format!("The module exports something as `{}` already", self.new_name));
        }
        let form = Forms::of(&facts).at(export.name_range);
        self.place(file, export.name_range, form, Side::Outer);
        self.importers(&infer, file, &export.what, name);
        Ok(())
    }

    /// All uses of a name in its own file. At `whole` the module's name is renamed with it.
    pub fn uses(&mut self, facts: &Facts, node: Node<BindingId>, whole: Option<TextRange>) {
        let forms = Forms::of(facts);
        for occurrence in occurrences::of_binding(facts, node.id) {
            let form = forms.at(occurrence.range);
            let side = if whole == Some(occurrence.range) { Side::Both } else { Side::Inner };
            if side == Side::Inner && self.collapsed(facts, node, occurrence.range) {
                continue;
            }
            self.place(node.file, occurrence.range, form, side);
        }
    }

    /// `import { a as b }` becomes `import { a }` when `b` is to be `a`.
    fn collapsed(&mut self, facts: &Facts, node: Node<BindingId>, local: TextRange) -> bool {
        for import in facts.imports.iter().filter(|import| import.kind == ImportKind::Static) {
            for specifier in &import.names {
                let ImportedName::Named(imported) = &specifier.imported else { continue };
                if specifier.local == Some(node.id)
                    && **imported == *self.new_name
                    && specifier.imported_range.end() < local.start()
                    && specifier.range.contains_range(local)
                {
                    let range = TextRange::new(specifier.imported_range.start(), local.end());
                    self.replace(node.file, range, imported.to_string());
                    return true;
                }
            }
        }
        false
    }

    /// The files that have a module's export by its name.
    fn importers(&mut self, infer: &Infer, home: FileId, what: &Exported, old: &Name) {
        let files = own_files::dependents(self.snapshot, home, self.is_cancelled);
        for file in files {
            if (self.is_cancelled)() {
                return;
            }
            infer.refuel();
            let mentions = self.snapshot.text(file).is_some_and(|text| own_files::mentions(text.text(), old));
            let Some(facts) = infer.facts(file).filter(|_| mentions) else { continue };
            self.specifiers(&facts, file, old, |import| {
                infer.export_named(Node::new(file, import), &ImportedName::Named(old.clone()))
                    == Some((home, what.clone()))
            });
            self.members_of_module(infer, &facts, file, home, what, old);
            if let Exported::Binding(binding) = what {
                self.in_types(infer, &facts, file, Node::new(home, *binding), old);
            }
        }
    }

    /// `import { old }`, `export { old } from`, where the module is the one that is meant.
    pub fn specifiers(&mut self, facts: &Facts, file: FileId, old: &Name, is_meant: impl Fn(ImportId) -> bool) {
        for (index, import) in facts.imports.iter().enumerate() {
            if !matches!(import.kind, ImportKind::Static | ImportKind::ReExport) {
                continue;
            }
            for specifier in &import.names {
                if specifier.imported != ImportedName::Named(old.clone()) || !is_meant(ImportId(index as u32)) {
                    continue;
                }
                let form = Forms::of(facts).at(specifier.imported_range);
                match (form, specifier.local) {
                    (Form::Import, Some(local)) => {
                        self.with_local(facts, Node::new(file, local), specifier.imported_range, form);
                    }
                    // `export { old } from`: who imports it from here knows it by this name.
                    (Form::Export, _) => self.place(file, specifier.imported_range, form, Side::Inner),
                    (_, Some(local)) if *facts[local].name == *self.new_name => {
                        let text = self.new_name.to_owned();
                        self.replace(file, specifier.imported_range.cover(specifier.range), text);
                    }
                    _ => self.place(file, specifier.imported_range, Form::Plain, Side::Both),
                }
            }
        }
    }

    /// A short form whose outer name is renamed: the file's own name with it, where nothing stands in the way.
    pub fn with_local(&mut self, facts: &Facts, local: Node<BindingId>, range: TextRange, form: Form) {
        let is_free = conflicts::check_name(self.new_name).is_ok()
            && conflicts::check_binding(facts, local.id, self.new_name).is_ok();
        if is_free {
            self.uses(facts, local, Some(range));
        } else {
            self.place(local.file, range, form, Side::Outer);
        }
    }

    /// `module.old`, `const { old } = await import('m')`.
    fn members_of_module(
        &mut self,
        infer: &Infer,
        facts: &Facts,
        file: FileId,
        home: FileId,
        what: &Exported,
        old: &Name,
    ) {
        let mut candidates = Vec::new();
        each_member(facts, &mut |member| {
            if member.name == *old && !member.holder.declares() {
                candidates.push(member);
            }
        });
        let forms = Forms::of(facts);
        for member in candidates {
            let members = named::members_of(infer, file, &member);
            let is_meant = members.iter().any(|member| match &member.value {
                MemberValue::Exported(exporter, exported) => *exporter == home && exported == what,
                _ => false,
            });
            if is_meant {
                self.outer(facts, file, member.range, forms.at(member.range));
            }
        }
    }

    /// A property's name where it is used; in a pattern that takes a module apart, the variable's too.
    pub fn outer(&mut self, facts: &Facts, file: FileId, range: TextRange, form: Form) {
        let imported = facts.imports.iter().flat_map(|import| &import.names);
        let local = imported.into_iter().find(|specifier| specifier.imported_range == range);
        match local.and_then(|specifier| specifier.local).filter(|_| form == Form::Pattern) {
            Some(local) => self.with_local(facts, Node::new(file, local), range, form),
            None => self.place(file, range, form, Side::Outer),
        }
    }

    fn in_types(&mut self, infer: &Infer, facts: &Facts, file: FileId, target: Node<BindingId>, old: &Name) {
        let Some(text) = self.snapshot.text(file) else { return };
        let mut paths = Vec::new();
        each_path(facts, text.text(), &mut |path, range| {
            if path.path.last() == Some(old) {
                paths.push((path, range));
            }
        });
        for (path, range) in paths {
            let origins = named::origins(infer, file, facts, &Named::InType(path), infer::Follow::Names);
            if origins.iter().any(|origin| matches!(origin, infer::Origin::Binding(node) if *node == target)) {
                self.place(file, range, Form::Plain, Side::Both);
            }
        }
    }
}

//! Names, by what they are bound to, in this file or where they are imported from.

use std::time::{Duration, Instant};

use infer::{Follow, Infer, Origin};
use project::Snapshot;
use project::facts::{
    BindingId, BindingKind, ClassMemberKind, DeclarationKind, DocId, Exported, ExpressionId, ExpressionKind, Facts,
    ImportedName, Name, Property, PropertyKey, PropertyKind, ReferenceId, TypeKind, TypeMember, Usage,
};
use rustc_hash::{FxHashMap, FxHashSet};
use source::{FileId, TextRange};

use super::{Modifiers, SemanticToken, TokenKind};
use crate::environment::has_browser;
use crate::library;
use crate::named::{self, Named, origins};

/// For looking into other files; what is not known by then is a variable.
const TIME: Duration = Duration::from_millis(300);
/// Values of the library that no one makes instances of.
const NAMESPACES: [&str; 6] = ["Atomics", "Intl", "JSON", "Math", "Reflect", "WebAssembly"];

type Said = (TokenKind, Modifiers);

/// In no order; of several for one place the first counts.
pub(super) fn of(
    snapshot: &Snapshot,
    file: FileId,
    facts: &Facts,
    is_wanted: &dyn Fn(TextRange) -> bool,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<SemanticToken> {
    let end = Instant::now() + TIME;
    let is_over = move || is_cancelled() || Instant::now() > end;
    let infer = Infer::new(snapshot, &is_over).with_browser(has_browser(snapshot, file));
    let mut names = Names {
        infer: &infer,
        file,
        facts,
        is_wanted,
        is_over: &is_over,
        bindings: FxHashMap::default(),
        globals: FxHashMap::default(),
        found: Vec::new(),
    };
    names.bindings();
    names.references();
    names.imports_and_exports();
    names.expressions();
    names.classes();
    names.types();
    names.found
}

struct Names<'n> {
    infer: &'n Infer<'n>,
    file: FileId,
    facts: &'n Facts,
    is_wanted: &'n dyn Fn(TextRange) -> bool,
    is_over: &'n dyn Fn() -> bool,
    bindings: FxHashMap<BindingId, Said>,
    globals: FxHashMap<Name, Said>,
    found: Vec<SemanticToken>,
}

impl Names<'_> {
    fn push(&mut self, range: TextRange, (kind, modifiers): Said) {
        if (self.is_wanted)(range) {
            self.found.push(SemanticToken { range, kind, modifiers });
        }
    }

    fn bindings(&mut self) {
        for (index, binding) in self.facts.bindings.iter().enumerate() {
            for declaration in &binding.declarations {
                if (self.is_wanted)(declaration.name_range) {
                    let (kind, modifiers) = self.of_binding(BindingId(index as u32));
                    self.push(declaration.name_range, (kind, modifiers.with(Modifiers::DECLARATION)));
                }
            }
        }
        for (binding, range) in named::documented_parameters(self.facts) {
            let said = self.of_binding(binding);
            self.push(range, said);
        }
    }

    fn references(&mut self) {
        for (index, reference) in self.facts.references.iter().enumerate() {
            if !(self.is_wanted)(reference.range) {
                continue;
            }
            let said = match reference.binding {
                Some(binding) => self.of_binding(binding),
                None => self.of_global(ReferenceId(index as u32)),
            };
            let (kind, modifiers) = match said {
                // `interface A` and `class A` of the library are one to whoever writes a type.
                (TokenKind::Class, modifiers)
                    if reference.usage == Usage::Type && modifiers.0 & Modifiers::DEFAULT_LIBRARY.0 != 0 =>
                {
                    (TokenKind::Interface, modifiers)
                }
                said => said,
            };
            let is_changed = matches!(reference.usage, Usage::Write | Usage::ReadWrite);
            self.push(reference.range, (kind, modifiers.with_if(Modifiers::MODIFICATION, is_changed)));
        }
    }

    fn imports_and_exports(&mut self) {
        for specifier in self.facts.imports.iter().flat_map(|import| &import.names) {
            if let (Some(local), ImportedName::Named(_)) = (specifier.local, &specifier.imported) {
                let said = self.of_binding(local);
                self.push(specifier.imported_range, said);
            }
        }
        for export in &self.facts.exports {
            if let (Exported::Binding(binding), project::facts::ExportName::Named(_)) = (&export.what, &export.name) {
                let said = self.of_binding(*binding);
                self.push(export.name_range, said);
            }
        }
    }

    fn expressions(&mut self) {
        let facts = self.facts;
        let mut called: FxHashSet<ExpressionId> = FxHashSet::default();
        let mut made: FxHashSet<ExpressionId> = FxHashSet::default();
        for expression in &facts.expressions {
            match &expression.kind {
                ExpressionKind::Call { callee, .. } | ExpressionKind::TaggedTemplate { tag: callee, .. } => {
                    called.insert(*callee);
                }
                ExpressionKind::New { callee, .. } => {
                    made.insert(*callee);
                }
                _ => {}
            }
        }
        for (index, expression) in facts.expressions.iter().enumerate() {
            let id = ExpressionId(index as u32);
            match &expression.kind {
                ExpressionKind::Member { object, property_range, .. } => {
                    if !(self.is_wanted)(*property_range) {
                        continue;
                    }
                    let holder = match facts[*object].kind {
                        ExpressionKind::Reference(reference) => {
                            facts[reference].binding.map(|it| self.of_binding(it).0)
                        }
                        _ => None,
                    };
                    let said = match holder {
                        Some(TokenKind::Enum) => (TokenKind::EnumMember, Modifiers::READONLY),
                        _ if made.contains(&id) => (TokenKind::Class, Modifiers::default()),
                        Some(TokenKind::Namespace) if called.contains(&id) => plain(TokenKind::Function),
                        _ if called.contains(&id) => plain(TokenKind::Method),
                        _ => plain(TokenKind::Property),
                    };
                    self.push(*property_range, said);
                }
                ExpressionKind::Part { property_range, .. } => self.push(*property_range, plain(TokenKind::Property)),
                ExpressionKind::Object(properties) => properties.iter().for_each(|property| self.property(property)),
                ExpressionKind::Jsx(element) => {
                    for attribute in element.attributes.iter().filter(|it| matches!(it.key, PropertyKey::Name(_))) {
                        self.push(attribute.key_range, plain(TokenKind::Property));
                    }
                    if let (Some(closing), Some(tag)) = (element.closing_range, element.tag)
                        && let ExpressionKind::Reference(reference) = facts[tag].kind
                        && let Some(binding) = facts[reference].binding
                    {
                        let said = self.of_binding(binding);
                        self.push(closing, said);
                    }
                }
                _ => {}
            }
        }
    }

    fn property(&mut self, property: &Property) {
        // A key in quotes is a string to the eye; `{ name }` is the variable.
        let is_name = matches!(&property.key, PropertyKey::Name(name) if name.len() as u32 == property.key_range.len());
        if !is_name || matches!(property.kind, PropertyKind::Shorthand | PropertyKind::Spread) {
            return;
        }
        let function = match self.facts[property.value].kind {
            ExpressionKind::Function(function)
                if matches!(property.kind, PropertyKind::Value | PropertyKind::Method) =>
            {
                Some(function)
            }
            _ => None,
        };
        let kind = if function.is_some() { TokenKind::Method } else { TokenKind::Property };
        let is_async = function.is_some_and(|function| self.facts[function].is_async);
        let modifiers = self.declared(property.doc).with_if(Modifiers::ASYNC, is_async);
        self.push(property.key_range, (kind, modifiers));
    }

    fn classes(&mut self) {
        let facts = self.facts;
        for class in &facts.classes {
            for member in class.members.iter().filter(|member| matches!(member.key, PropertyKey::Name(_))) {
                let kind = match member.kind {
                    ClassMemberKind::Method => TokenKind::Method,
                    ClassMemberKind::Getter
                    | ClassMemberKind::Setter
                    | ClassMemberKind::Field
                    | ClassMemberKind::Accessor => TokenKind::Property,
                    ClassMemberKind::Constructor | ClassMemberKind::IndexSignature | ClassMemberKind::StaticBlock => {
                        continue;
                    }
                };
                let is_async = member.function.is_some_and(|function| facts[function].is_async);
                let modifiers = self
                    .declared(member.doc)
                    .with_if(Modifiers::STATIC, member.is_static)
                    .with_if(Modifiers::ASYNC, is_async);
                self.push(member.key_range, (kind, modifiers));
            }
        }
    }

    fn types(&mut self) {
        let facts = self.facts;
        for member in facts.interfaces.iter().flat_map(|interface| &interface.members) {
            self.type_member(member);
        }
        for written in &facts.types {
            if let TypeKind::Members(members) = &written.kind {
                members.iter().for_each(|member| self.type_member(member));
            }
        }
        for member in facts.enums.iter().flat_map(|one| &one.members) {
            let modifiers = self.declared(member.doc).with(Modifiers::READONLY);
            self.push(member.name_range, (TokenKind::EnumMember, modifiers));
        }
    }

    fn type_member(&mut self, member: &TypeMember) {
        if member.name.is_none() {
            return;
        }
        let kind = if member.function.is_some() { TokenKind::Method } else { TokenKind::Property };
        let modifiers = self.declared(member.doc).with_if(Modifiers::READONLY, member.is_readonly);
        self.push(member.name_range, (kind, modifiers));
    }

    fn declared(&self, doc: Option<DocId>) -> Modifiers {
        let is_deprecated = doc.is_some_and(|doc| self.facts[doc].deprecation().is_some());
        Modifiers::DECLARATION.with_if(Modifiers::DEPRECATED, is_deprecated)
    }

    fn of_binding(&mut self, binding: BindingId) -> Said {
        if let Some(known) = self.bindings.get(&binding) {
            return *known;
        }
        let said = match is_from_elsewhere(self.facts, binding) {
            Some(true) => plain(TokenKind::Namespace),
            Some(false) => self.of_origins(&Named::Binding(binding)).unwrap_or_else(|| of_local(self.facts, binding)),
            None => of_local(self.facts, binding),
        };
        self.bindings.insert(binding, said);
        said
    }

    fn of_global(&mut self, reference: ReferenceId) -> Said {
        let name = &self.facts[reference].name;
        if let Some(known) = self.globals.get(name) {
            return *known;
        }
        let said = match &**name {
            "undefined" | "arguments" | "NaN" | "Infinity" => {
                (TokenKind::Variable, Modifiers::READONLY.with(Modifiers::DEFAULT_LIBRARY))
            }
            "require" => (TokenKind::Function, Modifiers::DEFAULT_LIBRARY),
            "module" | "exports" | "__filename" | "__dirname" => (TokenKind::Variable, Modifiers::DEFAULT_LIBRARY),
            other if NAMESPACES.contains(&other) => (TokenKind::Namespace, Modifiers::DEFAULT_LIBRARY),
            _ => self.of_origins(&Named::Global(reference)).unwrap_or(plain(TokenKind::Variable)),
        };
        self.globals.insert(name.clone(), said);
        said
    }

    fn of_origins(&self, named: &Named) -> Option<Said> {
        if (self.is_over)() {
            return None;
        }
        let infer = self.infer;
        let found = origins(infer, self.file, self.facts, named, Follow::Values);
        found.iter().find_map(|origin| {
            let (file, (kind, modifiers)) = match origin {
                Origin::Binding(node) if node.file == self.file => (node.file, of_local(self.facts, node.id)),
                Origin::Binding(node) => (node.file, of_local(&*infer.facts(node.file)?, node.id)),
                Origin::Value(node) => {
                    let facts = infer.facts(node.file)?;
                    (node.file, of_value(&facts, node.id).unwrap_or(plain(TokenKind::Variable)))
                }
                Origin::Module(file) | Origin::AmbientModule(file, _) => (*file, plain(TokenKind::Namespace)),
                Origin::Member(_) => return None,
            };
            let is_library = library::file(file).is_some();
            Some((kind, modifiers.with_if(Modifiers::DEFAULT_LIBRARY, is_library)))
        })
    }
}

fn plain(kind: TokenKind) -> Said {
    (kind, Modifiers::default())
}

/// Whether a binding stands for something of another file, and if so whether that is the whole namespace of a module.
fn is_from_elsewhere(facts: &Facts, binding: BindingId) -> Option<bool> {
    let row = &facts[binding];
    row.values.iter().find_map(|value| match &facts[*value].kind {
        ExpressionKind::Imported { name, .. } => Some(*name == ImportedName::Namespace),
        ExpressionKind::Module(_) => Some(false),
        _ => None,
    })
}

/// What its declarations say.
fn of_local(facts: &Facts, binding: BindingId) -> Said {
    let row = &facts[binding];
    let value = match row.values.as_slice() {
        [value] => of_value(facts, *value),
        _ => None,
    };
    let is_also_type =
        row.declarations.iter().any(|declaration| matches!(declaration.kind, DeclarationKind::Interface(_)));
    let (kind, mut modifiers) = match row.kind {
        BindingKind::Var if is_also_type => plain(TokenKind::Class),
        BindingKind::Var | BindingKind::Let | BindingKind::Caught | BindingKind::Import => {
            value.unwrap_or(plain(TokenKind::Variable))
        }
        BindingKind::Const | BindingKind::Using => {
            let (kind, modifiers) = value.unwrap_or(plain(TokenKind::Variable));
            (kind, modifiers.with(Modifiers::READONLY))
        }
        BindingKind::Parameter => plain(TokenKind::Parameter),
        BindingKind::Function => {
            let is_async = row.declarations.iter().any(
                |declaration| matches!(declaration.kind, DeclarationKind::Function(function) if facts[function].is_async),
            );
            (TokenKind::Function, Modifiers::default().with_if(Modifiers::ASYNC, is_async))
        }
        BindingKind::Class => plain(TokenKind::Class),
        BindingKind::Enum => plain(TokenKind::Enum),
        BindingKind::Namespace => plain(TokenKind::Namespace),
        BindingKind::Interface => plain(TokenKind::Interface),
        BindingKind::TypeAlias => plain(TokenKind::Type),
        BindingKind::TypeParameter => plain(TokenKind::TypeParameter),
    };
    let is_deprecated = row
        .declarations
        .iter()
        .any(|declaration| declaration.doc.is_some_and(|doc| facts[doc].deprecation().is_some()));
    modifiers = modifiers.with_if(Modifiers::DEPRECATED, is_deprecated);
    (kind, modifiers)
}

/// A function or a class; nothing of another value.
fn of_value(facts: &Facts, value: ExpressionId) -> Option<Said> {
    match facts[value].kind {
        ExpressionKind::Function(function) => {
            let is_async = facts[function].is_async;
            Some((TokenKind::Function, Modifiers::default().with_if(Modifiers::ASYNC, is_async)))
        }
        ExpressionKind::Class(_) => Some(plain(TokenKind::Class)),
        _ => None,
    }
}

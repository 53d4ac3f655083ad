//! From a use to what it means: through imports, re-exports and CommonJS's ways of exporting, to where it is declared.
//!
//! An [`Origin`] is where a name ends up; [`Infer::places`] tells where that is written. With [`Infer::preferring_sources`]
//! an import leads to the code that runs rather than to its declarations.

mod places;
mod trace;

use project::facts::{
    AliasId, BindingId, ClassId, DeclarationKind, Exported, ExpressionId, ExpressionKind, Facts, FunctionId, ImportId,
    ImportedName, InterfaceId, Name, TypeId,
};
use source::{FileId, TextRange};

use crate::call::Arguments;
use crate::evaluator::{Infer, Module};
use crate::member::{Member, MemberValue};
use crate::signature::Signature;
use crate::types::{Constructor, Node, Part, Type};
use trace::{Trail, source_of};

pub use places::{Meaning, Place};

/// Where a name ends up.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A name that a file declares, and that is no other file's.
    Binding(Node<BindingId>),
    /// A member that is written somewhere.
    Member(Member),
    /// A value that is exported without a name.
    Value(Node<ExpressionId>),
    /// All of a module.
    Module(FileId),
    /// `declare module 'x'`, by the file that holds it and its number there.
    AmbientModule(FileId, u32),
}

/// How far to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Follow {
    /// Through what gives something that is exported a local name.
    Names,
    /// Also from a property to the variable that is put into it: `exports.a = b`, `{ a }`.
    Values,
}

impl Infer<'_> {
    /// What a name of a file means.
    pub fn origins_of_binding(&self, node: Node<BindingId>, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_binding(node, &mut trail);
        trail.found
    }

    /// What an import takes from its module.
    pub fn origins_of_import(&self, import: Node<ImportId>, name: &ImportedName, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_import(import, name, &mut trail);
        trail.found
    }

    /// What a file exports.
    pub fn origins_of_export(&self, file: FileId, what: &Exported, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_exported(file, what, &mut trail);
        trail.found
    }

    /// What a CommonJS file exports as a whole.
    pub fn origins_of_own_exports(&self, file: FileId) -> Vec<Origin> {
        let mut trail = Trail::new(Follow::Values);
        self.trace_required(&Module::File(file), &mut trail);
        trail.found
    }

    /// What the members of one name mean: those nearest to the value.
    pub fn origins_of_members(&self, members: &[Member], follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_members(members, &mut trail);
        trail.found
    }

    /// What a name that nothing in its file declares means.
    pub fn origins_of_global(&self, file: FileId, name: &Name) -> Vec<Origin> {
        let declared: Vec<Origin> = self.globals(name).into_iter().map(Origin::Binding).collect();
        if !declared.is_empty() {
            return declared;
        }
        let table = self.table(file);
        let table = table.borrow();
        let entries = table.of(&Part::Global).iter();
        let put = entries.filter_map(|entry| match entry {
            crate::expando::Entry::Property(expando) if expando.name == *name => Some((file, expando.range)),
            _ => None,
        });
        put.map(|place| Origin::Member(written(name.clone(), place))).collect()
    }

    /// What the last name of `A.B.C` in a type means, or of `import('m').A.B`.
    pub fn origins_of_path(&self, first: &[Origin], path: &[Name], follow: Follow) -> Vec<Origin> {
        let mut origins = first.to_vec();
        for name in path {
            let mut trail = Trail::new(follow);
            for origin in &origins {
                match origin {
                    Origin::Module(file) => self.trace_export(&Module::File(*file), name, &mut trail),
                    Origin::AmbientModule(file, index) => {
                        self.trace_export(&Module::Ambient(*file, *index), name, &mut trail);
                    }
                    Origin::Binding(binding) => match self.namespace_export(*binding, name) {
                        Some((file, exported)) => self.trace_exported(file, &exported, &mut trail),
                        None => {
                            let members = self.members_named(&self.type_of_binding(*binding), name);
                            self.trace_members(&members, &mut trail);
                        }
                    },
                    Origin::Value(value) => {
                        self.trace_members(&self.members_named(&self.type_of(*value), name), &mut trail);
                    }
                    Origin::Member(_) => {}
                }
            }
            origins = trail.found;
        }
        origins
    }

    /// The module that an import names, as an origin.
    pub fn origin_of_module(&self, import: Node<ImportId>) -> Option<Origin> {
        match self.imported_module(import)? {
            Module::File(file) => Some(Origin::Module(file)),
            Module::Ambient(file, index) => Some(Origin::AmbientModule(file, index)),
            Module::Unknown => None,
        }
    }

    /// The file and the entry there that a module's export of this name is, `export *` looked through and nothing else.
    pub fn export_named(&self, import: Node<ImportId>, name: &ImportedName) -> Option<(FileId, Exported)> {
        let module = self.imported_module(import)?;
        match name {
            ImportedName::Named(name) => self.find_export(&module, name, 0),
            ImportedName::Default => self.find_export(&module, "default", 0),
            ImportedName::Namespace => None,
        }
    }

    /// Where the types of a value are declared. Of an array or a promise, where those of what is in it are.
    pub fn origins_of_type(&self, of: &Type) -> Vec<Origin> {
        let mut found = Vec::new();
        self.trace_type(of, 0, &mut found);
        found
    }

    pub fn origin_of_class(&self, class: Node<ClassId>) -> Option<Origin> {
        let facts = self.facts(class.file)?;
        let declared = self.declared_by(class.file, |kind| kind == DeclarationKind::Class(class.id));
        Some(declared.unwrap_or_else(|| self.origin_of_value(&facts, class.with(facts[class.id].expression))))
    }

    pub fn origin_of_function(&self, function: Node<FunctionId>) -> Option<Origin> {
        let facts = self.facts(function.file)?;
        let declared = self.declared_by(function.file, |kind| kind == DeclarationKind::Function(function.id));
        Some(declared.unwrap_or_else(|| self.origin_of_value(&facts, function.with(facts[function.id].expression))))
    }

    pub fn origin_of_interface(&self, interface: Node<InterfaceId>) -> Option<Origin> {
        self.declared_by(interface.file, |kind| kind == DeclarationKind::Interface(interface.id))
    }

    pub fn origin_of_alias(&self, alias: Node<AliasId>) -> Option<Origin> {
        self.declared_by(alias.file, |kind| kind == DeclarationKind::Alias(alias.id))
    }

    /// What an origin is: the value, or the type where it is only that.
    pub fn type_of_origin(&self, origin: &Origin) -> Type {
        match origin {
            Origin::Binding(node) => {
                let value = self.type_of_binding(*node);
                if value.is_unknown() { self.declared_type(*node, &[]) } else { value }
            }
            Origin::Member(member) => self.type_of_member_value(&member.value),
            Origin::Value(node) => self.type_of(*node),
            Origin::Module(file) => Part::ModuleNamespace(*file).into(),
            Origin::AmbientModule(file, index) => Part::AmbientModule(*file, *index).into(),
        }
    }

    /// What the prototype of a function's instances inherits from.
    pub fn inherited(&self, of: Constructor) -> Type {
        let mut result = Type::unknown();
        for (_, entry) in self.expandos(&Part::Prototype(of)) {
            let crate::expando::Entry::Inherit(value) = entry else { continue };
            for part in value.parts() {
                match part {
                    // `Object.create(Base.prototype)`
                    Part::Object(node) => result.merge(self.first_argument(*node)),
                    other => result.add(other.clone()),
                }
            }
        }
        result
    }

    /// Values of a class or interface of the library, by its name.
    pub fn instances_of_library(&self, name: &str) -> Option<Type> {
        let name = self.global_type(name)?;
        Some(Part::Interface { name, arguments: std::sync::Arc::from([]) }.into())
    }

    /// What the first argument of a call is.
    pub(crate) fn first_argument(&self, node: Node<ExpressionId>) -> Type {
        let Some(facts) = self.facts(node.file) else { return Type::unknown() };
        match &facts[node.id].kind {
            ExpressionKind::Call { arguments, .. } => {
                arguments.first().map(|first| self.type_of(node.with(*first))).unwrap_or_default()
            }
            _ => Type::unknown(),
        }
    }

    /// What a signature takes as its parameter `index`.
    pub fn parameter_type(&self, signature: &Signature, index: usize) -> Type {
        let function = signature.function;
        let Some(facts) = self.facts(function.file) else { return Type::unknown() };
        let parameters = &facts[function.id].parameters;
        let Some(parameter) = parameters.get(index).or(parameters.last().filter(|last| last.is_rest)) else {
            return Type::unknown();
        };
        match self.parameter_annotation(&facts, function, parameter) {
            Some(annotation) => self.type_from(function.with(annotation), &signature.environment),
            None => self.type_of(function.with(parameter.value)),
        }
    }

    /// The signature that a call with these arguments means, by its number.
    pub fn best_signature(&self, signatures: &[Signature], file: FileId, arguments: &[ExpressionId]) -> Option<usize> {
        let chosen = self.chosen(signatures, &Arguments::Expressions(Node::new(file, ()), arguments))?;
        signatures.iter().position(|signature| std::ptr::eq(signature, chosen))
    }

    fn declared_by(&self, file: FileId, is: impl Fn(DeclarationKind) -> bool) -> Option<Origin> {
        let facts = self.facts(file)?;
        let declares =
            |binding: &project::facts::Binding| binding.declarations.iter().any(|declaration| is(declaration.kind));
        let index = facts.bindings.iter().position(declares)?;
        Some(Origin::Binding(Node::new(file, BindingId(index as u32))))
    }

    /// The variable that a value is put into where it is made, else the value.
    fn origin_of_value(&self, facts: &Facts, node: Node<ExpressionId>) -> Origin {
        match facts.bindings.iter().position(|binding| binding.values.contains(&node.id)) {
            Some(index) => Origin::Binding(node.with(BindingId(index as u32))),
            None => Origin::Value(node),
        }
    }

    /// A type in braces by the alias that names it.
    fn origin_of_members_type(&self, members: Node<TypeId>) -> Option<Origin> {
        let facts = self.facts(members.file)?;
        let holds = |alias: &project::facts::Alias| {
            let target = &facts[alias.target];
            alias.target == members.id || target.range.contains_range(facts[members.id].range)
        };
        if let Some(index) = facts.aliases.iter().position(holds) {
            return self.origin_of_alias(members.with(AliasId(index as u32)));
        }
        let range = facts[members.id].range;
        Some(Origin::Member(written(Name::default(), (members.file, TextRange::empty(range.start())))))
    }

    fn imported_module(&self, import: Node<ImportId>) -> Option<Module> {
        let facts = self.facts(import.file)?;
        let row = &facts[import.id];
        (!row.specifier.is_empty()).then(|| self.module(import.file, &row.specifier, row.kind))
    }
}

/// Whether a name is another file's: by an import, or by `require`.
pub fn is_imported(facts: &Facts, binding: BindingId) -> bool {
    source_of(facts, binding).is_some()
}

/// A member of which only the place is known.
fn written(name: Name, place: (FileId, TextRange)) -> Member {
    Member {
        name,
        kind: crate::MemberKind::Property,
        place: Some(place),
        value: MemberValue::Unknown,
        doc: None,
        level: 0,
        is_optional: false,
        accessibility: project::facts::Accessibility::Public,
    }
}

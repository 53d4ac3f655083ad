//! Types as they are written become types: names are looked up, aliases looked through, parameters put in.
//!
//! What TypeScript computes with types is done where completion and hover need it: unions, intersections, `keyof`, indexed
//! access, mapped types over known keys, conditional types whose check is known, the utility types. The rest is unknown.

use std::sync::Arc;

use project::facts::{
    BindingId, BindingKind, DeclarationKind, ExportName, Exported, ExpressionKind, Facts, LiteralType, Name,
    NamespaceId, TypeId, TypeKind,
};
use source::FileId;

use crate::evaluator::{Infer, Module};
use crate::module::exported_name;
use crate::types::{Constructor, Environment, Node, Part, Type, extended, substituted};

impl Infer<'_> {
    /// The type that an annotation means.
    pub fn type_from(&self, node: Node<TypeId>, environment: &Environment) -> Type {
        let written = || self.type_written(node, environment);
        match environment {
            Some(_) => self.deeper(written),
            None => self.remembered_type(node, written),
        }
    }

    fn type_written(&self, node: Node<TypeId>, environment: &Environment) -> Type {
        let Some(facts) = self.facts(node.file) else { return Type::unknown() };
        let of = |id: TypeId| self.type_from(node.with(id), environment);
        match &facts[node.id].kind {
            TypeKind::Any => Part::Any.into(),
            TypeKind::Unknown | TypeKind::Object => Part::Any.into(),
            TypeKind::Never => Type::unknown(),
            TypeKind::Void | TypeKind::Undefined => Part::Undefined.into(),
            TypeKind::Null => Part::Null.into(),
            TypeKind::Boolean => Part::Boolean(None).into(),
            TypeKind::Number => Part::Number.into(),
            TypeKind::BigInt => Part::BigInt.into(),
            TypeKind::String | TypeKind::TemplateLiteral { .. } => Part::String(None).into(),
            TypeKind::Symbol => Part::Symbol.into(),
            TypeKind::This => self.this_type(&facts, node),
            TypeKind::Literal(literal) => match literal {
                LiteralType::String(text) => Part::String(Some(text.clone())).into(),
                LiteralType::Number(_) => Part::Number.into(),
                LiteralType::Boolean(value) => Part::Boolean(Some(*value)).into(),
                LiteralType::BigInt => Part::BigInt.into(),
            },
            TypeKind::Reference { name, path, arguments } => {
                let name = &facts[*name];
                let arguments: Vec<Type> = arguments.iter().map(|argument| of(*argument)).collect();
                let mut bindings: Vec<_> = name.binding.map(|binding| node.with(binding)).into_iter().collect();
                // A namespace of the library is declared in many of its files.
                if bindings.is_empty() || !path.is_empty() && self.library.holds(node.file) {
                    bindings.extend(self.globals(&name.name));
                }
                let bindings =
                    if bindings.is_empty() { self.ambient_global(&facts, node.file, &name.name) } else { bindings };
                let mut found = self.type_named(&bindings, &name.name, path, &arguments, environment);
                if bindings.is_empty() && self.library.holds(node.file) {
                    found = self.type_of_namespace_around(&facts, node, &name.name, path, &arguments);
                }
                if bindings.is_empty() && path.is_empty() && found.is_unknown() {
                    return self.type_of_project(node.file, &name.name, &arguments);
                }
                found
            }
            TypeKind::Import { import, path, arguments, is_typeof } => {
                let import = &facts[*import];
                let module = self.module(node.file, &import.specifier, import.kind);
                let arguments: Vec<Type> = arguments.iter().map(|argument| of(*argument)).collect();
                let Some((first, rest)) = path.split_first() else {
                    return if *is_typeof { self.required(&module) } else { self.module_type(&module, &arguments) };
                };
                if *is_typeof {
                    let mut value = self.export_of(&module, first);
                    for name in rest {
                        value = self.property_of(&value, name);
                    }
                    return value;
                }
                self.exported_type(&module, first, rest, &arguments)
            }
            TypeKind::TypeOf { name, path, .. } => {
                let name = &facts[*name];
                let mut value = match name.binding {
                    Some(binding) => self.type_of_binding(node.with(binding)),
                    None if *name.name == *"globalThis" => Part::Global.into(),
                    None => self.globals(&name.name).into_iter().map(|global| self.type_of_binding(global)).collect(),
                };
                for name in path {
                    value = self.property_of(&value, name);
                }
                value
            }
            TypeKind::Array(element) => Part::array(of(*element)).into(),
            TypeKind::Tuple(elements) => {
                Part::Tuple(elements.iter().map(|element| of(element.element)).collect()).into()
            }
            TypeKind::Union(all) => {
                let result: Type = all.iter().map(|one| of(*one)).collect();
                // What else it can be is not known: that it may be nothing is not all there is to say.
                let is_nothing =
                    |kind: &TypeKind| matches!(kind, TypeKind::Void | TypeKind::Undefined | TypeKind::Null);
                let says_more = all.iter().any(|one| !is_nothing(&facts[*one].kind));
                if says_more && result.non_nullable().is_unknown() { Type::unknown() } else { result }
            }
            // What has all of several has the members of each: parts stand for "one of" and serve as well.
            TypeKind::Intersection(all) => {
                let all: Type = all.iter().map(|one| of(*one)).collect();
                let objects = all.filtered(|part| !matches!(part, Part::Any));
                if objects.is_unknown() { all } else { objects }
            }
            TypeKind::Members(_) => Part::Members { members: node, environment: environment.clone() }.into(),
            TypeKind::Mapped(mapped) => self.mapped(node, mapped, environment),
            TypeKind::Function(function) => {
                Part::Function { function: node.with(*function), environment: environment.clone() }.into()
            }
            TypeKind::Constructor(function) => {
                Part::ConstructorType { function: node.with(*function), environment: environment.clone() }.into()
            }
            TypeKind::KeyOf(object) => self.keys_of(&of(*object)),
            TypeKind::Operator(operand) | TypeKind::Optional(operand) | TypeKind::Rest(operand) => of(*operand),
            TypeKind::IndexedAccess { object, index } => {
                let (object, index) = (of(*object), of(*index));
                let mut result = Type::unknown();
                for part in index.parts() {
                    match part {
                        Part::String(Some(name)) => result.merge(self.property_of(&object, name)),
                        Part::Number => result.merge(self.element_of(&object, false)),
                        _ => result.merge(self.indexed(&object)),
                    }
                }
                result
            }
            TypeKind::Conditional { check, extends, consequent, alternate, .. } => {
                self.conditional(node, *check, *extends, *consequent, *alternate, environment)
            }
            TypeKind::Infer(binding) => substituted(environment, node.with(*binding)).cloned().unwrap_or_default(),
            TypeKind::Predicate { is_asserts, .. } => {
                if *is_asserts {
                    Part::Undefined.into()
                } else {
                    Part::Boolean(None).into()
                }
            }
        }
    }

    /// A name that the library declares in the same namespace in another file.
    fn type_of_namespace_around(
        &self,
        facts: &Facts,
        node: Node<TypeId>,
        name: &Name,
        path: &[Name],
        arguments: &[Type],
    ) -> Type {
        let range = facts[node.id].range;
        let around = facts.namespaces.iter().rev().filter(|namespace| namespace.range.contains_range(range));
        for global in around.flat_map(|namespace| self.globals(&namespace.name)) {
            let found = self.type_in_namespace(global, name, path, arguments);
            if !found.is_unknown() {
                return found;
            }
        }
        Type::unknown()
    }

    /// A name as a type. `bindings`: what it can mean, several for a global that is declared in many files.
    fn type_named(
        &self,
        bindings: &[Node<BindingId>],
        name: &Name,
        path: &[Name],
        arguments: &[Type],
        environment: &Environment,
    ) -> Type {
        if path.is_empty()
            && let Some(utility) = self.utility(name, arguments, bindings)
        {
            return utility;
        }
        for binding in bindings {
            if path.is_empty()
                && let Some(value) = substituted(environment, *binding)
            {
                return value.clone();
            }
            let found = match path.split_first() {
                None => self.declared_type(*binding, arguments),
                Some((first, rest)) => self.type_in_namespace(*binding, first, rest, arguments),
            };
            if !found.is_unknown() {
                return found;
            }
        }
        Type::unknown()
    }

    /// What a name means as a type.
    pub(crate) fn declared_type(&self, binding: Node<BindingId>, arguments: &[Type]) -> Type {
        if !self.spend() {
            return Type::unknown();
        }
        let Some(facts) = self.facts(binding.file) else { return Type::unknown() };
        let row = &facts[binding.id];
        for declaration in &row.declarations {
            match declaration.kind {
                DeclarationKind::Interface(interface) => {
                    let parameters = &facts[interface].type_parameters;
                    return self.interface_type(binding, &self.filled(&facts, binding.file, parameters, arguments));
                }
                DeclarationKind::Class(class) => {
                    let parameters = &facts[class].type_parameters;
                    let arguments = self.filled(&facts, binding.file, parameters, arguments);
                    return Part::Instance {
                        of: Constructor::Class(binding.with(class)),
                        arguments: Arc::from(arguments),
                    }
                    .into();
                }
                DeclarationKind::Alias(alias) => {
                    let alias = &facts[alias];
                    let environment = self.bind_parameters(&facts, binding.file, &alias.type_parameters, arguments);
                    return self.type_from(binding.with(alias.target), &environment);
                }
                DeclarationKind::Enum(declared) => return Part::EnumValue(binding.with(declared)).into(),
                DeclarationKind::TypeParameter { constraint, .. } => {
                    return match constraint {
                        Some(constraint) => self.type_from(binding.with(constraint), &None),
                        None => Part::TypeParameter(binding).into(),
                    };
                }
                DeclarationKind::Import(import) => {
                    let module_import = &facts[import];
                    let module = self.module(binding.file, &module_import.specifier, module_import.kind);
                    let Some(specifier) = module_import.names.iter().find(|name| name.local == Some(binding.id)) else {
                        continue;
                    };
                    use project::facts::ImportedName;
                    return match &specifier.imported {
                        ImportedName::Named(name) => self.exported_type(&module, name, &[], arguments),
                        ImportedName::Default => self.exported_type(&module, &Name::from("default"), &[], arguments),
                        ImportedName::Namespace => self.equals_type(&module, arguments),
                    };
                }
                // `import A = b.C`
                DeclarationKind::Variable(BindingKind::Import) => {
                    let (named, path) = self.entity_of(&facts, binding);
                    let found = self.type_named(&named, &row.name, &path, arguments, &None);
                    if !found.is_unknown() {
                        return found;
                    }
                }
                _ => {}
            }
        }
        // A JavaScript constructor function or a class in a variable, named in a JSDoc type.
        let value = self.type_of_binding(binding);
        let constructors =
            value.filtered(|part| matches!(part, Part::Class(_) | Part::Function { .. } | Part::Interface { .. }));
        self.constructed_by(&constructors, arguments)
    }

    /// What `import A = b.C` names: what `b` can mean, and the names behind it.
    fn entity_of(&self, facts: &Facts, binding: Node<BindingId>) -> (Vec<Node<BindingId>>, Vec<Name>) {
        let mut path = Vec::new();
        let Some(mut expression) = facts[binding.id].values.first().copied() else { return (Vec::new(), path) };
        while let ExpressionKind::Member { object, property, .. } = &facts[expression].kind {
            path.insert(0, property.clone());
            expression = *object;
        }
        let ExpressionKind::Reference(reference) = facts[expression].kind else { return (Vec::new(), path) };
        let named = match facts[reference].binding {
            Some(named) => vec![binding.with(named)],
            None => self.globals(&facts[reference].name),
        };
        (named, path)
    }

    fn interface_type(&self, binding: Node<BindingId>, arguments: &[Type]) -> Type {
        // Arrays have a part of their own.
        if self.library.holds(binding.file)
            && let Some(facts) = self.facts(binding.file)
        {
            match (&*facts[binding.id].name, arguments) {
                ("Array" | "ReadonlyArray", [element]) => return Part::array(element.clone()).into(),
                ("String", []) => return Part::String(None).into(),
                ("Number", []) => return Part::Number.into(),
                ("Boolean", []) => return Part::Boolean(None).into(),
                _ => {}
            }
        }
        Part::Interface { name: binding, arguments: Arc::from(arguments) }.into()
    }

    /// Arguments with defaults for those that are missing.
    fn filled(&self, facts: &Facts, file: FileId, parameters: &[BindingId], arguments: &[Type]) -> Vec<Type> {
        let mut all = arguments.to_vec();
        all.truncate(parameters.len());
        for parameter in parameters.iter().skip(all.len()) {
            let default = facts[*parameter].declarations.iter().find_map(|declaration| match declaration.kind {
                DeclarationKind::TypeParameter { default, .. } => default,
                _ => None,
            });
            let environment = extended(
                &None,
                parameters.iter().map(|parameter| Node::new(file, *parameter)).zip(all.iter().cloned()),
            );
            all.push(match default {
                Some(default) => self.type_from(Node::new(file, default), &environment),
                None => Type::unknown(),
            });
        }
        all
    }

    pub(crate) fn bind_parameters(
        &self,
        facts: &Facts,
        file: FileId,
        parameters: &[BindingId],
        arguments: &[Type],
    ) -> Environment {
        let filled = self.filled(facts, file, parameters, arguments);
        extended(&None, parameters.iter().map(|parameter| Node::new(file, *parameter)).zip(filled))
    }

    /// A global that the file itself, or the module around it, declares: `declare global { interface X {} }`.
    fn ambient_global(&self, facts: &Facts, file: FileId, name: &Name) -> Vec<Node<BindingId>> {
        facts
            .ambient_modules
            .iter()
            .filter(|module| *module.name == *"global")
            .filter_map(|module| facts.binding_in(module.scope, name))
            .map(|binding| Node::new(file, binding))
            .collect()
    }

    fn type_in_namespace(&self, binding: Node<BindingId>, first: &Name, rest: &[Name], arguments: &[Type]) -> Type {
        let Some(facts) = self.facts(binding.file) else { return Type::unknown() };
        for declaration in &facts[binding.id].declarations {
            match declaration.kind {
                DeclarationKind::Namespace(namespace) => {
                    if let Some(found) = self.exported_by_namespace(binding.with(namespace), first) {
                        return self.type_of_path(found.0, &found.1, rest, arguments);
                    }
                }
                DeclarationKind::Import(import) => {
                    let row = &facts[import];
                    let module = self.module(binding.file, &row.specifier, row.kind);
                    use project::facts::ImportedName;
                    let imported =
                        row.names.iter().find(|name| name.local == Some(binding.id)).map(|name| name.imported.clone());
                    return match imported {
                        Some(ImportedName::Namespace) | None => self.exported_type(&module, first, rest, arguments),
                        Some(ImportedName::Named(name)) => {
                            let path: Vec<Name> = std::iter::once(first.clone()).chain(rest.iter().cloned()).collect();
                            self.exported_type(&module, &name, &path, arguments)
                        }
                        Some(ImportedName::Default) => {
                            let path: Vec<Name> = std::iter::once(first.clone()).chain(rest.iter().cloned()).collect();
                            let through = self.exported_type(&module, &Name::from("default"), &path, arguments);
                            if through.is_unknown() {
                                self.exported_type(&module, first, rest, arguments)
                            } else {
                                through
                            }
                        }
                    };
                }
                DeclarationKind::Variable(BindingKind::Import) => {
                    let (named, mut path) = self.entity_of(&facts, binding);
                    path.push(first.clone());
                    path.extend(rest.iter().cloned());
                    return self.type_named(&named, first, &path, arguments, &None);
                }
                _ => {}
            }
        }
        Type::unknown()
    }

    fn exported_by_namespace(&self, namespace: Node<NamespaceId>, name: &str) -> Option<(FileId, Exported)> {
        let facts = self.facts(namespace.file)?;
        facts[namespace.id].exports.iter().find_map(|export| match &export.name {
            ExportName::Named(exported) if *exported == *name => Some((namespace.file, export.what.clone())),
            _ => None,
        })
    }

    /// A member of the namespaces that a name declares.
    pub(crate) fn namespace_export(&self, binding: Node<BindingId>, name: &str) -> Option<(FileId, Exported)> {
        let facts = self.facts(binding.file)?;
        facts[binding.id].declarations.iter().find_map(|declaration| match declaration.kind {
            DeclarationKind::Namespace(namespace) => self.exported_by_namespace(binding.with(namespace), name),
            _ => None,
        })
    }

    fn type_of_path(&self, file: FileId, exported: &Exported, rest: &[Name], arguments: &[Type]) -> Type {
        match exported {
            Exported::Binding(binding) => match rest.split_first() {
                None => self.declared_type(Node::new(file, *binding), arguments),
                Some((first, rest)) => self.type_in_namespace(Node::new(file, *binding), first, rest, arguments),
            },
            Exported::Import { import, name } => {
                use project::facts::ImportedName;
                let Some(facts) = self.facts(file) else { return Type::unknown() };
                let import = &facts[*import];
                let module = self.module(file, &import.specifier, import.kind);
                match name {
                    ImportedName::Named(name) => self.exported_type(&module, name, rest, arguments),
                    ImportedName::Default => self.exported_type(&module, &Name::from("default"), rest, arguments),
                    ImportedName::Namespace => match rest.split_first() {
                        Some((first, rest)) => self.exported_type(&module, first, rest, arguments),
                        None => Type::unknown(),
                    },
                }
            }
            Exported::Expression(expression) => {
                if let Some(facts) = self.facts(file)
                    && let Some(binding) = exported_name(&facts, exported)
                {
                    return self.type_of_path(file, &Exported::Binding(binding), rest, arguments);
                }
                let value = self.type_of(Node::new(file, *expression));
                self.instances_of(&value)
            }
            Exported::Nothing => Type::unknown(),
        }
    }

    pub(crate) fn exported_type(&self, module: &Module, name: &Name, rest: &[Name], arguments: &[Type]) -> Type {
        if let Some((file, exported)) = self.find_export(module, name, 0) {
            return self.type_of_path(file, &exported, rest, arguments);
        }
        if *name == *"default" && rest.is_empty() {
            return self.equals_type(module, arguments);
        }
        // A class that CommonJS exports, named in a JSDoc type.
        let value = self.export_of(module, name);
        let made = self.instances_of(&value);
        if made.is_unknown()
            && let Some(beside) = self.declarations_beside(module)
            && let Some((file, exported)) = self.find_export(&beside, name, 0)
        {
            return self.type_of_path(file, &exported, rest, arguments);
        }
        made
    }

    /// The declarations that lie beside a JavaScript file of the project: types that it does not write are theirs.
    pub(crate) fn declarations_beside(&self, module: &Module) -> Option<Module> {
        let Module::File(file) = module else { return None };
        if self.library.holds(*file) || !self.snapshot.is_own(*file) {
            return None;
        }
        let path = self.snapshot.path(*file);
        let extension = match path.extension()?.to_str()? {
            "js" | "jsx" => "d.ts",
            "mjs" => "d.mts",
            "cjs" => "d.cts",
            _ => return None,
        };
        self.snapshot.file(&path.with_extension(extension)).map(Module::File)
    }

    /// What the module itself is as a type: `export =` a class or an interface.
    fn equals_type(&self, module: &Module, arguments: &[Type]) -> Type {
        let Module::File(file) = module else { return Type::unknown() };
        let Some(facts) = self.facts(*file) else { return Type::unknown() };
        match facts.exports.iter().find(|export| export.name == ExportName::Equals) {
            Some(export) => self.type_of_path(*file, &export.what, &[], arguments),
            None => {
                let value = self.required(module);
                self.instances_of(&value)
            }
        }
    }

    /// `import('m')` as a type: what is made by the class that the module is, or the one that it gives. Else what it gives.
    fn module_type(&self, module: &Module, arguments: &[Type]) -> Type {
        let is_made = |part: &Part| matches!(part, Part::Instance { .. } | Part::Interface { .. });
        let of_module = self.equals_type(module, arguments).filtered(is_made);
        if !of_module.is_unknown() {
            return of_module;
        }
        let value = self.required(module);
        let [Part::ModuleNamespace(_)] = value.parts() else { return value };
        let mut given = Vec::new();
        self.exported_names(module, 0, &mut |exported| given.push(exported));
        let default = given.iter().position(|exported| exported.name == *"default");
        let only = given.iter().position(|exported| !exported.is_type_only).filter(|_| given.len() == 1);
        let Some(index) = default.or(only) else { return value };
        let (file, what) = &given[index].what;
        let made = self.constructed_by(&self.type_of_exported(*file, what, 0), arguments).filtered(is_made);
        if made.is_unknown() { value } else { made }
    }

    fn this_type(&self, facts: &Facts, node: Node<TypeId>) -> Type {
        let offset = facts[node.id].range.start();
        let innermost = |range: source::TextRange| range.contains(offset).then(|| range.len());
        let class =
            facts.classes.iter().enumerate().filter_map(|(index, class)| Some((innermost(class.range)?, index))).min();
        if let Some((_, index)) = class {
            return Part::instance(Constructor::Class(node.with(project::facts::ClassId(index as u32)))).into();
        }
        let interface = facts
            .interfaces
            .iter()
            .filter_map(|interface| Some((innermost(interface.range)?, interface)))
            .min_by_key(|(length, _)| *length);
        let Some((_, interface)) = interface else { return Type::unknown() };
        let scope = facts[interface.scope].parent.unwrap_or(Facts::FILE_SCOPE);
        match facts.lookup(scope, &interface.name) {
            Some(binding) => self.declared_type(node.with(binding), &[]),
            None => Type::unknown(),
        }
    }
}

//! Types as they are written become types: names are looked up, aliases looked through, parameters put in.
//!
//! What TypeScript computes with types is done where completion and hover need it: unions, intersections, `keyof`, indexed
//! access, mapped types over known keys, conditional types whose check is known, the utility types. The rest is unknown.

use std::sync::Arc;

use project::facts::{
    BindingId, DeclarationKind, ExportName, Exported, Facts, LiteralType, MappedType, Name, NamespaceId, TypeId,
    TypeKind,
};
use source::FileId;

use crate::evaluator::{Infer, Module};
use crate::types::{Constructor, Environment, Node, Part, Type, extended, substituted};

impl Infer<'_> {
    /// The type that an annotation means.
    pub fn type_from(&self, node: Node<TypeId>, environment: &Environment) -> Type {
        self.deeper(|| self.type_written(node, environment))
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
                let binding = name.binding.map(|binding| vec![node.with(binding)]);
                let bindings = binding.unwrap_or_else(|| self.globals(&name.name));
                let bindings =
                    if bindings.is_empty() { self.ambient_global(&facts, node.file, &name.name) } else { bindings };
                self.type_named(&bindings, &name.name, path, &arguments, environment)
            }
            TypeKind::Import { import, path, arguments, is_typeof } => {
                let import = &facts[*import];
                let module = self.module(node.file, &import.specifier, import.kind);
                let arguments: Vec<Type> = arguments.iter().map(|argument| of(*argument)).collect();
                let Some((first, rest)) = path.split_first() else { return self.required(&module) };
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
            TypeKind::Union(all) => all.iter().map(|one| of(*one)).collect(),
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
                _ => {}
            }
        }
        // A JavaScript constructor function or a class in a variable, named in a JSDoc type.
        let value = self.type_of_binding(binding);
        self.instances_of(
            &value.filtered(|part| matches!(part, Part::Class(_) | Part::Function { .. } | Part::Interface { .. })),
        )
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
                let value = self.type_of(Node::new(file, *expression));
                self.instances_of(&value)
            }
            Exported::Nothing => Type::unknown(),
        }
    }

    fn exported_type(&self, module: &Module, name: &Name, rest: &[Name], arguments: &[Type]) -> Type {
        if let Some((file, exported)) = self.find_export(module, name, 0) {
            return self.type_of_path(file, &exported, rest, arguments);
        }
        if *name == *"default" && rest.is_empty() {
            return self.equals_type(module, arguments);
        }
        // A class that CommonJS exports, named in a JSDoc type.
        let value = self.export_of(module, name);
        self.instances_of(&value)
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

    pub(crate) fn keys_of(&self, object: &Type) -> Type {
        self.members(object)
            .into_iter()
            .filter(|member| member.level < crate::member::UNIVERSAL)
            .map(|member| Part::String(Some(member.name)))
            .collect()
    }

    /// A mapped type over keys that are known: a shape. Over the keys of a type parameter's object, that object's members.
    pub(crate) fn mapped(&self, node: Node<TypeId>, mapped: &MappedType, environment: &Environment) -> Type {
        let Some(facts) = self.facts(node.file) else { return Type::unknown() };
        let parameter = node.with(mapped.parameter);
        // `{ [K in keyof T]: … T[K] … }` is T as far as names go, and `T[K]` alone is T altogether.
        if let TypeKind::KeyOf(object) = &facts[mapped.keys].kind
            && mapped.name.is_none()
        {
            let source = self.type_from(node.with(*object), environment);
            let is_same = mapped.value.is_some_and(|value| matches!(facts[value].kind, TypeKind::IndexedAccess { .. }));
            if is_same {
                return source;
            }
        }
        let keys = self.type_from(node.with(mapped.keys), environment);
        let mut properties = Vec::new();
        for part in keys.parts() {
            let Part::String(Some(name)) = part else { continue };
            let inner = extended(environment, [(parameter, Type::from(part.clone()))]);
            let name = match mapped.name {
                Some(renamed) => match self.type_from(node.with(renamed), &inner).as_string() {
                    Some(name) => name.clone(),
                    None => name.clone(),
                },
                None => name.clone(),
            };
            let value = mapped.value.map(|value| self.type_from(node.with(value), &inner)).unwrap_or_default();
            properties.push((name, value));
        }
        if properties.is_empty() {
            // Any key: what indexing gives is the value.
            return Part::Members { members: node, environment: environment.clone() }.into();
        }
        Part::Shape(Arc::new(properties)).into()
    }

    fn conditional(
        &self,
        node: Node<TypeId>,
        check: TypeId,
        extends: TypeId,
        consequent: TypeId,
        alternate: TypeId,
        environment: &Environment,
    ) -> Type {
        let checked = self.type_from(node.with(check), environment);
        if checked.is_unknown() || checked.parts().contains(&Part::Any) {
            return self
                .type_from(node.with(consequent), environment)
                .or(self.type_from(node.with(alternate), environment));
        }
        // Each part of a union is checked alone.
        let mut result = Type::unknown();
        for part in checked.parts() {
            let one = Type::from(part.clone());
            match self.extends(&one, node.with(extends), environment) {
                Some(inner) => result.merge(self.type_from(node.with(consequent), &inner)),
                None => result.merge(self.type_from(node.with(alternate), environment)),
            }
        }
        result
    }

    /// Whether a part fits a type, as far as kinds go; the environment has what `infer` took from it.
    fn extends(&self, value: &Type, pattern: Node<TypeId>, environment: &Environment) -> Option<Environment> {
        let facts = self.facts(pattern.file)?;
        let part = value.parts().first()?;
        match &facts[pattern.id].kind {
            TypeKind::Infer(binding) => Some(extended(environment, [(pattern.with(*binding), value.clone())])),
            TypeKind::Any | TypeKind::Unknown => Some(environment.clone()),
            TypeKind::Function(function) => {
                let Part::Function { .. } = part else { return None };
                let row = &facts[*function];
                let mut inner = environment.clone();
                if let Some(returned) = row.return_type
                    && let TypeKind::Infer(binding) = facts[returned].kind
                {
                    inner = extended(&inner, [(pattern.with(binding), self.returned_by(value, &[]))]);
                }
                Some(inner)
            }
            TypeKind::Array(element) => {
                let inner = self.element_of(value, false);
                matches!(part, Part::Array(_) | Part::Tuple(_)).then_some(())?;
                self.extends(&inner, pattern.with(*element), environment).or_else(|| Some(environment.clone()))
            }
            TypeKind::Reference { arguments, .. } => {
                let expected = self.type_from(pattern, environment);
                let matches = expected.parts().iter().any(|expected| same_kind(expected, part));
                if !matches {
                    return None;
                }
                let mut inner = environment.clone();
                if let (Part::Interface { arguments: given, .. }, [argument]) = (part, arguments.as_slice())
                    && let TypeKind::Infer(binding) = facts[*argument].kind
                    && let Some(given) = given.first()
                {
                    inner = extended(&inner, [(pattern.with(binding), given.clone())]);
                }
                Some(inner)
            }
            TypeKind::Union(all) => all.iter().find_map(|one| self.extends(value, pattern.with(*one), environment)),
            _ => {
                let expected = self.type_from(pattern, environment);
                expected.parts().iter().any(|expected| same_kind(expected, part)).then(|| environment.clone())
            }
        }
    }

    /// The utility types that the standard library defines by conditional and mapped types, directly.
    fn utility(&self, name: &str, arguments: &[Type], bindings: &[Node<BindingId>]) -> Option<Type> {
        if !bindings.iter().all(|binding| self.library.holds(binding.file)) {
            return None;
        }
        Some(match (name, arguments) {
            ("Partial" | "Required" | "Readonly" | "NoInfer" | "ThisType", [of]) => of.clone(),
            ("NonNullable", [of]) => of.non_nullable(),
            ("Awaited", [of]) => self.awaited(of),
            ("ReturnType", [of]) => self.returned_by(of, &[]),
            ("InstanceType", [of]) => self.instances_of(of),
            ("Parameters" | "ConstructorParameters", [of]) => self.parameters_of(of),
            ("Exclude", [of, taken]) => of.filtered(|part| !taken.parts().contains(part)),
            ("Extract", [of, kept]) => {
                let kept = of.filtered(|part| kept.parts().iter().any(|kept| same_kind(kept, part)));
                if kept.is_unknown() { of.clone() } else { kept }
            }
            ("Pick", [of, keys]) => {
                self.picked(of, |name| keys.parts().iter().any(|key| *key == Part::String(Some(name.clone()))))
            }
            ("Omit", [of, keys]) => {
                self.picked(of, |name| !keys.parts().iter().any(|key| *key == Part::String(Some(name.clone()))))
            }
            ("Record", [keys, value]) => {
                let properties: Vec<(Name, Type)> = keys
                    .parts()
                    .iter()
                    .filter_map(|part| match part {
                        Part::String(Some(name)) => Some((name.clone(), value.clone())),
                        _ => None,
                    })
                    .collect();
                if properties.is_empty() {
                    return None;
                }
                Part::Shape(Arc::new(properties)).into()
            }
            ("Uppercase" | "Lowercase" | "Capitalize" | "Uncapitalize", [_]) => Part::String(None).into(),
            _ => return None,
        })
    }

    fn picked(&self, of: &Type, keep: impl Fn(&Name) -> bool) -> Type {
        let properties: Vec<(Name, Type)> = self
            .members(of)
            .into_iter()
            .filter(|member| member.level < crate::member::UNIVERSAL && keep(&member.name))
            .map(|member| (member.name.clone(), self.type_of_member_value(&member.value)))
            .collect();
        if properties.is_empty() { of.clone() } else { Part::Shape(Arc::new(properties)).into() }
    }

    /// The type of what stands in an index: an array's element, an index signature's value.
    pub(crate) fn indexed(&self, object: &Type) -> Type {
        let element = self.element_of(object, false);
        if !element.is_unknown() {
            return element;
        }
        object.parts().iter().map(|part| self.indexed_by_name(part)).collect()
    }

    /// What an index signature says of any name.
    pub(crate) fn indexed_by_name(&self, part: &Part) -> Type {
        let (members, environment) = match part {
            Part::Members { members, environment } => (*members, environment.clone()),
            Part::Interface { name, arguments } => return self.indexed_by_interface(*name, arguments),
            _ => return Type::unknown(),
        };
        let Some(facts) = self.facts(members.file) else { return Type::unknown() };
        match &facts[members.id].kind {
            TypeKind::Members(all) => all
                .iter()
                .find(|member| member.kind == project::facts::TypeMemberKind::Index)
                .and_then(|member| member.type_annotation)
                .map(|annotation| self.type_from(members.with(annotation), &environment))
                .unwrap_or_default(),
            TypeKind::Mapped(mapped) => {
                let inner = extended(&environment, [(members.with(mapped.parameter), Type::from(Part::String(None)))]);
                mapped.value.map(|value| self.type_from(members.with(value), &inner)).unwrap_or_default()
            }
            _ => Type::unknown(),
        }
    }

    fn indexed_by_interface(&self, name: Node<BindingId>, arguments: &[Type]) -> Type {
        for declared in self.declarations_of_type(name) {
            let Some(facts) = self.facts(declared.file) else { continue };
            for declaration in &facts[declared.id].declarations {
                let DeclarationKind::Interface(interface) = declaration.kind else { continue };
                let row = &facts[interface];
                let index = row.members.iter().find(|member| member.kind == project::facts::TypeMemberKind::Index);
                let environment = self.bind_parameters(&facts, declared.file, &row.type_parameters, arguments);
                if let Some(annotation) = index.and_then(|member| member.type_annotation) {
                    return self.type_from(declared.with(annotation), &environment);
                }
                for base in &row.extends {
                    let base = self.type_from(declared.with(*base), &environment);
                    let found: Type = base.parts().iter().map(|part| self.indexed_by_name(part)).collect();
                    if !found.is_unknown() {
                        return found;
                    }
                }
            }
        }
        Type::unknown()
    }

    /// What iterating gives.
    pub(crate) fn element_of(&self, value: &Type, is_async: bool) -> Type {
        let mut result = Type::unknown();
        for part in value.parts() {
            match part {
                Part::Array(element) => result.merge((**element).clone()),
                Part::Tuple(elements) => elements.iter().for_each(|element| result.merge(element.clone())),
                Part::String(_) => result.add(Part::String(None)),
                Part::Interface { .. } | Part::Instance { .. } | Part::Members { .. } => {
                    let symbol = if is_async { "@@asyncIterator" } else { "@@iterator" };
                    let mut method = self.property_of_part(part, symbol);
                    if is_async && method.is_unknown() {
                        method = self.property_of_part(part, "@@iterator");
                    }
                    let iterator = self.returned_by(&method, &[]);
                    let element = self.iterated(&iterator);
                    if element.is_unknown() {
                        result.merge(self.indexed_by_number(part));
                    } else {
                        result.merge(element);
                    }
                }
                _ => {}
            }
        }
        result
    }

    fn indexed_by_number(&self, part: &Part) -> Type {
        self.indexed_by_name(part)
    }

    /// What an iterator's `next()` gives: the first argument of every iterator type of the library.
    fn iterated(&self, iterator: &Type) -> Type {
        let mut result = Type::unknown();
        for part in iterator.parts() {
            match part {
                Part::Interface { arguments, .. } => {
                    if let Some(first) = arguments.first() {
                        result.merge(first.clone());
                    }
                }
                other => {
                    let next = self.property_of_part(other, "next");
                    let step = self.returned_by(&next, &[]);
                    result.merge(self.property_of(&step, "value"));
                }
            }
        }
        result
    }

    pub(crate) fn item_of(&self, array: &Type, index: u32) -> Type {
        let mut result = Type::unknown();
        for part in array.parts() {
            match part {
                Part::Tuple(elements) => result.merge(elements.get(index as usize).cloned().unwrap_or_default()),
                _ => result.merge(self.element_of(&part.clone().into(), false)),
            }
        }
        result
    }

    /// What `await` gives.
    pub(crate) fn awaited(&self, value: &Type) -> Type {
        let mut result = Type::unknown();
        for part in value.parts() {
            match part {
                Part::Interface { name, arguments } if self.is_promise(*name) => {
                    let inner = arguments.first().cloned().unwrap_or_default();
                    result.merge(self.awaited(&inner));
                }
                Part::Interface { .. } | Part::Instance { .. } => {
                    // A thenable: what its `then` passes to the first callback.
                    let then = self.property_of_part(part, "then");
                    if then.is_unknown() {
                        result.add(part.clone());
                    } else {
                        result.merge(self.fulfilled_by(&then));
                    }
                }
                other => result.add(other.clone()),
            }
        }
        result
    }

    fn fulfilled_by(&self, then: &Type) -> Type {
        let callbacks = self.parameter_of(then, 0, &[]);
        let mut result = Type::unknown();
        for part in callbacks.parts() {
            result.merge(self.parameter_of(&Type::from(part.clone()), 0, &[]));
        }
        result
    }

    pub(crate) fn is_promise(&self, name: Node<BindingId>) -> bool {
        self.library.holds(name.file)
            && self.facts(name.file).is_some_and(|facts| matches!(&*facts[name.id].name, "Promise" | "PromiseLike"))
    }
}

/// Whether two parts are of one kind: enough to choose between the branches of a conditional type.
fn same_kind(one: &Part, other: &Part) -> bool {
    match (one, other) {
        (Part::Any, _) => true,
        (Part::String(None), Part::String(_)) => true,
        (Part::Boolean(None), Part::Boolean(_)) => true,
        (Part::Function { .. }, Part::Function { .. }) => true,
        (Part::Array(_), Part::Array(_) | Part::Tuple(_)) => true,
        (Part::Interface { name, .. }, Part::Interface { name: other, .. }) => name == other,
        (Part::Instance { of, .. }, Part::Instance { of: other, .. }) => of == other,
        (one, other) => one == other,
    }
}

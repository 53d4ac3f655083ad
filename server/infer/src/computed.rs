//! Types that are computed from types: keys, mapped and conditional types, the utility types of the standard library.

use std::sync::Arc;

use project::facts::{BindingId, MappedType, Name, TypeId, TypeKind};

use crate::evaluator::Infer;
use crate::types::{Environment, Node, Part, Type, extended};

impl Infer<'_> {
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

    pub(crate) fn conditional(
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
    pub(crate) fn utility(&self, name: &str, arguments: &[Type], bindings: &[Node<BindingId>]) -> Option<Type> {
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

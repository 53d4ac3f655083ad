//! What is inside of a value: by an index, by iterating, by `await`.

use project::facts::{BindingId, DeclarationKind, TypeKind};

use crate::evaluator::Infer;
use crate::types::{Node, Part, Type, extended};

impl Infer<'_> {
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
            Part::Interface { name, arguments } => {
                return self.deeper(|| self.indexed_by_interface(*name, arguments));
            }
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
                        result.merge(self.indexed_by_name(part));
                    } else {
                        result.merge(element);
                    }
                }
                _ => {}
            }
        }
        result
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
        let callbacks = self.parameter_of(then, 0);
        let mut result = Type::unknown();
        for part in callbacks.parts() {
            result.merge(self.parameter_of(&Type::from(part.clone()), 0));
        }
        result
    }

    pub(crate) fn is_promise(&self, name: Node<BindingId>) -> bool {
        self.library.holds(name.file)
            && self.facts(name.file).is_some_and(|facts| matches!(&*facts[name.id].name, "Promise" | "PromiseLike"))
    }
}

//! Type parameters by what is passed: a signature's, a class's.

use project::facts::{DeclarationKind, Facts, FunctionId, TypeId, TypeKind};

use crate::call::Arguments;
use crate::evaluator::Infer;
use crate::signature::Signature;
use crate::types::{Environment, Node, Part, Type, extended};

impl Infer<'_> {
    /// A signature's own type parameters, put in.
    pub(crate) fn instantiated(
        &self,
        facts: &Facts,
        signature: &Signature,
        arguments: &Arguments,
        given: &[Type],
    ) -> Environment {
        let row = &facts[signature.function.id];
        if row.type_parameters.is_empty() {
            return signature.environment.clone();
        }
        let parameters = row.type_parameters.iter().map(|parameter| signature.function.with(*parameter));
        if !given.is_empty() {
            return extended(&signature.environment, parameters.zip(given.iter().cloned()));
        }
        let mut environment = signature.environment.clone();
        let declared = &row.parameters;
        // What is written as a function waits until the others have said what its parameters are.
        for wants_functions in [false, true] {
            for index in 0..arguments.len().min(8) {
                if arguments.is_function(self, index) != wants_functions {
                    continue;
                }
                let Some(parameter) = declared.get(index).or(declared.last().filter(|last| last.is_rest)) else {
                    continue;
                };
                let Some(annotation) = self.parameter_annotation(facts, signature.function, parameter) else {
                    continue;
                };
                let annotation = signature.function.with(annotation);
                let argument = arguments.get(self, index);
                let argument = if parameter.is_rest { Part::array(argument).into() } else { argument };
                environment = self.unify(annotation, &argument, environment, 0);
            }
        }
        self.with_defaults(facts, signature.function, environment)
    }

    /// What no argument tells is the parameter's default, else its constraint, else unknown.
    fn with_defaults(&self, facts: &Facts, function: Node<FunctionId>, mut environment: Environment) -> Environment {
        for parameter in &facts[function.id].type_parameters {
            let node = function.with(*parameter);
            if crate::types::substituted(&environment, node).is_some() {
                continue;
            }
            let written = facts[*parameter].declarations.iter().find_map(|declaration| match declaration.kind {
                DeclarationKind::TypeParameter { constraint, default } => default.or(constraint),
                _ => None,
            });
            let value = written.map(|written| self.type_from(function.with(written), &environment)).unwrap_or_default();
            environment = extended(&environment, [(node, value)]);
        }
        environment
    }

    /// Finds what type parameters in `pattern` must be for `value` to fit; adds it to the environment.
    pub(crate) fn unify(
        &self,
        pattern: Node<TypeId>,
        value: &Type,
        environment: Environment,
        depth: u32,
    ) -> Environment {
        if depth > 5 || value.is_unknown() || !self.spend() {
            return environment;
        }
        let Some(facts) = self.facts(pattern.file) else { return environment };
        match &facts[pattern.id].kind {
            TypeKind::Reference { name, path, arguments } if path.is_empty() => {
                let Some(binding) = facts[*name].binding else {
                    return self.unify_arguments(pattern, arguments, value, environment, depth);
                };
                let is_parameter = facts[binding]
                    .declarations
                    .iter()
                    .any(|declaration| matches!(declaration.kind, DeclarationKind::TypeParameter { .. }));
                if !is_parameter {
                    return self.unify_arguments(pattern, arguments, value, environment, depth);
                }
                let parameter = pattern.with(binding);
                // What an outer type was given is not inferred again.
                if crate::types::substituted(&environment, parameter).is_some_and(|known| !known.is_unknown()) {
                    return environment;
                }
                // `<K extends keyof T>` wants the very string, `<T>` what kind of thing it is; several are a list worth keeping.
                let is_constrained = facts[binding].declarations.iter().any(|declaration| {
                    matches!(declaration.kind, DeclarationKind::TypeParameter { constraint: Some(_), .. })
                });
                let is_list =
                    value.parts().len() > 1 && value.parts().iter().all(|part| matches!(part, Part::String(Some(_))));
                let value = if is_constrained || is_list { value.clone() } else { value.widened() };
                extended(&environment, [(parameter, value)])
            }
            TypeKind::Array(element) => {
                let inner = self.element_of(value, false);
                self.unify(pattern.with(*element), &inner, environment, depth + 1)
            }
            TypeKind::Operator(inner) | TypeKind::Optional(inner) | TypeKind::Rest(inner) => {
                self.unify(pattern.with(*inner), value, environment, depth + 1)
            }
            TypeKind::Union(all) => {
                let value = value.non_nullable();
                // `T | PromiseLike<T>`: what is a promise goes to the second.
                let mut environment = environment;
                for one in all.iter().rev() {
                    environment = self.unify(pattern.with(*one), &value, environment, depth + 1);
                }
                environment
            }
            TypeKind::Intersection(all) => all
                .iter()
                .fold(environment, |environment, one| self.unify(pattern.with(*one), value, environment, depth + 1)),
            TypeKind::Function(function) => {
                let Some(returned) = facts[*function].return_type else { return environment };
                let result = self.returned_with_context(value, pattern.with(*function), &environment);
                self.unify(pattern.with(returned), &result, environment, depth + 1)
            }
            TypeKind::Members(members) => {
                let mut environment = environment;
                for member in members.iter().take(12) {
                    let (Some(name), Some(annotation)) = (&member.name, member.type_annotation) else { continue };
                    let property = self.property_of(value, name);
                    environment = self.unify(pattern.with(annotation), &property, environment, depth + 1);
                }
                environment
            }
            TypeKind::Tuple(elements) => {
                let mut environment = environment;
                for (index, element) in elements.iter().enumerate() {
                    let item = self.item_of(value, index as u32);
                    environment = self.unify(pattern.with(element.element), &item, environment, depth + 1);
                }
                environment
            }
            _ => environment,
        }
    }

    /// `Promise<T>` against a promise: argument by argument.
    fn unify_arguments(
        &self,
        pattern: Node<TypeId>,
        arguments: &[TypeId],
        value: &Type,
        environment: Environment,
        depth: u32,
    ) -> Environment {
        if arguments.is_empty() {
            return environment;
        }
        let expected = self.type_from(pattern, &environment);
        for expected in expected.parts() {
            for part in value.parts() {
                match (expected, part) {
                    (Part::Interface { name, .. }, Part::Interface { name: other, arguments: given })
                        if name == other || self.is_promise(*name) && self.is_promise(*other) =>
                    {
                        return arguments.iter().zip(given.iter()).fold(
                            environment,
                            |environment, (argument, given)| {
                                self.unify(pattern.with(*argument), given, environment, depth + 1)
                            },
                        );
                    }
                    (Part::Instance { of, .. }, Part::Instance { of: other, arguments: given }) if of == other => {
                        return arguments.iter().zip(given.iter()).fold(
                            environment,
                            |environment, (argument, given)| {
                                self.unify(pattern.with(*argument), given, environment, depth + 1)
                            },
                        );
                    }
                    (Part::Array(_), _)
                    | (Part::Interface { .. }, Part::Array(_) | Part::Tuple(_) | Part::String(_))
                        if arguments.len() == 1 =>
                    {
                        let element = self.element_of(&part.clone().into(), false);
                        return self.unify(pattern.with(arguments[0]), &element, environment, depth + 1);
                    }
                    (Part::Interface { .. }, Part::Interface { .. }) => {
                        // Another interface: by what iterating it gives, as `Iterable<T>` against a Set.
                        let element = self.element_of(&part.clone().into(), false);
                        if !element.is_unknown() {
                            return self.unify(pattern.with(arguments[0]), &element, environment, depth + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
        // An alias, or a function type behind a name.
        environment
    }

    /// What a callback gives when it is called as `context` says.
    fn returned_with_context(&self, callback: &Type, context: Node<FunctionId>, environment: &Environment) -> Type {
        let Some(facts) = self.facts(context.file) else { return Type::unknown() };
        let arguments: Vec<Type> = facts[context.id]
            .parameters
            .iter()
            .map(|parameter| match parameter.type_annotation {
                Some(annotation) => self.type_from(context.with(annotation), environment),
                None => Type::unknown(),
            })
            .collect();
        self.returned_by(callback, &arguments)
    }
}

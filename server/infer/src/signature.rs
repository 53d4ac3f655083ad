//! The ways in which something can be called: overloads, construct signatures, and which of them a call means.

use std::sync::Arc;

use project::facts::{
    DeclarationKind, DocTag, ExpressionKind, Facts, FunctionId, Parameter, TypeId, TypeKind, TypeMemberKind,
};

use crate::call::{Arguments, is_predicate};
use crate::evaluator::Infer;
use crate::member::{MemberKind, UNIVERSAL, is_signature};
use crate::types::{Environment, Node, Part, Type};

/// One way in which something can be called.
#[derive(Clone, PartialEq, Debug)]
pub struct Signature {
    pub function: Node<FunctionId>,
    pub environment: Environment,
}

impl Infer<'_> {
    /// All ways to call a type, overloads in their order.
    pub fn signatures(&self, callee: &Type) -> Vec<Signature> {
        let mut all: Vec<Signature> = Vec::new();
        for part in callee.parts() {
            // Overloads are parts of their own, each of which knows the others.
            for signature in self.signatures_of_part(part, TypeMemberKind::Call) {
                if !all.contains(&signature) {
                    all.push(signature);
                }
            }
        }
        all
    }

    /// All ways to construct a type.
    pub fn construct_signatures(&self, callee: &Type) -> Vec<Signature> {
        let mut all = Vec::new();
        for part in callee.parts() {
            match part {
                Part::Function { function, environment } => {
                    all.push(Signature { function: *function, environment: environment.clone() });
                }
                Part::Class(class) => all.extend(self.constructor_signatures(*class, 0)),
                other => all.extend(self.signatures_of_part(other, TypeMemberKind::Construct)),
            }
        }
        all
    }

    fn constructor_signatures(&self, class: Node<project::facts::ClassId>, depth: u32) -> Vec<Signature> {
        let Some(facts) = self.facts(class.file) else { return Vec::new() };
        let row = &facts[class.id];
        let own: Vec<Signature> = row
            .members
            .iter()
            .filter(|member| member.kind == project::facts::ClassMemberKind::Constructor)
            .filter_map(|member| member.function)
            .map(|function| Signature { function: class.with(function), environment: None })
            .collect();
        if !own.is_empty() || depth > 8 {
            return own;
        }
        let Some(extends) = row.extends else { return own };
        let base = self.type_of(class.with(extends));
        match base.parts().first() {
            Some(Part::Class(base)) => self.constructor_signatures(*base, depth + 1),
            Some(_) => self.construct_signatures(&base),
            None => own,
        }
    }

    pub(crate) fn signatures_of_part(&self, part: &Part, kind: TypeMemberKind) -> Vec<Signature> {
        match part {
            Part::Function { function, environment } if kind == TypeMemberKind::Call => {
                self.overloads(*function, environment)
            }
            Part::ConstructorType { function, environment } if kind == TypeMemberKind::Construct => {
                vec![Signature { function: *function, environment: environment.clone() }]
            }
            Part::Members { members, environment } => {
                let Some(facts) = self.facts(members.file) else { return Vec::new() };
                let TypeKind::Members(all) = &facts[members.id].kind else { return Vec::new() };
                all.iter()
                    .filter(|member| member.kind == kind)
                    .filter_map(|member| member.function)
                    .map(|function| Signature { function: members.with(function), environment: environment.clone() })
                    .collect()
            }
            Part::Interface { name, arguments } => self.interface_signatures(*name, arguments, kind, 0),
            Part::Class(class) if kind == TypeMemberKind::Construct => self.constructor_signatures(*class, 0),
            _ => Vec::new(),
        }
    }

    fn interface_signatures(
        &self,
        name: Node<project::facts::BindingId>,
        arguments: &[Type],
        kind: TypeMemberKind,
        depth: u32,
    ) -> Vec<Signature> {
        let mut all = Vec::new();
        if depth > 6 {
            return all;
        }
        for declared in self.declarations_of_type(name) {
            let Some(facts) = self.facts(declared.file) else { continue };
            for declaration in &facts[declared.id].declarations {
                let DeclarationKind::Interface(interface) = declaration.kind else { continue };
                let row = &facts[interface];
                let environment = self.bind_parameters(&facts, declared.file, &row.type_parameters, arguments);
                for member in row.members.iter().filter(|member| member.kind == kind) {
                    if let Some(function) = member.function {
                        all.push(Signature { function: declared.with(function), environment: environment.clone() });
                    }
                }
                if all.is_empty() {
                    for base in &row.extends {
                        let base = self.type_from(declared.with(*base), &environment);
                        for part in base.parts() {
                            match part {
                                Part::Interface { name, arguments } => {
                                    all.extend(self.interface_signatures(*name, arguments, kind, depth + 1))
                                }
                                other => all.extend(self.signatures_of_part(other, kind)),
                            }
                        }
                    }
                }
            }
        }
        all
    }

    /// A declared function's overloads: all signatures of its name; a method's: those of its class or interface.
    fn overloads(&self, function: Node<FunctionId>, environment: &Environment) -> Vec<Signature> {
        let one = vec![Signature { function, environment: environment.clone() }];
        let Some(facts) = self.facts(function.file) else { return one };
        let row = &facts[function.id];
        let Some(name) = &row.name else { return one };
        if !is_signature(row.flavor) {
            return one;
        }
        let signature = |function: FunctionId| Signature {
            function: Node::new(one[0].function.file, function),
            environment: environment.clone(),
        };
        for interface in &facts.interfaces {
            if interface.range.contains_range(row.range)
                && interface.members.iter().any(|member| member.function == Some(function.id))
            {
                return interface
                    .members
                    .iter()
                    .filter(|member| member.kind == TypeMemberKind::Method && member.name.as_ref() == Some(name))
                    .filter_map(|member| member.function)
                    .map(signature)
                    .collect();
            }
        }
        for class in &facts.classes {
            if class.range.contains_range(row.range)
                && class.members.iter().any(|member| member.function == Some(function.id))
            {
                return class
                    .members
                    .iter()
                    .filter(|member| member.key.name() == Some(name))
                    .filter_map(|member| member.function)
                    .map(signature)
                    .collect();
            }
        }
        let scope = facts[row.scope].parent.unwrap_or(Facts::FILE_SCOPE);
        let Some(binding) = facts.lookup(scope, name) else { return one };
        let all: Vec<Signature> = facts[binding]
            .declarations
            .iter()
            .filter_map(|declaration| match declaration.kind {
                DeclarationKind::Function(function) => Some(signature(function)),
                _ => None,
            })
            .collect();
        if all.iter().any(|signature| signature.function == function) { all } else { one }
    }

    /// The overload that takes as many arguments, and whose literal parameters are what is passed.
    pub(crate) fn chosen<'a>(&self, signatures: &'a [Signature], arguments: &Arguments) -> Option<&'a Signature> {
        if signatures.len() < 2 {
            return signatures.first();
        }
        let count = arguments.len();
        let mut best: Option<(i32, &Signature)> = None;
        for signature in signatures.iter().take(24) {
            let facts = self.facts(signature.function.file)?;
            let parameters = &facts[signature.function.id].parameters;
            let required = parameters.iter().filter(|parameter| !is_optional(parameter)).count();
            let has_rest = parameters.last().is_some_and(|parameter| parameter.is_rest);
            if count < required || (count > parameters.len() && !has_rest) {
                continue;
            }
            let mut score = 0;
            for (index, parameter) in parameters.iter().enumerate().take(count.min(3)) {
                let Some(annotation) = parameter.type_annotation else { continue };
                score += self.fit(signature.function.with(annotation), &signature.environment, arguments, index);
            }
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, signature));
            }
        }
        best.map(|(_, signature)| signature).or(signatures.first())
    }

    /// How well an argument fits a parameter's type, roughly: literals and kinds are told apart.
    fn fit(&self, annotation: Node<TypeId>, environment: &Environment, arguments: &Arguments, index: usize) -> i32 {
        let Some(facts) = self.facts(annotation.file) else { return 0 };
        let is_callback = arguments.is_function(self, index);
        if let TypeKind::Function(function) = facts[annotation.id].kind {
            let wants_guard = is_predicate(&facts, facts[function].return_type);
            return match is_callback {
                true if wants_guard && !arguments.is_type_guard(self, index) => 1,
                true => 3,
                false => -1,
            };
        }
        let expected = self.type_from(annotation, environment);
        if is_callback {
            return if self.signatures(&expected).is_empty() { -2 } else { 2 };
        }
        let given = arguments.get(self, index);
        let (Some(given), false) = (given.parts().first(), expected.is_unknown()) else {
            // Of something unknown nothing can be inferred: rather an overload that doesn't ask for it.
            return if given.is_unknown() && infers_from_parts(&facts, annotation.id) { -1 } else { 0 };
        };
        let best = expected.parts().iter().map(|expected| match (expected, given) {
            (Part::Any | Part::TypeParameter(_), _) => 0,
            (Part::String(Some(one)), Part::String(Some(other))) => {
                if one == other {
                    4
                } else {
                    -4
                }
            }
            (Part::String(None), Part::String(_))
            | (Part::Number, Part::Number)
            | (Part::Boolean(_), Part::Boolean(_)) => 2,
            (Part::String(Some(_)), _) => -3,
            (one, other) if std::mem::discriminant(one) == std::mem::discriminant(other) => 2,
            (Part::String(_) | Part::Number | Part::Boolean(_), _)
            | (_, Part::String(_) | Part::Number | Part::Boolean(_)) => -2,
            _ => 0,
        });
        best.max().unwrap_or(0) - i32::from(self.lacks_something(&expected, given))
    }

    /// Whether an object literal has no value for a property that must be there. Of what has all of several types each is asked.
    fn lacks_something(&self, expected: &Type, given: &Part) -> bool {
        let Part::Object(literal) = given else { return false };
        let Some(facts) = self.facts(literal.file) else { return false };
        let ExpressionKind::Object(properties) = &facts[literal.id].kind else { return false };
        let is_told_whole = properties.iter().all(|property| property.key.name().is_some());
        let demands = |part: &Part| match part {
            Part::Members { .. } | Part::Interface { .. } => self.members(&part.clone().into()).iter().any(|member| {
                let is_given = || properties.iter().any(|property| property.key.name() == Some(&member.name));
                member.kind == MemberKind::Property && member.level < UNIVERSAL && !member.is_optional && !is_given()
            }),
            _ => false,
        };
        is_told_whole && expected.parts().iter().any(demands)
    }

    /// The type that a parameter is declared with.
    pub(crate) fn parameter_annotation(
        &self,
        facts: &Facts,
        function: Node<FunctionId>,
        parameter: &Parameter,
    ) -> Option<TypeId> {
        parameter.type_annotation.or_else(|| tag_of(facts, function.id, parameter)?.type_annotation)
    }

    /// The parameters of a function type as a tuple.
    pub(crate) fn parameters_of(&self, of: &Type) -> Type {
        let Some(signature) = self.signatures(of).into_iter().next() else { return Type::unknown() };
        let Some(facts) = self.facts(signature.function.file) else { return Type::unknown() };
        let types: Vec<Type> = facts[signature.function.id]
            .parameters
            .iter()
            .map(|parameter| match self.parameter_annotation(&facts, signature.function, parameter) {
                Some(annotation) => self.type_from(signature.function.with(annotation), &signature.environment),
                None => Type::unknown(),
            })
            .collect();
        Part::Tuple(Arc::from(types)).into()
    }
}

/// `@param {T} name`. What is taken apart has no name: its tag is the one that stands in its place.
fn tag_of<'f>(facts: &'f Facts, function: FunctionId, parameter: &Parameter) -> Option<&'f DocTag> {
    let row = &facts[function];
    let mut tags = facts[row.doc?].tags.iter().filter(|tag| matches!(&*tag.tag, "param" | "arg" | "argument"));
    if let Some(name) = &parameter.name {
        return tags.find(|tag| tag.name.as_ref() == Some(name));
    }
    let place = row.parameters.iter().position(|one| one.range == parameter.range)?;
    let mut whole = tags.filter(|tag| tag.name.as_ref().is_some_and(|name| !name.contains('.')));
    let tag = whole.nth(place)?;
    let is_of_another = row.parameters.iter().any(|one| one.name.is_some() && one.name == tag.name);
    (!is_of_another).then_some(tag)
}

/// Whether a call may leave a parameter out: `name?`, `name = 1`, `@param {T} [name]`.
pub(crate) fn may_be_left_out(facts: &Facts, function: FunctionId, parameter: &Parameter) -> bool {
    is_optional(parameter) || tag_of(facts, function, parameter).is_some_and(|tag| tag.is_optional)
}

fn is_optional(parameter: &Parameter) -> bool {
    parameter.is_optional || parameter.is_rest || parameter.default.is_some()
}

/// Whether a type parameter stands inside of a parameter's type, as in `ArrayLike<T>`.
fn infers_from_parts(facts: &Facts, annotation: TypeId) -> bool {
    let range = facts[annotation].range;
    facts.references.iter().any(|reference| {
        range.contains_range(reference.range)
            && range != reference.range
            && reference.binding.is_some_and(|binding| {
                let mut declarations = facts[binding].declarations.iter();
                declarations.any(|declaration| matches!(declaration.kind, DeclarationKind::TypeParameter { .. }))
            })
    })
}

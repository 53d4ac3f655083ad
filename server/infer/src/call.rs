//! Calls: which signature, what its type parameters are, what it gives.

use std::sync::Arc;

use project::facts::{
    DeclarationKind, DocId, ExpressionId, ExpressionKind, Facts, FunctionId, Parameter, TypeId, TypeKind,
    TypeMemberKind,
};

use crate::evaluator::Infer;
use crate::member::is_signature;
use crate::types::{Constructor, Environment, Node, Part, Type, extended};

/// One way in which something can be called.
#[derive(Clone, PartialEq, Debug)]
pub struct Signature {
    pub function: Node<FunctionId>,
    pub environment: Environment,
}

/// Arguments of one call, evaluated when they are looked at.
pub(crate) enum Arguments<'a> {
    Expressions(Node<()>, &'a [ExpressionId]),
    Types(&'a [Type]),
}

impl Arguments<'_> {
    fn len(&self) -> usize {
        match self {
            Arguments::Expressions(_, all) => all.len(),
            Arguments::Types(all) => all.len(),
        }
    }

    fn get(&self, infer: &Infer, index: usize) -> Type {
        match self {
            Arguments::Expressions(at, all) => {
                all.get(index).map(|argument| infer.type_of(at.with(*argument))).unwrap_or_default()
            }
            Arguments::Types(all) => all.get(index).cloned().unwrap_or_default(),
        }
    }

    /// Whether an argument is a function that is written right there: its parameters depend on what is to be inferred.
    fn is_function(&self, infer: &Infer, index: usize) -> bool {
        match self {
            Arguments::Expressions(at, all) => {
                let facts = infer.facts(at.file);
                all.get(index)
                    .zip(facts)
                    .is_some_and(|(argument, facts)| matches!(facts[*argument].kind, ExpressionKind::Function(_)))
            }
            Arguments::Types(_) => false,
        }
    }
}

impl Infer<'_> {
    pub(crate) fn type_of_call(
        &self,
        facts: &Arc<Facts>,
        node: Node<ExpressionId>,
        callee: ExpressionId,
        arguments: &[ExpressionId],
        type_arguments: &[TypeId],
    ) -> Type {
        if let Some(known) = self.known_call(facts, node, callee, arguments) {
            return known;
        }
        let callee_type = self.type_of(node.with(callee));
        let given: Vec<Type> =
            type_arguments.iter().map(|argument| self.type_from(node.with(*argument), &None)).collect();
        let result = self.called(&callee_type, &Arguments::Expressions(node.with(()), arguments), &given);
        // A method that returns its `this`: the receiver.
        if let ExpressionKind::Member { object, .. } = facts[callee].kind
            && (result.is_unknown() || self.returns_this(&callee_type))
        {
            let returns_this = self.returns_this(&callee_type);
            if returns_this {
                return self.type_of(node.with(object));
            }
        }
        result
    }

    /// Calls whose result the declarations of the library tell badly, or not at all.
    fn known_call(
        &self,
        facts: &Arc<Facts>,
        node: Node<ExpressionId>,
        callee: ExpressionId,
        arguments: &[ExpressionId],
    ) -> Option<Type> {
        let first = |index: usize| arguments.get(index).map(|argument| self.type_of(node.with(*argument)));
        if let Some(path) = self.global_path(facts, callee) {
            match &*path {
                "Object.create" => return Some(Part::Object(node).into()),
                "Object.assign"
                | "Object.freeze"
                | "Object.seal"
                | "Object.preventExtensions"
                | "Object.setPrototypeOf"
                | "Object.defineProperty"
                | "Object.defineProperties" => return first(0),
                "Object.values" => {
                    let of = first(0)?;
                    let values: Type = of.parts().iter().map(|part| self.values_of(part)).collect();
                    return Some(Part::array(values).into());
                }
                "Object.entries" => {
                    let of = first(0)?;
                    let values: Type = of.parts().iter().map(|part| self.values_of(part)).collect();
                    return Some(
                        Part::array(Part::Tuple(Arc::from([Part::String(None).into(), values])).into()).into(),
                    );
                }
                "Object.keys" | "Object.getOwnPropertyNames" => {
                    let of = first(0)?;
                    let keys = self.keys_of(&of);
                    let keys = if keys.is_unknown() { Part::String(None).into() } else { keys };
                    return Some(Part::array(keys).into());
                }
                "Object.getPrototypeOf" => return first(0),
                "JSON.parse" => {
                    // A deep copy by way of text is what it copies.
                    let ExpressionKind::Call { callee, arguments, .. } = &facts[*arguments.first()?].kind else {
                        return None;
                    };
                    let is_stringified = self.global_path(facts, *callee).is_some_and(|path| path == "JSON.stringify");
                    return is_stringified.then(|| arguments.first().map(|copied| self.type_of(node.with(*copied))))?;
                }
                "Promise.all" | "Promise.allSettled" if arguments.len() == 1 => {
                    let of = first(0)?;
                    let all: Vec<Type> = match (&facts[arguments[0]].kind, of.parts()) {
                        (ExpressionKind::Array(elements), _) if path == "Promise.all" => elements
                            .iter()
                            .flatten()
                            .map(|element| self.awaited(&self.type_of(node.with(*element))))
                            .collect(),
                        _ => {
                            let element = self.awaited(&self.element_of(&of, false));
                            let element = if path == "Promise.all" {
                                element
                            } else {
                                self.library_type("PromiseSettledResult", &[element])
                            };
                            return Some(self.promise(Part::array(element).into()));
                        }
                    };
                    return Some(self.promise(Part::Tuple(Arc::from(all)).into()));
                }
                "Symbol" | "Symbol.for" => return Some(Part::Symbol.into()),
                "String" => return Some(Part::String(None).into()),
                "Number" | "parseInt" | "parseFloat" => return Some(Part::Number.into()),
                "Boolean" => return Some(Part::Boolean(None).into()),
                _ => {}
            }
        }
        let ExpressionKind::Member { object, property, .. } = &facts[callee].kind else { return None };
        match &**property {
            // Of strings that are known the result is.
            "toLowerCase" | "toUpperCase" | "trim" => {
                let of = self.type_of(node.with(*object));
                let texts = of.parts().iter().map(|part| match part {
                    Part::String(Some(text)) => Some(match &**property {
                        "toLowerCase" => Part::string(text.to_lowercase()),
                        "toUpperCase" => Part::string(text.to_uppercase()),
                        _ => Part::string(text.trim()),
                    }),
                    _ => None,
                });
                let texts: Option<Vec<Part>> = texts.collect();
                texts.filter(|texts| !texts.is_empty()).map(|texts| texts.into_iter().collect())
            }
            "bind" if !arguments.is_empty() => {
                let function = self.type_of(node.with(*object));
                function.parts().iter().any(|part| matches!(part, Part::Function { .. })).then_some(function)
            }
            "call" => {
                let function = self.type_of(node.with(*object));
                let is_function = function.parts().iter().any(|part| matches!(part, Part::Function { .. }));
                let rest = arguments.get(1..).unwrap_or_default();
                is_function.then(|| self.called(&function, &Arguments::Expressions(node.with(()), rest), &[]))
            }
            "apply" => {
                let function = self.type_of(node.with(*object));
                let is_function = function.parts().iter().any(|part| matches!(part, Part::Function { .. }));
                is_function.then(|| self.called(&function, &Arguments::Types(&[]), &[]))
            }
            _ => None,
        }
    }

    pub(crate) fn type_of_new(
        &self,
        facts: &Arc<Facts>,
        node: Node<ExpressionId>,
        callee: ExpressionId,
        arguments: &[ExpressionId],
        type_arguments: &[TypeId],
    ) -> Type {
        if self.global_name(facts, callee).is_some_and(|name| *name == *"Proxy") {
            return arguments.first().map(|target| self.type_of(node.with(*target))).unwrap_or_default();
        }
        let constructors = self.type_of(node.with(callee));
        let given: Vec<Type> =
            type_arguments.iter().map(|argument| self.type_from(node.with(*argument), &None)).collect();
        let mut result = Type::unknown();
        for part in constructors.parts() {
            match part {
                Part::Class(class) => {
                    let arguments =
                        self.class_arguments(*class, &Arguments::Expressions(node.with(()), arguments), &given);
                    result.add(Part::Instance { of: Constructor::Class(*class), arguments });
                }
                Part::Function { function, .. } => {
                    // A constructor may return another object; `if (!(this instanceof F)) return new F()` returns its own.
                    result.add(Part::instance(Constructor::Function(*function)));
                }
                other => result.merge(self.constructed_with(
                    other,
                    &Arguments::Expressions(node.with(()), arguments),
                    &given,
                )),
            }
        }
        result
    }

    /// Type arguments of a class by what its constructor is given.
    fn class_arguments(
        &self,
        class: Node<project::facts::ClassId>,
        arguments: &Arguments,
        given: &[Type],
    ) -> Arc<[Type]> {
        let Some(facts) = self.facts(class.file) else { return Arc::from([]) };
        let row = &facts[class.id];
        if row.type_parameters.is_empty() {
            return Arc::from([]);
        }
        if !given.is_empty() {
            return Arc::from(given);
        }
        let constructor = row
            .members
            .iter()
            .find(|member| member.kind == project::facts::ClassMemberKind::Constructor)
            .and_then(|member| member.function);
        let mut environment = None;
        if let Some(constructor) = constructor {
            for (index, parameter) in facts[constructor].parameters.iter().enumerate().take(arguments.len()) {
                if let Some(annotation) = parameter.type_annotation {
                    environment = self.unify(class.with(annotation), &arguments.get(self, index), environment, 0);
                }
            }
        }
        row.type_parameters
            .iter()
            .map(|parameter| {
                crate::types::substituted(&environment, class.with(*parameter)).cloned().unwrap_or_default()
            })
            .collect()
    }

    /// What `new` of an interface with construct signatures, or of a constructor type, gives.
    pub(crate) fn constructed(&self, part: &Part, arguments: &[Type]) -> Type {
        self.constructed_with(part, &Arguments::Types(arguments), &[])
    }

    /// Instances of a base class whose type arguments are written: `extends Base<T>`.
    pub(crate) fn constructed_by(&self, base: &Type, type_arguments: &[Type]) -> Type {
        let mut result = Type::unknown();
        for part in base.parts() {
            match part {
                Part::Class(class) => {
                    result.add(Part::Instance { of: Constructor::Class(*class), arguments: Arc::from(type_arguments) });
                }
                Part::Function { function, .. } => result.add(Part::instance(Constructor::Function(*function))),
                other => result.merge(self.constructed_with(other, &Arguments::Types(&[]), type_arguments)),
            }
        }
        result
    }

    fn constructed_with(&self, part: &Part, arguments: &Arguments, given: &[Type]) -> Type {
        let signatures = self.signatures_of_part(part, TypeMemberKind::Construct);
        self.result_of(&signatures, arguments, given)
    }

    /// What calling a value gives.
    pub(crate) fn called(&self, callee: &Type, arguments: &Arguments, given: &[Type]) -> Type {
        let mut result = Type::unknown();
        for part in callee.parts() {
            if !self.spend() {
                break;
            }
            let signatures = self.signatures_of_part(part, TypeMemberKind::Call);
            result.merge(self.result_of(&signatures, arguments, given));
        }
        result
    }

    /// What any call of a value gives.
    pub(crate) fn returned_by(&self, callee: &Type, arguments: &[Type]) -> Type {
        self.called(callee, &Arguments::Types(arguments), &[])
    }

    fn result_of(&self, signatures: &[Signature], arguments: &Arguments, given: &[Type]) -> Type {
        self.deeper(|| self.result_of_chosen(signatures, arguments, given))
    }

    fn result_of_chosen(&self, signatures: &[Signature], arguments: &Arguments, given: &[Type]) -> Type {
        let Some(chosen) = self.chosen(signatures, arguments) else { return Type::unknown() };
        let Some(facts) = self.facts(chosen.function.file) else { return Type::unknown() };
        let environment = self.instantiated(&facts, chosen, arguments, given);
        let types: Vec<Type> = match arguments {
            // Only a function without declared result is evaluated for its arguments.
            Arguments::Expressions(..) if self.declared_return(&facts, chosen.function).is_none() => {
                (0..arguments.len().min(6)).map(|index| arguments.get(self, index)).collect()
            }
            Arguments::Types(types) => types.to_vec(),
            _ => Vec::new(),
        };
        self.return_of(chosen.function, &environment, &types)
    }

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

    fn signatures_of_part(&self, part: &Part, kind: TypeMemberKind) -> Vec<Signature> {
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
        if let TypeKind::Function(_) = facts[annotation.id].kind {
            return if is_callback { 3 } else { -1 };
        }
        let expected = self.type_from(annotation, environment);
        if is_callback {
            return if self.signatures(&expected).is_empty() { -2 } else { 2 };
        }
        let given = arguments.get(self, index);
        let (Some(given), false) = (given.parts().first(), expected.is_unknown()) else { return 0 };
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
        best.max().unwrap_or(0)
    }

    /// A signature's own type parameters, put in.
    fn instantiated(&self, facts: &Facts, signature: &Signature, arguments: &Arguments, given: &[Type]) -> Environment {
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

    /// What a function gives: as declared, else what its `return`s are.
    pub(crate) fn return_of(&self, function: Node<FunctionId>, environment: &Environment, arguments: &[Type]) -> Type {
        let Some(facts) = self.facts(function.file) else { return Type::unknown() };
        let row = &facts[function.id];
        let mut vague = Type::unknown();
        if let Some(declared) = self.declared_return(&facts, function) {
            let declared = self.type_from(declared, environment);
            if !declared.is_unknown() && (row.return_type.is_some() || !self.is_vague(&declared)) {
                return declared;
            }
            vague = declared;
        }
        if row.body.is_none() {
            return vague;
        }
        let for_any = |infer: &Infer| infer.union_of(function.file, row.returns.iter().copied());
        let depends = !arguments.iter().all(Type::is_unknown)
            && row.returns.len() <= 4
            && self.depends_on_parameters(&facts, function.id);
        let mut result = if depends {
            let given = self.argument_overrides(&facts, function, arguments);
            self.with_overrides(given, || for_any(self))
                .unwrap_or_else(|| self.remembered_return(function, || for_any(self)))
        } else {
            self.remembered_return(function, || for_any(self))
        };
        if row.is_generator {
            let yielded = self.union_of(function.file, row.yields.iter().copied());
            let name = if row.is_async { "AsyncGenerator" } else { "Generator" };
            return self.library_type(name, &[yielded, result]);
        }
        if row.is_async {
            let value = self.awaited(&result);
            return self.promise(value);
        }
        if result.is_unknown() && row.returns.is_empty() && vague.is_unknown() {
            result.add(Part::Undefined);
        }
        if result.has_members() { result } else { vague.or(result) }
    }

    /// Whether a type says no more than "an object" or "a function", as comments often do where the code says more.
    pub(crate) fn is_vague(&self, of: &Type) -> bool {
        of.parts().iter().all(|part| match part {
            Part::Any | Part::Undefined | Part::Null => true,
            Part::Interface { name, .. } => {
                self.library.holds(name.file)
                    && self.facts(name.file).is_some_and(|facts| matches!(&*facts[name.id].name, "Function" | "Object"))
            }
            Part::Array(element) => self.is_vague(element),
            _ => false,
        })
    }

    pub(crate) fn declared_return(&self, facts: &Facts, function: Node<FunctionId>) -> Option<Node<TypeId>> {
        let row = &facts[function.id];
        if let Some(declared) = row.return_type {
            return Some(function.with(declared));
        }
        let tags = row.doc.map(|doc| &facts[doc].tags)?;
        let tag = tags.iter().find(|tag| matches!(&*tag.tag, "returns" | "return"))?;
        tag.type_annotation.map(|annotation| function.with(annotation))
    }

    /// Whether what a function returns is one of its parameters, or made of one.
    fn depends_on_parameters(&self, facts: &Facts, function: FunctionId) -> bool {
        let row = &facts[function];
        let bindings: Vec<_> = row.parameters.iter().filter_map(|parameter| parameter.binding).collect();
        if bindings.is_empty() {
            return false;
        }
        row.returns.iter().any(|returned| {
            let range = facts[*returned].range;
            facts.references.iter().any(|reference| {
                range.contains_range(reference.range)
                    && reference.binding.is_some_and(|binding| bindings.contains(&binding))
            })
        })
    }

    /// Whether a method gives its receiver: it says `this`, or its only result is `this`.
    fn returns_this(&self, callee: &Type) -> bool {
        let Some(Part::Function { function, .. }) = callee.parts().first() else { return false };
        let Some(facts) = self.facts(function.file) else { return false };
        let row = &facts[function.id];
        if let Some(declared) = row.return_type {
            return matches!(facts[declared].kind, TypeKind::This);
        }
        !row.returns.is_empty()
            && row.returns.iter().all(|returned| matches!(facts[*returned].kind, ExpressionKind::This(_)))
    }

    pub(crate) fn type_of_tagged_template(&self, tag: &Type) -> Type {
        self.returned_by(tag, &[])
    }

    /// The type that a parameter is declared with.
    pub(crate) fn parameter_annotation(
        &self,
        facts: &Facts,
        function: Node<FunctionId>,
        parameter: &Parameter,
    ) -> Option<TypeId> {
        parameter.type_annotation.or_else(|| documented_parameter(facts, facts[function.id].doc, parameter))
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

/// `@param {T} name`
pub(crate) fn documented_parameter(facts: &Facts, doc: Option<DocId>, parameter: &Parameter) -> Option<TypeId> {
    let name = parameter.name.as_ref()?;
    facts[doc?]
        .tags
        .iter()
        .find(|tag| matches!(&*tag.tag, "param" | "arg" | "argument") && tag.name.as_ref() == Some(name))?
        .type_annotation
}

fn is_optional(parameter: &Parameter) -> bool {
    parameter.is_optional || parameter.is_rest || parameter.default.is_some()
}

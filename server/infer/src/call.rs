//! Calls: which signature, what its type parameters are, what it gives.

use std::sync::Arc;

use project::facts::{ExpressionId, ExpressionKind, Facts, FunctionId, TypeId, TypeKind, TypeMemberKind};

use crate::evaluator::Infer;
use crate::signature::Signature;
use crate::types::{Constructor, Environment, Node, Part, Type};

/// Arguments of one call, evaluated when they are looked at.
pub(crate) enum Arguments<'a> {
    Expressions(Node<()>, &'a [ExpressionId]),
    Types(&'a [Type]),
}

impl Arguments<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Arguments::Expressions(_, all) => all.len(),
            Arguments::Types(all) => all.len(),
        }
    }

    pub(crate) fn get(&self, infer: &Infer, index: usize) -> Type {
        match self {
            Arguments::Expressions(at, all) => {
                all.get(index).map(|argument| infer.type_of(at.with(*argument))).unwrap_or_default()
            }
            Arguments::Types(all) => all.get(index).cloned().unwrap_or_default(),
        }
    }

    /// Whether an argument is a function that is written right there: its parameters depend on what is to be inferred.
    pub(crate) fn is_function(&self, infer: &Infer, index: usize) -> bool {
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

    /// Whether an argument is a function that is written right there and says what its argument is.
    pub(crate) fn is_type_guard(&self, infer: &Infer, index: usize) -> bool {
        let Arguments::Expressions(at, all) = self else { return false };
        let Some((argument, facts)) = all.get(index).zip(infer.facts(at.file)) else { return false };
        match facts[*argument].kind {
            ExpressionKind::Function(function) => is_predicate(&facts, facts[function].return_type),
            _ => false,
        }
    }
}

/// `a is A`
pub(crate) fn is_predicate(facts: &Facts, written: Option<TypeId>) -> bool {
    written.is_some_and(|written| matches!(facts[written].kind, TypeKind::Predicate { .. }))
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
            // `Array.prototype.slice.call(arguments)`
            "call" if self.is_array_method(facts, *object, "slice") => {
                Some(Part::array(self.element_of(&first(0)?, false)).into())
            }
            "call" => {
                let function = self.type_of(node.with(*object));
                let is_function = function.parts().iter().any(|part| matches!(part, Part::Function { .. }));
                let rest = arguments.get(1..).unwrap_or_default();
                is_function.then(|| self.called(&function, &Arguments::Expressions(node.with(()), rest), &[]))
            }
            "apply" if self.global_path(facts, *object).is_some_and(|path| path == "Object.assign") => {
                Some(self.element_of(&first(1)?, false))
            }
            "apply" => {
                let function = self.type_of(node.with(*object));
                let is_function = function.parts().iter().any(|part| matches!(part, Part::Function { .. }));
                is_function.then(|| self.called(&function, &Arguments::Types(&[]), &[]))
            }
            "concat" => {
                let list = self.type_of(node.with(*object));
                let mut element = match list.parts() {
                    [Part::Array(element)] => (**element).clone(),
                    _ => return None,
                };
                for index in 0..arguments.len() {
                    for part in first(index)?.parts() {
                        match part {
                            Part::Array(more) => element.merge((**more).clone()),
                            one => element.add(one.clone()),
                        }
                    }
                }
                Some(Part::array(element).into())
            }
            _ => None,
        }
    }

    /// `Array.prototype.name`, `[].name`
    fn is_array_method(&self, facts: &Facts, function: ExpressionId, name: &str) -> bool {
        let ExpressionKind::Member { object, property, .. } = &facts[function].kind else { return false };
        *property == *name
            && (matches!(&facts[*object].kind, ExpressionKind::Array(_))
                || self.global_path(facts, *object).is_some_and(|path| path == "Array.prototype"))
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

    /// Instances of a class whose type arguments are written: `extends Base<T>`, `@type {Base<T>}`.
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
        if let Part::Observed(_) = part {
            return self.property_of_part(part, "prototype");
        }
        let signatures = self.signatures_of_part(part, TypeMemberKind::Construct);
        self.result_of(&signatures, arguments, given)
    }

    /// What calling a value gives.
    fn called(&self, callee: &Type, arguments: &Arguments, given: &[Type]) -> Type {
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
        // `new Map<string, number>()` means the signature that takes types.
        let takes_given = |signature: &&Signature| {
            let facts = self.facts(signature.function.file);
            facts.is_some_and(|facts| facts[signature.function.id].type_parameters.len() >= given.len())
        };
        let taking: Vec<Signature> = match given {
            [] => Vec::new(),
            _ => signatures.iter().filter(takes_given).cloned().collect(),
        };
        let signatures = if taking.is_empty() { signatures } else { &taking };
        let Some(chosen) = self.chosen(signatures, arguments) else { return Type::unknown() };
        let Some(facts) = self.facts(chosen.function.file) else { return Type::unknown() };
        let environment = self.instantiated(&facts, chosen, arguments, given);
        let types: Vec<Type> = match arguments {
            // Only a function whose declaration says little of its result is evaluated for its arguments.
            Arguments::Expressions(..)
                if facts[chosen.function.id].return_type.is_none()
                    && self
                        .declared_return(&facts, chosen.function)
                        .is_none_or(|declared| self.is_vague(&self.type_from(declared, &environment))) =>
            {
                (0..arguments.len().min(6)).map(|index| arguments.get(self, index)).collect()
            }
            Arguments::Types(types) => types.to_vec(),
            _ => Vec::new(),
        };
        self.return_of(chosen.function, &environment, &types)
    }

    /// What a function gives: as declared, else what its `return`s are.
    pub(crate) fn return_of(&self, function: Node<FunctionId>, environment: &Environment, arguments: &[Type]) -> Type {
        let Some(facts) = self.facts(function.file) else { return Type::unknown() };
        let row = &facts[function.id];
        let mut vague = Type::unknown();
        if let Some(declared) = self.declared_return(&facts, function) {
            let declared = self.type_from(declared, environment);
            if !declared.is_unknown() && (row.return_type.is_some() || !self.is_vague(&declared)) {
                return self.or_made_by(&facts, function, declared);
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
            self.for_call(function, arguments, || for_any(self))
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

    /// Comments in packages say that a function gives instances of a class where it gives an object that makes them: that as well.
    fn or_made_by(&self, facts: &Facts, function: Node<FunctionId>, declared: Type) -> Type {
        let row = &facts[function.id];
        let is_instance = |part: &Part| matches!(part, Part::Instance { .. });
        if row.return_type.is_some()
            || row.body.is_none()
            || row.is_async
            || row.is_generator
            || !declared.parts().iter().all(is_instance)
            || !self.snapshot.is_installed(function.file)
        {
            return declared;
        }
        let given = self.remembered_return(function, || self.union_of(function.file, row.returns.iter().copied()));
        given.filtered(|part| matches!(part, Part::Object(_))).or(declared)
    }

    /// Whether a type says no more than "an object" or "a function", as comments often do where the code says more.
    pub(crate) fn is_vague(&self, of: &Type) -> bool {
        of.parts().iter().all(|part| match part {
            Part::Any | Part::Undefined | Part::Null => true,
            Part::Interface { name, arguments } if self.is_promise(*name) => {
                // Of nothing it says that nothing comes.
                arguments.first().is_none_or(|of| self.is_vague(of) && !of.parts().contains(&Part::Undefined))
            }
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
        if bindings.is_empty() && !row.uses_arguments {
            return false;
        }
        row.returns.iter().any(|returned| {
            let range = facts[*returned].range;
            facts.references.iter().any(|reference| {
                range.contains_range(reference.range)
                    && match reference.binding {
                        Some(binding) => bindings.contains(&binding),
                        None => row.uses_arguments && reference.name == *"arguments",
                    }
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
}

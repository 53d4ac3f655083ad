//! What each kind of expression is.

use std::sync::Arc;

use project::facts::{
    BinaryOperator, BindingId, DeclarationKind, ExpressionId, ExpressionKind, Facts, ImportKind, ImportedName, Name,
    ReferenceId, ThisOf, UnaryOperator,
};
use rustc_hash::FxHashMap;

use crate::evaluator::{Infer, Module};
use crate::types::{Constructor, Node, Part, Type};

/// Names of a computed property that are looked up.
const KEYS: usize = 4;

impl Infer<'_> {
    pub(crate) fn evaluate(&self, facts: &Arc<Facts>, node: Node<ExpressionId>) -> Type {
        use ExpressionKind as Kind;
        let file = node.file;
        let of = |expression: ExpressionId| self.type_of(node.with(expression));
        match &facts[node.id].kind {
            Kind::Unknown | Kind::NewTarget | Kind::Jsx(_) => Type::unknown(),
            Kind::Null => Part::Null.into(),
            Kind::Boolean(value) => Part::Boolean(Some(*value)).into(),
            Kind::Number(_) => Part::Number.into(),
            Kind::BigInt => Part::BigInt.into(),
            Kind::String(text) => Part::String(Some(text.clone())).into(),
            Kind::Template(_) => Part::String(None).into(),
            Kind::RegularExpression => self.library_type("RegExp", &[]),
            Kind::Reference(reference) => self.type_of_reference(facts, node.with(*reference)),
            Kind::This(whose) => self.type_of_this(facts, node, *whose),
            Kind::Super(whose) => self.type_of_super(facts, node, *whose),
            Kind::ImportMeta => self.library_type("ImportMeta", &[]),
            Kind::Member { object, property, .. } => self.type_of_member(facts, node, *object, property),
            Kind::Index { object, index, .. } => {
                let object = of(*object);
                self.type_of_index(&object, &of(*index))
            }
            Kind::Call { callee, arguments, type_arguments, .. } => {
                self.type_of_call(facts, node, *callee, arguments, type_arguments)
            }
            Kind::New { callee, arguments, type_arguments } => {
                self.type_of_new(facts, node, *callee, arguments, type_arguments)
            }
            Kind::TaggedTemplate { tag, .. } => {
                let tag = of(*tag);
                self.type_of_tagged_template(&tag)
            }
            Kind::Object(_) => Part::Object(node).into(),
            Kind::Array(elements) => self.type_of_array(facts, node, elements),
            Kind::Spread(value) => of(*value),
            Kind::Function(function) => Part::function(file, *function).into(),
            Kind::Class(class) => Part::Class(node.with(*class)).into(),
            Kind::Assign { value, operator: None, .. } => of(*value),
            Kind::Assign { target, value, operator: Some(operator) } => {
                self.type_of_binary(node, *operator, *target, *value)
            }
            Kind::Binary { operator, left, right } => self.type_of_binary(node, *operator, *left, *right),
            Kind::Unary { operator, .. } => match operator {
                UnaryOperator::Not | UnaryOperator::Delete => Part::Boolean(None).into(),
                UnaryOperator::Numeric => Part::Number.into(),
                UnaryOperator::TypeOf => Part::String(None).into(),
                UnaryOperator::Void => Part::Undefined.into(),
            },
            Kind::Update(_) => Part::Number.into(),
            Kind::Conditional { consequent, alternate, .. } => of(*consequent).or(of(*alternate)),
            Kind::Sequence(all) => all.last().map(|last| of(*last)).unwrap_or_default(),
            Kind::Await(value) => self.awaited(&of(*value)),
            Kind::Yield { .. } => Type::unknown(),
            Kind::As { value, type_annotation: Some(annotation) } => {
                let declared = self.type_from(node.with(*annotation), &None);
                if declared.has_members() || matches!(declared.parts(), [Part::Undefined | Part::Null]) {
                    declared
                } else {
                    of(*value)
                }
            }
            Kind::As { value, type_annotation: None } | Kind::Satisfies { value, .. } => of(*value),
            Kind::NonNull(value) => of(*value).non_nullable(),
            Kind::Instantiation { value, .. } => of(*value),
            Kind::Module(import) => {
                let import = &facts[*import];
                match self.module(file, &import.specifier, import.kind) {
                    Module::Unknown => Type::unknown(),
                    module if import.kind == ImportKind::Dynamic => self.promise(self.namespace_of(&module)),
                    module => self.required(&module),
                }
            }
            Kind::Parameter { function, index } => self.type_of_parameter(facts, node.with(*function), *index),
            Kind::ElementOf { value, is_async } => {
                let element = self.element_of(&of(*value), *is_async);
                if *is_async { self.awaited(&element) } else { element }
            }
            Kind::KeyOf(_) => Part::String(None).into(),
            Kind::Part { object, property, .. } => self.property_of(&of(*object), property),
            Kind::Item { array, index } => self.item_of(&of(*array), *index),
            Kind::RestProperties { object, taken } => self.rest_of(&of(*object), taken),
            Kind::RestItems { array, .. } => {
                let array = of(*array);
                Part::array(self.element_of(&array, false)).into()
            }
            Kind::Default { value, fallback } => {
                let value = of(*value).filtered(|part| *part != Part::Undefined);
                // A default tells what an unknown argument looks like; beside a known one it adds nothing but literals.
                if value.has_members() { value.or(of(*fallback).widened()) } else { of(*fallback).widened().or(value) }
            }
            Kind::Annotated(annotation) => self.type_from(node.with(*annotation), &None),
            Kind::Caught => self.library_type("Error", &[]),
            Kind::Imported { import, name } => self.type_of_imported(facts, file, *import, name),
            Kind::EnumObject(declared) => Part::EnumObject(node.with(*declared)).into(),
            Kind::NamespaceObject(namespace) => Part::NamespaceObject(node.with(*namespace)).into(),
        }
    }

    fn type_of_reference(&self, facts: &Arc<Facts>, node: Node<ReferenceId>) -> Type {
        let reference = &facts[node.id];
        match reference.binding {
            Some(binding) => self.type_of_binding(node.with(binding)),
            None if reference.name == *"arguments" => match self.passed_by_call(node.file, reference.range) {
                Some(passed) => Part::array(passed).into(),
                None => self.library_type("IArguments", &[]),
            },
            None => self.type_of_global(facts, node.file, &reference.name),
        }
    }

    /// What a name holds: what it is declared to be, else everything that is ever put into it.
    pub fn type_of_binding(&self, node: Node<BindingId>) -> Type {
        let Some(facts) = self.facts(node.file) else { return Type::unknown() };
        let binding = &facts[node.id];
        let mut result = Type::unknown();
        let mut is_declared = false;
        for declaration in &binding.declarations {
            if let Some(annotation) = declaration.type_annotation {
                result.merge(self.type_from(node.with(annotation), &None));
                is_declared = true;
                continue;
            }
            if let Some(annotation) = self.documented_type(&facts, declaration.doc)
                && matches!(declaration.kind, DeclarationKind::Variable(_))
            {
                let documented = self.type_from(node.with(annotation), &None);
                is_declared |= !self.is_vague(&documented);
                result.merge(documented);
                continue;
            }
            match declaration.kind {
                DeclarationKind::Function(function) => result.add(Part::function(node.file, function)),
                DeclarationKind::Class(class) => result.add(Part::Class(node.with(class))),
                DeclarationKind::Enum(declared) => result.add(Part::EnumObject(node.with(declared))),
                DeclarationKind::Namespace(namespace) => result.add(Part::NamespaceObject(node.with(namespace))),
                _ => {}
            }
        }
        // A parameter's declared type says little where it says `any` or `object`; what is passed says more.
        if is_declared && result.has_members() {
            return result;
        }
        for value in &binding.values {
            result.merge(self.type_of(node.with(*value)));
        }
        let is_it = |expression: ExpressionId| match facts[expression].kind {
            ExpressionKind::Reference(reference) => facts[reference].binding == Some(node.id),
            _ => false,
        };
        let filled = self.filled_later(&facts, node.file, result, &is_it);
        self.or_seen_in(&facts, node, filled)
    }

    fn type_of_global(&self, facts: &Arc<Facts>, file: source::FileId, name: &Name) -> Type {
        match &**name {
            "undefined" => return Part::Undefined.into(),
            "globalThis" | "global" | "window" | "self" => return Part::Global.into(),
            "module" if self.is_common_js(facts) => return self.library_type("NodeModule", &[]),
            "exports" if self.is_common_js(facts) => return self.common_js_exports(facts, file, true),
            _ => {}
        }
        let declared = self.globals(name).into_iter().map(|global| self.type_of_binding(global)).collect::<Type>();
        if !declared.is_unknown() {
            return declared;
        }
        // A script's `x = …` without a declaration, and `globalThis.x = …`.
        self.global_expando(file, name)
    }

    fn type_of_member(
        &self,
        facts: &Arc<Facts>,
        node: Node<ExpressionId>,
        object: ExpressionId,
        property: &Name,
    ) -> Type {
        if self.is_common_js(facts)
            && *property == *"exports"
            && self.global_name(facts, object).is_some_and(|name| *name == *"module")
        {
            return self.common_js_exports(facts, node.file, false);
        }
        let of_object = self.type_of(node.with(object));
        let found = self.property_of(&of_object, property);
        if found.is_unknown() && matches!(facts[object].kind, ExpressionKind::This(_)) {
            let others = self.copied_onto(&of_object).or(self.returned_instead(&of_object));
            return self.property_of(&others, property);
        }
        found
    }

    /// The type of a property: of every part that has it.
    pub fn property_of(&self, object: &Type, property: &str) -> Type {
        let mut result = Type::unknown();
        for part in object.parts() {
            if !self.spend() {
                break;
            }
            result.merge(self.property_of_part(part, property));
        }
        result
    }

    fn type_of_index(&self, object: &Type, index: &Type) -> Type {
        if let Some(name) = index.as_string() {
            return self.property_of(object, name);
        }
        // One of a few names: what stands under the first ones tells what stands under the others.
        if index.parts().len() > 1 && index.parts().iter().all(|part| matches!(part, Part::String(Some(_)))) {
            let names = index.parts().iter().filter_map(|part| match part {
                Part::String(Some(name)) => Some(name),
                _ => None,
            });
            let found: Type = names.take(KEYS).map(|name| self.property_of(object, name)).collect();
            if !found.is_unknown() {
                return found;
            }
        }
        let element = self.indexed(object);
        if !element.is_unknown() {
            return element;
        }
        // An object used as a table: what it holds is what was put in, whatever the key.
        object
            .parts()
            .iter()
            .filter(|part| matches!(part, Part::Object(_) | Part::Exports(_)))
            .map(|part| self.values_of(part))
            .collect()
    }

    fn type_of_array(&self, facts: &Facts, node: Node<ExpressionId>, elements: &[Option<ExpressionId>]) -> Type {
        if let Some(pair) = self.type_of_pair(facts, node, elements) {
            return pair;
        }
        let mut element = Type::unknown();
        // The first elements tell what the others are.
        for expression in elements.iter().flatten().take(24) {
            let value = self.type_of(node.with(*expression));
            if matches!(facts[*expression].kind, ExpressionKind::Spread(_)) {
                element.merge(self.element_of(&value, false));
            } else {
                element.merge(value);
            }
        }
        Part::array(element).into()
    }

    /// A few values of different kinds stand each for something else: `['name', 3]`.
    fn type_of_pair(&self, facts: &Facts, node: Node<ExpressionId>, elements: &[Option<ExpressionId>]) -> Option<Type> {
        if !(2..=4).contains(&elements.len()) {
            return None;
        }
        let is_spread = |expression: &ExpressionId| matches!(facts[*expression].kind, ExpressionKind::Spread(_));
        let mut types = Vec::with_capacity(elements.len());
        for element in elements {
            let expression = element.as_ref().filter(|expression| !is_spread(expression))?;
            types.push(self.type_of(node.with(*expression)));
        }
        let kind = |of: &Type| of.parts().first().map(std::mem::discriminant);
        let first = types.first().and_then(kind);
        types.iter().any(|of| kind(of).is_some() && kind(of) != first).then(|| Part::Tuple(Arc::from(types)).into())
    }

    fn type_of_binary(
        &self,
        node: Node<ExpressionId>,
        operator: BinaryOperator,
        left: ExpressionId,
        right: ExpressionId,
    ) -> Type {
        let of = |expression: ExpressionId| self.type_of(node.with(expression));
        match operator {
            BinaryOperator::Add => {
                let (left, right) = (of(left), of(right));
                let is = |of: &Type, what: fn(&Part) -> bool| !of.is_unknown() && of.parts().iter().all(what);
                let is_text = |of: &Type| is(of, |part| matches!(part, Part::String(_)));
                if is_text(&left) || is_text(&right) {
                    Part::String(None).into()
                } else if is(&left, |part| *part == Part::Number) && is(&right, |part| *part == Part::Number) {
                    Part::Number.into()
                } else {
                    Type::from_iter([Part::String(None), Part::Number])
                }
            }
            BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder
            | BinaryOperator::Exponent
            | BinaryOperator::Bits => Part::Number.into(),
            BinaryOperator::Equality | BinaryOperator::Comparison | BinaryOperator::In | BinaryOperator::InstanceOf => {
                Part::Boolean(None).into()
            }
            BinaryOperator::And => {
                let right = of(right);
                if right.is_unknown() { of(left) } else { right }
            }
            BinaryOperator::Or => {
                let left = of(left)
                    .filtered(|part| !matches!(part, Part::Undefined | Part::Null | Part::Boolean(Some(false))));
                left.or(of(right))
            }
            BinaryOperator::Coalesce => of(left).non_nullable().or(of(right)),
        }
    }

    fn type_of_imported(
        &self,
        facts: &Facts,
        file: source::FileId,
        import: project::facts::ImportId,
        name: &ImportedName,
    ) -> Type {
        let import = &facts[import];
        let module = self.module(file, &import.specifier, import.kind);
        match name {
            // `const { x } = require('m')` is bound by parts of the module's value, not here.
            ImportedName::Namespace if import.kind == ImportKind::Require => self.required(&module),
            ImportedName::Namespace => self.namespace_of(&module),
            ImportedName::Default => self.default_export(&module),
            ImportedName::Named(name) => self.export_of(&module, name),
        }
    }

    fn type_of_super(&self, facts: &Arc<Facts>, node: Node<ExpressionId>, whose: ThisOf) -> Type {
        let this = self.type_of_this(facts, node, whose);
        let mut result = Type::unknown();
        for part in this.parts() {
            let class = match part {
                Part::Instance { of: Constructor::Class(class), .. } | Part::Class(class) => *class,
                _ => continue,
            };
            let Some(facts) = self.facts(class.file) else { continue };
            let Some(extends) = facts[class.id].extends else { continue };
            let base = self.type_of(class.with(extends));
            // `super(…)` calls the base, `super.x` looks into what it makes.
            let is_callee = facts.parent(node.id).is_some_and(
                |parent| matches!(facts[parent].kind, ExpressionKind::Call { callee, .. } if callee == node.id),
            );
            result.merge(if is_callee || matches!(part, Part::Class(_)) { base } else { self.instances_of(&base) });
        }
        result
    }

    /// Parameters by the values that a call passes.
    pub(crate) fn argument_overrides(
        &self,
        facts: &Facts,
        function: Node<project::facts::FunctionId>,
        arguments: &[Type],
    ) -> FxHashMap<Node<ExpressionId>, Type> {
        let parameters = &facts[function.id].parameters;
        let mut given = FxHashMap::default();
        for (index, parameter) in parameters.iter().enumerate() {
            let value = if parameter.is_rest {
                let rest: Type = arguments.iter().skip(index).cloned().collect();
                Type::from(Part::array(rest))
            } else {
                match arguments.get(index) {
                    Some(argument) if !argument.is_unknown() => argument.clone(),
                    _ => continue,
                }
            };
            given.insert(function.with(parameter.value), value);
        }
        given
    }
}

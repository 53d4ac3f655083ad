//! What a parameter is: as declared, as the place demands that the function is passed to, as calls pass it.

use std::rc::Rc;
use std::sync::Arc;

use project::facts::{BindingId, ExpressionId, ExpressionKind, Facts, FunctionId, Name, PropertyKey};
use rustc_hash::FxHashMap;
use source::FileId;

use crate::evaluator::{CallsByName, Infer, Module};
use crate::expando::doc_of;
use crate::signature::Signature;
use crate::types::{Node, Part, Type};

/// Call sites that are looked at.
const CALLS: usize = 20;

impl Infer<'_> {
    pub(crate) fn type_of_parameter(&self, facts: &Arc<Facts>, function: Node<FunctionId>, index: u32) -> Type {
        let row = &facts[function.id];
        let Some(parameter) = row.parameters.get(index as usize) else { return Type::unknown() };
        let mut vague = Type::unknown();
        if let Some(annotation) = self.parameter_annotation(facts, function, parameter) {
            let declared = self.type_from(function.with(annotation), &None);
            let is_written = parameter.type_annotation.is_some();
            let is_of_the_web = !is_written && self.is_of_the_web(&declared);
            if declared.has_members() && (is_written || !is_of_the_web && !self.is_vague(&declared)) {
                return declared;
            }
            // Of packages as they run it says nothing, rather than something else.
            if !(is_of_the_web && self.prefers_sources.get()) {
                vague = declared;
            }
        }
        let index = index as usize;
        let demanded = self.contextual(facts, function, index);
        if demanded.has_members() {
            return demanded;
        }
        if let Some(binding) = parameter.binding {
            let inherited = self.prototype_set_on(facts, function.with(binding));
            if inherited.has_members() {
                return inherited;
            }
        }
        let mut passed = self.passed(facts, function, index);
        if !passed.has_members() {
            passed.merge(self.passed_where_it_goes(facts, function, index));
        }
        let found =
            if parameter.is_rest && !passed.is_unknown() { Part::array(passed).into() } else { demanded.or(passed) };
        if found.has_members() { found } else { vague }
    }

    /// `Object.setPrototypeOf(parameter, prototype)`: whatever is passed inherits from that.
    fn prototype_set_on(&self, facts: &Facts, binding: Node<BindingId>) -> Type {
        let calls = self.calls_named(facts, binding.file);
        let mut result = Type::unknown();
        for call in calls.get(&Name::from("setPrototypeOf")).into_iter().flatten() {
            let ExpressionKind::Call { callee, arguments, .. } = &facts[*call].kind else { continue };
            let [object, prototype, ..] = **arguments else { continue };
            let is_it = matches!(facts[object].kind, ExpressionKind::Reference(reference) if facts[reference].binding == Some(binding.id));
            if is_it && self.global_path(facts, *callee).is_some_and(|path| path == "Object.setPrototypeOf") {
                result.merge(self.type_of(binding.with(prototype)).as_prototype());
            }
        }
        result
    }

    /// Whether a comment's type is a global of the web by a name that programs and packages have always given to things of their own.
    fn is_of_the_web(&self, of: &Type) -> bool {
        of.parts().iter().all(|part| match part {
            Part::Interface { name, .. } => {
                self.library.holds(name.file)
                    && self.facts(name.file).is_some_and(|facts| {
                        matches!(&*facts[name.id].name, "Request" | "Response" | "Headers" | "Event" | "File" | "Node")
                    })
            }
            _ => false,
        })
    }

    /// What the function is passed to, or put into, says of its parameters.
    fn contextual(&self, facts: &Arc<Facts>, function: Node<FunctionId>, index: usize) -> Type {
        let expression = facts[function.id].expression;
        let expected = self.expected_type(facts, function.with(expression));
        if !expected.is_unknown() {
            let found = self.parameter_of(&expected, index);
            if found.has_members() {
                return found;
            }
        }
        let Some(parent) = facts.parent(expression) else { return Type::unknown() };
        match &facts[parent].kind {
            ExpressionKind::Call { callee, .. } if *callee != expression => {
                self.emitted(facts, function.with(parent), function, index)
            }
            _ => Type::unknown(),
        }
    }

    /// The type that the place of an expression demands: a parameter's, a declared variable's, a property's of a demanded object.
    pub fn expected_type(&self, facts: &Arc<Facts>, node: Node<ExpressionId>) -> Type {
        if !self.spend() {
            return Type::unknown();
        }
        let Some(parent) = facts.parent(node.id) else { return self.declared_for(facts, node) };
        match &facts[parent].kind {
            ExpressionKind::Call { callee, arguments, .. } => {
                let Some(position) = arguments.iter().position(|argument| *argument == node.id) else {
                    return Type::unknown();
                };
                let callee_type = self.type_of(node.with(*callee));
                let signatures = match facts[*callee].kind {
                    ExpressionKind::Super(_) => self.construct_signatures(&callee_type),
                    _ => self.signatures(&callee_type),
                };
                let found = self.argument_type(facts, node.file, &signatures, arguments, position);
                if !found.is_unknown() {
                    return found;
                }
                let told = self.told_beside(facts, node.with(*callee));
                self.argument_type(facts, node.file, &self.signatures(&told), arguments, position)
            }
            ExpressionKind::New { callee, arguments, .. } => {
                let Some(position) = arguments.iter().position(|argument| *argument == node.id) else {
                    return Type::unknown();
                };
                let callee_type = self.type_of(node.with(*callee));
                let signatures = self.construct_signatures(&callee_type);
                self.argument_type(facts, node.file, &signatures, arguments, position)
            }
            ExpressionKind::Object(properties) => {
                let Some(property) = properties.iter().find(|property| property.value == node.id) else {
                    return Type::unknown();
                };
                let PropertyKey::Name(name) = &property.key else { return Type::unknown() };
                let object = self.expected_type(facts, node.with(parent));
                if object.is_unknown() { object } else { self.property_of(&object, name) }
            }
            ExpressionKind::Array(_) => {
                let array = self.expected_type(facts, node.with(parent));
                self.element_of(&array, false)
            }
            ExpressionKind::Assign { target, value, operator: None } if *value == node.id => {
                self.declared_for_target(facts, node.with(parent), *target)
            }
            ExpressionKind::Conditional { .. } | ExpressionKind::Binary { .. } | ExpressionKind::Sequence(_) => {
                self.expected_type(facts, node.with(parent))
            }
            ExpressionKind::Satisfies { type_annotation, .. } => self.type_from(node.with(*type_annotation), &None),
            ExpressionKind::As { type_annotation: Some(annotation), .. } => {
                self.type_from(node.with(*annotation), &None)
            }
            _ => Type::unknown(),
        }
    }

    /// The method of an object that a file of the project makes, as the declarations beside the file tell of what it gives.
    fn told_beside(&self, facts: &Facts, callee: Node<ExpressionId>) -> Type {
        let ExpressionKind::Member { object, property, .. } = &facts[callee.id].kind else { return Type::unknown() };
        let mut result = Type::unknown();
        let mut asked = Vec::new();
        for part in self.type_of(callee.with(*object)).parts() {
            let Part::Object(Node { file, .. }) = part else { continue };
            if asked.contains(file) {
                continue;
            }
            asked.push(*file);
            let Some(beside) = self.declarations_beside(&Module::File(*file)) else { continue };
            let made = self.returned_by(&self.required(&beside), &[]);
            result.merge(self.property_of(&made, property));
        }
        result
    }

    /// What is declared to stand where something is assigned: what is assigned there would answer with itself.
    fn declared_for_target(&self, facts: &Arc<Facts>, assignment: Node<ExpressionId>, target: ExpressionId) -> Type {
        if let Some(annotation) = self.documented_type(facts, doc_of(facts, assignment.id)) {
            return self.type_from(assignment.with(annotation), &None);
        }
        match &facts[target].kind {
            // `x.onload = (event) => …`
            ExpressionKind::Member { object, property, .. } => {
                let holder = self.type_of(assignment.with(*object));
                let of_holder = |part: &Part| match part {
                    Part::Interface { .. } | Part::Members { .. } | Part::Global => {
                        self.property_of_part(part, property)
                    }
                    part => self.annotated_member(part, property),
                };
                holder.parts().iter().map(of_holder).collect()
            }
            ExpressionKind::Reference(reference) => {
                let Some(binding) = facts[*reference].binding else { return Type::unknown() };
                let annotations = facts[binding].declarations.iter().filter_map(|declaration| {
                    declaration.type_annotation.or_else(|| self.documented_type(facts, declaration.doc))
                });
                annotations.map(|annotation| self.type_from(assignment.with(annotation), &None)).collect()
            }
            _ => Type::unknown(),
        }
    }

    /// What the variable that an expression initialises, or the function that returns it, is declared to be.
    fn declared_for(&self, facts: &Arc<Facts>, node: Node<ExpressionId>) -> Type {
        let range = facts[node.id].range;
        for binding in &facts.bindings {
            if !binding.values.contains(&node.id) {
                continue;
            }
            for declaration in &binding.declarations {
                if !declaration.range.contains_range(range) {
                    continue;
                }
                let annotation = declaration.type_annotation.or_else(|| self.documented_type(facts, declaration.doc));
                if let Some(annotation) = annotation {
                    return self.type_from(node.with(annotation), &None);
                }
            }
        }
        let Some(function) = facts.functions.iter().position(|function| function.returns.contains(&node.id)) else {
            return Type::unknown();
        };
        let function = node.with(FunctionId(function as u32));
        let declared = match self.declared_return(facts, function) {
            Some(declared) => self.type_from(declared, &None),
            None => {
                let expected = self.expected_type(facts, node.with(facts[function.id].expression));
                self.signatures(&expected)
                    .iter()
                    .filter_map(|signature| {
                        let facts = self.facts(signature.function.file)?;
                        let declared = self.declared_return(&facts, signature.function)?;
                        Some(self.type_from(declared, &signature.environment))
                    })
                    .collect()
            }
        };
        if facts[function.id].is_async { self.awaited(&declared) } else { declared }
    }

    /// What overloads say of one argument, the type parameters inferred from the arguments before it.
    pub(crate) fn argument_type(
        &self,
        facts: &Arc<Facts>,
        file: FileId,
        signatures: &[Signature],
        arguments: &[ExpressionId],
        position: usize,
    ) -> Type {
        let mut result = Type::unknown();
        let mut takes_text = false;
        // With several overloads the first argument often tells which: `on('data', (chunk) => …)`.
        let first = arguments.first().filter(|_| position > 0).map(|argument| self.type_of(Node::new(file, *argument)));
        for signature in signatures.iter().take(24) {
            let Some(of_signature) = self.facts(signature.function.file) else { continue };
            let parameters = &of_signature[signature.function.id].parameters;
            let Some(parameter) = parameters.get(position).or(parameters.last().filter(|last| last.is_rest)) else {
                continue;
            };
            if let (Some(first), Some(declared)) =
                (&first, parameters.first().and_then(|parameter| parameter.type_annotation))
            {
                let expected = self.type_from(signature.function.with(declared), &signature.environment);
                let is_other = |part: &Part| matches!(part, Part::String(Some(wanted)) if first.as_string().is_some_and(|given| given != wanted));
                if !expected.is_unknown() && expected.parts().iter().all(is_other) {
                    continue;
                }
            }
            let Some(annotation) = self.parameter_annotation(&of_signature, signature.function, parameter) else {
                continue;
            };
            let mut environment = signature.environment.clone();
            if !of_signature[signature.function.id].type_parameters.is_empty() {
                for (index, argument) in arguments.iter().enumerate() {
                    if index == position || matches!(facts[*argument].kind, ExpressionKind::Function(_)) {
                        continue;
                    }
                    let Some(annotation) = parameters.get(index).and_then(|parameter| parameter.type_annotation) else {
                        continue;
                    };
                    let value = self.type_of(Node::new(file, *argument));
                    environment = self.unify(signature.function.with(annotation), &value, environment, 0);
                }
            }
            let mut declared = self.type_from(signature.function.with(annotation), &environment);
            if parameter.is_rest {
                declared = self.element_of(&declared, false);
            }
            // An overload that takes any string doesn't take away the names that the others know.
            takes_text |= declared.parts().contains(&Part::String(None));
            result.merge(declared.filtered(|part| *part != Part::String(None)));
        }
        if takes_text && !result.parts().iter().any(|part| matches!(part, Part::String(_))) {
            result.add(Part::String(None));
        }
        let known = result.filtered(|part| *part != Part::Any);
        if known.is_unknown() { result } else { known }
    }

    /// What a function type passes as its parameter `index`.
    pub(crate) fn parameter_of(&self, of: &Type, index: usize) -> Type {
        let mut result = Type::unknown();
        for signature in self.signatures(of) {
            let Some(facts) = self.facts(signature.function.file) else { continue };
            let parameters = &facts[signature.function.id].parameters;
            let Some(parameter) = parameters.get(index).or(parameters.last().filter(|last| last.is_rest)) else {
                continue;
            };
            if let Some(annotation) = self.parameter_annotation(&facts, signature.function, parameter) {
                let declared = self.type_from(signature.function.with(annotation), &signature.environment);
                result.merge(if parameter.is_rest {
                    self.item_of(&declared, (index + 1 - parameters.len()) as u32)
                } else {
                    declared
                });
            }
        }
        // An overload that says `any` says nothing beside one that knows.
        let known = result.filtered(|part| *part != Part::Any);
        if known.is_unknown() { result } else { known }
    }

    /// What calls of the function in its file, and in files that import it, pass.
    fn passed(&self, facts: &Arc<Facts>, function: Node<FunctionId>, index: usize) -> Type {
        let mut result = Type::unknown();
        let row = &facts[function.id];
        let Some(name) = self.call_name(facts, function.id) else { return result };
        let own = Part::function(function.file, function.id);
        let calls = self.calls_named(facts, function.file);
        let mut looked_at = 0;
        for call in calls.get(&name).map(Vec::as_slice).unwrap_or_default() {
            let (ExpressionKind::Call { callee, arguments, .. } | ExpressionKind::New { callee, arguments, .. }) =
                &facts[*call].kind
            else {
                continue;
            };
            let Some(argument) = arguments.get(index) else { continue };
            // A call inside the function itself asks what is being asked.
            if row.range.contains_range(facts[*call].range)
                && matches!(facts[*argument].kind, ExpressionKind::Reference(_))
            {
                continue;
            }
            looked_at += 1;
            if looked_at > CALLS {
                break;
            }
            if self.calls(facts, function, *callee, &own) {
                result.merge(self.type_of(function.with(*argument)));
            }
        }
        if result.is_unknown() { self.passed_by_importers(function, &name, index) } else { result }
    }

    /// Calls of an exported function in the files that import its file.
    fn passed_by_importers(&self, function: Node<FunctionId>, name: &Name, index: usize) -> Type {
        let mut result = Type::unknown();
        if !self.snapshot.is_own(function.file) && !self.prefers_sources.get() {
            return result;
        }
        let own = Part::function(function.file, function.id);
        let mut looked_at = 0;
        for importer in self.importers_of(function.file) {
            let Some(facts) = self.facts(importer) else { continue };
            let calls = self.calls_named(&facts, importer);
            let names = self.names_of_import(&facts, importer, function.file, name);
            for call in names.iter().filter_map(|name| calls.get(name)).flatten() {
                let (ExpressionKind::Call { callee, arguments, .. } | ExpressionKind::New { callee, arguments, .. }) =
                    &facts[*call].kind
                else {
                    continue;
                };
                let Some(argument) = arguments.get(index) else { continue };
                looked_at += 1;
                if looked_at > CALLS {
                    return result;
                }
                let callee = self.type_of(Node::new(importer, *callee));
                if callee.parts().contains(&own) {
                    result.merge(self.type_of(Node::new(importer, *argument)));
                }
            }
        }
        result
    }

    /// Under which names an importer may call what a file gives: its own, and those that it gives to the module.
    fn names_of_import(&self, facts: &Facts, importer: FileId, file: FileId, own: &Name) -> Vec<Name> {
        let mut names = vec![own.clone()];
        for import in &facts.imports {
            if self.module(importer, &import.specifier, import.kind) != crate::evaluator::Module::File(file) {
                continue;
            }
            let locals = import.names.iter().filter_map(|name| name.local);
            names.extend(locals.map(|local| facts[local].name.clone()));
            // `const name = require('m')`
            for binding in &facts.bindings {
                let is_module = |value: &ExpressionId| matches!(facts[*value].kind, ExpressionKind::Module(of) if facts[of].specifier == import.specifier);
                if binding.values.iter().any(is_module) {
                    names.push(binding.name.clone());
                }
            }
        }
        names.dedup();
        names
    }

    /// Whether a callee is this function.
    fn calls(&self, facts: &Arc<Facts>, function: Node<FunctionId>, callee: ExpressionId, own: &Part) -> bool {
        let callee_type = self.type_of(function.with(callee));
        if callee_type.parts().contains(own) {
            return true;
        }
        // `new Class(…)`: its constructor.
        let is_constructor = facts[function.id].flavor == project::facts::FunctionFlavor::Constructor;
        is_constructor
            && callee_type.parts().iter().any(|part| match part {
                Part::Class(class) => {
                    class.file == function.file
                        && facts[class.id].members.iter().any(|member| member.function == Some(function.id))
                }
                _ => false,
            })
    }

    /// The name under which a function is called: its own, that of what it is put into, its class's.
    fn call_name(&self, facts: &Facts, function: FunctionId) -> Option<Name> {
        let row = &facts[function];
        if row.flavor == project::facts::FunctionFlavor::Constructor {
            let class = facts
                .classes
                .iter()
                .find(|class| class.members.iter().any(|member| member.function == Some(function)))?;
            return class.name.clone();
        }
        row.name.clone()
    }

    /// The calls of a file by the last name of what is called.
    pub(crate) fn calls_named(&self, facts: &Facts, file: FileId) -> Rc<CallsByName> {
        if let Some(known) = self.calls.borrow().get(&file) {
            return known.clone();
        }
        let mut by_name: FxHashMap<Name, Vec<ExpressionId>> = FxHashMap::default();
        for (index, expression) in facts.expressions.iter().enumerate() {
            let (ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. }) = &expression.kind else {
                continue;
            };
            let name = match &facts[*callee].kind {
                ExpressionKind::Reference(reference) => &facts[*reference].name,
                ExpressionKind::Member { property, .. } => property,
                _ => continue,
            };
            by_name.entry(name.clone()).or_default().push(ExpressionId(index as u32));
        }
        let by_name = Rc::new(by_name);
        self.calls.borrow_mut().insert(file, by_name.clone());
        by_name
    }
}

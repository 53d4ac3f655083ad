//! What `this` is: by where the function stands, and by what it is put into.

use std::sync::Arc;

use project::facts::{
    ClassMemberKind, ExpressionId, ExpressionKind, Facts, FunctionFlavor, FunctionId, PropertyKind, ThisOf,
};

use crate::evaluator::Infer;
use crate::expando::{called_name, defines_property};
use crate::types::{Constructor, Node, Part, Type};

impl Infer<'_> {
    pub(crate) fn type_of_this(&self, facts: &Arc<Facts>, node: Node<ExpressionId>, whose: ThisOf) -> Type {
        match whose {
            ThisOf::File if self.is_common_js(facts) => self.common_js_exports(facts, node.file, true),
            ThisOf::File => Type::unknown(),
            ThisOf::Class { class, is_static: true } => Part::Class(node.with(class)).into(),
            ThisOf::Class { class, is_static: false } => Part::instance(Constructor::Class(node.with(class))).into(),
            ThisOf::Function(function) => self.this_of_function(facts, node.with(function)),
        }
    }

    fn this_of_function(&self, facts: &Arc<Facts>, function: Node<FunctionId>) -> Type {
        let row = &facts[function.id];
        // `this` may be declared: as a parameter in TypeScript, as a tag in JSDoc.
        if let Some(annotation) = row.this_type {
            return self.type_from(function.with(annotation), &None);
        }
        if let Some(doc) = row.doc
            && let Some(annotation) = facts[doc].tags_named("this").next().and_then(|tag| tag.type_annotation)
        {
            return self.type_from(function.with(annotation), &None);
        }
        if let Some(of_class) = class_member(facts, function) {
            return of_class;
        }
        let expression = row.expression;
        let Some(parent) = facts.parent(expression) else { return self.this_of_plain(facts, function) };
        match &facts[parent].kind {
            ExpressionKind::Object(properties) => {
                let Some(property) = properties.iter().find(|property| property.value == expression) else {
                    return Type::unknown();
                };
                if property.kind == PropertyKind::Spread {
                    return Type::unknown();
                }
                self.this_of_object_method(facts, function.with(parent))
            }
            ExpressionKind::Assign { target, .. } => self.this_of_assigned(facts, function, *target),
            ExpressionKind::Call { callee, arguments, .. } => {
                self.this_of_argument(facts, function, *callee, arguments)
            }
            // `a = b = function () {}`, `x || function () {}`: look further out.
            ExpressionKind::Member { object, property, .. } if *object == expression && *property == *"bind" => {
                match facts.parent(parent).map(|call| &facts[call].kind) {
                    Some(ExpressionKind::Call { arguments, .. }) => {
                        arguments.first().map(|bound| self.type_of(function.with(*bound))).unwrap_or_default()
                    }
                    _ => Type::unknown(),
                }
            }
            _ => self.this_of_plain(facts, function),
        }
    }

    /// A method of an object literal: the literal, or what the literal becomes a part of.
    fn this_of_object_method(&self, facts: &Arc<Facts>, literal: Node<ExpressionId>) -> Type {
        let own = Type::from(Part::Object(literal));
        let Some(parent) = facts.parent(literal.id) else { return own };
        match &facts[parent].kind {
            // `F.prototype = { … }`
            ExpressionKind::Assign { target, .. } => match &facts[*target].kind {
                ExpressionKind::Member { object, property, .. } if *property == *"prototype" => {
                    let constructors = self.type_of(literal.with(*object));
                    let instances = self.instances_of(&constructors);
                    if instances.is_unknown() { own } else { instances }
                }
                _ => own,
            },
            _ if let Some(holder) = self.holder_of_descriptor(facts, literal, parent) => holder,
            // `Object.assign(target, { … })`, `extend(target, { … })`, `Base.extend({ … })`.
            ExpressionKind::Call { callee, arguments, .. } => {
                let is_copied = self.global_path(facts, *callee).is_some_and(|path| {
                    matches!(&*path, "Object.assign" | "Object.setPrototypeOf" | "Object.defineProperties")
                });
                match arguments.first() {
                    Some(target) if is_copied && *target != literal.id => {
                        let target = self.type_of(literal.with(*target));
                        target.as_prototype().or(own)
                    }
                    _ => own,
                }
            }
            _ => own,
        }
    }

    /// `{ get() { this } }`, as properties are defined with: what has them.
    fn holder_of_descriptor(
        &self,
        facts: &Arc<Facts>,
        literal: Node<ExpressionId>,
        parent: ExpressionId,
    ) -> Option<Type> {
        let is_one_of_many = matches!(facts[parent].kind, ExpressionKind::Object(_));
        let (call, descriptors) = if is_one_of_many { (facts.parent(parent)?, parent) } else { (parent, literal.id) };
        let ExpressionKind::Call { callee, arguments, .. } = &facts[call].kind else { return None };
        let path = self.global_path(facts, *callee)?;
        let position = arguments.iter().position(|argument| *argument == descriptors)?;
        match (&*path, is_one_of_many, position) {
            ("Object.defineProperty" | "Reflect.defineProperty", false, 2) | ("Object.defineProperties", true, 1) => {
                Some(self.type_of(literal.with(arguments[0])).as_prototype())
            }
            ("Object.create", true, 1) => Some(Part::Object(literal.with(call)).into()),
            _ => None,
        }
    }

    /// `target = function () { this }`
    fn this_of_assigned(&self, facts: &Arc<Facts>, function: Node<FunctionId>, target: ExpressionId) -> Type {
        let (ExpressionKind::Member { object, .. } | ExpressionKind::Index { object, .. }) = &facts[target].kind else {
            return self.this_of_plain(facts, function);
        };
        let holder = self.type_of(function.with(*object));
        let mut result = Type::unknown();
        for part in holder.parts() {
            match part {
                Part::Prototype(of) => result.add(Part::instance(*of)),
                // A constructor put on a namespace: `exports.Reader = function () { this.at = 0 }`.
                _ if self.is_constructor(facts, function) => {}
                other => result.add(other.clone()),
            }
        }
        if result.is_unknown() { self.this_of_plain(facts, function) } else { result }
    }

    /// `list.forEach(function () { this }, self)`, and what the callee declares.
    fn this_of_argument(
        &self,
        facts: &Arc<Facts>,
        function: Node<FunctionId>,
        callee: ExpressionId,
        arguments: &[ExpressionId],
    ) -> Type {
        let expression = facts[function.id].expression;
        let Some(index) = arguments.iter().position(|argument| *argument == expression) else {
            return self.this_of_plain(facts, function);
        };
        // `defineGetter(object, 'name', function () { this })`
        if index == 2
            && let Some(name) = called_name(facts, callee)
            && defines_property(self.global_path(facts, callee).as_deref(), name)
        {
            return self.type_of(function.with(arguments[0])).as_prototype();
        }
        let ExpressionKind::Member { object, property, .. } = &facts[callee].kind else {
            return self.this_of_plain(facts, function);
        };
        if index == 0
            && matches!(&**property, "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex" | "flatMap")
        {
            return arguments.get(1).map(|this| self.type_of(function.with(*this))).unwrap_or_default();
        }
        // `emitter.on('event', function () { this })`: listeners are called on the emitter.
        if index == 1 && matches!(&**property, "on" | "once" | "addListener" | "prependListener" | "addEventListener") {
            return self.type_of(function.with(*object));
        }
        Type::unknown()
    }

    /// A function that is no one's method: a constructor, if it looks like one.
    fn this_of_plain(&self, facts: &Arc<Facts>, function: Node<FunctionId>) -> Type {
        if facts[function.id].flavor == FunctionFlavor::Arrow {
            return Type::unknown();
        }
        Part::instance(Constructor::Function(function)).into()
    }

    /// Whether a function is written to be called with `new`.
    pub(crate) fn is_constructor(&self, facts: &Facts, function: Node<FunctionId>) -> bool {
        let row = &facts[function.id];
        let is_named_so = row.name.as_ref().and_then(|name| name.chars().next()).is_some_and(char::is_uppercase);
        is_named_so && row.uses_this
            || row.doc.is_some_and(|doc| facts[doc].tags.iter().any(|tag| matches!(&*tag.tag, "class" | "constructor")))
    }

    /// What constructors return instead of what they were given, made to inherit from that: in their methods `this` is that.
    pub(crate) fn returned_instead(&self, instances: &Type) -> Type {
        let mut result = Type::unknown();
        for part in instances.parts() {
            let Part::Instance { of: Constructor::Function(function), .. } = part else { continue };
            let Some(facts) = self.facts(function.file) else { continue };
            let row = &facts[function.id];
            let returned =
                self.remembered_return(*function, || self.union_of(function.file, row.returns.iter().copied()));
            result.merge(returned.filtered(|part| matches!(part, Part::Function { .. } | Part::Object(_))));
        }
        result
    }

    /// What `new` of each part gives.
    pub(crate) fn instances_of(&self, constructors: &Type) -> Type {
        let mut result = Type::unknown();
        for part in constructors.parts() {
            match part {
                Part::Class(class) => result.add(Part::instance(Constructor::Class(*class))),
                Part::Function { function, .. } => result.add(Part::instance(Constructor::Function(*function))),
                _ => result.merge(self.constructed(part, &[])),
            }
        }
        result
    }
}

fn class_member(facts: &Facts, function: Node<FunctionId>) -> Option<Type> {
    // Methods are rare beside functions: the class is looked for by its range.
    if !matches!(
        facts[function.id].flavor,
        FunctionFlavor::Method | FunctionFlavor::Getter | FunctionFlavor::Setter | FunctionFlavor::Constructor
    ) {
        return None;
    }
    let range = facts[function.id].range;
    for (index, class) in facts.classes.iter().enumerate() {
        if !class.range.contains_range(range) {
            continue;
        }
        let Some(member) = class.members.iter().find(|member| member.function == Some(function.id)) else { continue };
        let class = function.with(project::facts::ClassId(index as u32));
        let is_static = member.is_static && member.kind != ClassMemberKind::Constructor;
        return Some(if is_static {
            Part::Class(class).into()
        } else {
            Part::instance(Constructor::Class(class)).into()
        });
    }
    None
}

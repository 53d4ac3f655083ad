//! From an expression to where its value goes: names, calls, lists, patterns, what functions return.

use std::rc::Rc;
use std::sync::Arc;

use project::facts::{
    BinaryOperator, BindingId, DeclarationKind, ExportName, Exported, ExpressionId, ExpressionKind, Facts,
    FunctionFlavor, FunctionId, Name, PropertyKey, Usage,
};

use super::{Entered, Following, SITES, Site, State, Step, WAY, Way, function_around, popped, with, without_last};
use crate::types::{Constructor, Node, Part, Type};

/// Uses that are looked at for one function.
const STEPS: usize = 500;

/// An argument of a call, or a list whose elements are arguments from there on.
struct Passed {
    call: Node<ExpressionId>,
    callee: ExpressionId,
    position: usize,
    is_spread: bool,
}

impl Following<'_> {
    pub(super) fn follow(&mut self, facts: &Facts) {
        let function = self.function;
        let row = &facts[function.id];
        self.add(function.with(row.expression), Way::new(), &None);
        if row.flavor == FunctionFlavor::Declaration {
            let is_it = |declared: &DeclarationKind| *declared == DeclarationKind::Function(function.id);
            let binding = facts
                .bindings
                .iter()
                .position(|binding| binding.declarations.iter().any(|declaration| is_it(&declaration.kind)));
            if let Some(binding) = binding {
                self.named(facts, function.with(BindingId(binding as u32)), &Way::new(), &None);
            }
        }
        let mut steps = 0;
        while let Some(state) = self.queue.pop_front() {
            steps += 1;
            if steps > STEPS || self.sites.len() >= SITES || !self.infer.spend() {
                return;
            }
            if let Some(facts) = self.infer.facts(state.at.file).filter(|_| !self.infer.library.holds(state.at.file)) {
                self.step(&facts, &state);
            }
        }
    }

    pub(super) fn add(&mut self, at: Node<ExpressionId>, way: Way, inside: &Option<Rc<Entered>>) {
        if way.len() <= WAY && self.seen.insert((at, way.clone())) {
            self.queue.push_back(State { at, way, inside: inside.clone() });
        }
    }

    /// All that is done with what a name holds.
    pub(super) fn named(&mut self, facts: &Facts, binding: Node<BindingId>, way: &Way, inside: &Option<Rc<Entered>>) {
        let uses = self.infer.uses(binding.file, facts);
        for reference in uses.references(binding.id) {
            let is_written = match facts[*reference].kind {
                ExpressionKind::Reference(reference) => facts[reference].usage == Usage::Write,
                _ => false,
            };
            if !is_written {
                self.add(binding.with(*reference), way.clone(), inside);
            }
        }
        for export in facts.exports.iter().filter(|export| export.what == Exported::Binding(binding.id)) {
            match &export.name {
                ExportName::Named(name) => self.exported(binding.file, Some(name), way),
                ExportName::Default => self.exported(binding.file, Some(&Name::from("default")), way),
                _ => {}
            }
        }
    }

    /// All that is done with what an expression is.
    fn step(&mut self, facts: &Arc<Facts>, state: &State) {
        use ExpressionKind as Kind;
        let State { at, way, inside } = state;
        let uses = self.infer.uses(at.file, facts);
        for binding in uses.held_by(at.id) {
            self.named(facts, at.with(*binding), way, inside);
        }
        for taker in uses.taken_from(at.id) {
            let left = match &facts[*taker].kind {
                Kind::Part { property, .. } => popped(way, Some(property)),
                Kind::Item { .. } | Kind::ElementOf { .. } => popped(way, None),
                _ => Some(way.clone()),
            };
            if let Some(left) = left {
                self.add(at.with(*taker), left, inside);
            }
        }
        if let Some(function) = uses.returned_by(at.id) {
            self.returned(facts, at.with(function), way, inside);
        }
        if let Some(export) = facts.exports.iter().find(|export| export.what == Exported::Expression(at.id)) {
            let name = match &export.name {
                ExportName::Named(name) => Some(name.clone()),
                ExportName::Default => Some(Name::from("default")),
                _ => None,
            };
            self.exported(at.file, name.as_ref(), way);
        }
        let Some(parent) = facts.parent(at.id) else { return };
        match &facts[parent].kind {
            Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments, .. } => {
                if *callee == at.id {
                    if way.is_empty() {
                        self.sites.push(Site::Call { call: at.with(parent), first: 0 });
                    }
                } else if let Some(position) = arguments.iter().position(|argument| *argument == at.id) {
                    let passed = Passed { call: at.with(parent), callee: *callee, position, is_spread: false };
                    self.passed(facts, &passed, way, inside);
                }
            }
            Kind::Member { object, property, .. } if *object == at.id => {
                self.member(facts, at.with(parent), property, way, inside);
            }
            Kind::Index { object, index, .. } if *object == at.id => {
                let left = match (way.last(), &facts[*index].kind) {
                    (Some(Step::Property(name)), Kind::String(index)) if name != index => None,
                    (Some(_), _) => Some(without_last(way)),
                    _ => None,
                };
                if let Some(left) = left {
                    self.add(at.with(parent), left, inside);
                }
            }
            Kind::Assign { target, value, .. } if *value == at.id => {
                self.put(facts, at.with(*target), way, inside);
                self.add(at.with(parent), way.clone(), inside);
            }
            Kind::Array(_) => self.add(at.with(parent), with(way, Step::Element), inside),
            Kind::Spread(_) => self.spread(facts, at.with(parent), way, inside),
            Kind::Object(properties) => {
                let property = properties.iter().find(|property| property.value == at.id);
                match property.map(|property| &property.key) {
                    Some(PropertyKey::Name(name)) => {
                        self.add(at.with(parent), with(way, Step::Property(name.clone())), inside);
                    }
                    // `{ ...object }` has what the object has.
                    Some(PropertyKey::None) => self.add(at.with(parent), way.clone(), inside),
                    _ => {}
                }
            }
            Kind::Conditional { test, .. } if *test == at.id => {}
            Kind::Conditional { .. }
            | Kind::Binary { operator: BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce, .. }
            | Kind::Sequence(_)
            | Kind::As { .. }
            | Kind::Satisfies { .. }
            | Kind::NonNull(_)
            | Kind::Await(_) => self.add(at.with(parent), way.clone(), inside),
            _ => {}
        }
    }

    /// `object.property`, where the way begins at `object`.
    fn member(
        &mut self,
        facts: &Arc<Facts>,
        member: Node<ExpressionId>,
        property: &Name,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        if let Some(left) = popped(way, Some(property)) {
            self.add(member, left, inside);
            return;
        }
        let Some(call) = facts.parent(member.id) else { return };
        let ExpressionKind::Call { callee, arguments, .. } = &facts[call].kind else { return };
        if *callee != member.id {
            return;
        }
        let call = member.with(call);
        match (way.last(), &**property) {
            (None, "call") => self.sites.push(Site::Call { call, first: 1 }),
            (None, "apply") => {
                if let Some(list) = arguments.get(1) {
                    self.sites.push(Site::Apply { list: member.with(*list) });
                }
            }
            (None, "bind") if arguments.len() == 1 => self.add(call, way.clone(), inside),
            (
                Some(Step::Element),
                "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex" | "findLast" | "flatMap"
                | "reduce" | "reduceRight",
            ) => {
                let left = without_last(way);
                let position = usize::from(matches!(&**property, "reduce" | "reduceRight"));
                if let Some(callback) = arguments.first() {
                    for part in self.infer.type_of(member.with(*callback)).parts() {
                        if let Part::Function { function, .. } = part {
                            self.enter(*function, position, &left, call, inside);
                        }
                    }
                }
                match &**property {
                    "filter" => self.add(call, way.clone(), inside),
                    "find" | "findLast" => self.add(call, left, inside),
                    _ => {}
                }
            }
            (
                Some(Step::Element),
                "slice" | "splice" | "concat" | "flat" | "reverse" | "toReversed" | "sort" | "toSorted" | "values",
            ) => self.add(call, way.clone(), inside),
            (Some(Step::Element), "pop" | "shift" | "at" | "get") => self.add(call, without_last(way), inside),
            _ => {}
        }
    }

    /// `...list` in an array, or in arguments.
    fn spread(&mut self, facts: &Arc<Facts>, spread: Node<ExpressionId>, way: &Way, inside: &Option<Rc<Entered>>) {
        let Some(around) = facts.parent(spread.id) else { return };
        match &facts[around].kind {
            ExpressionKind::Array(_) => self.add(spread.with(around), way.clone(), inside),
            ExpressionKind::Call { callee, arguments, .. } | ExpressionKind::New { callee, arguments, .. } => {
                let position = arguments.iter().position(|argument| *argument == spread.id);
                if let (Some(position), Some(left)) = (position, popped(way, None)) {
                    let passed = Passed { call: spread.with(around), callee: *callee, position, is_spread: true };
                    self.passed(facts, &passed, &left, inside);
                }
            }
            _ => {}
        }
    }

    /// An argument of a call.
    fn passed(&mut self, facts: &Arc<Facts>, passed: &Passed, way: &Way, inside: &Option<Rc<Entered>>) {
        let infer = self.infer;
        let call = passed.call;
        let (ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. }) = &facts[call.id].kind
        else {
            return;
        };
        if let Some(path) = infer.global_path(facts, passed.callee) {
            match &*path {
                "Object.freeze" | "Object.seal" | "Promise.resolve" | "Array.from" | "Object.values" => {
                    return self.add(call, way.clone(), inside);
                }
                "Object.assign" if passed.position > 0 => {
                    self.add(call, way.clone(), inside);
                    return self.put(facts, call.with(arguments[0]), way, inside);
                }
                _ => {}
            }
        }
        if let ExpressionKind::Member { object, property, .. } = &facts[passed.callee].kind {
            match (&**property, passed.position) {
                // `list.slice.call(list, 1)`, `f.call(this, handler)`
                ("call", 0) => {
                    let is_of_library = infer.type_of(call.with(*object)).parts().iter().any(
                        |part| matches!(part, Part::Function { function, .. } if infer.library.holds(function.file)),
                    );
                    if is_of_library && way.last() == Some(&Step::Element) {
                        self.add(call, way.clone(), inside);
                    }
                    return;
                }
                ("call", position) => {
                    let to = infer.type_of(call.with(*object));
                    self.entered(&to, position - 1, passed.is_spread, way, call, inside);
                    return;
                }
                // Which of the arguments it is nobody knows: it may be any.
                ("apply", 1) => {
                    if let Some(left) = popped(way, None) {
                        let to = infer.type_of(call.with(*object));
                        self.entered(&to, 0, true, &left, call, inside);
                    }
                    return;
                }
                _ => {}
            }
        }
        let callee = infer.type_of(call.with(passed.callee));
        if self.entered(&callee, passed.position, passed.is_spread, way, call, inside) {
            return;
        }
        if let ExpressionKind::Member { object, property, .. } = &facts[passed.callee].kind {
            let object = call.with(*object);
            match (&**property, passed.position) {
                ("push" | "unshift" | "add", _) | ("set", 1) => {
                    return self.put(facts, object, &with(way, Step::Element), inside);
                }
                ("concat", _) => return self.add(call, way.clone(), inside),
                _ => {}
            }
        }
        // Of a function that is written in its place that is known already.
        if way.is_empty() && !matches!(facts[arguments[passed.position]].kind, ExpressionKind::Function(_)) {
            let signatures = match &facts[call.id].kind {
                ExpressionKind::New { .. } => infer.construct_signatures(&callee),
                _ => infer.signatures(&callee),
            };
            let demanded = infer.argument_type(facts, call.file, &signatures, arguments, passed.position);
            if !demanded.is_unknown() {
                self.sites.push(Site::Demand(demanded));
            }
        }
    }

    /// The bodies of what is called. Whether there are any.
    fn entered(
        &mut self,
        callee: &Type,
        position: usize,
        is_any: bool,
        way: &Way,
        call: Node<ExpressionId>,
        inside: &Option<Rc<Entered>>,
    ) -> bool {
        let mut has_body = false;
        for part in callee.parts() {
            let function = match part {
                Part::Function { function, .. } => Some(*function),
                Part::Class(class) => self.infer.constructor(Constructor::Class(*class)),
                _ => None,
            };
            let Some(function) = function else { continue };
            let Some(facts) = self.infer.facts(function.file) else { continue };
            if facts[function.id].body.is_none() {
                continue;
            }
            has_body = true;
            let last = if is_any { facts[function.id].parameters.len().max(position + 1) } else { position + 1 };
            for position in position..last {
                self.enter(function, position, way, call, inside);
            }
        }
        has_body
    }

    fn enter(
        &mut self,
        function: Node<FunctionId>,
        position: usize,
        way: &Way,
        call: Node<ExpressionId>,
        inside: &Option<Rc<Entered>>,
    ) {
        if !self.infer.prefers_sources.get() && self.infer.snapshot.is_installed(function.file) {
            return;
        }
        let Some(facts) = self.infer.facts(function.file) else { return };
        let row = &facts[function.id];
        let inside = Some(Rc::new(Entered { function, call, outer: inside.clone() }));
        match row.parameters.get(position) {
            Some(parameter) if !parameter.is_rest => self.add(function.with(parameter.value), way.clone(), &inside),
            _ => {
                if let Some(rest) = row.parameters.last().filter(|last| last.is_rest) {
                    self.add(function.with(rest.value), with(way, Step::Element), &inside);
                }
            }
        }
        if row.uses_arguments {
            let uses = self.infer.uses(function.file, &facts);
            for arguments in uses.arguments() {
                if function_around(&facts, *arguments) == Some(function.id) {
                    self.add(function.with(*arguments), with(way, Step::Element), &inside);
                }
            }
        }
    }

    /// What a function returns is what its calls are: the one that led here, else those of its file.
    fn returned(&mut self, facts: &Arc<Facts>, function: Node<FunctionId>, way: &Way, inside: &Option<Rc<Entered>>) {
        if let Some(entered) = inside.as_ref().filter(|entered| entered.function == function) {
            self.add(entered.call, way.clone(), &entered.outer);
            return;
        }
        let Some(name) = facts[function.id].name.clone() else { return };
        let own = Part::function(function.file, function.id);
        let mut files = vec![function.file];
        files.extend(self.infer.importers_of(function.file));
        for file in files {
            let Some(facts) = self.infer.facts(file) else { continue };
            let calls = self.infer.calls_named(&facts, file);
            for call in calls.get(&name).into_iter().flatten().take(SITES) {
                let (ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. }) = &facts[*call].kind
                else {
                    continue;
                };
                if self.infer.type_of(Node::new(file, *callee)).parts().contains(&own) {
                    self.add(Node::new(file, *call), way.clone(), &None);
                }
            }
        }
    }
}

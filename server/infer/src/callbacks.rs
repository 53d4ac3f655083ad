//! Where a function goes that is not called by its name: passed on, put into properties, lists and tables, taken out again, and called
//! in the end, perhaps deep in a package. What those calls pass is what its parameters are.
//!
//! The value is followed forwards, the nearest uses first, together with the way from what holds it to the function itself: a handler
//! in a list in a property is two steps away. Flow and conditions are not looked at; what is called with the number of arguments
//! that the function takes counts more than other calls.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use project::facts::{
    BinaryOperator, BindingId, DeclarationKind, ExportName, Exported, ExpressionId, ExpressionKind, Facts, FunctionId,
    ImportedName, Name, PropertyKey, Usage,
};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;
use source::FileId;

use crate::evaluator::{Infer, Module};
use crate::expando::identity;
use crate::kept::THIS;
use crate::types::{Constructor, Node, Part, Type};

/// Uses that are looked at for one function, and what may be spent on finding them.
const STEPS: usize = 500;
const FUEL: u32 = 8_000;

/// How deep in something the function may be, and how many calls are found.
const WAY: usize = 4;
const SITES: usize = 12;

/// Properties of one name that are looked at in a file.
const READS: usize = 60;

/// One step from what holds a value to the value.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Step {
    /// Some element of a list, some value of a table.
    Element,
    Property(Name),
}

/// From what holds the function to the function, the last step first.
type Way = SmallVec<[Step; 2]>;

/// A function that the value came into by a call.
struct Entered {
    function: Node<FunctionId>,
    call: Node<ExpressionId>,
    outer: Option<Rc<Entered>>,
}

struct State {
    at: Node<ExpressionId>,
    way: Way,
    inside: Option<Rc<Entered>>,
}

/// Where the function is called, or what is demanded of it.
#[derive(Clone)]
pub(crate) enum Site {
    /// From which argument on the call's own arguments are those of the function: 1 for `f.call(this, x)`.
    Call { call: Node<ExpressionId>, first: usize },
    /// `f.apply(this, list)`
    Apply { list: Node<ExpressionId> },
    /// It is passed to something that is declared: what that takes.
    Demand(Type),
}

struct Following<'i> {
    infer: &'i Infer<'i>,
    function: Node<FunctionId>,
    queue: VecDeque<State>,
    seen: FxHashSet<(Node<ExpressionId>, Way)>,
    sites: Vec<Site>,
}

impl Infer<'_> {
    /// What the calls pass as argument `index` that a function gets to.
    ///
    /// The project's own code is looked at first, and what packages declare to take. Only where that says nothing are packages
    /// followed as they run, in a mind of its own: there what a package declares stands in nobody's way.
    pub(crate) fn passed_where_it_goes(&self, facts: &Facts, function: Node<FunctionId>, index: usize) -> Type {
        if self.library.holds(function.file) {
            return Type::unknown();
        }
        let known = self.passed_at_sites(facts, function, index);
        if known.has_members() || self.prefers_sources.get() {
            return known;
        }
        let found = self.as_it_runs(|| {
            let found = self.passed_at_sites(facts, function, index);
            if self.is_exhausted() {
                self.tie(THIS);
            }
            found
        });
        known.or(found)
    }

    fn passed_at_sites(&self, facts: &Facts, function: Node<FunctionId>, index: usize) -> Type {
        let sites = self.sites(facts, function);
        let takes = facts[function.id].parameters.len();
        // Of a call with more arguments, the first ones; `(error, value)` is not called with one of them.
        let counts = sites.iter().filter_map(|site| match site {
            Site::Call { call, first } => Some(self.arguments_of(*call).saturating_sub(*first)),
            _ => None,
        });
        let nearest = counts.filter(|count| *count >= takes).min();
        let mut likely = Type::unknown();
        let mut others = Type::unknown();
        for site in sites.iter() {
            match site {
                Site::Call { call, first } => {
                    let Some(facts) = self.facts(call.file) else { continue };
                    let (ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. }) =
                        &facts[call.id].kind
                    else {
                        continue;
                    };
                    let Some(argument) = arguments.get(index + first) else { continue };
                    let passed = self.type_of(call.with(*argument));
                    let is_likely = nearest.is_none_or(|nearest| arguments.len() - first == nearest);
                    if is_likely { likely.merge(passed) } else { others.merge(passed) }
                }
                Site::Apply { list } => {
                    let Some(facts) = self.facts(list.file) else { continue };
                    others.merge(match &facts[list.id].kind {
                        ExpressionKind::Array(all) => match all.get(index).copied().flatten() {
                            Some(one) => self.type_of(list.with(one)),
                            None => Type::unknown(),
                        },
                        ExpressionKind::Reference(_) if self.is_arguments(&facts, list.id) => {
                            match function_around(&facts, list.id)
                                .and_then(|function| facts[function].parameters.get(index))
                            {
                                Some(parameter) => self.type_of(list.with(parameter.value)),
                                None => Type::unknown(),
                            }
                        }
                        _ => self.item_of(&self.type_of(*list), index as u32),
                    });
                }
                Site::Demand(demanded) => likely.merge(self.parameter_of(demanded, index)),
            }
        }
        if likely.has_members() { likely } else { likely.or(others) }
    }

    fn arguments_of(&self, call: Node<ExpressionId>) -> usize {
        match self.facts(call.file).map(|facts| facts[call.id].kind.clone()) {
            Some(ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. }) => arguments.len(),
            _ => 0,
        }
    }

    fn sites(&self, facts: &Facts, function: Node<FunctionId>) -> Rc<Vec<Site>> {
        if let Some(known) = self.followed.borrow().get(&function) {
            return known.clone();
        }
        let followed = self.searching(|| {
            let mut following = Following {
                infer: self,
                function,
                queue: VecDeque::new(),
                seen: FxHashSet::default(),
                sites: Vec::new(),
            };
            self.within(FUEL, || following.follow(facts));
            Rc::new(following.sites)
        });
        let Some((sites, is_final)) = followed else { return Rc::default() };
        if is_final {
            self.followed.borrow_mut().insert(function, sites.clone());
        }
        sites
    }

    fn is_arguments(&self, facts: &Facts, expression: ExpressionId) -> bool {
        self.global_name(facts, expression).is_some_and(|name| *name == *"arguments")
    }
}

/// The innermost function around an expression that has `arguments` of its own.
fn function_around(facts: &Facts, expression: ExpressionId) -> Option<FunctionId> {
    let range = facts[expression].range;
    let around = facts.functions.iter().enumerate().filter(|(_, function)| {
        function.flavor != project::facts::FunctionFlavor::Arrow
            && function.body.is_some_and(|body| body.contains_range(range))
    });
    around.min_by_key(|(_, function)| function.range.len()).map(|(index, _)| FunctionId(index as u32))
}

impl Following<'_> {
    fn follow(&mut self, facts: &Facts) {
        let function = self.function;
        let row = &facts[function.id];
        self.add(function.with(row.expression), Way::new(), &None);
        if row.flavor == project::facts::FunctionFlavor::Declaration {
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

    fn add(&mut self, at: Node<ExpressionId>, way: Way, inside: &Option<Rc<Entered>>) {
        if way.len() <= WAY && self.seen.insert((at, way.clone())) {
            self.queue.push_back(State { at, way, inside: inside.clone() });
        }
    }

    /// All that is done with what a name holds.
    fn named(&mut self, facts: &Facts, binding: Node<BindingId>, way: &Way, inside: &Option<Rc<Entered>>) {
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

    /// Something is put where an expression says: everybody who looks there finds it.
    fn put(&mut self, facts: &Arc<Facts>, target: Node<ExpressionId>, way: &Way, inside: &Option<Rc<Entered>>) {
        match &facts[target.id].kind {
            ExpressionKind::Reference(reference) => {
                let Some(binding) = facts[*reference].binding else {
                    if self.infer.global_name(facts, target.id).is_some_and(|name| *name == *"exports") {
                        self.exported(target.file, None, way);
                    }
                    return;
                };
                self.named(facts, target.with(binding), way, inside);
                // A list that stands elsewhere too: `const list = this.list; list.push(f)`.
                if !way.is_empty() {
                    for value in &facts[binding].values {
                        self.put_into_value(facts, target.with(*value), way, inside);
                    }
                }
            }
            ExpressionKind::Member { object, property, .. } => {
                let object = target.with(*object);
                let is_module = *property == *"exports"
                    && self.infer.global_name(facts, object.id).is_some_and(|name| *name == *"module");
                if is_module {
                    return self.exported(target.file, None, way);
                }
                self.kept(facts, object, property, way, inside);
            }
            ExpressionKind::Index { object, .. } => {
                self.put(facts, target.with(*object), &with(way, Step::Element), inside);
            }
            _ => {}
        }
    }

    fn put_into_value(
        &mut self,
        facts: &Arc<Facts>,
        value: Node<ExpressionId>,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        match &facts[value.id].kind {
            ExpressionKind::Member { .. } | ExpressionKind::Index { .. } => self.put(facts, value, way, inside),
            ExpressionKind::Assign { target, value: inner, .. } => {
                self.put(facts, value.with(*target), way, inside);
                self.put_into_value(facts, value.with(*inner), way, inside);
            }
            _ => {}
        }
    }

    /// Something is kept in a property: where it is read it comes out again.
    fn kept(
        &mut self,
        facts: &Arc<Facts>,
        holder: Node<ExpressionId>,
        property: &Name,
        way: &Way,
        inside: &Option<Rc<Entered>>,
    ) {
        if way.len() > WAY {
            return;
        }
        let infer = self.infer;
        let holders = identities(&infer.type_of(holder));
        if holders.is_empty() {
            return;
        }
        if holders.iter().any(|(file, part)| *part == Part::Exports(*file) && *file == holder.file) {
            self.exported(holder.file, None, &with(way, Step::Property(property.clone())));
        }
        let mut files = vec![holder.file];
        let mut entered = inside.as_ref();
        while let Some(one) = entered {
            files.extend([one.call.file, one.function.file]);
            entered = one.outer.as_ref();
        }
        files.extend(infer.importers_of(holder.file));
        let mut seen = FxHashSet::default();
        files.retain(|file| seen.insert(*file));
        for file in files {
            let Some(of_file) = infer.facts(file) else { continue };
            let uses = infer.uses(file, &of_file);
            for member in uses.members(property).iter().take(READS) {
                let (ExpressionKind::Member { object, .. } | ExpressionKind::Part { object, .. }) =
                    &of_file[*member].kind
                else {
                    continue;
                };
                if is_target(&of_file, *member) {
                    continue;
                }
                let same_text = file == holder.file && {
                    let (one, other) = (&of_file[*object].kind, &facts[holder.id].kind);
                    matches!((one, other), (ExpressionKind::This(one), ExpressionKind::This(other)) if one == other)
                };
                let is_it =
                    || identities(&infer.type_of(Node::new(file, *object))).iter().any(|one| holders.contains(one));
                if same_text || is_it() {
                    self.add(Node::new(file, *member), way.clone(), &None);
                }
            }
        }
    }

    /// A file gives it to those that import it, under a name or as the module itself.
    fn exported(&mut self, file: FileId, name: Option<&Name>, way: &Way) {
        for importer in self.infer.importers_of(file) {
            let Some(facts) = self.infer.facts(importer) else { continue };
            let uses = self.infer.uses(importer, &facts);
            for module in uses.modules() {
                let (import, taken) = match &facts[*module].kind {
                    ExpressionKind::Module(import) => (*import, &ImportedName::Namespace),
                    ExpressionKind::Imported { import, name } => (*import, name),
                    _ => continue,
                };
                let import = &facts[import];
                if self.infer.module(importer, &import.specifier, import.kind) != Module::File(file) {
                    continue;
                }
                let way = match (taken, name) {
                    (ImportedName::Namespace, None) | (ImportedName::Default, None) => Some(way.clone()),
                    (ImportedName::Namespace, Some(name)) => Some(with(way, Step::Property(name.clone()))),
                    (ImportedName::Default, Some(name)) => (*name == *"default").then(|| way.clone()),
                    (ImportedName::Named(taken), Some(name)) => (taken == name).then(|| way.clone()),
                    (ImportedName::Named(taken), None) => popped(way, Some(taken)),
                };
                if let Some(way) = way {
                    self.add(Node::new(importer, *module), way, &None);
                }
            }
        }
    }
}

/// An argument of a call, or a list whose elements are arguments from there on.
struct Passed {
    call: Node<ExpressionId>,
    callee: ExpressionId,
    position: usize,
    is_spread: bool,
}

fn with(way: &Way, step: Step) -> Way {
    let mut way = way.clone();
    way.push(step);
    way
}

fn without_last(way: &Way) -> Way {
    let mut way = way.clone();
    way.pop();
    way
}

/// What is left of a way after taking a property, or an element.
fn popped(way: &Way, property: Option<&Name>) -> Option<Way> {
    let is_it = match (way.last()?, property) {
        (Step::Property(name), Some(property)) => name == property,
        (Step::Element, None) => true,
        _ => false,
    };
    is_it.then(|| without_last(way))
}

fn identities(of: &Type) -> Vec<(FileId, Part)> {
    of.parts()
        .iter()
        .filter_map(|part| match part {
            // What is put on a prototype, its instances have.
            Part::Prototype(of) => identity(&Part::instance(*of)),
            part => identity(part),
        })
        .collect()
}

/// Whether an expression is what is assigned to.
fn is_target(facts: &Facts, expression: ExpressionId) -> bool {
    facts.parent(expression).is_some_and(
        |parent| matches!(facts[parent].kind, ExpressionKind::Assign { target, operator: None, .. } if target == expression),
    )
}

//! What functions take out of the objects that they are given: `options.depth`, `const { depth = 1 } = options || {}`.

use project::facts::{ExpressionId, ExpressionKind, Facts, FunctionId, Name};
use rustc_hash::FxHashSet;

use crate::evaluator::Infer;
use crate::types::{Constructor, Node, Part};

/// How often an object that is handed on is followed, and in how many places it is looked for.
const CALLS: u32 = 2;
const PLACES: usize = 200;

impl Infer<'_> {
    /// The names that a call takes out of one of its arguments, in the order in which it does.
    pub fn names_taken(&self, facts: &Facts, argument: Node<ExpressionId>) -> Vec<Name> {
        let mut names = Vec::new();
        let mut seen = FxHashSet::default();
        self.taken_by_call(facts, argument, CALLS, &mut seen, &mut names);
        names
    }

    fn taken_by_call(
        &self,
        facts: &Facts,
        argument: Node<ExpressionId>,
        calls: u32,
        seen: &mut FxHashSet<Node<ExpressionId>>,
        names: &mut Vec<Name>,
    ) {
        let Some(parent) = facts.parent(argument.id) else { return };
        let (ExpressionKind::Call { callee, arguments, .. } | ExpressionKind::New { callee, arguments, .. }) =
            &facts[parent].kind
        else {
            return;
        };
        let Some(position) = arguments.iter().position(|one| *one == argument.id) else { return };
        for part in self.type_of(argument.with(*callee)).parts() {
            let function = match part {
                Part::Function { function, .. } => Some(*function),
                Part::Class(class) => self.constructor(Constructor::Class(*class)),
                _ => None,
            };
            if let Some(function) = function {
                self.taken_by_parameter(function, position, calls, seen, names);
            }
        }
    }

    /// The function that a class or a constructor function runs.
    pub(crate) fn constructor(&self, of: Constructor) -> Option<Node<FunctionId>> {
        match of {
            Constructor::Function(function) => Some(function),
            Constructor::Class(class) => {
                let facts = self.facts(class.file)?;
                let is_constructor = project::facts::ClassMemberKind::Constructor;
                let member = facts[class.id].members.iter().find(|member| member.kind == is_constructor)?;
                Some(class.with(member.function?))
            }
        }
    }

    fn taken_by_parameter(
        &self,
        function: Node<FunctionId>,
        position: usize,
        calls: u32,
        seen: &mut FxHashSet<Node<ExpressionId>>,
        names: &mut Vec<Name>,
    ) {
        let Some(facts) = self.facts(function.file).filter(|_| !self.library.holds(function.file)) else { return };
        let row = &facts[function.id];
        let Some(parameter) = row.parameters.get(position).filter(|parameter| row.body.is_some() && !parameter.is_rest)
        else {
            return;
        };
        let uses = self.uses(function.file, &facts);
        let mut add = |name: &Name| {
            if !names.contains(name) {
                names.push(name.clone());
            }
        };
        let mut queue = vec![parameter.value];
        let mut handed_on = Vec::new();
        while let Some(value) = queue.pop() {
            if !seen.insert(function.with(value)) || seen.len() > PLACES || !self.spend() {
                continue;
            }
            for binding in uses.held_by(value) {
                queue.extend(uses.references(*binding));
            }
            for taken in uses.taken_from(value) {
                match &facts[*taken].kind {
                    ExpressionKind::Part { property, .. } => add(property),
                    ExpressionKind::Default { .. } => queue.push(*taken),
                    _ => {}
                }
            }
            let Some(parent) = facts.parent(value) else { continue };
            match &facts[parent].kind {
                ExpressionKind::Member { object, property, .. } if *object == value => add(property),
                ExpressionKind::Index { object, index, .. } if *object == value => {
                    if let ExpressionKind::String(name) = &facts[*index].kind {
                        add(name);
                    }
                }
                ExpressionKind::Binary { .. } | ExpressionKind::As { .. } | ExpressionKind::NonNull(_) => {
                    queue.push(parent);
                }
                ExpressionKind::Conditional { test, .. } if *test != value => queue.push(parent),
                ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. } if *callee != value => {
                    handed_on.push(value);
                }
                _ => {}
            }
        }
        if calls > 0 {
            for value in handed_on {
                self.taken_by_call(&facts, function.with(value), calls - 1, seen, names);
            }
        }
    }
}

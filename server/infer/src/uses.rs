//! Where the values of a file are used: the other direction of what its facts say. Made once for a file, when it is first asked for.

use std::rc::Rc;

use project::facts::{BindingId, ExpressionId, ExpressionKind, Facts, FunctionId, Name};
use rustc_hash::FxHashMap;
use source::FileId;

use crate::evaluator::Infer;

#[derive(Default)]
pub(crate) struct Uses {
    /// The names that an expression is put into.
    held: FxHashMap<ExpressionId, Vec<BindingId>>,
    /// What takes something out of an expression and has no text of its own: patterns, loops.
    taken: FxHashMap<ExpressionId, Vec<ExpressionId>>,
    references: FxHashMap<BindingId, Vec<ExpressionId>>,
    members: FxHashMap<Name, Vec<ExpressionId>>,
    /// `arguments`
    arguments: Vec<ExpressionId>,
    returned: FxHashMap<ExpressionId, FunctionId>,
    /// Modules, and what is imported of them.
    modules: Vec<ExpressionId>,
}

fn of<Key: std::hash::Hash + Eq, Value>(map: &FxHashMap<Key, Vec<Value>>, key: Key) -> &[Value] {
    map.get(&key).map(Vec::as_slice).unwrap_or_default()
}

impl Uses {
    fn new(facts: &Facts) -> Uses {
        let mut uses = Uses::default();
        for (index, binding) in facts.bindings.iter().enumerate() {
            for value in &binding.values {
                uses.held.entry(*value).or_default().push(BindingId(index as u32));
            }
        }
        for (index, function) in facts.functions.iter().enumerate() {
            uses.returned.extend(function.returns.iter().map(|returned| (*returned, FunctionId(index as u32))));
        }
        for (index, expression) in facts.expressions.iter().enumerate() {
            use ExpressionKind as Kind;
            let own = ExpressionId(index as u32);
            match &expression.kind {
                Kind::Reference(reference) => {
                    let reference = &facts[*reference];
                    match reference.binding {
                        Some(binding) => uses.references.entry(binding).or_default().push(own),
                        None if reference.name == *"arguments" => uses.arguments.push(own),
                        None => {}
                    }
                }
                Kind::Member { property, .. } => uses.members.entry(property.clone()).or_default().push(own),
                Kind::Part { object, property, .. } => {
                    uses.members.entry(property.clone()).or_default().push(own);
                    uses.taken.entry(*object).or_default().push(own);
                }
                Kind::Item { array: from, .. }
                | Kind::RestItems { array: from, .. }
                | Kind::RestProperties { object: from, .. }
                | Kind::ElementOf { value: from, .. }
                | Kind::Default { value: from, .. } => uses.taken.entry(*from).or_default().push(own),
                Kind::Module(_) | Kind::Imported { .. } => uses.modules.push(own),
                _ => {}
            }
        }
        uses
    }

    pub fn held_by(&self, value: ExpressionId) -> &[BindingId] {
        of(&self.held, value)
    }

    pub fn taken_from(&self, value: ExpressionId) -> &[ExpressionId] {
        of(&self.taken, value)
    }

    pub fn references(&self, binding: BindingId) -> &[ExpressionId] {
        of(&self.references, binding)
    }

    /// `object.name`, and `{ name } = object`.
    pub fn members(&self, name: &Name) -> &[ExpressionId] {
        self.members.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn arguments(&self) -> &[ExpressionId] {
        &self.arguments
    }

    pub fn returned_by(&self, value: ExpressionId) -> Option<FunctionId> {
        self.returned.get(&value).copied()
    }

    pub fn modules(&self) -> &[ExpressionId] {
        &self.modules
    }
}

impl Infer<'_> {
    pub(crate) fn uses(&self, file: FileId, facts: &Facts) -> Rc<Uses> {
        if let Some(known) = self.uses.borrow().get(&file) {
            return known.clone();
        }
        let uses = Rc::new(Uses::new(facts));
        self.uses.borrow_mut().insert(file, uses.clone());
        uses
    }
}

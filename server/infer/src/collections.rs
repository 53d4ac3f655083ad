//! What a collection holds that was made empty: what is put into it later, `list.push(x)`, `map.set(k, v)`, `set.add(x)`.

use std::sync::Arc;

use project::facts::{ExpressionId, ExpressionKind, Facts, Name};
use source::FileId;

use crate::evaluator::Infer;
use crate::types::{Node, Part, Type};

/// Places where something is put in that are looked at.
const PLACES: usize = 12;

impl Infer<'_> {
    /// `of`, the elements filled in that are not known: `names` says which expressions are the collection.
    pub(crate) fn filled_later(
        &self,
        facts: &Facts,
        file: FileId,
        of: Type,
        is_it: &dyn Fn(ExpressionId) -> bool,
    ) -> Type {
        if !of.parts().iter().any(|part| self.is_empty_collection(part)) {
            return of;
        }
        of.parts()
            .iter()
            .map(|part| match part {
                Part::Array(element) if element.is_unknown() => {
                    let put = self.put_in(facts, file, &["push", "unshift"], 0, is_it);
                    Part::Array(Arc::new(put))
                }
                Part::Interface { name, arguments } if self.is_empty_collection(part) => {
                    let method = if arguments.len() > 1 { "set" } else { "add" };
                    let put = (0..arguments.len()).map(|index| self.put_in(facts, file, &[method], index, is_it));
                    Part::Interface { name: *name, arguments: put.collect() }
                }
                other => other.clone(),
            })
            .collect()
    }

    fn is_empty_collection(&self, part: &Part) -> bool {
        match part {
            Part::Array(element) => element.is_unknown(),
            Part::Interface { name, arguments } => {
                !arguments.is_empty()
                    && arguments.iter().all(|argument| argument.is_unknown() || argument.parts() == [Part::Any])
                    && self.library.holds(name.file)
                    && self
                        .facts(name.file)
                        .is_some_and(|facts| matches!(&*facts[name.id].name, "Map" | "Set" | "WeakMap" | "WeakSet"))
            }
            _ => false,
        }
    }

    fn put_in(
        &self,
        facts: &Facts,
        file: FileId,
        methods: &[&str],
        index: usize,
        is_it: &dyn Fn(ExpressionId) -> bool,
    ) -> Type {
        let calls = self.calls_named(facts, file);
        let mut result = Type::unknown();
        let all = methods.iter().filter_map(|method| calls.get(&Name::from(*method))).flatten();
        let of_it = all.filter(|call| match &facts[**call].kind {
            ExpressionKind::Call { callee, .. } => {
                matches!(facts[*callee].kind, ExpressionKind::Member { object, .. } if is_it(object))
            }
            _ => false,
        });
        for call in of_it.take(PLACES) {
            let ExpressionKind::Call { arguments, .. } = &facts[*call].kind else { continue };
            if let Some(argument) = arguments.get(index) {
                result.merge(self.type_of(Node::new(file, *argument)).widened());
            }
        }
        result
    }
}

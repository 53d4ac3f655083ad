//! An import for a name that nothing declares: what completion would offer for it.

use project::facts::{ExpressionId, ExpressionKind, Facts, Usage};
use source::TextRange;

use super::{CodeActionKind, Context};
use crate::{FilePosition, imports};

/// Ways to import one name.
const LIMIT: usize = 8;

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::QuickFix) {
        return;
    }
    let asked = context.facts.references.iter().find(|reference| {
        reference.binding.is_none()
            && reference.usage == Usage::Read
            && reference.range.touches(context.range.start())
            && reference.range.touches(context.range.end())
    });
    let Some(reference) = asked else { return };
    let at = FilePosition { file: context.file, offset: reference.range.end() };
    let list = crate::completions(context.snapshot, at, context.is_cancelled);
    let fitting: Vec<_> = list.items.into_iter().filter(|item| item.label == *reference.name).collect();
    // A global, or a name of a file that shares its scope.
    if fitting.iter().any(|item| item.import.is_none() && !item.is_guess) {
        return;
    }
    let mut imports: Vec<_> = fitting.into_iter().filter_map(|item| item.import).take(LIMIT).collect();
    if gives_promise(context.facts, reference.range) {
        // Of two functions of one name that is the one which takes no callback.
        imports.sort_by_key(|import| !import.specifier.ends_with("/promises"));
    }
    for (rank, import) in imports.into_iter().enumerate() {
        let title = format!("Import `{}` from '{}'", import.name, import.specifier);
        let edit = imports::add(context.facts, context.text, &import);
        context.offer_as(title, CodeActionKind::QuickFix, vec![edit], rank == 0);
    }
}

/// Whether what a name is called for is waited for.
fn gives_promise(facts: &Facts, name: TextRange) -> bool {
    let called = facts.expressions.iter().position(|expression| match &expression.kind {
        ExpressionKind::Call { callee, .. } => {
            facts[*callee].range == name && matches!(facts[*callee].kind, ExpressionKind::Reference(_))
        }
        _ => false,
    });
    let around = called.and_then(|index| facts.parent(ExpressionId(index as u32)));
    around.is_some_and(|around| match &facts[around].kind {
        ExpressionKind::Await(_) => true,
        ExpressionKind::Member { property, .. } => matches!(&**property, "then" | "catch" | "finally"),
        _ => false,
    })
}

//! A variable's value in place of its name.

use project::facts::{BindingId, ExpressionId, ExpressionKind, PropertyKind, Usage};
use source::{Edit, TextRange};

use super::statements::StatementKind;
use super::{CodeActionKind, Context, purity};

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorInline) {
        return;
    }
    let Some(binding) = binding_at(context) else { return };
    if let Some(edits) = inlined(context, binding) {
        let title = format!("Inline `{}`", context.facts[binding].name);
        context.offer(title, CodeActionKind::RefactorInline, edits);
    }
}

fn binding_at(context: &Context) -> Option<BindingId> {
    let offset = context.range.start();
    if let Some(reference) = context.facts.reference_at(offset) {
        return context.facts[reference].binding;
    }
    let found = context.facts.bindings.iter().position(|binding| {
        binding
            .declarations
            .iter()
            .any(|declaration| declaration.name_range.touches(offset) && !declaration.name_range.is_empty())
    })?;
    Some(BindingId(found as u32))
}

fn inlined(context: &Context, binding: BindingId) -> Option<Vec<Edit>> {
    let facts = context.facts;
    let [declaration] = facts[binding].declarations.as_slice() else { return None };
    let (statement, declarator) = context.statements.declarator(declaration.name_range)?;
    let StatementKind::Variables { declarators, .. } = &statement.kind else { return None };
    statement.list?;
    let value_range = declarator.value?;
    if declarator.name.is_none()
        || declarators.len() != 1
        || declarator.has_type
        || context.has_comment_in(statement.range)
    {
        return None;
    }
    let is_exported = facts
        .exports
        .iter()
        .any(|export| matches!(export.what, project::facts::Exported::Binding(exported) if exported == binding));
    let value = expression_in(context, value_range)?;
    let uses: Vec<_> = facts.references.iter().filter(|reference| reference.binding == Some(binding)).collect();
    if is_exported
        || uses.is_empty()
        || uses
            .iter()
            .any(|reference| reference.usage != Usage::Read || reference.range.start() < statement.range.end())
    {
        return None;
    }
    let is_constant = purity::is_constant(facts, value);
    if !is_constant {
        // Once, at once, and nothing between.
        let [only] = uses.as_slice() else { return None };
        let next = context.statements.after(statement)?;
        let around = context.statements.around(only.range)?;
        let is_head = match &next.kind {
            StatementKind::If { test: head }
            | StatementKind::Switch { discriminant: head }
            | StatementKind::ForEach { value: head } => head.contains_range(only.range),
            StatementKind::Loop | StatementKind::Export | StatementKind::Other | StatementKind::Block => false,
            _ => true,
        };
        let before = TextRange::new(next.range.start(), only.range.start());
        let is_deeper = |inner: TextRange| next.range.contains_range(inner) && inner.contains_range(only.range);
        if around.range != next.range
            || !is_head
            || purity::acts_in(facts, before)
            || facts.functions.iter().any(|function| is_deeper(function.range))
            || facts.classes.iter().any(|class| is_deeper(class.range))
            || is_left_out(context, only.range, next.range)
        {
            return None;
        }
    }
    // Names of the value must mean the same where it goes.
    for used in &uses {
        for reference in facts.references.iter().filter(|reference| value_range.contains_range(reference.range)) {
            if facts.lookup(used.scope, &reference.name) != reference.binding {
                return None;
            }
        }
        let uses_this = facts.expressions.iter().any(|one| {
            value_range.contains_range(one.range)
                && matches!(one.kind, ExpressionKind::This(_) | ExpressionKind::Super(_))
        });
        if uses_this && is_constant && used.scope != facts[binding].scope {
            return None;
        }
    }
    let text = context.slice(value_range);
    // `(a) => a` begins with a bracket and is in none.
    let is_bracketed = facts[value].range != value_range;
    let shown = if is_bracketed || is_tight(&facts[value].kind) { text.to_owned() } else { format!("({text})") };
    let mut edits = vec![Edit::delete(context.with_line(statement.range))];
    for used in uses {
        let shorthand = facts.expressions.iter().any(|one| match &one.kind {
            ExpressionKind::Object(properties) => properties
                .iter()
                .any(|property| property.kind == PropertyKind::Shorthand && property.key_range == used.range),
            _ => false,
        });
        // `<name>` of JSX is no place for a value.
        let is_tag = facts.expressions.iter().any(|one| match &one.kind {
            ExpressionKind::Jsx(element) => {
                let is_here = |range: TextRange| range.contains_range(used.range);
                is_here(element.tag_range) || element.closing_range.is_some_and(is_here)
            }
            _ => false,
        });
        if is_tag {
            return None;
        }
        let alone = is_alone(context, used.range);
        let text = match (shorthand, alone) {
            (true, _) => format!("{}: {text}", facts[binding].name),
            (false, true) => text.to_owned(),
            (false, false) => shown.clone(),
        };
        edits.push(Edit::replace(used.range, text));
    }
    Some(edits)
}

/// The expression of a range, brackets around it not counted.
fn expression_in(context: &Context, range: TextRange) -> Option<ExpressionId> {
    if let Some(found) = context.expression_with_range(range) {
        return Some(found);
    }
    let text = context.slice(range);
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let start = range.start() + 1 + (inner.len() - inner.trim_start().len()) as u32;
    expression_in(context, TextRange::new(start, start + inner.trim().len() as u32))
}

/// Whether an operator beside it can't tear it apart.
fn is_tight(kind: &ExpressionKind) -> bool {
    matches!(
        kind,
        ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::String(_)
            | ExpressionKind::Template(_)
            | ExpressionKind::Reference(_)
            | ExpressionKind::This(_)
            | ExpressionKind::Member { is_optional: false, .. }
            | ExpressionKind::Index { is_optional: false, .. }
            | ExpressionKind::Call { is_optional: false, .. }
            | ExpressionKind::Array(_)
            | ExpressionKind::RegularExpression
    )
}

/// Whether no operator is beside it: an argument, an initialiser, what is returned.
fn is_alone(context: &Context, range: TextRange) -> bool {
    let before = context.text[..range.start() as usize].trim_end();
    let after = context.text[range.end() as usize..].trim_start();
    let opens = before.ends_with(['(', ',', '[', ':', '{'])
        || before.ends_with("return")
        || before.ends_with('=') && !before.ends_with("==");
    opens
        && after.starts_with([')', ',', ']', ';', '}'])
        && !after.starts_with(")(")
        && !after.starts_with("),(")
        && !(before.ends_with('(') && before[..before.len() - 1].trim_end().ends_with(['=', '>']))
}

fn is_left_out(context: &Context, used: TextRange, within: TextRange) -> bool {
    use project::facts::BinaryOperator::{And, Coalesce, Or};
    context
        .facts
        .expressions
        .iter()
        .filter(|one| within.contains_range(one.range) && one.range.contains_range(used))
        .any(|one| match &one.kind {
            ExpressionKind::Binary { operator: And | Or | Coalesce, right, .. } => {
                context.facts[*right].range.contains_range(used)
            }
            ExpressionKind::Conditional { test, .. } => !context.facts[*test].range.contains_range(used),
            ExpressionKind::Call { .. } | ExpressionKind::Index { .. } => {
                context.slice(TextRange::new(one.range.start(), used.start())).contains("?.")
            }
            ExpressionKind::Assign { operator, .. } => operator.is_some(),
            _ => false,
        })
}

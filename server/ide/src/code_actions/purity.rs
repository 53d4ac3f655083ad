//! What evaluating an expression does and depends on.

use project::facts::{BindingKind, DeclarationKind, ExpressionId, ExpressionKind, Facts, Usage};
use source::TextRange;

/// Whether evaluating it does nothing that can be seen, neither throws nor depends on when it happens.
pub(super) fn is_constant(facts: &Facts, expression: ExpressionId) -> bool {
    let all = |list: &[ExpressionId]| list.iter().all(|one| is_constant(facts, *one));
    match &facts[expression].kind {
        ExpressionKind::Null
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::BigInt
        | ExpressionKind::String(_)
        | ExpressionKind::This(_) => true,
        ExpressionKind::Reference(reference) => match facts[*reference].binding {
            Some(binding) => {
                let is_settled = matches!(
                    facts[binding].kind,
                    BindingKind::Const
                        | BindingKind::Let
                        | BindingKind::Parameter
                        | BindingKind::Function
                        | BindingKind::Import
                ) && !matches!(facts[binding].declarations[0].kind, DeclarationKind::Class(_));
                is_settled
                    && !facts.references.iter().any(|other| {
                        other.binding == Some(binding) && matches!(other.usage, Usage::Write | Usage::ReadWrite)
                    })
            }
            None => matches!(&*facts[*reference].name, "undefined" | "NaN" | "Infinity"),
        },
        ExpressionKind::Binary { operator, left, right } => {
            use project::facts::BinaryOperator::*;
            let is_safe = matches!(operator, Equality | And | Or | Coalesce)
                && is_strict(facts, *operator, *left, *right)
                || is_primitive(facts, *left) && is_primitive(facts, *right);
            is_safe && all(&[*left, *right])
        }
        ExpressionKind::Unary { operator, operand } => {
            use project::facts::UnaryOperator::*;
            match operator {
                Not | TypeOf | Void => is_constant(facts, *operand),
                Numeric => is_primitive(facts, *operand) && is_constant(facts, *operand),
                Delete => false,
            }
        }
        ExpressionKind::Conditional { test, consequent, alternate } => all(&[*test, *consequent, *alternate]),
        ExpressionKind::Template(parts) => parts.iter().all(|part| is_primitive(facts, *part)),
        _ => false,
    }
}

/// Whether it makes something new each time that is the same but for its identity.
pub(super) fn makes_something(facts: &Facts, expression: ExpressionId) -> bool {
    match &facts[expression].kind {
        ExpressionKind::Function(_) | ExpressionKind::RegularExpression => true,
        ExpressionKind::Array(items) => items.iter().flatten().all(|item| is_constant(facts, *item)),
        ExpressionKind::Object(properties) => properties.iter().all(|property| {
            property.kind == project::facts::PropertyKind::Value
                && property.key.name().is_some()
                && is_constant(facts, property.value)
        }),
        _ => false,
    }
}

/// Whether an expression itself, its operands apart, may do something or wait.
pub(super) fn acts(kind: &ExpressionKind) -> bool {
    matches!(
        kind,
        ExpressionKind::Call { .. }
            | ExpressionKind::New { .. }
            | ExpressionKind::TaggedTemplate { .. }
            | ExpressionKind::Assign { .. }
            | ExpressionKind::Update(_)
            | ExpressionKind::Await(_)
            | ExpressionKind::Yield { .. }
            | ExpressionKind::Module(_)
            | ExpressionKind::Unknown
            | ExpressionKind::Class(_)
            | ExpressionKind::Unary { operator: project::facts::UnaryOperator::Delete, .. }
    )
}

/// Whether anything in a range acts; what only runs when a function in it is called does not count.
pub(super) fn acts_in(facts: &Facts, range: TextRange) -> bool {
    let inside: Vec<TextRange> = facts
        .functions
        .iter()
        .filter(|function| range.contains_range(function.range))
        .map(|function| function.range)
        .collect();
    facts.expressions.iter().any(|expression| {
        acts(&expression.kind)
            && range.contains_range(expression.range)
            && !inside.iter().any(|function| function.contains_range(expression.range))
    })
}

/// Operators that convert nothing.
fn is_strict(facts: &Facts, operator: project::facts::BinaryOperator, left: ExpressionId, right: ExpressionId) -> bool {
    operator != project::facts::BinaryOperator::Equality || is_primitive(facts, left) || is_primitive(facts, right)
}

/// Whether it is known to be a string, a number or the like: converting it calls no one.
fn is_primitive(facts: &Facts, expression: ExpressionId) -> bool {
    match &facts[expression].kind {
        ExpressionKind::Boolean(_) | ExpressionKind::Number(_) | ExpressionKind::String(_) | ExpressionKind::Null => {
            true
        }
        ExpressionKind::Reference(reference) => facts[*reference].binding.is_some_and(|binding| {
            facts[binding].kind == BindingKind::Const
                && matches!(facts[binding].values.as_slice(), [value] if *value != expression
                    && facts[*value].range.end() < facts[expression].range.start()
                    && is_primitive(facts, *value))
        }),
        ExpressionKind::Template(parts) => parts.iter().all(|part| is_primitive(facts, *part)),
        ExpressionKind::Binary { left, right, .. } => is_primitive(facts, *left) && is_primitive(facts, *right),
        ExpressionKind::Unary { operand, .. } => is_primitive(facts, *operand),
        _ => false,
    }
}

//! Strings that the place demands: members of a union, names of events, keys of an object that is indexed.

use infer::{Part, UNIVERSAL};
use project::facts::{BinaryOperator, ExpressionId, ExpressionKind};

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};

pub(crate) fn of_expression(context: &Context, expression: ExpressionId, items: &mut Vec<Item>) {
    let facts = &context.facts;
    let Some(parent) = facts.parent(expression) else {
        return texts(
            context,
            &context.infer.expected_type(&context.facts, context.node(expression)),
            ItemKind::EnumMember,
            items,
        );
    };
    match &facts[parent].kind {
        ExpressionKind::Index { object, index, .. } if *index == expression => {
            let of = context.infer.type_of(context.node(*object));
            for member in context.infer.members(&of) {
                if member.level < UNIVERSAL && !member.name.starts_with("@@") && fits(&context.prefix, &member.name) {
                    items.push(Item::new(member.name.to_string(), ItemKind::Property, 1.0));
                }
            }
        }
        // `kind === 'here'`
        ExpressionKind::Binary { operator: BinaryOperator::Equality, left, right } => {
            let other = if *left == expression { *right } else { *left };
            if let ExpressionKind::Unary { operator: project::facts::UnaryOperator::TypeOf, .. } = facts[other].kind {
                for (index, word) in
                    ["string", "number", "object", "function", "undefined", "boolean", "symbol", "bigint"]
                        .iter()
                        .enumerate()
                {
                    items.push(Item::new(*word, ItemKind::EnumMember, -(index as f32)));
                }
                return;
            }
            texts(context, &context.infer.type_of(context.node(other)), ItemKind::EnumMember, items);
        }
        ExpressionKind::Call { callee, arguments, .. } => {
            let is_event = arguments.first() == Some(&expression)
                && matches!(&facts[*callee].kind, ExpressionKind::Member { property, .. }
                    if matches!(&**property, "on" | "once" | "off" | "emit" | "addListener" | "removeListener" | "addEventListener" | "prependListener" | "listenerCount"));
            let kind = if is_event { ItemKind::Event } else { ItemKind::EnumMember };
            texts(context, &context.infer.expected_type(&context.facts, context.node(expression)), kind, items);
            if is_event {
                events_in_file(context, expression, items);
            }
        }
        _ => texts(
            context,
            &context.infer.expected_type(&context.facts, context.node(expression)),
            ItemKind::EnumMember,
            items,
        ),
    }
}

/// The texts that a type allows.
pub(crate) fn of_type(context: &Context, of: &infer::Type, items: &mut Vec<Item>) {
    texts(context, of, ItemKind::EnumMember, items);
}

fn texts(context: &Context, of: &infer::Type, kind: ItemKind, items: &mut Vec<Item>) {
    for (index, part) in of.parts().iter().enumerate() {
        if let Part::String(Some(text)) = part
            && fits(&context.prefix, text)
            && !items.iter().any(|item| item.label == **text)
        {
            items.push(Item::new(text.to_string(), kind, 5.0 - index as f32 * 0.01));
        }
    }
}

/// Events that the file listens to or emits elsewhere.
fn events_in_file(context: &Context, here: ExpressionId, items: &mut Vec<Item>) {
    let facts = &context.facts;
    for expression in &facts.expressions {
        let ExpressionKind::Call { callee, arguments, .. } = &expression.kind else { continue };
        let ExpressionKind::Member { property, .. } = &facts[*callee].kind else { continue };
        let Some(first) = arguments.first().filter(|first| **first != here) else { continue };
        if let ("on" | "once" | "emit" | "addListener", ExpressionKind::String(name)) =
            (&**property, &facts[*first].kind)
            && fits(&context.prefix, name)
            && !items.iter().any(|item| item.label == **name)
        {
            items.push(Item::new(name.to_string(), ItemKind::Event, 2.0));
        }
    }
}

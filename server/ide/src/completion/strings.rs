//! Strings that the place demands: members of a union, names of events, keys of an object that is indexed.

use infer::{EventCall, Part, UNIVERSAL};
use project::facts::{ExpressionId, ExpressionKind, Facts, UnaryOperator};

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};
use crate::events;

/// What `typeof` gives.
const TYPES: [&str; 8] = ["string", "number", "object", "function", "undefined", "boolean", "symbol", "bigint"];

/// Methods of an `EventTarget` whose first argument names an event.
const OF_TARGETS: [&str; 2] = ["addEventListener", "removeEventListener"];

pub(crate) fn of_expression(context: &Context, expression: ExpressionId, items: &mut Vec<Item>) {
    let facts = &context.facts;
    let expected = || context.infer.expected_type(&context.facts, context.node(expression));
    match facts.parent(expression).map(|parent| &facts[parent].kind) {
        Some(ExpressionKind::Index { object, index, .. }) if *index == expression => {
            let of = context.infer.type_of(context.node(*object));
            for member in context.infer.members(&of) {
                if member.level < UNIVERSAL && !member.name.starts_with("@@") && fits(&context.prefix, &member.name) {
                    items.push(Item::new(member.name.to_string(), ItemKind::Property, 1.0));
                }
            }
        }
        Some(ExpressionKind::Call { .. }) if let Some(call) = event_call(facts, expression) => {
            events(context, &call, items);
            texts(context, &expected(), ItemKind::Event, items);
        }
        Some(ExpressionKind::Call { callee, arguments, .. })
            if arguments.first() == Some(&expression) && names_events(facts, *callee) =>
        {
            texts(context, &expected(), ItemKind::Event, items);
            events_in_file(context, expression, items);
        }
        _ => of_type(context, &expected(), items),
    }
}

fn names_events(facts: &Facts, callee: ExpressionId) -> bool {
    matches!(&facts[callee].kind, ExpressionKind::Member { property, .. } if OF_TARGETS.contains(&&**property))
}

/// `other === 'here'`, `case 'here'`
pub(crate) fn compared_with(context: &Context, other: ExpressionId, items: &mut Vec<Item>) {
    if let ExpressionKind::Unary { operator: UnaryOperator::TypeOf, .. } = context.facts[other].kind {
        for (index, word) in TYPES.iter().enumerate().filter(|(_, word)| fits(&context.prefix, word)) {
            items.push(Item::new(*word, ItemKind::EnumMember, -(index as f32)));
        }
        return;
    }
    of_type(context, &context.infer.type_of(context.node(other)), items);
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

/// The call about an event whose name an expression is.
fn event_call(facts: &Facts, expression: ExpressionId) -> Option<EventCall> {
    EventCall::of(facts, facts.parent(expression)?).filter(|call| call.string == expression)
}

/// Events that the emitter is known to have elsewhere.
fn events(context: &Context, call: &EventCall, items: &mut Vec<Item>) {
    let is_cancelled = || context.infer.is_cancelled();
    let names = events::names(context.snapshot, &context.infer, context.file, &context.facts, call, &is_cancelled);
    for (name, score) in names.into_iter().filter(|(name, _)| fits(&context.prefix, name)) {
        items.push(Item::new(name.to_string(), ItemKind::Event, score));
    }
}

/// Events of targets that the file listens to elsewhere.
fn events_in_file(context: &Context, here: ExpressionId, items: &mut Vec<Item>) {
    let facts = &context.facts;
    for expression in &facts.expressions {
        let ExpressionKind::Call { callee, arguments, .. } = &expression.kind else { continue };
        let Some(first) = arguments.first().filter(|first| **first != here) else { continue };
        if let ExpressionKind::String(name) = &facts[*first].kind
            && names_events(facts, *callee)
            && fits(&context.prefix, name)
            && !items.iter().any(|item| item.label == **name)
        {
            items.push(Item::new(name.to_string(), ItemKind::Event, 2.0));
        }
    }
}

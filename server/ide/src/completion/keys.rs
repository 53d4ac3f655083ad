//! Keys of an object literal: what the place demands of it, and names in scope for the short form.

use infer::UNIVERSAL;
use project::facts::{ExpressionId, ExpressionKind, Name};

use super::context::{Context, is_typed};
use super::ranking::fits;
use super::{Item, ItemKind, members, names};

pub(crate) fn of_object(context: &Context, object: ExpressionId, items: &mut Vec<Item>) {
    let expected = context.infer.expected_type(&context.facts, context.node(object)).non_nullable();
    let present: Vec<Name> = match &context.facts[object].kind {
        ExpressionKind::Object(properties) => properties
            .iter()
            .filter_map(|property| property.key.name())
            .filter(|name| !is_typed(name))
            .cloned()
            .collect(),
        _ => Vec::new(),
    };
    for (index, member) in context.infer.members(&expected).iter().enumerate() {
        if member.level >= UNIVERSAL
            || present.contains(&member.name)
            || !fits(&context.prefix, &member.name)
            || is_typed(&member.name)
        {
            continue;
        }
        // What must be there comes first, then in the order in which it is declared.
        let score = 10.0 + if member.is_optional { 0.0 } else { 5.0 } - (index as f32).min(200.0) * 0.01;
        items.push(members::of_member(context, member, score));
    }
    // Nothing is declared: what the function that is called takes out.
    if items.is_empty() {
        let taken = context.infer.names_taken(&context.facts, context.node(object));
        let is_wanted = |name: &Name| !present.contains(name) && fits(&context.prefix, name) && !is_typed(name);
        for (index, name) in taken.into_iter().filter(is_wanted).enumerate() {
            items.push(Item::new(name.to_string(), ItemKind::Property, 12.0 - (index as f32).min(200.0) * 0.01));
        }
    }
    let offered: Vec<String> = items.iter().map(|item| item.label.clone()).collect();
    let mut short = Vec::new();
    names::values_in_scope(context, None, &mut short);
    items.extend(short.into_iter().filter(|item| !offered.contains(&item.label)));
}

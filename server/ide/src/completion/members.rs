//! Members: of what stands before a dot, of what a pattern takes apart, of a module whose names are imported.

use infer::{Member, MemberKind, MemberValue, Type, UNIVERSAL};
use project::facts::{Accessibility, ExpressionId, ExpressionKind, ImportId, Name, ThisOf};
use rustc_hash::FxHashSet;

use super::context::{Context, is_typed};
use super::ranking::{Statistics, fits};
use super::{Item, ItemKind};

/// Names offered where nothing is known of a value.
const GUESSES: usize = 50;

pub(crate) fn of_expression(context: &Context, object: ExpressionId, items: &mut Vec<Item>) {
    let of = context.infer.type_of(context.node(object));
    let statistics = Statistics::of_receiver(context, object);
    let sees_private =
        matches!(context.facts[object].kind, ExpressionKind::This(ThisOf::Function(_) | ThisOf::Class { .. }));
    offer_or_guess(context, &of, &statistics, sees_private, items);
    if !items.iter().any(|item| item.is_guess) {
        let penalty = if is_declared(&of) { DECLARED_PENALTY } else { GUESS_PENALTY };
        guess_beside(context, &statistics, penalty, items);
    }
}

/// Whether it is written down what a value has, all of it.
fn is_declared(of: &Type) -> bool {
    use infer::Part;
    of.non_nullable().parts().iter().all(|part| {
        matches!(
            part,
            Part::Interface { .. } | Part::Members { .. } | Part::Array(_) | Part::Tuple(_) | Part::String(_)
        )
    })
}

/// What every object has comes behind everything else.
const UNIVERSAL_PENALTY: f32 = -40.0;

/// What every function has comes behind what this one has.
const FUNCTION_PENALTY: f32 = -2.0;

/// What is not known to be there comes behind what is, where something is.
const GUESS_PENALTY: f32 = -1.5;

/// The same, where what is known is declared: behind all of it.
const DECLARED_PENALTY: f32 = -12.0;

/// Guesses beside what is known.
const GUESSES_BESIDE: usize = 10;

fn offer_or_guess(context: &Context, of: &Type, statistics: &Statistics, sees_private: bool, items: &mut Vec<Item>) {
    offer(context, of, statistics, sees_private, items);
    // Something is known, but nothing beyond what every object has: as good as nothing.
    if !items.iter().any(is_particular) {
        guess(context, statistics, items);
    }
}

/// Whether not every object has it.
fn is_particular(item: &Item) -> bool {
    item.score > UNIVERSAL_PENALTY / 2.0
}

fn offer(context: &Context, of: &Type, statistics: &Statistics, sees_private: bool, items: &mut Vec<Item>) {
    let members = context.infer.members(&of.non_nullable());
    for member in &members {
        if !is_offered(member, sees_private) || !fits(&context.prefix, &member.name) {
            continue;
        }
        let prior = match member.level {
            0 => 1.0,
            1 => 0.7,
            2 => 0.5,
            _ => 0.3,
        };
        let mut score = statistics.score(&member.name, prior);
        score += match member.level {
            UNIVERSAL => UNIVERSAL_PENALTY,
            // Of functions.
            level if level > UNIVERSAL => FUNCTION_PENALTY,
            _ => 0.0,
        };
        if member.name.starts_with('_') && !sees_private {
            score -= 1.0;
        }
        let mut item = of_member(context, member, score);
        if item.is_deprecated {
            item.score -= 4.0;
        }
        items.push(item);
    }
}

fn is_offered(member: &Member, sees_private: bool) -> bool {
    if member.kind == MemberKind::Type || is_typed(&member.name) || member.name.starts_with("@@") {
        return false;
    }
    let is_private = member.accessibility == Accessibility::Private || member.name.starts_with('#');
    sees_private || !is_private
}

pub(crate) fn of_member(context: &Context, member: &Member, score: f32) -> Item {
    let mut item = Item::new(member.name.to_string(), member.kind.into(), score);
    item.is_deprecated = is_deprecated(context, member);
    if let MemberValue::Observed(_) = member.value {
        item.detail = Some("observed".to_owned());
    }
    item
}

fn is_deprecated(context: &Context, member: &Member) -> bool {
    let Some(doc) = member.doc else { return false };
    context.infer.facts(doc.file).is_some_and(|facts| facts[doc.id].deprecation().is_some())
}

/// Whether it can stand behind a dot.
fn follows_a_dot(name: &str) -> bool {
    syntax::is_identifier_name(name.strip_prefix('#').unwrap_or(name))
}

/// Nothing is known: what others write after such a name.
fn guess(context: &Context, statistics: &Statistics, items: &mut Vec<Item>) {
    let guesses = guesses(context, statistics, statistics.names(&context.prefix), items);
    items.extend(guesses.into_iter().take(GUESSES));
}

/// Not all that a value has needs to be known: what the project itself writes after such a name.
fn guess_beside(context: &Context, statistics: &Statistics, penalty: f32, items: &mut Vec<Item>) {
    let guesses = guesses(context, statistics, statistics.own_names(), items);
    items.extend(guesses.into_iter().take(GUESSES_BESIDE).map(|mut item| {
        item.score += penalty;
        item
    }));
}

/// Names that are not offered yet, the likely first.
fn guesses(context: &Context, statistics: &Statistics, names: Vec<Name>, items: &[Item]) -> Vec<Item> {
    let mut seen: FxHashSet<Name> = items.iter().map(|item| Name::from(item.label.as_str())).collect();
    let mut guesses: Vec<Item> = Vec::new();
    for name in names {
        // What is typed may be known only by that.
        let is_typed = is_typed(&name) || *name == *context.prefix;
        if is_typed || name.starts_with('#') || !fits(&context.prefix, &name) || !seen.insert(name.clone()) {
            continue;
        }
        let mut item = Item::new(name.to_string(), ItemKind::Property, statistics.score(&name, 0.0));
        item.is_guess = true;
        guesses.push(item);
    }
    guesses.sort_by(|one, other| other.score.total_cmp(&one.score));
    guesses
}

/// No tree could be had: the first name is looked up, the others are its members.
pub(crate) fn of_chain(context: &Context, chain: &[String], items: &mut Vec<Item>) {
    let Some((first, rest)) = chain.split_first() else { return };
    let mut of = match context.facts.lookup(context.scope, first) {
        Some(binding) => context.infer.type_of_binding(infer::Node::new(context.file, binding)),
        None => context.infer.property_of(&infer::Part::Global.into(), first),
    };
    for name in rest {
        of = context.infer.property_of(&of, name);
    }
    let receivers: Vec<String> = chain.last().cloned().into_iter().collect();
    let statistics = Statistics::new(context.snapshot, &context.facts, &receivers, context.offset);
    offer_or_guess(context, &of, &statistics, receivers == ["this"], items);
}

pub(crate) fn of_pattern(context: &Context, object: ExpressionId, taken: &[Name], items: &mut Vec<Item>) {
    let of = context.infer.type_of(context.node(object));
    let statistics = Statistics::of_receiver(context, object);
    offer(context, &of, &statistics, false, items);
    items.retain(|item| !taken.iter().any(|name| **name == *item.label) && is_particular(item));
}

/// `import { here } from 'm'`
pub(crate) fn of_module(context: &Context, import: ImportId, items: &mut Vec<Item>) {
    let row = &context.facts[import];
    let taken: Vec<&Name> = row
        .names
        .iter()
        .filter_map(|name| match &name.imported {
            project::facts::ImportedName::Named(name) if !is_typed(name) => Some(name),
            _ => None,
        })
        .collect();
    let members = context.infer.exports(context.file, &row.specifier, row.kind);
    let module = format!("'{}'", row.specifier.strip_prefix("node:").unwrap_or(&row.specifier));
    let statistics = Statistics::new(context.snapshot, &context.facts, &[module], context.offset);
    for member in &members {
        let is_name = *member.name != *"default" && follows_a_dot(&member.name) && member.level < UNIVERSAL;
        if is_name && !taken.contains(&&member.name) && fits(&context.prefix, &member.name) {
            let is_type = member.kind == MemberKind::Type;
            let score = statistics.score(&member.name, 1.0) - if is_type { 6.0 } else { 0.0 };
            items.push(of_member(context, member, score));
        }
    }
}

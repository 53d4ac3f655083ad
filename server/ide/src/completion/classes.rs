//! Names of a class's members: those of its base, to be overridden, and of what it says it implements.

use infer::{Member, MemberKind, Type, UNIVERSAL};
use project::facts::{Accessibility, ClassId, Facts, Name, Parameter};
use syntax::Language;

use super::context::{Context, is_typed};
use super::ranking::fits;
use super::{Item, ItemKind, members};

/// Words that begin a member, the frequent ones first.
const WORDS: [&str; 5] = ["constructor", "static", "async", "get", "set"];

pub(crate) fn members_of(context: &Context, class: ClassId, items: &mut Vec<Item>) {
    let row = &context.facts[class];
    let present: Vec<&Name> = row.members.iter().filter_map(|member| member.key.name()).collect();
    let infer = &context.infer;
    let mut inherited = Type::unknown();
    if let Some(base) = row.extends {
        inherited.merge(infer.property_of(&infer.type_of(context.node(base)), "prototype"));
    }
    for implemented in &row.implements {
        inherited.merge(infer.type_from(infer::Node::new(context.file, *implemented), &None));
    }
    for (index, member) in infer.members(&inherited).iter().enumerate() {
        let is_offered = member.level < UNIVERSAL
            && member.accessibility != Accessibility::Private
            && member.kind != MemberKind::Type
            && *member.name != *"constructor"
            && !member.name.starts_with(['#', '@'])
            && !is_typed(&member.name)
            && !present.contains(&&member.name);
        if is_offered && fits(&context.prefix, &member.name) {
            let nearness = 6.0 - member.level as f32 - (index as f32).min(90.0) * 0.01;
            let is_method = member.kind == MemberKind::Method;
            let mut item = members::of_member(context, member, nearness + if is_method { 1.0 } else { 0.0 });
            if is_method && let Some(body) = overriding(context, member) {
                item.insert = Some(body);
                item.is_snippet = true;
            }
            items.push(item);
        }
    }
    for (index, word) in WORDS.iter().enumerate() {
        let is_there = *word == "constructor" && present.iter().any(|name| **name == **word);
        if !is_there && fits(&context.prefix, word) {
            items.push(Item::new(*word, ItemKind::Keyword, 1.0 - index as f32 * 0.1));
        }
    }
}

/// A method with the parameters of the one that it overrides, and an empty body to type into. Not where brackets stand already.
fn overriding(context: &Context, member: &Member) -> Option<String> {
    let after = context.text.text().get(context.replace.end() as usize..)?;
    if after.starts_with('(') {
        return None;
    }
    let infer = &context.infer;
    let signature = infer.signatures(&infer.type_of_member_value(&member.value)).into_iter().next()?;
    let facts = infer.facts(signature.function.file)?;
    let head = if matches!(context.facts.kind.language, Language::JavaScript | Language::Jsx) {
        let parameters = &facts[signature.function.id].parameters;
        let names: Vec<String> = parameters.iter().map(|parameter| name_of(&facts, parameter)).collect();
        format!("{}({})", member.name, names.join(", "))
    } else {
        infer.signature_parts(&signature, &member.name).to_string()
    };
    let head = head.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    Some(format!("{head} {{\n\t$0\n}}"))
}

fn name_of(facts: &Facts, parameter: &Parameter) -> String {
    let rest = if parameter.is_rest { "..." } else { "" };
    match &parameter.name {
        Some(name) => format!("{rest}{name}"),
        None => match infer::print_pattern(facts, parameter.value) {
            pattern if pattern.contains('…') => "options".to_owned(),
            pattern => pattern,
        },
    }
}

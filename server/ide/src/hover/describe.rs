//! One line for a declaration, as TypeScript would write it.

use infer::{Infer, Meaning, Member, MemberKind, MemberValue, Node, Origin, Signature, Type};
use project::facts::{BindingId, DeclarationKind, ExpressionKind};

use crate::named::holder_name;

/// A signature longer than this has a line for each parameter.
pub(crate) const LONG: usize = 90;

/// What is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'w> {
    pub meaning: Meaning,
    /// The signature that is meant, of several.
    pub called: Option<&'w Signature>,
    /// What a value is called that has no name of its own.
    pub name: &'w str,
}

/// Empty where there is nothing to say.
pub(crate) fn describe(infer: &Infer, origin: &Origin, wanted: Wanted) -> String {
    match origin {
        Origin::Binding(node) => binding(infer, *node, wanted),
        Origin::Member(found) => member(infer, found, None, wanted.called),
        Origin::Value(node) => value(infer, *node, wanted.name),
        Origin::Module(_) | Origin::AmbientModule(..) => {
            let of = infer.display(&infer.type_of_origin(origin));
            of.strip_prefix("typeof import(")
                .and_then(|of| of.strip_suffix(')'))
                .map_or(of.clone(), |name| format!("module {name}"))
        }
    }
}

fn binding(infer: &Infer, node: Node<BindingId>, wanted: Wanted) -> String {
    let Some(facts) = infer.facts(node.file) else { return String::new() };
    let row = &facts[node.id];
    let functions: Vec<_> = row
        .declarations
        .iter()
        .filter_map(|declaration| match declaration.kind {
            DeclarationKind::Function(function) => Some(function),
            _ => None,
        })
        .collect();
    let meant = wanted.meaning.of(row).next().map(|declaration| declaration.kind);
    if let Some(first) = functions.first().filter(|first| meant == Some(DeclarationKind::Function(**first))) {
        let function = &facts[*first];
        let asynchronous = if function.is_async { "async " } else { "" };
        let star = if function.is_generator { "*" } else { "" };
        let before = format!("{asynchronous}function{star} {}", row.name);
        // Of overloads with an implementation, that one is not to be called.
        let signatures = functions.iter().filter(|function| facts[**function].body.is_none()).count();
        let shown = Signature { function: node.with(*first), environment: None };
        let is_one = |called: &&Signature| functions.iter().any(|function| called.function == node.with(*function));
        let shown = wanted.called.filter(is_one).unwrap_or(&shown);
        return signature(infer, shown, &before, signatures.saturating_sub(1));
    }
    if let Some(DeclarationKind::Class(class)) = meant {
        let class = &facts[class];
        let parameters: Vec<&str> = class.type_parameters.iter().map(|parameter| &*facts[*parameter].name).collect();
        let parameters = if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) };
        let word = if class.is_abstract { "abstract class" } else { "class" };
        let extends = class.extends.and_then(|base| written_name(&facts, base));
        let extends = extends.map(|base| format!(" extends {base}")).unwrap_or_default();
        return format!("{word} {}{parameters}{extends}", row.name);
    }
    infer.describe_binding(node, wanted.meaning)
}

/// `Base`, `events.EventEmitter`
fn written_name(facts: &project::facts::Facts, expression: project::facts::ExpressionId) -> Option<String> {
    match &facts[expression].kind {
        ExpressionKind::Reference(reference) => Some(facts[*reference].name.to_string()),
        ExpressionKind::Member { object, property, .. } => {
            Some(format!("{}.{property}", written_name(facts, *object)?))
        }
        _ => None,
    }
}

/// A member; `of`: its type where that is known better than by the member alone.
pub(super) fn member(infer: &Infer, member: &Member, of: Option<Type>, called: Option<&Signature>) -> String {
    let holder = member.place.and_then(|(file, range)| holder_name(&*infer.facts(file)?, range));
    let name = holder.map_or_else(|| member.name.to_string(), |holder| format!("{holder}.{}", member.name));
    let mark = if member.is_optional { "?" } else { "" };
    let of = of.unwrap_or_else(|| infer.type_of_member_value(&member.value));
    // What was put into it is an example of what it holds.
    let of = if matches!(member.value, MemberValue::Expression(_)) { of.widened() } else { of };
    let word = match member.kind {
        MemberKind::Method => "method",
        MemberKind::Accessor => "accessor",
        MemberKind::EnumMember => return format!("(enum member) {name}"),
        MemberKind::Class => return format!("class {name}"),
        MemberKind::Function => "function",
        MemberKind::Module => "module",
        MemberKind::Type => "type",
        MemberKind::Property | MemberKind::Variable => "property",
    };
    if matches!(member.kind, MemberKind::Method | MemberKind::Function | MemberKind::Property | MemberKind::Variable) {
        let signatures = match &member.value {
            MemberValue::Function(function, environment) => {
                let all = infer.signatures(&of);
                if all.is_empty() {
                    vec![Signature { function: *function, environment: environment.clone() }]
                } else {
                    all
                }
            }
            _ if of.parts().len() == 1 => infer.signatures(&of),
            _ => Vec::new(),
        };
        if let Some(first) = signatures.first() {
            let word = if word == "property" { "method" } else { word };
            let shown = called.filter(|called| signatures.contains(called)).unwrap_or(first);
            return signature(infer, shown, &format!("({word}) {name}{mark}"), signatures.len() - 1);
        }
    }
    format!("({word}) {name}{mark}: {}", infer.display(&of))
}

/// A value that is exported without a name.
fn value(infer: &Infer, node: Node<project::facts::ExpressionId>, called: &str) -> String {
    let Some(facts) = infer.facts(node.file) else { return String::new() };
    match facts[node.id].kind {
        ExpressionKind::Function(function) => {
            let name = facts[function].name.as_deref().unwrap_or(called);
            let shown = Signature { function: node.with(function), environment: None };
            let asynchronous = if facts[function].is_async { "async " } else { "" };
            signature(infer, &shown, &format!("{asynchronous}function {name}"), 0)
        }
        ExpressionKind::Class(class) => format!("class {}", facts[class].name.as_deref().unwrap_or(called)),
        // The name that it has here tells what it is.
        _ if !called.is_empty() => String::new(),
        _ => format!("(exported) {}", infer.display(&infer.type_of(node))),
    }
}

fn signature(infer: &Infer, signature: &Signature, before: &str, more: usize) -> String {
    let parts = infer.signature_parts(signature, before);
    let more = match more {
        0 => String::new(),
        1 => " (+1 overload)".to_owned(),
        more => format!(" (+{more} overloads)"),
    };
    let line = parts.to_string();
    if line.len() <= LONG || parts.parameters.len() < 2 {
        return format!("{line}{more}");
    }
    let parameters: Vec<String> = parts.parameters.iter().map(|parameter| format!("  {parameter}")).collect();
    format!("{}\n{},\n{}{more}", parts.before, parameters.join(",\n"), parts.after)
}

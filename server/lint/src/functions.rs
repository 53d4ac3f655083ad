//! Functions, as problems point at them and name them.

use std::borrow::Cow;

use source::TextRange;
use syntax::ast::{ArrowFunctionBody, Key, MethodKind, PropName};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::names::property_name;

/// The head of a `Function`, `ArrowExpr` or `Constructor`: from its beginning, or that of the property that it is the value of, to
/// its parameters. Of an arrow that is no property's, the arrow.
pub(crate) fn head(file: &File, id: NodeId) -> TextRange {
    let holder = holder(file, id);
    if holder.is_none()
        && let Some(arrow) = arrow(file, id)
    {
        return arrow;
    }
    let range = file.node(id).range();
    let start = holder.unwrap_or_else(|| file.node(id)).range().start();
    TextRange::new(start, parameters_start(file, id).unwrap_or(range.end()))
}

/// The arrow of an arrow function.
fn arrow(file: &File, id: NodeId) -> Option<TextRange> {
    let Node::ArrowExpr(arrow) = file.node(id) else { return None };
    let body = match &*arrow.body {
        ArrowFunctionBody::FunctionBody(body) => body.range(),
        ArrowFunctionBody::Expr(body) => body.range(),
    };
    let end = file.previous_token_end(body.start());
    Some(TextRange::new(end - "=>".len() as u32, end))
}

/// Where the parameters begin: at their parenthesis, if they have one.
fn parameters_start(file: &File, id: NodeId) -> Option<u32> {
    let range = file.node(id).range();
    let behind_name = match (file.node(id), file.parent(id)?) {
        (Node::ArrowExpr(arrow), _) => {
            let behind_async = if arrow.is_async { range.start() + "async".len() as u32 } else { range.start() };
            return Some(file.next_token(behind_async));
        }
        (Node::Constructor(it), _) => it.key.range().end(),
        (_, Node::FnDecl(it)) => it.ident.range().end(),
        (_, Node::FnExpr(it)) => it.ident.as_ref().map_or(range.start(), |name| name.range().end()),
        (_, Node::PrivateMethod(it)) => it.key.range().end(),
        (_, other) => key(other)?.range().end(),
    };
    Some(file.find_token(behind_name, range.end(), "(")?.start())
}

/// What kind of function it is, and its name: "async method `run`".
pub(crate) fn described(file: &File, id: NodeId) -> String {
    let (is_async, is_generator) = match file.node(id) {
        Node::Function(it) => (it.is_async, it.is_generator),
        Node::ArrowExpr(it) => (it.is_async, it.is_generator),
        Node::Constructor(_) => return "constructor".to_owned(),
        Node::StaticBlock(_) => return "static block".to_owned(),
        _ => return "program".to_owned(),
    };
    let holder = holder(file, id);
    let (is_static, kind) = match holder {
        Some(Node::ClassMethod(it)) => (it.is_static, kind_of_method(it.kind)),
        Some(Node::PrivateMethod(it)) => (it.is_static, kind_of_method(it.kind)),
        Some(Node::ClassProp(it)) => (it.is_static, "method"),
        Some(Node::PrivateProp(it)) => (it.is_static, "method"),
        Some(Node::AutoAccessor(it)) => (it.is_static, "method"),
        Some(Node::GetterProp(_)) => (false, "getter"),
        Some(Node::SetterProp(_)) => (false, "setter"),
        Some(_) => (false, "method"),
        None if matches!(file.node(id), Node::ArrowExpr(_)) => (false, "arrow function"),
        None => (false, "function"),
    };
    let adjectives = [(is_static, "static "), (is_async, "async "), (is_generator, "generator ")];
    let mut described: String = adjectives.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    described.push_str(kind);
    if let Some(name) = name(file, id, holder) {
        described.push_str(&format!(" `{name}`"));
    }
    described
}

fn kind_of_method(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Getter => "getter",
        MethodKind::Setter => "setter",
        MethodKind::Method => "method",
    }
}

fn name<'a>(file: &File<'a>, id: NodeId, holder: Option<Node<'a>>) -> Option<Cow<'a, str>> {
    let of_holder = match holder {
        Some(Node::PrivateMethod(it)) => Some(Cow::Owned(format!("#{}", it.key.name))),
        Some(Node::PrivateProp(it)) => Some(Cow::Owned(format!("#{}", it.key.name))),
        Some(other) => key(other).and_then(property_name),
        None => None,
    };
    of_holder.or_else(|| own_name(file, id))
}

/// The name of a declaration or a named expression.
fn own_name<'a>(file: &File<'a>, id: NodeId) -> Option<Cow<'a, str>> {
    match file.parent(id)? {
        Node::FnDecl(it) => Some(Cow::Borrowed(&it.ident.sym)),
        Node::FnExpr(it) => it.ident.as_ref().map(|name| Cow::Borrowed(&*name.sym)),
        _ => None,
    }
}

fn key(property: Node<'_>) -> Option<&PropName> {
    match property {
        Node::ClassMethod(it) => Some(&it.key),
        Node::ClassProp(it) => Some(&it.key),
        Node::AutoAccessor(it) => match &it.key {
            Key::Public(key) => Some(key),
            Key::Private(_) => None,
        },
        Node::KeyValueProp(it) => Some(&it.key),
        Node::MethodProp(it) => Some(&it.key),
        Node::GetterProp(it) => Some(&it.key),
        Node::SetterProp(it) => Some(&it.key),
        _ => None,
    }
}

/// The property or member that a function is the value of.
pub(crate) fn holder<'a>(file: &File<'a>, id: NodeId) -> Option<Node<'a>> {
    let mut around = file.nodes.ancestors(id);
    let mut parent = around.next()?;
    while let Node::FnExpr(_) | Node::ParenExpr(_) = file.node(parent) {
        parent = around.next()?;
    }
    let node = file.node(parent);
    let is_value = |value: Option<TextRange>| value.is_some_and(|value| value.contains_range(file.node(id).range()));
    let is_holder = match node {
        Node::ClassMethod(_)
        | Node::PrivateMethod(_)
        | Node::MethodProp(_)
        | Node::GetterProp(_)
        | Node::SetterProp(_)
        | Node::KeyValueProp(_) => true,
        Node::ClassProp(it) => is_value(it.value.as_ref().map(|value| value.range())),
        Node::PrivateProp(it) => is_value(it.value.as_ref().map(|value| value.range())),
        Node::AutoAccessor(it) => is_value(it.value.as_ref().map(|value| value.range())),
        _ => false,
    };
    is_holder.then_some(node)
}

/// The name of a function, or what stands for it: `function`, or the arrow. None of the program.
pub(crate) fn name_range(file: &File, id: NodeId) -> Option<TextRange> {
    let range = file.node(id).range();
    match (file.node(id), file.parent(id)?) {
        (Node::ArrowExpr(_), _) => return arrow(file, id),
        (_, Node::FnDecl(it)) => return Some(it.ident.range()),
        (_, Node::FnExpr(it)) => {
            if let Some(name) = &it.ident {
                return Some(name.range());
            }
        }
        (_, Node::PrivateMethod(it)) => return Some(it.key.range()),
        (_, other) => {
            return Some(match key(other)? {
                PropName::Computed(computed) => computed.expr.range(),
                name => name.range(),
            });
        }
    }
    let first_word = file.slice(range).find(|letter: char| !letter.is_alphabetic())?;
    Some(TextRange::new(range.start(), range.start() + first_word as u32))
}

/// The functions around a node, from the nearest outwards.
pub(crate) fn functions_around<'f>(file: &'f File, node: NodeId) -> impl Iterator<Item = NodeId> + 'f {
    std::iter::successors(file.function_around(node), |function| file.function_around(*function))
}

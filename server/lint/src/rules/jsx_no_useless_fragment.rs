//! Disallows fragments that hold nothing together.
//!
//! ## Why
//! One child needs no fragment, and neither do children of an element.
//!
//! ## Bad
//! ```js
//! const page = <><Item /></>;
//! const list = <p><>one {two}</></p>;
//! ```
//!
//! ## Good
//! ```js
//! const page = <Item />;
//! const list = <p>one {two}</p>;
//! ```
//!
//! ## Options
//! - `allowExpressions` (default `false`): `<>{value}</>` is fine.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{
    Expr, JSXElement, JSXElementChild, JSXElementName, JSXExpr, JSXExprContainer, JSXFragment, JSXObject,
};
use syntax::semantic::{Node, NodeId};

use crate::elements::{attribute, element_name, is_intrinsic};
use crate::file::{File, Ranged, without_casts};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("jsx-no-useless-fragment", React, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_expressions: bool,
}

impl RuleOptions for Options {}

/// `<></>` or `<Fragment></Fragment>`
struct Fragment<'a> {
    id: NodeId,
    range: TextRange,
    children: &'a [JSXElementChild],
    /// Between the tags; empty where there is only one.
    inside: TextRange,
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, fragment) in file.nodes.all::<JSXFragment>() {
        let inside =
            TextRange::new(syntax::range(fragment.opening.span).end(), syntax::range(fragment.closing.span).start());
        look(file, options, &Fragment { id, range: fragment.range(), children: &fragment.children, inside }, report);
    }
    for (id, element) in file.nodes.all::<JSXElement>() {
        if is_fragment(&element.opening.name) && attribute(&element.opening, "key").is_none() {
            let start = element.opening.range().end();
            let end = element.closing.as_ref().map_or(start, |closing| closing.range().start());
            let inside = TextRange::new(start, end);
            look(file, options, &Fragment { id, range: element.range(), children: &element.children, inside }, report);
        }
    }
}

fn is_fragment(name: &JSXElementName) -> bool {
    match name {
        JSXElementName::Ident(name) => *name.sym == *"Fragment",
        JSXElementName::JSXMemberExpr(it) => {
            *it.prop.sym == *"Fragment" && matches!(&it.obj, JSXObject::Ident(object) if *object.sym == *"React")
        }
        JSXElementName::JSXNamespacedName(_) => false,
    }
}

fn look(file: &File, options: &Options, fragment: &Fragment, report: &mut Report) {
    let parent = file.parent(fragment.id);
    let is_child = matches!(parent, Some(Node::JSXElement(_) | Node::JSXFragment(_)));
    let is_in_intrinsic =
        matches!(parent, Some(Node::JSXElement(it)) if element_name(&it.opening).is_some_and(is_intrinsic));
    let is_allowed = is_lonely_text(fragment) && !is_child || options.allow_expressions && is_expression(fragment);
    let holds_nothing = holds_nothing(fragment) && !is_allowed;
    if holds_nothing {
        report.at(fragment.range, "a fragment around one child is not needed").fix(removed(file, fragment));
    }
    if is_in_intrinsic {
        let problem = report.at(fragment.range, "the children could stand in the element itself");
        if !holds_nothing {
            problem.fix(removed(file, fragment));
        }
    }
}

/// Spaces with a line end between them are nothing.
fn is_padding(child: &JSXElementChild) -> bool {
    matches!(child, JSXElementChild::JSXText(text) if is_padding_text(&text.raw))
}

fn is_padding_text(text: &str) -> bool {
    text.trim().is_empty() && text.contains('\n')
}

fn holds_nothing(fragment: &Fragment) -> bool {
    let mut children = fragment.children.iter().filter(|child| !is_padding(child));
    match (children.next(), children.next()) {
        // A call may give a list.
        (Some(only), None) => !matches!(expression_of(only), Some(Expr::Call(_))),
        (None, _) => true,
        _ => false,
    }
}

fn expression_of(child: &JSXElementChild) -> Option<&Expr> {
    match child {
        JSXElementChild::JSXExprContainer(JSXExprContainer { expr: JSXExpr::Expr(value), .. }) => {
            Some(without_casts(value))
        }
        _ => None,
    }
}

fn is_lonely_text(fragment: &Fragment) -> bool {
    matches!(fragment.children, [JSXElementChild::JSXText(text)] if !is_padding_text(&text.raw))
}

fn is_expression(fragment: &Fragment) -> bool {
    let mut children = fragment.children.iter().filter(|child| !is_padding(child));
    matches!((children.next(), children.next()), (Some(JSXElementChild::JSXExprContainer(_)), None))
}

/// The edit that leaves the children, where they can stand.
fn removed(file: &File, fragment: &Fragment) -> Option<Edit> {
    let can_stand = match file.parent(fragment.id) {
        Some(Node::JSXElement(it)) => element_name(&it.opening).is_some_and(is_intrinsic),
        Some(Node::JSXFragment(_)) => true,
        // Elsewhere text and braces mean something else.
        _ => {
            let is_bare = |child: &JSXElementChild| match child {
                JSXElementChild::JSXText(text) => !text.raw.trim().is_empty(),
                JSXElementChild::JSXExprContainer(_) => true,
                _ => false,
            };
            !fragment.children.is_empty() && !fragment.children.iter().any(is_bare)
        }
    };
    let text = file.slice(fragment.inside);
    let start = text.trim_start();
    let text = if text[..text.len() - start.len()].contains('\n') { start } else { text };
    let end = text.trim_end();
    let text = if text[end.len()..].contains('\n') { end } else { text };
    can_stand.then(|| Edit::replace(fragment.range, text))
}

#[cfg(test)]
mod tests {
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn fragments_are_removed() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let text = "x = <p><>a {b}</></p>; y = <>\n<A />\n</>; z = <>{c.map(d)}</>; w = <>text</>;";
        case(&RULE, text).kind(kind).check_fix("x = <p>a {b}</p>; y = <A />; z = <>{c.map(d)}</>; w = <>text</>;");
    }
}

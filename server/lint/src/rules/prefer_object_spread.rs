//! Requires `{ ...a }` instead of `Object.assign({}, a)`.
//!
//! ## Why
//! It shows what the object is made of, and is shorter.
//!
//! ## Bad
//! ```js
//! const all = Object.assign({}, defaults, { color: "red" });
//! ```
//!
//! ## Good
//! ```js
//! const all = { ...defaults, color: "red" };
//! ```

use source::{Edit, TextRange};
use syntax::ast::{Expr, ExprOrSpread, Prop, PropOrSpread};
use syntax::semantic::{Node, NodeId};

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::precedence::Precedence;
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;

rule!("prefer-object-spread", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        let Call { arguments, .. } = call;
        let [first, rest @ ..] = arguments else { continue };
        if !matches!(without_parentheses(&first.expr), Expr::Object(_)) || !is_assign(file, call.callee) {
            continue;
        }
        let has_accessor = |argument: &ExprOrSpread| {
            match without_parentheses(&argument.expr) {
            Expr::Object(it) => it.props.iter().any(|property| {
                matches!(property, PropOrSpread::Prop(it) if matches!(&**it, Prop::Getter(_) | Prop::Setter(_)))
            }),
            _ => false,
        }
        };
        // A getter is called by `Object.assign`, and would be copied by a spread of the literal's text.
        if arguments.iter().any(|argument| argument.spread.is_some())
            || !rest.is_empty() && arguments.iter().any(has_accessor)
        {
            continue;
        }
        let message = match rest.is_empty() {
            true => "the literal is enough without `Object.assign`",
            false => "a spread, `{ ...a }`, is better than `Object.assign`",
        };
        report.at(call.range, message).fix(spread(file, &call));
    }
}

fn is_assign(file: &File, callee: &Expr) -> bool {
    member(callee).is_some_and(|callee| {
        member_name(&callee.prop).is_some_and(|name| name == "assign")
            && file.global_of(&callee.obj).is_some_and(|object| object == "Object")
    })
}

/// The edits that make one literal of a call.
fn spread(file: &File, call: &Call) -> Vec<Edit> {
    let first = &call.arguments[0].expr;
    let Some(open) = file.find_token(call.callee.range().end(), first.range().start().max(call.range.start()) + 1, "(")
    else {
        return Vec::new();
    };
    let needs_parentheses = needs_parentheses(file, call.id);
    let semicolon = if needs_parentheses && needs_semicolon_before(file, call.id) { ";" } else { "" };
    let (before, behind) = if needs_parentheses { ("({", "})") } else { ("{", "}") };
    let mut edits = vec![
        Edit::replace(TextRange::new(call.range.start(), open.start()), ""),
        Edit::replace(open, format!("{semicolon}{before}")),
    ];
    for argument in call.arguments {
        edits.extend(unwrapped(file, &argument.expr));
    }
    edits.push(Edit::replace(TextRange::new(call.range.end() - 1, call.range.end()), behind));
    edits
}

/// The edits that put an argument into a literal: its own properties, or a spread of it.
fn unwrapped(file: &File, argument: &Expr) -> Vec<Edit> {
    let whole = argument.range();
    let Expr::Object(object) = without_parentheses(argument) else {
        let needs_parentheses = Precedence::of(argument) <= Precedence::CONDITION && !argument.is_paren();
        return match needs_parentheses {
            true => vec![Edit::insert(whole.start(), "...("), Edit::insert(whole.end(), ")")],
            false => vec![Edit::insert(whole.start(), "...")],
        };
    };
    let range = object.range();
    let mut edits = vec![
        Edit::delete(TextRange::new(whole.start(), inside_start(file, range))),
        Edit::delete(TextRange::new(inside_end(file, range), whole.end())),
    ];
    // The comma that follows an argument is not needed twice.
    let end = file.previous_token_end(range.end() - 1);
    let has_own_comma = object.props.last().is_some() && file.text[..end as usize].ends_with(',');
    if object.props.is_empty() || has_own_comma {
        let next = file.next_token(whole.end());
        if file.text[next as usize..].starts_with(',') {
            edits.push(Edit::delete(TextRange::new(next, next + 1)));
        }
    }
    edits
}

/// Behind the opening brace and the space that follows it.
fn inside_start(file: &File, object: TextRange) -> u32 {
    let inside = &file.text[object.start() as usize + 1..object.end() as usize - 1];
    object.start() + 1 + (inside.len() - inside.trim_start().len()) as u32
}

/// Before the space that precedes the closing brace, if no comment needs its line end.
fn inside_end(file: &File, object: TextRange) -> u32 {
    let start = inside_start(file, object);
    let end = start + file.text[start as usize..object.end() as usize - 1].trim_end().len() as u32;
    let is_line_comment = file.comments_in(object).last().is_some_and(|it| !it.is_block && it.range.end() == end);
    if is_line_comment { object.end() - 1 } else { end }
}

/// Whether a literal in the place of a node would be a block, or something else.
fn needs_parentheses(file: &File, id: NodeId) -> bool {
    match file.parent(id) {
        Some(Node::VarDeclarator(_) | Node::ArrayLit(_) | Node::ReturnStmt(_) | Node::KeyValueProp(_)) => false,
        Some(Node::CallExpr(it)) => it.callee.range().contains_range(file.node(id).range()),
        Some(Node::NewExpr(it)) => it.callee.range().contains_range(file.node(id).range()),
        Some(Node::AssignExpr(_) | Node::ParenExpr(_)) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn becomes_one_literal() {
        check_fix(&RULE, "x = Object.assign({}, a, { b: 1 });", "x = { ...a, b: 1};");
        check_fix(&RULE, "Object.assign({ get a() {} })", "({get a() {}})");
    }
}

//! What `this` can be in a function.

use syntax::ast::{Callee, Expr, ExprOrSpread, Lit, MemberProp, Pat};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::values::is_undefined;

/// Methods that take what `this` shall be behind the function.
const TAKE_THIS: &[&str] =
    &["every", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "map", "some"];

/// What a function is whose name begins with a capital letter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capital {
    Constructor,
    Function,
}

/// Whether nothing around a `Function` gives it a `this`, so that it is the global object, or `undefined` in strict code.
pub(crate) fn has_default_this(file: &File, function: NodeId, capital: Capital) -> bool {
    let is_capital = |name: &str| capital == Capital::Constructor && name.starts_with(char::is_uppercase);
    let is_capital_name = |pattern: &Pat| matches!(pattern, Pat::Ident(name) if is_capital(&name.id.sym));
    let Some(mut current) = file.nodes.parent(function) else { return true };
    let name = match file.node(current) {
        Node::FnExpr(expression) => expression.ident.as_ref(),
        Node::FnDecl(declaration) => return !is_capital(&declaration.ident.sym),
        // Methods, getters, setters.
        _ => return false,
    };
    if name.is_some_and(|name| is_capital(&name.sym)) {
        return false;
    }
    loop {
        let Some(parent) = file.parent_without_parentheses(current) else { return true };
        let range = file.node(current).range();
        match file.node(parent) {
            Node::BinExpr(_) | Node::CondExpr(_) | Node::OptChainExpr(_) => current = parent,
            Node::ReturnStmt(_) => match called_function_around(file, parent) {
                Some(call) => current = call,
                None => return true,
            },
            Node::ArrowExpr(_) => match call_of(file, parent) {
                Some(call) => current = call,
                None => return true,
            },
            Node::KeyValueProp(_) | Node::ClassProp(_) | Node::PrivateProp(_) => return false,
            Node::AssignExpr(assignment) => {
                return match assignment.left.as_simple() {
                    Some(target) if target.is_member() => false,
                    Some(target) => {
                        !(name.is_none() && target.as_ident().is_some_and(|target| is_capital(&target.id.sym)))
                    }
                    None => true,
                };
            }
            Node::AssignPat(pattern) => return !(name.is_none() && is_capital_name(&pattern.left)),
            Node::VarDeclarator(declarator) => return !(name.is_none() && is_capital_name(&declarator.name)),
            Node::MemberExpr(member) => {
                let gives_this = member_name(&member.prop).is_some_and(|it| matches!(&*it, "bind" | "call" | "apply"));
                if !gives_this || !member.obj.range().contains_range(range) {
                    return true;
                }
                return match call_of(file, parent).map(|call| file.node(call)) {
                    Some(Node::CallExpr(call)) => is_nothing(file, call.args.first()),
                    Some(Node::OptCall(call)) => is_nothing(file, call.args.first()),
                    _ => true,
                };
            }
            Node::CallExpr(call) => {
                let Callee::Expr(callee) = &call.callee else { return true };
                return !is_given_this(file, callee, &call.args, range);
            }
            Node::OptCall(call) => return !is_given_this(file, &call.callee, &call.args, range),
            _ => return true,
        }
    }
}

/// Whether a call gives the function among its arguments a `this`: `Reflect.apply`, `Array.from`, `array.map`.
fn is_given_this(file: &File, callee: &Expr, arguments: &[ExprOrSpread], function: source::TextRange) -> bool {
    let Some(member) = member(callee) else { return false };
    let MemberProp::Ident(name) = &member.prop else { return false };
    let (index, count) = match &*name.sym {
        "apply" if file.is_global(&member.obj, "Reflect") => (0, 3),
        "from" | "fromAsync" if file.is_global(&member.obj, "Array") => (1, 3),
        other if TAKE_THIS.contains(&other) => (0, 2),
        _ => return false,
    };
    arguments.len() == count
        && arguments[index].expr.range().contains_range(function)
        && !is_nothing(file, arguments.get(index + 1))
}

fn is_nothing(file: &File, argument: Option<&ExprOrSpread>) -> bool {
    argument.is_none_or(|argument| match without_parentheses(&argument.expr) {
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Unary(unary) => unary.op == syntax::ast::UnaryOp::Void,
        other => is_undefined(file, other),
    })
}

/// The call of the function in which a statement stands, when it is called where it is made.
fn called_function_around(file: &File, id: NodeId) -> Option<NodeId> {
    let function = file.function_around(id)?;
    match file.node(function) {
        Node::ArrowExpr(_) => call_of(file, function),
        Node::Function(_) => call_of(file, file.nodes.parent(function)?),
        _ => None,
    }
}

/// The call of which an expression is the callee.
fn call_of(file: &File, callee: NodeId) -> Option<NodeId> {
    let mut ancestors = file.nodes.ancestors(callee);
    let call = ancestors.find(|id| !matches!(file.node(*id), Node::ParenExpr(_) | Node::OptChainExpr(_)))?;
    let range = file.node(callee).range();
    let is_callee = match file.node(call) {
        Node::CallExpr(call) => call.callee.range().contains_range(range),
        Node::OptCall(call) => call.callee.range().contains_range(range),
        _ => false,
    };
    is_callee.then_some(call)
}

//! Disallows strings of code where functions are wanted: `setTimeout('f()', 10)`.
//!
//! ## Why
//! It is `eval`: no tool can look into the string, and whoever can write to it can run anything.
//!
//! ## Bad
//! ```js
//! /* global setTimeout */
//! setTimeout('f()', 10);
//! ```
//!
//! ## Good
//! ```js
//! /* global setTimeout */
//! setTimeout(() => f(), 10);
//! ```

use source::TextRange;
use syntax::ast::{BinaryOp, CallExpr, Callee, Expr, ExprOrSpread, Lit, OptCall, OptChainBase};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::report::Report;
use crate::rule::rule;
use crate::values::constant_string;

rule!("no-implied-eval", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, call) in file.nodes.all::<CallExpr>() {
        if let Callee::Expr(callee) = &call.callee {
            check(file, callee, &call.args, call.range(), report);
        }
    }
    for (_, call) in file.nodes.all::<OptCall>() {
        check(file, &call.callee, &call.args, call.range(), report);
    }
}

fn check(file: &File, callee: &Expr, arguments: &[ExprOrSpread], call: TextRange, report: &mut Report) {
    let Some(first) = arguments.first().filter(|first| first.spread.is_none()) else { return };
    let Some(name) = evaluator(file, callee) else { return };
    if is_string(file, &first.expr) {
        report.at(call, format!("`{name}` runs whatever is in the string: give it a function"));
    }
}

/// The name of a function that takes code: a global, or a member of the global object.
fn evaluator<'e>(file: &File, callee: &'e Expr) -> Option<std::borrow::Cow<'e, str>> {
    let name = match without_parentheses(callee) {
        Expr::Ident(name) if file.is_global_reference(name) => name.sym.as_str().into(),
        Expr::Member(member) => member_name(&member.prop).filter(|_| is_global_object(file, &member.obj))?,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => {
                member_name(&member.prop).filter(|_| is_global_object(file, &member.obj))?
            }
            OptChainBase::Call(_) => return None,
        },
        _ => return None,
    };
    matches!(&*name, "setTimeout" | "setInterval" | "execScript").then_some(name)
}

/// `window`, `window.window`, `global`, `globalThis`
fn is_global_object(file: &File, object: &Expr) -> bool {
    ["window", "global", "globalThis", "self"].into_iter().any(|name| is_itself(file, object, name))
}

fn is_itself(file: &File, object: &Expr, name: &str) -> bool {
    let member = match without_parentheses(object) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member,
            OptChainBase::Call(_) => return false,
        },
        other => return file.is_global(other, name),
    };
    member_name(&member.prop).is_some_and(|it| it == name) && is_itself(file, &member.obj, name)
}

fn is_string(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Str(_)) | Expr::Tpl(_) => true,
        Expr::Bin(sum) if sum.op == BinaryOp::Add => is_string(file, &sum.left) || is_string(file, &sum.right),
        Expr::Call(call) => matches!(&call.callee, Callee::Expr(callee) if file.is_global(callee, "String")),
        other => constant_string(file, other).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn strings_of_code() {
        case(
            &RULE,
            "
setTimeout(f); b.setTimeout('c');
a = setTimeout('b' + c, 10);
//  ^^^^^^^^^^^^^^^^^^^^^^^ `setTimeout` runs
a = globalThis.setTimeout(`b`);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ `setTimeout` runs
",
        )
        .global("setTimeout")
        .check();
    }
}

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

use std::borrow::Cow;

use syntax::ast::{BinaryOp, Callee, Expr, Lit};

use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;
use crate::values::constant_string;

rule!("no-implied-eval", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        if let Some(first) = call.first()
            && let Some(name) = evaluator(file, call.callee)
            && is_string(file, first)
        {
            report.at(call.range, format!("`{name}` runs whatever is in the string: give it a function"));
        }
    }
}

/// The name of a function that takes code: a global, or a member of the global object.
fn evaluator<'e>(file: &File, callee: &'e Expr) -> Option<Cow<'e, str>> {
    let name = match without_parentheses(callee) {
        Expr::Ident(name) => file.is_global_reference(name).then(|| Cow::Borrowed(&*name.sym)),
        other => member(other).filter(|it| file.is_global_object(&it.obj)).and_then(|it| member_name(&it.prop)),
    };
    name.filter(|name| matches!(&**name, "setTimeout" | "setInterval" | "execScript"))
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

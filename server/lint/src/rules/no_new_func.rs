//! Disallows making functions from strings: `new Function('return 1')`.
//!
//! ## Why
//! It is `eval`: no tool can look into the string, and whoever can write to it can run anything.
//!
//! ## Bad
//! ```js
//! const add = new Function('a', 'b', 'return a + b');
//! ```
//!
//! ## Good
//! ```js
//! const add = (a, b) => a + b;
//! ```

use syntax::ast::{CallExpr, Callee, Expr, NewExpr, OptCall, OptChainBase};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::report::Report;
use crate::rule::rule;

rule!("no-new-func", Suspicious, Off, None);

const MESSAGE: &str = "A function made from a string is `eval`";

fn run(file: &File, report: &mut Report) {
    for (_, call) in file.nodes.all::<NewExpr>() {
        if file.is_global(&call.callee, "Function") {
            report.at(call.range(), MESSAGE);
        }
    }
    for (_, call) in file.nodes.all::<CallExpr>() {
        if matches!(&call.callee, Callee::Expr(callee) if makes_function(file, callee)) {
            report.at(call.range(), MESSAGE);
        }
    }
    for (_, call) in file.nodes.all::<OptCall>() {
        if makes_function(file, &call.callee) {
            report.at(call.range(), MESSAGE);
        }
    }
}

/// `Function`, `Function.call`
fn makes_function(file: &File, callee: &Expr) -> bool {
    let member = match without_parentheses(callee) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member,
            OptChainBase::Call(_) => return false,
        },
        other => return file.is_global(other, "Function"),
    };
    member_name(&member.prop).is_some_and(|name| matches!(&*name, "call" | "apply" | "bind"))
        && file.is_global(&member.obj, "Function")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn functions_from_strings() {
        check(
            &RULE,
            "
a = new Function('b'); f(Function);
//  ^^^^^^^^^^^^^^^^^ A function made from a string
a = Function.call(null, 'b');
//  ^^^^^^^^^^^^^^^^^^^^^^^^ A function made from a string
{ class Function {} new Function(); }
",
        );
    }
}

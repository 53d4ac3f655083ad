//! Disallows `arguments.caller` and `arguments.callee`.
//!
//! ## Why
//! They throw in strict code, which modules and classes are, and make functions slow elsewhere.
//!
//! ## Bad
//! ```js
//! setTimeout(function () { setTimeout(arguments.callee, 10); }, 10);
//! ```
//!
//! ## Good
//! ```js
//! setTimeout(function tick() { setTimeout(tick, 10); }, 10);
//! ```

use syntax::ast::{Expr, MemberExpr, MemberProp};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-caller", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, member) in file.nodes.all::<MemberExpr>() {
        if let MemberProp::Ident(name) = &member.prop
            && matches!(&*name.sym, "caller" | "callee")
            && matches!(without_parentheses(&member.obj), Expr::Ident(object) if object.sym == "arguments")
        {
            report.at(member.range(), format!("`arguments.{}` is not there in strict code", name.sym));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn members_of_arguments() {
        case(
            &RULE,
            "
function f() { return arguments.callee; }
//                    ^^^^^^^^^^^^^^^^ `arguments.callee` is not there
function g() { return arguments.length; }
",
        )
        .script()
        .check();
    }
}

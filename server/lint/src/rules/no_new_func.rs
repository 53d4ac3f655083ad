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

use syntax::ast::Expr;

use crate::file::File;
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-new-func", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    let made = file.constructions().filter(|call| file.is_global(call.callee, "Function"));
    for call in made.chain(file.calls().filter(|call| makes_function(file, call.callee))) {
        report.at(call.range, "A function made from a string is `eval`");
    }
}

/// `Function`, `Function.call`
fn makes_function(file: &File, callee: &Expr) -> bool {
    match member(callee) {
        None => file.is_global(callee, "Function"),
        Some(member) => {
            member_name(&member.prop).is_some_and(|name| matches!(&*name, "call" | "apply" | "bind"))
                && file.is_global(&member.obj, "Function")
        }
    }
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

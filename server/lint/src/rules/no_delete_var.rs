//! Disallows `delete` of a variable.
//!
//! ## Why
//! Variables can't be deleted; `delete` is for properties.
//!
//! ## Bad
//! ```js
//! function f(a) { delete a; }
//! ```
//!
//! ## Good
//! ```js
//! function f(a) { delete a.b; }
//! ```

use syntax::ast::{Expr, UnaryExpr, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-delete-var", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, unary) in file.nodes.all::<UnaryExpr>() {
        if unary.op == UnaryOp::Delete
            && let Expr::Ident(name) = without_parentheses(&unary.arg)
        {
            report.at(unary.range(), format!("`{}` is a variable, which can't be deleted", name.sym));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn variables_and_properties() {
        case(&RULE, "delete a.b; delete a;\n//          ^^^^^^^^ `a` is a variable").script().check();
    }
}

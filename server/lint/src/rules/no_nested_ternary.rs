//! Disallows `? :` inside of `? :`.
//!
//! ## Why
//! Which `:` belongs to which `?` has to be counted.
//!
//! ## Bad
//! ```js
//! const sign = n < 0 ? -1 : n > 0 ? 1 : 0;
//! ```
//!
//! ## Good
//! ```js
//! const sign = Math.sign(n);
//! ```

use syntax::ast::{CondExpr, Expr};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-nested-ternary", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, choice) in file.nodes.all::<CondExpr>() {
        if is_choice(&choice.cons) || is_choice(&choice.alt) {
            report.at(choice.range(), "a `? :` is the value of another");
        }
    }
}

fn is_choice(expression: &Expr) -> bool {
    matches!(without_parentheses(expression), Expr::Cond(_))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn choices_in_choices() {
        check(&RULE, "\na ? (b ? c : d) : e; (f ? g : h) ? i : j;\n//^^^^^^^^^^^^^^^^^ is the value of another\n");
    }
}

//! Disallows `? :`.
//!
//! ## Why
//! An `if` shows by its shape that there are two ways.
//!
//! ## Bad
//! ```js
//! const color = isOpen ? "green" : "red";
//! ```
//!
//! ## Good
//! ```js
//! let color = "red";
//! if (isOpen) color = "green";
//! ```

use syntax::ast::CondExpr;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-ternary", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, choice) in file.nodes.all::<CondExpr>() {
        report.at(choice.range(), "an `if` is wanted instead of `? :`");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn is_reported() {
        check(&RULE, "\nx = a ? b : c;\n//  ^^^^^^^^^ an `if` is wanted\n");
    }
}

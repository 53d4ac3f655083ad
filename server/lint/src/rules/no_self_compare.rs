//! Disallows comparing something with itself.
//!
//! ## Why
//! It gives always the same, but for `NaN`, for which there is `Number.isNaN`. Most often one side was to be something else.
//!
//! ## Bad
//! ```js
//! if (left === left) {
//!     swap();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (left === right) {
//!     swap();
//! }
//! ```

use syntax::ast::BinExpr;

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same;
use crate::values::is_comparison;

rule!("no-self-compare", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, it) in file.nodes.all::<BinExpr>() {
        if is_comparison(it.op) && same(without_parentheses(&it.left), without_parentheses(&it.right)) {
            report.at(it.range(), "this is compared with itself");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_same_sides_are_reported() {
        check(
            &RULE,
            "
if (a.b() > a . b()) {}
//  ^^^^^^^^^^^^^^^ compared with itself
x = a - a; x = a < b;
",
        );
    }
}

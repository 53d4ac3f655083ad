//! Disallows two cases of a `switch` with the same test.
//!
//! ## Why
//! The second never runs. Most often a case was copied and its test left as it was.
//!
//! ## Bad
//! ```js
//! switch (kind) {
//!     case "a": first(); break;
//!     case "a": second(); break;
//! }
//! ```
//!
//! ## Good
//! ```js
//! switch (kind) {
//!     case "a": first(); break;
//!     case "b": second(); break;
//! }
//! ```

use syntax::ast::{Expr, SwitchStmt};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same;

rule!("no-duplicate-case", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, switch) in file.nodes.all::<SwitchStmt>() {
        let mut seen: Vec<&Expr> = Vec::with_capacity(switch.cases.len());
        for case in &switch.cases {
            let Some(test) = case.test.as_deref().map(without_parentheses) else { continue };
            match seen.iter().find(|earlier| same(earlier, test)) {
                Some(earlier) => {
                    let message = "this case never runs: one before it has the same test";
                    report.at(case.range(), message).relate(earlier.range(), "the same test");
                }
                None => seen.push(test),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_same_test_is_reported() {
        check(
            &RULE,
            "
switch (a) {
    case f( a + 1 ): break;
    case 1: break;
    case f(a+1): break;
    //^^^^^^^^^^^^^^^^^ never runs
    case '1': break;
}
",
        );
    }
}

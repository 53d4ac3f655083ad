//! Disallows `continue`.
//!
//! ## Why
//! An `if` around the rest of the loop shows in its shape what is left out.
//!
//! ## Bad
//! ```js
//! for (const item of items) {
//!     if (!item) continue;
//!     use(item);
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (const item of items) {
//!     if (item) use(item);
//! }
//! ```

use syntax::ast::ContinueStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-continue", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, statement) in file.nodes.all::<ContinueStmt>() {
        report.at(statement.range(), "`continue` hides what the loop leaves out");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn is_reported() {
        check(&RULE, "\na: for (;;) { continue a; }\n//            ^^^^^^^^^^^ `continue` hides\n");
    }
}

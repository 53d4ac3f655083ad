//! Disallows `debugger`.
//!
//! ## Why
//! The statement stops the program wherever a debugger listens, and does nothing elsewhere: it was left in.
//!
//! ## Bad
//! ```js
//! debugger;
//! ```
//!
//! ## Good
//! ```js
//! const debug = true;
//! ```

use source::Edit;
use syntax::ast::DebuggerStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-debugger", Correctness, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, statement) in file.nodes.all::<DebuggerStmt>() {
        let range = statement.range();
        report.at(range, "`debugger` is left in").suggest("Remove it", [Edit::delete(range)]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn is_reported_wherever_it_stands() {
        check(
            &RULE,
            "
debugger;
//^^^^^^^ `debugger` is left in
if (a) debugger
//     ^^^^^^^^ `debugger` is left in
const debug = { debugger: 1 };
",
        );
    }

    #[test]
    fn is_removed() {
        case(&RULE, "if (a) { debugger; }").check_suggestion("if (a) {  }");
    }
}

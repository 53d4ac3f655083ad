//! Disallows throwing what can't be an error.
//!
//! ## Why
//! Only an `Error` knows where it came from.
//!
//! ## Bad
//! ```js
//! throw 'not found';
//! ```
//!
//! ## Good
//! ```js
//! throw new Error('not found');
//! ```

use syntax::ast::ThrowStmt;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::values::{is_undefined, may_be_error};

rule!("no-throw-literal", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, statement) in file.nodes.all::<ThrowStmt>() {
        if is_undefined(file, &statement.arg) {
            report.at(statement.range(), "`undefined` is thrown, which says nothing");
        } else if !may_be_error(&statement.arg) {
            report.at(statement.range(), "What is thrown here is no error");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn what_is_no_error() {
        check(
            &RULE,
            "
if (a) throw 'b';
//     ^^^^^^^^^^ What is thrown here is no error
if (a) throw undefined;
//     ^^^^^^^^^^^^^^^^ `undefined` is thrown
if (a) throw b || 'c';
if (a) throw b && 'c';
//     ^^^^^^^^^^^^^^^ What is thrown here is no error
throw f();
",
        );
    }
}

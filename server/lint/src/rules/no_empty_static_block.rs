//! Disallows empty `static` blocks in classes.
//!
//! ## Why
//! A block with nothing in it looks as if something was forgotten. A comment in it says that it was not.
//!
//! ## Bad
//! ```js
//! class Store {
//!     static {}
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Store {
//!     static {
//!         register(Store);
//!     }
//! }
//! ```

use source::Edit;
use syntax::ast::StaticBlock;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty-static-block", Suspicious, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, block) in file.nodes.all::<StaticBlock>() {
        let braces = block.body.range();
        if block.body.stmts.is_empty() && !file.has_comments_in(braces) {
            report
                .at(braces, "this `static` block is empty")
                .suggest("Say in a comment that it is meant", [Edit::insert(braces.end() - 1, " /* empty */ ")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn empty_blocks_are_reported() {
        check(
            &RULE,
            "
class C { static { } static { /* later */ } }
//               ^^^ is empty
",
        );
    }
}

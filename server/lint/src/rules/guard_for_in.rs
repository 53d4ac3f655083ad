//! Requires an `if` in loops of `for … in`.
//!
//! ## Why
//! The loop goes over what the prototypes have, too. `Object.keys` does not.
//!
//! ## Bad
//! ```js
//! for (const key in options) {
//!     use(key);
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (const key in options) {
//!     if (Object.hasOwn(options, key)) {
//!         use(key);
//!     }
//! }
//! ```

use syntax::ast::{ForInStmt, Stmt};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("guard-for-in", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, each) in file.nodes.all::<ForInStmt>() {
        if !is_guarded(&each.body) {
            report.at(each.range(), "the loop takes inherited properties, too; an `if` keeps them out");
        }
    }
}

fn is_guarded(body: &Stmt) -> bool {
    match body {
        Stmt::Empty(_) | Stmt::If(_) => true,
        Stmt::Block(block) => match &*block.stmts {
            [] | [Stmt::If(_)] => true,
            [Stmt::If(guard), ..] => goes_on(&guard.cons),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a statement is `continue` and nothing else.
fn goes_on(statement: &Stmt) -> bool {
    match statement {
        Stmt::Continue(_) => true,
        Stmt::Block(block) => matches!(&*block.stmts, [Stmt::Continue(_)]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn loops_without_a_guard_are_reported() {
        check(
            &RULE,
            "
if (a) for (b in c) d();
//     ^^^^^^^^^^^^^^^^^ inherited properties
for (b in c) { if (b) continue; d(); }
for (b in c) if (b) d();
",
        );
    }
}

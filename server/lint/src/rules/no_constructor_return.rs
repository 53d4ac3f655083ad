//! Disallows `return` with a value in constructors.
//!
//! ## Why
//! A constructor gives the new object. Returning something else from it is a slip, or a surprise for whoever says `new`.
//!
//! ## Bad
//! ```js
//! class Point {
//!     constructor(x) {
//!         this.x = x;
//!         return this;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Point {
//!     constructor(x) {
//!         this.x = x;
//!     }
//! }
//! ```

use syntax::ast::{Constructor, ReturnStmt};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-constructor-return", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    if file.nodes.all::<Constructor>().next().is_none() {
        return;
    }
    for (id, it) in file.nodes.all::<ReturnStmt>().filter(|(_, it)| it.arg.is_some()) {
        let function = file.function_around(id);
        if function.is_some_and(|function| matches!(file.node(function), Node::Constructor(_))) {
            report.at(it.range(), "a constructor returns the new object by itself");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn values_are_reported() {
        check(
            &RULE,
            "
class A { constructor() { if (b) { return c; } } }
//                                 ^^^^^^^^^ by itself
class D { constructor() { if (b) return; const e = () => { return 1; }; } }
",
        );
    }
}

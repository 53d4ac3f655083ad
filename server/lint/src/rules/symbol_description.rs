//! Requires a description for symbols.
//!
//! ## Why
//! It is what a debugger shows of the symbol.
//!
//! ## Bad
//! ```js
//! const key = Symbol();
//! ```
//!
//! ## Good
//! ```js
//! const key = Symbol("key");
//! ```

use syntax::ast::CallExpr;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::values::called_global;

rule!("symbol-description", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, call) in file.nodes.all::<CallExpr>() {
        if call.args.is_empty() && called_global(file, call) == Some("Symbol") {
            report.at(call.range(), "the symbol has no description");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn symbols_without_a_description_are_reported() {
        check(
            &RULE,
            "
x = [Symbol(), Symbol('a'), a.Symbol()];
//   ^^^^^^^^ no description
",
        );
    }
}

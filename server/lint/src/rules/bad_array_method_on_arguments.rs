//! Disallows methods of arrays on `arguments`.
//!
//! ## Why
//! `arguments` is no array: it has a length and elements, but none of the methods, and the call throws.
//!
//! ## Bad
//! ```js
//! function sum() {
//!     return arguments.reduce((a, b) => a + b, 0);
//! }
//! ```
//!
//! ## Good
//! ```js
//! function sum(...numbers) {
//!     return numbers.reduce((a, b) => a + b, 0);
//! }
//! ```

use syntax::ast::Expr;

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("bad-array-method-on-arguments", Correctness, Error, None);

const METHODS: &[&str] = &[
    "@@iterator",
    "at",
    "concat",
    "copyWithin",
    "entries",
    "every",
    "fill",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "map",
    "pop",
    "push",
    "reduce",
    "reduceRight",
    "reverse",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "toReversed",
    "toSorted",
    "toSpliced",
    "unshift",
    "values",
    "with",
];

fn run(file: &File, report: &mut Report) {
    if memchr::memmem::find(file.text.as_bytes(), b"arguments").is_none() {
        return;
    }
    for call in file.calls_of(METHODS) {
        let Some((object, name)) = call.method() else { continue };
        let Expr::Ident(object) = without_parentheses(object) else { continue };
        if *object.sym == *"arguments" && file.variable(object).is_some_and(|variable| variable.definitions.is_empty())
        {
            report.at(call.callee.range(), format!("`arguments` is no array, it has no `{name}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{METHODS, RULE};
    use crate::testing::check;

    #[test]
    fn methods_that_arguments_does_not_have() {
        assert!(METHODS.is_sorted());
        check(
            &RULE,
            "
function f() { arguments['map'](g); arguments.toString(); arguments.length; }
//             ^^^^^^^^^^^^^^^^ it has no `map`
",
        );
    }
}

//! Disallows `await` in the array that `Promise.all` and its like are given.
//!
//! ## Why
//! Each `await` waits before the next promise is even made: nothing runs at the same time.
//!
//! ## Bad
//! ```js
//! const both = await Promise.all([await first(), second()]);
//! ```
//!
//! ## Good
//! ```js
//! const both = await Promise.all([first(), second()]);
//! ```

use source::{Edit, TextRange};
use syntax::ast::Expr;

use crate::file::{File, Ranged, without_parentheses};
use crate::promises::combined;
use crate::report::Report;
use crate::rule::rule;

rule!("no-await-in-promise-methods", Correctness, Warning, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (name, array) in combined(file) {
        for element in array.elems.iter().flatten().filter(|element| element.spread.is_none()) {
            if let Expr::Await(waiting) = without_parentheses(&element.expr) {
                let range = waiting.range();
                let word = TextRange::new(range.start(), waiting.arg.range().start());
                report
                    .at(range, format!("the promise is waited for before `Promise.{name}` gets it"))
                    .suggest("Remove `await`", [Edit::delete(word)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn promises_that_are_waited_for() {
        check(
            &RULE,
            "
Promise.race([a, await b(), ...await c]);
//               ^^^^^^^^^ before `Promise.race`
await Promise.all(await d);
",
        );
        case(&RULE, "Promise.any([(await a)])").check_suggestion("Promise.any([(a)])");
    }
}

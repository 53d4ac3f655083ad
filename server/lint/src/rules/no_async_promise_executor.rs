//! Disallows `async` functions as executors of promises.
//!
//! ## Why
//! What such a function throws does not reject the promise, and what it awaits needs no `new Promise` around it.
//!
//! ## Bad
//! ```js
//! const text = new Promise(async (resolve) => {
//!     resolve(await read("a.txt"));
//! });
//! ```
//!
//! ## Good
//! ```js
//! const text = read("a.txt");
//! ```

use source::TextRange;
use syntax::ast::{Expr, NewExpr};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-async-promise-executor", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, it) in file.nodes.all::<NewExpr>() {
        let Some(executor) = it.args.as_ref().and_then(|arguments| arguments.first()) else { continue };
        let range = match without_parentheses(&executor.expr) {
            Expr::Arrow(arrow) if arrow.is_async => arrow.range(),
            Expr::Fn(function) if function.function.is_async => function.function.range(),
            _ => continue,
        };
        if file.is_global(&it.callee, "Promise") {
            let word = TextRange::new(range.start(), range.start() + "async".len() as u32);
            report.at(word, "what an `async` executor throws does not reject the promise");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn executors_are_plain_functions() {
        check(
            &RULE,
            "
new Promise(async (a) => {});
//          ^^^^^ does not reject
new Promise((a) => {}, async () => {});
new Other(async () => {});
",
        );
    }
}

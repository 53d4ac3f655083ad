//! Disallows callbacks for the elements of `new Array(5)`, which has none.
//!
//! ## Why
//! The array has a length and no elements; the callback is never called.
//!
//! ## Bad
//! ```js
//! const ids = new Array(5).map((_, index) => index);
//! ```
//!
//! ## Good
//! ```js
//! const ids = Array.from({ length: 5 }, (_, index) => index);
//! ```

use syntax::ast::{Expr, ExprOrSpread, Lit};

use crate::calls::Called;
use crate::file::{File, without_casts};
use crate::report::Report;
use crate::rule::rule;

rule!("uninvoked-array-callback", Correctness, Warning, None);

const METHODS: &[&str] = &["every", "filter", "flatMap", "forEach", "map", "reduce", "reduceRight", "some"];

fn run(file: &File, report: &mut Report) {
    for call in file.calls_of(METHODS) {
        let Some((object, name)) = call.method() else { continue };
        let is_callback = |callback| matches!(without_casts(callback), Expr::Arrow(_) | Expr::Fn(_));
        if call.first().is_some_and(is_callback) && is_empty_array(file, object) {
            report.at(call.range, format!("the array has no elements, so `{name}` calls nothing"));
        }
    }
}

/// `new Array(5)`, `Array(5)`
fn is_empty_array(file: &File, expression: &Expr) -> bool {
    let (callee, arguments) = match without_casts(expression) {
        Expr::New(it) => (&*it.callee, it.args.as_deref().unwrap_or_default()),
        other => match Called::by(other) {
            Some(call) => (call.callee, call.arguments),
            None => return false,
        },
    };
    let is_length = |length: &ExprOrSpread| {
        length.spread.is_none() && matches!(without_casts(&length.expr), Expr::Lit(Lit::Num(_)))
    };
    matches!(arguments, [length] if is_length(length)) && file.is_global(callee, "Array")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn elements_that_are_not_there() {
        check(
            &RULE,
            "
x = Array(5)['map'](() => 1);
//  ^^^^^^^^^^^^^^^^^^^^^^^^ `map` calls nothing
new Array(5).fill().map(() => 1); new Array(1, 2).map(() => 1);
",
        );
    }
}

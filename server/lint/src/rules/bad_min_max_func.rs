//! Disallows `Math.min` and `Math.max` inside of each other whose bounds are the wrong way round.
//!
//! ## Why
//! `Math.min(Math.max(100, x), 0)` is 0 whatever `x` is.
//!
//! ## Bad
//! ```js
//! const volume = Math.min(Math.max(100, level), 0);
//! ```
//!
//! ## Good
//! ```js
//! const volume = Math.min(Math.max(0, level), 100);
//! ```

use syntax::ast::{Expr, ExprOrSpread};

use crate::calls::Called;
use crate::file::File;
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_number;

rule!("bad-min-max-func", Correctness, Warning, None);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Min,
    Max,
}

fn run(file: &File, report: &mut Report) {
    for call in file.calls_of(&["min", "max"]) {
        let Some(outer) = call.method().and_then(|(object, name)| bound(file, object, &name)) else { continue };
        let Some(limit) = limit(outer, call.arguments) else { continue };
        for argument in call.arguments {
            let Some(inner) = Called::by(&argument.expr) else { continue };
            let Some((object, name)) = inner.method() else { continue };
            let Some(bound) = bound(file, object, &name).filter(|bound| *bound != outer) else { continue };
            let Some(inner_limit) = self::limit(bound, inner.arguments) else { continue };
            let is_always = match outer {
                Bound::Min => inner_limit > limit,
                Bound::Max => inner_limit < limit,
            };
            if is_always {
                report.at(call.range, format!("this is always {limit}"));
            }
        }
    }
}

fn bound(file: &File, object: &Expr, name: &str) -> Option<Bound> {
    let bound = match name {
        "min" => Bound::Min,
        "max" => Bound::Max,
        _ => return None,
    };
    file.is_global(object, "Math").then_some(bound)
}

/// The number that the result is not above, or not below.
fn limit(bound: Bound, arguments: &[ExprOrSpread]) -> Option<f64> {
    let numbers = arguments.iter().filter(|it| it.spread.is_none()).filter_map(|it| literal_number(&it.expr));
    numbers.reduce(if bound == Bound::Min { f64::min } else { f64::max })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn bounds_the_wrong_way_round() {
        check(
            &RULE,
            "
x = Math.max(1, Math['min'](-2, 0, x));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is always 1
x = Math.max(0, Math.min(100, x)); x = Math.min(0, Math.min(5, x));
",
        );
    }
}

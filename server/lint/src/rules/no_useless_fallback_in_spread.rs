//! Disallows `|| {}` and `?? {}` in what is spread into an object.
//!
//! ## Why
//! `undefined`, `null` and the other falsy values may be spread: nothing comes of them.
//!
//! ## Bad
//! ```js
//! const all = { ...(options || {}) };
//! ```
//!
//! ## Good
//! ```js
//! const all = { ...options };
//! ```

use source::{Edit, TextRange};
use syntax::ast::{BinaryOp, Expr, ObjectLit, PropOrSpread};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-fallback-in-spread", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (_, object) in file.nodes.all::<ObjectLit>() {
        for spread in object.props.iter().filter_map(PropOrSpread::as_spread) {
            let Expr::Bin(choice) = without_parentheses(&spread.expr) else { continue };
            let is_choice = matches!(choice.op, BinaryOp::LogicalOr | BinaryOp::NullishCoalescing);
            let is_empty = matches!(without_parentheses(&choice.right), Expr::Object(it) if it.props.is_empty());
            if !is_choice || !is_empty {
                continue;
            }
            let problem = report.at(choice.right.range(), "a spread of nothing gives nothing anyway");
            let whole = spread.expr.range();
            let kept = choice.left.range();
            let around = [TextRange::new(whole.start(), kept.start()), TextRange::new(kept.end(), whole.end())];
            if !around.iter().any(|range| file.has_comments_in(*range)) {
                problem.fix(around.into_iter().filter(|range| !range.is_empty()).map(Edit::delete));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn the_fallback_is_removed() {
        check_fix(
            &RULE,
            "x = { ...(a ?? {}), ...(b || { c }) }; y = [...(d || [])];",
            "x = { ...a, ...(b || { c }) }; y = [...(d || [])];",
        );
    }
}

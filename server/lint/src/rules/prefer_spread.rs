//! Requires `f(...list)` instead of `f.apply(undefined, list)`.
//!
//! ## Why
//! It says the same, is shorter, and works with `new`.
//!
//! ## Bad
//! ```js
//! const largest = Math.max.apply(Math, numbers);
//! ```
//!
//! ## Good
//! ```js
//! const largest = Math.max(...numbers);
//! ```

use syntax::ast::{Expr, ExprOrSpread};

use crate::calls::Call;
use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;
use crate::same::keeps_this;

rule!("prefer-spread", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for Call { range, callee, arguments, .. } in file.calls() {
        let [ExprOrSpread { spread: None, expr: this }, ExprOrSpread { spread: None, expr: list }] = arguments else {
            continue;
        };
        let Some(apply) = member(callee) else { continue };
        let is_apply = member_name(&apply.prop).is_some_and(|name| name == "apply");
        if is_apply && !matches!(without_parentheses(list), Expr::Array(_)) && keeps_this(file, &apply.obj, this) {
            report.at(range, "a spread, `(...list)`, is better than `apply`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn apply_is_reported() {
        check(
            &RULE,
            "
x = f.apply(null, list);
//  ^^^^^^^^^^^^^^^^^^^ a spread
x = a.b.f.apply(a.b, list);
//  ^^^^^^^^^^^^^^^^^^^^^^
f.apply(this, list); f.apply(null, [1]); a.f.apply(null, list);
",
        );
    }
}

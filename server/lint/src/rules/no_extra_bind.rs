//! Disallows `bind` of functions that do not use `this`.
//!
//! ## Why
//! It changes nothing, and makes each call slower.
//!
//! ## Bad
//! ```js
//! const double = function (number) {
//!     return 2 * number;
//! }.bind(this);
//! ```
//!
//! ## Good
//! ```js
//! const scale = function (number) {
//!     return this.factor * number;
//! }.bind(this);
//! ```

use source::{Edit, TextRange};
use syntax::ast::{Expr, ExprOrSpread, Function, MemberExpr, MemberProp, ThisExpr};
use syntax::semantic::NodeId;

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-extra-bind", Suspicious, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for Call { range, callee, arguments, .. } in file.calls() {
        let [ExprOrSpread { spread: None, expr: bound }] = arguments else { continue };
        let Some(bind) = member(callee) else { continue };
        if member_name(&bind.prop).is_none_or(|name| name != "bind") || uses_this(file, &bind.obj) != Some(false) {
            continue;
        }
        let name = match &bind.prop {
            MemberProp::Computed(key) => without_parentheses(&key.expr).range(),
            other => other.range(),
        };
        let problem = report.at(name, "the function does not use `this`");
        if does_nothing(bound) {
            problem.fix(removed(file, range, callee, bind));
        }
    }
}

/// Whether a function uses its own `this`; `None` for what is no function.
fn uses_this(file: &File, expression: &Expr) -> Option<bool> {
    match without_parentheses(expression) {
        Expr::Arrow(_) => Some(false),
        Expr::Fn(it) => {
            let function: NodeId = file.nodes.id_of::<Function>(&it.function)?;
            let mut all = file.nodes.all_in::<ThisExpr>(function);
            Some(all.any(|(id, _)| file.function_of_this(id) == Some(function)))
        }
        _ => None,
    }
}

fn does_nothing(bound: &Expr) -> bool {
    matches!(without_parentheses(bound), Expr::Lit(_) | Expr::Ident(_) | Expr::This(_) | Expr::Fn(_))
}

/// What removes `.bind(…)`; the callee may be in parentheses, which stay.
fn removed(file: &File, call: TextRange, callee: &Expr, bind: &MemberExpr) -> Vec<Edit> {
    let member_end = without_parentheses(callee).range().end();
    let name = TextRange::new(file.next_token(bind.obj.range().end()), member_end);
    let arguments = TextRange::new(callee.range().end(), call.end());
    if file.has_comments_in(name) || file.has_comments_in(arguments) {
        return Vec::new();
    }
    vec![Edit::delete(name), Edit::delete(arguments)]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn functions_without_this_are_reported() {
        check(
            &RULE,
            "
x = function () { return 1; }.bind(a);
//                            ^^^^ does not use `this`
x = function () { return () => this; }.bind(a);
x = function (a) { return 1; }.bind(b, c);
",
        );
        check_fix(&RULE, "x = (function () { } ?.['bind'])(a)", "x = (function () { } )");
        check_fix(&RULE, "x = (() => this).bind(a)", "x = (() => this)");
    }
}

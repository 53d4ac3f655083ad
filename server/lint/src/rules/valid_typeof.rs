//! Requires that what `typeof` gives is compared with what it can give.
//!
//! ## Why
//! `typeof value === "fucntion"` is never true.
//!
//! ## Bad
//! ```js
//! if (typeof callback === "fucntion") {
//!     callback();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (typeof callback === "function") {
//!     callback();
//! }
//! ```
//!
//! ## Options
//! - `requireStringLiterals` (default `false`): only strings, and other `typeof`, may be compared with.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{BinaryOp, Expr, Lit, UnaryExpr, UnaryOp};
use syntax::semantic::Node;

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::{is_undefined, literal_string};

rule!("valid-typeof", Correctness, Error, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    require_string_literals: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, operation) in file.nodes.all::<UnaryExpr>() {
        if operation.op != UnaryOp::TypeOf {
            continue;
        }
        let Some(Node::BinExpr(comparison)) = file.parent_without_parentheses(id).map(|id| file.node(id)) else {
            continue;
        };
        use BinaryOp::{EqEq, EqEqEq, NotEq, NotEqEq};
        if !matches!(comparison.op, EqEq | EqEqEq | NotEq | NotEqEq) {
            continue;
        }
        let is_left = comparison.left.range().contains_range(operation.range());
        let other = without_parentheses(if is_left { &comparison.right } else { &comparison.left });
        judge(file, other, options, report);
    }
}

fn judge(file: &File, other: &Expr, options: &Options, report: &mut Report) {
    if let Some(text) = literal_string(other) {
        if !is_type(text) {
            report.at(other.range(), format!("`typeof` never gives `{text}`"));
        }
    } else if is_undefined(file, other) {
        report
            .at(other.range(), "`typeof` gives a string, never `undefined`")
            .suggest("Compare with the string", [Edit::replace(other.range(), "\"undefined\"")]);
    } else if options.require_string_literals && !matches!(other, Expr::Unary(UnaryExpr { op: UnaryOp::TypeOf, .. }))
        || matches!(other, Expr::Lit(literal) if !matches!(literal, Lit::Str(_)))
    {
        report.at(other.range(), "`typeof` is to be compared with a string");
    }
}

fn is_type(text: &str) -> bool {
    matches!(text, "symbol" | "undefined" | "object" | "boolean" | "number" | "string" | "function" | "bigint")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn what_typeof_never_gives_is_reported() {
        check(
            &RULE,
            "
x = typeof a === 'strnig';
//               ^^^^^^^^ never gives `strnig`
x = undefined != typeof(a);
//  ^^^^^^^^^ a string, never `undefined`
x = typeof a === b; x = typeof a + 'b';
",
        );
    }

    #[test]
    fn strings_can_be_required() {
        let text = "
x = typeof a === b;
//               ^ with a string
x = typeof a === typeof b;
";
        case(&RULE, text).options(json!([{ "requireStringLiterals": true }])).check();
    }
}

//! Requires `===` and `!==` instead of `==` and `!=`.
//!
//! ## Why
//! `==` converts its sides by rules that few know by heart: `[] == false`, `"\n" == 0`.
//!
//! ## Bad
//! ```js
//! if (size == "0") {
//!     empty();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (size === 0) {
//!     empty();
//! }
//! ```
//!
//! ## Options
//! A word: `"always"` (default), `"smart"` (fine for `typeof`, two literals of one type, and `null`), or `"allow-null"`. Behind
//! `"always"` an object:
//! - `null` (default `"always"`): for comparisons with `null`; `"never"` requires `==` there, `"ignore"` takes both.

use serde::Deserialize;
use serde_json::Value;
use source::Edit;
use syntax::ast::{BinExpr, BinaryOp, Expr, Lit, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("eqeqeq", Suspicious, Off, Both, options: Options);

#[derive(Deserialize, Default)]
struct Options {
    is_smart: bool,
    null: Null,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Null {
    #[default]
    Always,
    Never,
    Ignore,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    Always,
    Smart,
    AllowNull,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Details {
    null: Null,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let Some((mode, rest)) = values.split_first() else { return Ok(Options::default()) };
        match (from_value(mode)?, rest) {
            (Mode::Smart, []) => Ok(Options { is_smart: true, null: Null::Ignore }),
            (Mode::AllowNull, []) => Ok(Options { is_smart: false, null: Null::Ignore }),
            (Mode::Always, []) => Ok(Options::default()),
            (Mode::Always, [details]) => {
                let Details { null } = from_value(details)?;
                Ok(Options { is_smart: false, null })
            }
            _ => Err(OptionsError("takes a word, and an object behind `\"always\"`".to_owned())),
        }
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), schema_of::<Details>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, it) in file.nodes.all::<BinExpr>() {
        let is_null = is_null(&it.left) || is_null(&it.right);
        let wanted = match it.op {
            BinaryOp::EqEq | BinaryOp::NotEq => {
                let is_fine = is_null && options.null != Null::Always
                    || options.is_smart && (is_typeof(it) || are_of_one_type(it));
                if is_fine {
                    continue;
                }
                if it.op == BinaryOp::EqEq { "===" } else { "!==" }
            }
            BinaryOp::EqEqEq | BinaryOp::NotEqEq if is_null && options.null == Null::Never => {
                if it.op == BinaryOp::EqEqEq { "==" } else { "!=" }
            }
            _ => continue,
        };
        let operator = it.op.as_str();
        let Some(range) = file.find_token(it.left.range().end(), it.right.range().start(), operator) else { continue };
        let edit = Edit::replace(range, wanted);
        let problem = report.at(range, format!("`{wanted}` is wanted here, not `{operator}`"));
        if is_typeof(it) || are_of_one_type(it) {
            problem.fix([edit]);
        } else {
            problem.suggest(format!("Use `{wanted}`"), [edit]);
        }
    }
}

fn is_null(expression: &Expr) -> bool {
    matches!(without_parentheses(expression), Expr::Lit(Lit::Null(_)))
}

fn is_typeof(it: &BinExpr) -> bool {
    let is = |side: &Expr| matches!(without_parentheses(side), Expr::Unary(unary) if unary.op == UnaryOp::TypeOf);
    is(&it.left) || is(&it.right)
}

/// Whether both sides are literals of the same type, which `==` does not convert.
fn are_of_one_type(it: &BinExpr) -> bool {
    let (left, right) = (without_parentheses(&it.left), without_parentheses(&it.right));
    if literal_string(left).is_some() && literal_string(right).is_some() {
        return true;
    }
    let (Expr::Lit(left), Expr::Lit(right)) = (left, right) else { return false };
    let is_object = |literal: &Lit| matches!(literal, Lit::Null(_) | Lit::Regex(_));
    is_object(left) && is_object(right) || std::mem::discriminant(left) == std::mem::discriminant(right)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn loose_equality_is_reported() {
        check(
            &RULE,
            "
if (a == b) {}
//    ^^ `===` is wanted
x = a != null;
//    ^^ `!==`
",
        );
        check_fix(&RULE, "typeof a == 'string'; a == b", "typeof a === 'string'; a == b");
    }

    #[test]
    fn smart() {
        let text = "
x = typeof a == 'string'; x = a == null; x = a == 1;
//                                             ^^
";
        case(&RULE, text).options(json!(["smart"])).check();
    }

    #[test]
    fn null_may_have_to_be_loose() {
        let text = "
x = a === null;
//    ^^^ `==` is wanted
";
        case(&RULE, text).options(json!(["always", { "null": "never" }])).check();
    }
}

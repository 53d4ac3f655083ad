//! Requires that a literal stands on the right of a comparison.
//!
//! ## Why
//! `if ("red" === color)` reads like "if red is the color".
//!
//! ## Bad
//! ```js
//! if ("red" === color) {
//!     stop();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (color === "red") {
//!     stop();
//! }
//! ```
//!
//! ## Options
//! A word: `"never"` (default), or `"always"`, which requires the left. Behind it an object:
//! - `exceptRange` (default `false`): in `(0 <= x && x < 9)` both are fine.
//! - `onlyEquality` (default `false`): only for `==` and `===`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use source::Edit;
use syntax::ast::{BinExpr, BinaryOp, Expr, Lit, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;
use crate::same::same_place;
use crate::values::literal_string;

rule!("yoda", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the word.
    #[serde(skip)]
    is_literal_first: bool,
    except_range: bool,
    only_equality: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Mode {
    Never,
    Always,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (mode, details) = word_and_object(values)?;
        Ok(Options { is_literal_first: matches!(mode, Some(Mode::Always)), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, comparison) in file.nodes.all::<BinExpr>() {
        let Some(flipped) = flipped(comparison.op, options) else { continue };
        let (wanted, other) = match options.is_literal_first {
            true => (&comparison.left, &comparison.right),
            false => (&comparison.right, &comparison.left),
        };
        if !is_literal(other) || is_literal(wanted) || options.except_range && is_in_range_test(file, id) {
            continue;
        }
        let side = if options.is_literal_first { "left" } else { "right" };
        report
            .at(comparison.range(), format!("the literal belongs on the {side} of `{}`", comparison.op))
            .fix(turned(file, comparison, flipped));
    }
}

/// The operator for the sides the other way round.
fn flipped(operator: BinaryOp, options: &Options) -> Option<&'static str> {
    use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, Lt, LtEq, NotEq, NotEqEq};
    Some(match operator {
        EqEq => "==",
        EqEqEq => "===",
        _ if options.only_equality => return None,
        NotEq => "!=",
        NotEqEq => "!==",
        Lt => ">",
        LtEq => ">=",
        Gt => "<",
        GtEq => "<=",
        _ => return None,
    })
}

fn turned(file: &File, comparison: &BinExpr, flipped: &str) -> Option<Edit> {
    let (whole, left, right) = (comparison.range(), comparison.left.range(), comparison.right.range());
    let operator = file.find_token(left.end(), right.start(), comparison.op.as_str())?;
    let part = |from: u32, to: u32| &file.text[from as usize..to as usize];
    let (left_text, right_text) = (file.slice(left), file.slice(right));
    let before = if needs_space(&file.text[..whole.start() as usize], right_text) { " " } else { "" };
    let behind = if needs_space(left_text, &file.text[whole.end() as usize..]) { " " } else { "" };
    let between = (part(left.end(), operator.start()), part(operator.end(), right.start()));
    let text = format!("{before}{right_text}{}{flipped}{}{left_text}{behind}", between.0, between.1);
    Some(Edit::replace(whole, text))
}

/// A literal that can be compared with others.
enum Constant<'a> {
    Number(f64),
    Text(Cow<'a, str>),
    Other,
}

fn value(expression: &Expr) -> Option<Constant<'_>> {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Num(number)) => Some(Constant::Number(number.value)),
        Expr::Unary(unary) if unary.op == UnaryOp::Minus => match without_parentheses(&unary.arg) {
            Expr::Lit(Lit::Num(number)) => Some(Constant::Number(-number.value)),
            _ => None,
        },
        other => match literal_string(other) {
            Some(text) => Some(Constant::Text(Cow::Borrowed(text))),
            None => matches!(other, Expr::Lit(_)).then_some(Constant::Other),
        },
    }
}

fn is_literal(expression: &Expr) -> bool {
    value(expression).is_some()
}

/// Whether a comparison is a half of `(0 <= x && x < 9)` or `(x < 0 || 9 <= x)`, in parentheses of their own.
fn is_in_range_test(file: &File, id: NodeId) -> bool {
    let Some(Node::BinExpr(both)) = file.parent_without_parentheses(id).map(|id| file.node(id)) else { return false };
    let (Expr::Bin(left), Expr::Bin(right)) = (without_parentheses(&both.left), without_parentheses(&both.right))
    else {
        return false;
    };
    let is_less = |operator| matches!(operator, BinaryOp::Lt | BinaryOp::LtEq);
    let range = both.range();
    let is_wrapped = file.previous_token_is(range.start(), "(") && file.next_token_is(range.end(), ")");
    let (middle, outside) = match both.op {
        BinaryOp::LogicalAnd => ([&left.right, &right.left], [&left.left, &right.right]),
        BinaryOp::LogicalOr => ([&left.left, &right.right], [&left.right, &right.left]),
        _ => return false,
    };
    is_wrapped
        && is_less(left.op)
        && is_less(right.op)
        && same_place(middle[0], middle[1])
        && match (value(outside[0]), value(outside[1])) {
            (None, None) => false,
            (Some(Constant::Number(low)), Some(Constant::Number(high))) => low <= high,
            (Some(Constant::Text(low)), Some(Constant::Text(high))) => low <= high,
            (Some(_), Some(_)) => false,
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn literals_on_the_left_are_reported() {
        check(
            &RULE,
            "
if (1 < a) {}
//  ^^^^^ on the right of `<`
if (a < 1 || 1 + a) {}
",
        );
        check_fix(&RULE, "x = -1 <= a.b()", "x = a.b() >= -1");
    }

    #[test]
    fn ranges_can_be_fine() {
        let options = json!(["never", { "exceptRange": true }]);
        case(&RULE, "if (0 <= a.b && a['b'] < 9) {}").options(options).check();
    }

    #[test]
    fn always() {
        case(&RULE, "a === 1").options(json!(["always"])).check_fix("1 === a");
    }
}

//! Disallows bitwise operators.
//!
//! ## Why
//! `&` and `|` are most often typed by mistake for `&&` and `||`.
//!
//! ## Bad
//! ```js
//! if (isOpen & isReady) start();
//! ```
//!
//! ## Good
//! ```js
//! if (isOpen && isReady) start();
//! ```
//!
//! ## Options
//! - `allow` (default `[]`): operators that are fine, `["~", "|"]`.
//! - `int32Hint` (default `false`): `a | 0` is fine.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{AssignExpr, BinExpr, BinaryOp, Expr, Lit, UnaryExpr, UnaryOp};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-bitwise", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow: Vec<String>,
    #[serde(rename = "int32Hint")]
    int32_hint: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut tell = |range: TextRange, operator: &str| {
        if !options.allow.iter().any(|allowed| allowed == operator) {
            report.at(range, format!("`{operator}` is a bitwise operator"));
        }
    };
    for (_, binary) in file.nodes.all::<BinExpr>() {
        let is_hint = options.int32_hint
            && binary.op == BinaryOp::BitOr
            && matches!(&*binary.right, Expr::Lit(Lit::Num(number)) if number.value == 0.0);
        if is_bitwise(binary.op) && !is_hint {
            tell(binary.range(), binary.op.as_str());
        }
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        if assignment.op.to_update().is_some_and(is_bitwise) {
            tell(assignment.range(), assignment.op.as_str());
        }
    }
    for (_, unary) in file.nodes.all::<UnaryExpr>() {
        if unary.op == UnaryOp::Tilde {
            tell(unary.range(), "~");
        }
    }
}

fn is_bitwise(operator: BinaryOp) -> bool {
    use BinaryOp::{BitAnd, BitOr, BitXor, LShift, RShift, ZeroFillRShift};
    matches!(operator, BitAnd | BitOr | BitXor | LShift | RShift | ZeroFillRShift)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn operators_of_bits() {
        check(&RULE, "\nx = a | b && ~c;\n//  ^^^^^ `|` is a bitwise\n//           ^^ `~`\n");
        let options = json!([{ "allow": ["~"], "int32Hint": true }]);
        case(&RULE, "a | 0; ~b; c && d;").options(options).check();
    }
}

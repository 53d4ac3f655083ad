//! Requires the radix of `parseInt`.
//!
//! ## Why
//! Without one, `parseInt("0x10")` is 16, and who reads `parseInt(text)` has to know it.
//!
//! ## Bad
//! ```js
//! const count = parseInt(text);
//! ```
//!
//! ## Good
//! ```js
//! const count = parseInt(text, 10);
//! ```

use serde::Deserialize;
use serde_json::Value;
use source::Edit;
use syntax::ast::{Expr, ExprOrSpread, Lit, UnaryOp};

use crate::calls::{Call, is_parse_int};
use crate::file::{File, Ranged, without_parentheses};
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_undefined;

rule!("radix", Suspicious, Off, Suggestion, options: Options);

/// ESLint once had words for when a radix is wanted; they mean nothing now.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Options {
    #[default]
    Always,
    AsNeeded,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        values.first().map_or(Ok(Options::default()), from_value)
    }
}

fn run(file: &File, _: &Options, report: &mut Report) {
    for Call { callee, arguments, range, .. } in file.calls() {
        if !is_parse_int(file, callee) {
            continue;
        }
        match arguments {
            [] => {
                report.at(range, "`parseInt` has nothing to read");
            }
            [ExprOrSpread { spread: None, expr: text }] => {
                let end = text.range().end();
                report.at(range, "`parseInt` has no radix").suggest("Say `10`", [Edit::insert(end, ", 10")]);
            }
            [ExprOrSpread { spread: None, .. }, ExprOrSpread { spread: None, expr: radix }, ..]
                if !may_be_radix(file, radix) =>
            {
                report.at(range, "the radix of `parseInt` is a number from 2 to 36");
            }
            _ => {}
        }
    }
}

fn may_be_radix(file: &File, expression: &Expr) -> bool {
    let is_radix = |number: f64| number.fract() == 0.0 && (2.0..=36.0).contains(&number);
    match without_parentheses(expression) {
        Expr::Lit(Lit::Num(number)) => is_radix(number.value),
        Expr::Lit(_) => false,
        Expr::Unary(unary) => match (unary.op, without_parentheses(&unary.arg)) {
            (UnaryOp::Plus, Expr::Lit(Lit::Num(number))) => is_radix(number.value),
            (UnaryOp::Minus, Expr::Lit(Lit::Num(number))) => is_radix(-number.value),
            _ => true,
        },
        other => !is_undefined(file, other),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn a_radix_is_a_number() {
        check(
            &RULE,
            "
parseInt(a, 10); parseInt(a, -b); parseInt(...a);
x = Number.parseInt(a, 37);
//  ^^^^^^^^^^^^^^^^^^^^^^ from 2 to 36
",
        );
        case(&RULE, "parseInt((0, a),)").check_suggestion("parseInt((0, a), 10,)");
    }
}

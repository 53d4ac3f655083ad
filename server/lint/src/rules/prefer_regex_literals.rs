//! Requires regular expressions to be written as literals where that is possible.
//!
//! ## Why
//! In a string each `\` is doubled, and what is wrong in it is found only when it runs.
//!
//! ## Bad
//! ```js
//! const digits = new RegExp("\\d+", "g");
//! ```
//!
//! ## Good
//! ```js
//! const digits = /\d+/g;
//! const word = new RegExp(prefix + "\\w+");
//! ```
//!
//! ## Options
//! - `disallowRedundantWrapping` (default `false`): also `new RegExp(/a/)`.

use serde::Deserialize;
use syntax::ast::{Expr, ExprOrSpread, Lit};

use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("prefer-regex-literals", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    disallow_redundant_wrapping: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (range, arguments) in regex::calls(file) {
        let (pattern, flags) = match arguments {
            [ExprOrSpread { spread: None, expr: pattern }] => (pattern, None),
            [ExprOrSpread { spread: None, expr: pattern }, ExprOrSpread { spread: None, expr: flags }] => {
                (pattern, Some(flags))
            }
            _ => continue,
        };
        if flags.is_some_and(|flags| !is_fixed(file, flags)) {
            continue;
        }
        let is_literal = matches!(without_parentheses(pattern), Expr::Lit(Lit::Regex(_)));
        if is_fixed(file, pattern) {
            report.at(range, "a literal, `/…/`, says the same");
        } else if is_literal && options.disallow_redundant_wrapping {
            report.at(range, "the literal is enough by itself");
        }
    }
}

/// Whether an expression is a string in which nothing is put.
fn is_fixed(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::TaggedTpl(tagged) => {
            let is_raw = member(&tagged.tag).is_some_and(|tag| {
                file.is_global(&tag.obj, "String") && member_name(&tag.prop).is_some_and(|name| name == "raw")
            });
            is_raw && tagged.tpl.exprs.is_empty()
        }
        other => literal_string(other).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn what_could_be_a_literal_is_reported() {
        check(
            &RULE,
            "
x = [new RegExp('a', 'g'), RegExp(String.raw`b`), RegExp(a), RegExp(/b/)];
//   ^^^^^^^^^^^^^^^^^^^^ a literal
//                         ^^^^^^^^^^^^^^^^^^^^^
",
        );
        let options = json!([{ "disallowRedundantWrapping": true }]);
        case(&RULE, "\nx = RegExp(/a/);\n//  ^^^^^^^^^^^ enough by itself\n").options(options).check();
    }
}

//! Disallows comparisons of one character with a longer text.
//!
//! ## Why
//! `charAt` gives one character at most, which never is two.
//!
//! ## Bad
//! ```js
//! if (line.charAt(0) === "//") skip();
//! ```
//!
//! ## Good
//! ```js
//! if (line.startsWith("//")) skip();
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr, Lit, MemberProp};

use crate::calls::Called;
use crate::file::{File, Ranged, without_casts};
use crate::names::member;
use crate::report::Report;
use crate::rule::rule;
use crate::values::{constant_string, literal_string};

rule!("bad-char-at-comparison", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    use BinaryOp::{EqEq, EqEqEq, NotEq, NotEqEq};
    for (_, comparison) in file.nodes.all::<BinExpr>() {
        if !matches!(comparison.op, EqEq | EqEqEq | NotEq | NotEqEq) {
            continue;
        }
        for (text, character) in [(&comparison.right, &comparison.left), (&comparison.left, &comparison.right)] {
            let length = literal_string(text).map_or(0, |text| text.encode_utf16().count());
            if length > 1 && is_character(file, character) {
                report.at(comparison.range(), format!("one character is compared with a text of {length}"));
            }
        }
    }
}

/// `a.charAt(1)`, and `at` or an index of what is a text for certain.
fn is_character(file: &File, expression: &Expr) -> bool {
    let expression = without_casts(expression);
    match Called::by(expression) {
        Some(call) => match call.method() {
            Some((object, name)) if call.arguments.len() == 1 => {
                name == "charAt" || name == "at" && constant_string(file, without_casts(object)).is_some()
            }
            _ => false,
        },
        None => member(expression).is_some_and(|member| {
            let is_index = match &member.prop {
                MemberProp::Computed(index) => match without_casts(&index.expr) {
                    Expr::Lit(Lit::Num(_)) => true,
                    other => literal_string(other).is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit())),
                },
                _ => false,
            };
            is_index && constant_string(file, without_casts(&member.obj)).is_some()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn one_character_is_never_two() {
        check(
            &RULE,
            "
x = [a.charAt(0) === '/t', a.charAt(1) != '', a[0] == 'ab', 'ab' === 'abc'[0]];
//   ^^^^^^^^^^^^^^^^^^^^ with a text of 2
//                                                          ^^^^^^^^^^^^^^^^^
",
        );
    }
}

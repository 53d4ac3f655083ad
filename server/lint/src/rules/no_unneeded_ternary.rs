//! Disallows `?:` where something simpler says the same.
//!
//! ## Why
//! `a === 1 ? true : false` is `a === 1`.
//!
//! ## Bad
//! ```js
//! const isOne = value === 1 ? true : false;
//! ```
//!
//! ## Good
//! ```js
//! const isOne = value === 1;
//! ```
//!
//! ## Options
//! - `defaultAssignment` (default `true`): `a ? a : b` is fine, which could be `a || b`.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{BinaryOp, CondExpr, Expr, Lit, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::precedence::{Precedence, mixes_coalescing};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unneeded-ternary", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    default_assignment: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { default_assignment: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, choice) in file.nodes.all::<CondExpr>() {
        if let (Some(yes), Some(no)) = (boolean(&choice.cons), boolean(&choice.alt)) {
            let edit = simpler(file, choice, yes, no).map(|text| Edit::replace(choice.range(), text));
            report.at(choice.range(), "the test by itself says the same").fix(edit);
        } else if !options.default_assignment && is_itself(choice) {
            let edit = Edit::replace(choice.range(), or(file, choice));
            report.at(choice.range(), "`||` says the same").fix([edit]);
        }
    }
}

fn boolean(expression: &Expr) -> Option<bool> {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Bool(literal)) => Some(literal.value),
        _ => None,
    }
}

/// What gives the same as `test ? yes : no`.
fn simpler(file: &File, choice: &CondExpr, yes: bool, no: bool) -> Option<String> {
    let test = without_parentheses(&choice.test);
    if yes == no {
        // What the test does besides would be lost.
        return matches!(test, Expr::Ident(_)).then(|| yes.to_string());
    }
    match (no, is_boolean(test)) {
        (true, _) => Some(negated(file, test)),
        (false, true) => Some(file.source_of(&*choice.test).to_owned()),
        (false, false) => Some(format!("!{}", negated(file, test))),
    }
}

fn is_boolean(expression: &Expr) -> bool {
    match expression {
        Expr::Unary(unary) => unary.op == UnaryOp::Bang,
        Expr::Bin(binary) => {
            use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, In, InstanceOf, Lt, LtEq, NotEq, NotEqEq};
            matches!(binary.op, EqEq | EqEqEq | NotEq | NotEqEq | Gt | GtEq | Lt | LtEq | In | InstanceOf)
        }
        _ => false,
    }
}

fn negated(file: &File, test: &Expr) -> String {
    if let Expr::Bin(binary) = test
        && let Some(operator) = opposite(binary.op)
    {
        let between = (binary.left.range().end(), binary.right.range().start());
        if let Some(range) = file.find_token(between.0, between.1, binary.op.as_str()) {
            let whole = test.range();
            let before = &file.text[whole.start() as usize..range.start() as usize];
            let behind = &file.text[range.end() as usize..whole.end() as usize];
            return format!("{before}{operator}{behind}");
        }
    }
    let text = file.source_of(test);
    if Precedence::of(test) < Precedence::UNARY { format!("!({text})") } else { format!("!{text}") }
}

fn opposite(operator: BinaryOp) -> Option<&'static str> {
    match operator {
        BinaryOp::EqEq => Some("!="),
        BinaryOp::NotEq => Some("=="),
        BinaryOp::EqEqEq => Some("!=="),
        BinaryOp::NotEqEq => Some("==="),
        _ => None,
    }
}

/// `a ? a : b`.
fn is_itself(choice: &CondExpr) -> bool {
    match (without_parentheses(&choice.test), without_parentheses(&choice.cons)) {
        (Expr::Ident(test), Expr::Ident(yes)) => test.sym == yes.sym,
        _ => false,
    }
}

fn or(file: &File, choice: &CondExpr) -> String {
    let (test, other) = (file.source_of(&*choice.test), file.source_of(&*choice.alt));
    let is_bare = !matches!(&*choice.alt, Expr::Paren(_));
    let binds_less = Precedence::of(&choice.alt) < Precedence::of_operator(BinaryOp::LogicalOr);
    match is_bare && (binds_less || mixes_coalescing(BinaryOp::LogicalOr, &choice.alt)) {
        true => format!("{test} || ({other})"),
        false => format!("{test} || {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn choices_of_booleans_are_reported() {
        check(
            &RULE,
            "
x = a ? true : false;
//  ^^^^^^^^^^^^^^^^ the test by itself
x = a ? true : 1; x = a ? a : b;
",
        );
        check_fix(&RULE, "x = a === 1 ? false : true", "x = a !== 1");
        check_fix(&RULE, "x = a + b ? false : true", "x = !(a + b)");
        check_fix(&RULE, "x = a ? true : false", "x = !!a");
    }

    #[test]
    fn defaults_can_be_asked_for() {
        let options = json!([{ "defaultAssignment": false }]);
        case(&RULE, "x = a ? a : b ?? c").options(options).check_fix("x = a || (b ?? c)");
    }
}

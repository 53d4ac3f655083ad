//! Disallows negating the left side of `in` and `instanceof`.
//!
//! ## Why
//! `!key in object` asks whether `"false"` or `"true"` is a property: `!` binds more tightly. `!(key in object)` was meant.
//!
//! ## Bad
//! ```js
//! if (!key in object) {
//!     add(key);
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (!(key in object)) {
//!     add(key);
//! }
//! ```
//!
//! ## Options
//! - `enforceForOrderingRelations` (default `false`): also for `<`, `>`, `<=` and `>=`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{BinExpr, BinaryOp, Expr, UnaryOp};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-unsafe-negation", Correctness, Error, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    enforce_for_ordering_relations: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, relation) in file.nodes.all::<BinExpr>() {
        let is_asked = match relation.op {
            BinaryOp::In | BinaryOp::InstanceOf => true,
            BinaryOp::Lt | BinaryOp::Gt | BinaryOp::LtEq | BinaryOp::GtEq => options.enforce_for_ordering_relations,
            _ => false,
        };
        let Expr::Unary(negation) = &*relation.left else { continue };
        if !is_asked || negation.op != UnaryOp::Bang {
            continue;
        }
        let range = negation.range();
        let whole = TextRange::new(negation.arg.range().start(), relation.range().end());
        report
            .at(range, format!("`!` negates only the left side of `{}`", relation.op))
            .suggest(
                format!("Negate the whole `{}`", relation.op),
                [Edit::insert(whole.start(), "("), Edit::insert(whole.end(), ")")],
            )
            .suggest(
                "Say that only the left side is meant",
                [Edit::insert(range.start(), "("), Edit::insert(range.end(), ")")],
            );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn negated_left_sides_are_reported() {
        check(
            &RULE,
            "
if (!a in b) {}
//  ^^ only the left side of `in`
(!a) in b; !(a in b); !a < b;
",
        );
    }

    #[test]
    fn ordering_can_be_asked_for() {
        let text = "
if (!a < b) {}
//  ^^ of `<`
";
        case(&RULE, text).options(json!([{ "enforceForOrderingRelations": true }])).check();
    }

    #[test]
    fn the_whole_is_negated() {
        case(&RULE, "!a instanceof B").check_suggestion("!(a instanceof B)");
    }
}

//! Disallows code that goes on with the next line where it looks as if it ended.
//!
//! ## Why
//! A line that begins with `(`, `[`, `/` or a template continues the one before when that has no semicolon.
//!
//! ## Bad
//! ```js
//! const total = first
//! (second || third).show();
//! ```
//!
//! ## Good
//! ```js
//! const total = first;
//! (second || third).show();
//! ```

use source::TextRange;
use syntax::ast::{BinExpr, BinaryOp, CallExpr, Callee, Expr, MemberExpr, MemberProp, OptCall, TaggedTpl};

use crate::calls::is_optional;
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unexpected-multiline", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, call) in file.nodes.all::<CallExpr>() {
        if let (Callee::Expr(callee), false) = (&call.callee, call.args.is_empty()) {
            let end = call.type_args.as_ref().map_or(callee.range().end(), |types| types.range().end());
            continued(file, end, "the arguments of a call", report);
        }
    }
    for (id, call) in file.nodes.all::<OptCall>() {
        if !call.args.is_empty() && !is_optional(file, id) {
            continued(file, call.callee.range().end(), "the arguments of a call", report);
        }
    }
    for (id, member) in file.nodes.all::<MemberExpr>() {
        if matches!(member.prop, MemberProp::Computed(_)) && !is_optional(file, id) {
            continued(file, member.obj.range().end(), "a property of the line before", report);
        }
    }
    for (_, tagged) in file.nodes.all::<TaggedTpl>() {
        let end = tagged.type_params.as_ref().map_or(tagged.tag.range().end(), |types| types.range().end());
        continued(file, end, "a template with a tag", report);
    }
    for (_, division) in file.nodes.all::<BinExpr>() {
        divided(file, division, report);
    }
}

/// Reports the next token when it stands on another line.
fn continued(file: &File, end: u32, what: &str, report: &mut Report) {
    // Most often it follows at once.
    let is_direct = |byte: &u8| byte.is_ascii_punctuation() && *byte != b'/';
    if file.text.as_bytes().get(end as usize).is_some_and(is_direct) {
        return;
    }
    let next = file.next_token(end);
    if file.has_line_break(end, next) {
        report.at(TextRange::new(next, next + 1), format!("this is read as {what}"));
    }
}

/// `a / b /g`, where the last name could be the flags of a pattern.
fn divided(file: &File, outer: &BinExpr, report: &mut Report) {
    let (BinaryOp::Div, Expr::Bin(inner)) = (outer.op, &*outer.left) else { return };
    if inner.op != BinaryOp::Div {
        return;
    }
    let slash = file.next_token(inner.range().end());
    let rest = &file.text[slash as usize + 1..];
    let word = rest.split(|character: char| !character.is_alphanumeric() && !"_$".contains(character)).next();
    if word.is_some_and(|word| !word.is_empty() && word.chars().all(|flag| "gimsuy".contains(flag))) {
        continued(file, inner.left.range().end(), "a division", report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn lines_that_go_on_are_reported() {
        check(
            &RULE,
            "
a = b
    (c || d).e()
//  ^ the arguments of a call
a = b
    [c, d].e()
//  ^ a property of the line before
a = b
    `c`
//  ^ a template with a tag
a = b
    / c /g.test(d)
//  ^ a division
",
        );
    }

    #[test]
    fn what_ends_or_cannot_be_meant_otherwise_is_fine() {
        check(
            &RULE,
            "
a = b;
(c || d).e()
a = b
    ?.[c].d()
a = b
    / c / d
",
        );
    }
}

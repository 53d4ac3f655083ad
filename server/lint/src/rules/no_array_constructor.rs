//! Disallows `Array(a, b)` and `new Array()` where a literal does the same.
//!
//! ## Why
//! `[a, b]` is shorter, and `Array(a)` makes something else: as many holes as `a` says.
//!
//! ## Bad
//! ```js
//! const pair = new Array(1, 2);
//! ```
//!
//! ## Good
//! ```js
//! const pair = [1, 2];
//! const holes = new Array(100);
//! ```

use source::{Edit, TextRange};
use syntax::ast::{CallExpr, Callee, Expr, ExprOrSpread, NewExpr, OptCall};
use syntax::semantic::NodeId;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;

rule!("no-array-constructor", Style, Off, Both);

struct Construction<'a> {
    id: NodeId,
    range: TextRange,
    callee: &'a Expr,
    arguments: &'a [ExprOrSpread],
    is_optional: bool,
}

fn run(file: &File, report: &mut Report) {
    for (id, call) in file.nodes.all::<CallExpr>() {
        if let Callee::Expr(callee) = &call.callee
            && call.type_args.is_none()
        {
            let (range, arguments) = (call.range(), &call.args);
            check(file, &Construction { id, range, callee, arguments, is_optional: false }, report);
        }
    }
    for (id, call) in file.nodes.all::<OptCall>() {
        let (range, callee, arguments) = (call.range(), &call.callee, &call.args);
        check(file, &Construction { id, range, callee, arguments, is_optional: true }, report);
    }
    for (id, call) in file.nodes.all::<NewExpr>().filter(|(_, call)| call.type_args.is_none()) {
        let arguments = call.args.as_deref().unwrap_or_default();
        let (range, callee) = (call.range(), &call.callee);
        check(file, &Construction { id, range, callee, arguments, is_optional: false }, report);
    }
}

fn check(file: &File, construction: &Construction, report: &mut Report) {
    let Construction { id, range, callee, arguments, is_optional } = *construction;
    let is_length = matches!(arguments, [only] if only.spread.is_none());
    if is_length || !file.is_global(callee, "Array") {
        return;
    }
    let open = file.find_token(callee.range().end(), range.end(), "(");
    let elements = open.map_or("", |open| file.slice(TextRange::new(open.end(), range.end() - 1)));
    let semicolon = if needs_semicolon_before(file, id) { ";" } else { "" };
    let edit = Edit::replace(range, format!("{semicolon}[{elements}]"));
    let head = TextRange::new(range.start(), open.map_or(range.end(), |open| open.start()));
    let spread_free = arguments.iter().take_while(|argument| argument.spread.is_none()).count();
    // One element before what is spread may turn out to be the only one, which is a length.
    let is_same = arguments.is_empty() || spread_free > 1;
    let problem = report.at(range, "An array literal is clearer than `Array`");
    if is_same && !is_optional && !file.has_comments_in(head) {
        problem.fix([edit]);
    } else {
        problem.suggest("Write an array literal", [edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn calls() {
        check(
            &RULE,
            "
a = [Array(1), new Array(1, 2), Array(...b)];
//             ^^^^^^^^^^^^^^^ An array literal
//                              ^^^^^^^^^^^ An array literal
",
        );
    }

    #[test]
    fn become_literals() {
        check_fix(&RULE, "a = b\nArray(1, 2)", "a = b\n;[1, 2]");
        check_fix(&RULE, "a = new Array;", "a = [];");
    }
}

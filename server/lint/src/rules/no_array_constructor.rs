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
use syntax::semantic::Node;

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;

rule!("no-array-constructor", Style, Off, Both);

fn run(file: &File, report: &mut Report) {
    for call in file.calls().chain(file.constructions()) {
        let is_length = matches!(call.arguments, [only] if only.spread.is_none());
        if !is_length && file.is_global(call.callee, "Array") && !has_types(file.node(call.id)) {
            check(file, &call, report);
        }
    }
}

/// `new Array<string>()` says more than a literal.
fn has_types(call: Node) -> bool {
    match call {
        Node::CallExpr(call) => call.type_args.is_some(),
        Node::NewExpr(call) => call.type_args.is_some(),
        _ => false,
    }
}

fn check(file: &File, call: &Call, report: &mut Report) {
    let range = call.range;
    let open = file.find_token(call.callee.range().end(), range.end(), "(");
    let elements = open.map_or("", |open| file.slice(TextRange::new(open.end(), range.end() - 1)));
    let semicolon = if needs_semicolon_before(file, call.id) { ";" } else { "" };
    let edit = Edit::replace(range, format!("{semicolon}[{elements}]"));
    let head = TextRange::new(range.start(), open.map_or(range.end(), |open| open.start()));
    // One element before what is spread may turn out to be the only one, which is a length.
    let alone = call.arguments.iter().take_while(|argument| argument.spread.is_none()).count();
    let is_same = call.arguments.is_empty() || alone > 1;
    let is_optional = matches!(file.node(call.id), Node::OptCall(_));
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

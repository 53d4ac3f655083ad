//! Disallows labels of jumps that would go there without.
//!
//! ## Why
//! A `break` or `continue` goes to the innermost loop anyway; a label says that something else is meant.
//!
//! ## Bad
//! ```js
//! rows: for (const row of rows) {
//!     if (row.done) {
//!         break rows;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (const row of rows) {
//!     if (row.done) {
//!         break;
//!     }
//! }
//! ```

use source::{Edit, TextRange};
use syntax::ast::{BreakStmt, ContinueStmt, Ident};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-extra-label", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (id, it) in file.nodes.all::<BreakStmt>() {
        check(file, report, id, "break", it.label.as_ref());
    }
    for (id, it) in file.nodes.all::<ContinueStmt>() {
        check(file, report, id, "continue", it.label.as_ref());
    }
}

fn check(file: &File, report: &mut Report, jump: NodeId, word: &str, label: Option<&Ident>) {
    let Some(label) = label else { return };
    // The innermost loop or `switch`, or what has the label if that is nearer.
    let goal = file.nodes.ancestors(jump).find(|around| match file.node(*around) {
        Node::LabeledStmt(it) => it.label.sym == label.sym,
        node => is_breakable(node),
    });
    let is_its_label = |goal: NodeId| {
        let parent = file.parent(goal);
        is_breakable(file.node(goal)) && matches!(parent, Some(Node::LabeledStmt(it)) if it.label.sym == label.sym)
    };
    if !goal.is_some_and(is_its_label) {
        return;
    }
    let range = label.range();
    let problem = report.at(range, format!("`{word}` goes there without the label `{}`", label.sym));
    let word_end = file.node(jump).range().start() + word.len() as u32;
    let with_space = TextRange::new(word_end, range.end());
    if !file.has_comments_in(with_space) {
        problem.fix([Edit::delete(with_space)]);
    }
}

fn is_breakable(node: Node) -> bool {
    matches!(
        node,
        Node::WhileStmt(_)
            | Node::DoWhileStmt(_)
            | Node::ForStmt(_)
            | Node::ForInStmt(_)
            | Node::ForOfStmt(_)
            | Node::SwitchStmt(_)
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn the_innermost_loop_needs_none() {
        check(
            &RULE,
            "
a: while (b) { c: while (d) { break a; continue c; } }
//                                              ^ goes there without the label `c`
e: { while (f) break e; }
",
        );
    }

    #[test]
    fn is_removed() {
        check_fix(&RULE, "a: while (b) { break a; }", "a: while (b) { break; }");
    }
}

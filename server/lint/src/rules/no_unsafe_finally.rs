//! Disallows jumps out of a `finally`.
//!
//! ## Why
//! A `return`, `throw`, `break` or `continue` that leaves a `finally` takes the place of what was returned or thrown before it:
//! errors get lost.
//!
//! ## Bad
//! ```js
//! function read() {
//!     try {
//!         return load();
//!     } finally {
//!         return null;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! function read() {
//!     try {
//!         return load();
//!     } finally {
//!         close();
//!     }
//! }
//! ```

use syntax::ast::{Atom, BreakStmt, ContinueStmt, ReturnStmt, ThrowStmt, TryStmt};
use syntax::semantic::{Node, NodeId};

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-unsafe-finally", Correctness, Error, None);

/// Up to where a jump goes.
enum Reach<'a> {
    Function,
    Loop,
    LoopOrSwitch,
    Label(&'a Atom),
}

fn run(file: &File, report: &mut Report) {
    if !file.nodes.all::<TryStmt>().any(|(_, it)| it.finalizer.is_some()) {
        return;
    }
    for (id, _) in file.nodes.all::<ReturnStmt>() {
        check(file, report, id, "return", Reach::Function);
    }
    for (id, _) in file.nodes.all::<ThrowStmt>() {
        check(file, report, id, "throw", Reach::Function);
    }
    for (id, it) in file.nodes.all::<BreakStmt>() {
        let reach = it.label.as_ref().map_or(Reach::LoopOrSwitch, |label| Reach::Label(&label.sym));
        check(file, report, id, "break", reach);
    }
    for (id, it) in file.nodes.all::<ContinueStmt>() {
        let reach = it.label.as_ref().map_or(Reach::Loop, |label| Reach::Label(&label.sym));
        check(file, report, id, "continue", reach);
    }
}

fn check(file: &File, report: &mut Report, jump: NodeId, word: &str, reach: Reach) {
    let mut from = jump;
    for around in file.nodes.ancestors(jump) {
        let is_goal = match file.node(around) {
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => true,
            Node::WhileStmt(_) | Node::DoWhileStmt(_) | Node::ForStmt(_) | Node::ForInStmt(_) | Node::ForOfStmt(_) => {
                matches!(reach, Reach::Loop | Reach::LoopOrSwitch)
            }
            Node::SwitchStmt(_) => matches!(reach, Reach::LoopOrSwitch),
            Node::LabeledStmt(it) => matches!(reach, Reach::Label(label) if *label == it.label.sym),
            _ => false,
        };
        if is_goal {
            return;
        }
        let is_finalizer = matches!(file.node(around), Node::TryStmt(it) if it.finalizer.is_some())
            && file.nodes.children(around).last() == Some(from);
        if is_finalizer {
            let message = format!("`{word}` leaves a `finally`, and what was returned or thrown before gets lost");
            report.at(file.node(jump).range(), message);
            return;
        }
        from = around;
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn what_leaves_it_is_reported() {
        check(
            &RULE,
            "
function f() { try { a(); } finally { if (b) return; } }
//                                           ^^^^^^^ `return` leaves
for (;;) { try { a(); } finally { break; } }
//                                ^^^^^^ `break` leaves
try { a(); } finally { while (b) break; const f = () => { throw c; }; }
d: for (;;) { try { a(); } finally { for (;;) continue d; } }
//                                            ^^^^^^^^^^^ `continue` leaves
",
        );
    }
}

//! Disallows `++` and `--`.
//!
//! ## Why
//! `a += 1` says the same, and does not change its meaning where a line ends before it.
//!
//! ## Bad
//! ```js
//! count++;
//! ```
//!
//! ## Good
//! ```js
//! count += 1;
//! ```
//!
//! ## Options
//! - `allowForLoopAfterthoughts` (default `false`): in the last part of `for (;;)` they are fine.

use serde::Deserialize;
use syntax::ast::UpdateExpr;
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-plusplus", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_for_loop_afterthoughts: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, update) in file.nodes.all::<UpdateExpr>() {
        if !(options.allow_for_loop_afterthoughts && is_afterthought(file, id)) {
            report.at(update.range(), format!("`{}` is not wanted", update.op.as_str()));
        }
    }
}

/// Whether an expression is the last part of a `for`, or one of a list there.
fn is_afterthought(file: &File, id: NodeId) -> bool {
    let range = file.node(id).range();
    let mut around = file.nodes.ancestors(id).map(|id| file.node(id));
    match around.find(|node| !matches!(node, Node::ParenExpr(_) | Node::SeqExpr(_))) {
        Some(Node::ForStmt(it)) => it.update.as_ref().is_some_and(|update| update.range().contains_range(range)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn in_loops_they_can_be_fine() {
        check(&RULE, "\nfor (;;) x = a--;\n//           ^^^ `--` is not\n");
        case(&RULE, "for (;; a++, --b) {}").options(json!([{ "allowForLoopAfterthoughts": true }])).check();
    }
}

//! Disallows loops that never have a second round.
//!
//! ## Why
//! A loop whose body always leaves it is an `if` in disguise, or its `return` or `break` stands in the wrong place.
//!
//! ## Bad
//! ```js
//! for (const user of users) {
//!     if (user.active) {
//!         notify(user);
//!     }
//!     break;
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (const user of users) {
//!     if (user.active) {
//!         notify(user);
//!         break;
//!     }
//! }
//! ```
//!
//! ## Options
//! * `ignore` (`[]`): loops that are left alone: `"WhileStatement"`, `"DoWhileStatement"`, `"ForStatement"`, `"ForInStatement"`,
//!   `"ForOfStatement"`.

use serde::Deserialize;
use syntax::semantic::{NodeId, NodeKind};

use crate::file::File;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-unreachable-loop", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore: Vec<Loop>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
enum Loop {
    #[serde(rename = "WhileStatement")]
    While,
    #[serde(rename = "DoWhileStatement")]
    DoWhile,
    #[serde(rename = "ForStatement")]
    For,
    #[serde(rename = "ForInStatement")]
    ForIn,
    #[serde(rename = "ForOfStatement")]
    ForOf,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let kinds = [
        (Loop::While, NodeKind::WhileStmt),
        (Loop::DoWhile, NodeKind::DoWhileStmt),
        (Loop::For, NodeKind::ForStmt),
        (Loop::ForIn, NodeKind::ForInStmt),
        (Loop::ForOf, NodeKind::ForOfStmt),
    ];
    for (_, kind) in kinds.iter().filter(|(name, _)| !options.ignore.contains(name)) {
        for id in file.nodes.of_kind(*kind) {
            check(file, report, *id);
        }
    }
}

fn check(file: &File, report: &mut Report, id: NodeId) {
    let is_jump = |id: NodeId| {
        matches!(
            file.node(id).kind(),
            NodeKind::BreakStmt | NodeKind::ReturnStmt | NodeKind::ThrowStmt | NodeKind::ContinueStmt
        )
    };
    let is_endless = |id: NodeId| matches!(file.node(id).kind(), NodeKind::WhileStmt | NodeKind::ForStmt);
    if !file.nodes.descendants(id).any(|id| is_jump(id) || is_endless(id)) {
        return;
    }
    let fate = file.flow_around(id).fate(id);
    if fate.is_reached && !fate.is_repeated {
        report.at(file.node(id).range(), "the loop never has a second round");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn a_second_round_has_to_be_possible() {
        check(
            &RULE,
            "
while (a) { b(); break; }
//^^^^^^^^^^^^^^^^^^^^^^^ never has a second round
for (const c of d) { if (c) break; }
do { if (a) continue; break; } while (b);
",
        );
    }

    #[test]
    fn kinds_are_ignored_by_option() {
        case(&RULE, "for (a in b) break;").options(json!([{ "ignore": ["ForInStatement"] }])).check();
    }
}

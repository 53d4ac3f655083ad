//! Disallows empty blocks.
//!
//! ## Why
//! A block with nothing in it looks as if something was forgotten. A comment in it says that it was not.
//!
//! ## Bad
//! ```js
//! if (isReady) {
//! }
//! ```
//!
//! ## Good
//! ```js
//! try {
//!     load();
//! } catch {
//!     // the defaults are good enough
//! }
//! ```
//!
//! ## Options
//! - `allowEmptyCatch` (default `false`): the block of a `catch` may be empty.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{BlockStmt, SwitchStmt};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty", Suspicious, Error, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_empty_catch: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, block) in file.nodes.all::<BlockStmt>() {
        if block.stmts.is_empty()
            && !file.has_comments_in(block.range())
            && !(options.allow_empty_catch && matches!(file.parent(id), Some(Node::CatchClause(_))))
        {
            let inside = block.range().end() - 1;
            report
                .at(block.range(), "this block is empty")
                .suggest("Say in a comment that it is meant", [Edit::insert(inside, " /* empty */ ")]);
        }
    }
    for (_, switch) in file.nodes.all::<SwitchStmt>() {
        if switch.cases.is_empty() {
            let end = switch.range().end();
            let braces = TextRange::new(file.previous_token_end(end - 1) - 1, end);
            if !file.has_comments_in(braces) {
                report.at(braces, "this `switch` has no cases");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn empty_blocks_are_reported() {
        check(
            &RULE,
            "
if (a) {}
//     ^^ this block is empty
function f() {}
class C { static {} }
try { a() } catch { /* it is fine */ }
switch (a) /* b */ {}
//                 ^^ no cases
",
        );
    }

    #[test]
    fn an_empty_catch_can_be_allowed() {
        case(&RULE, "try { a() } catch {}").options(json!([{ "allowEmptyCatch": true }])).check();
    }
}

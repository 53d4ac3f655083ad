//! Disallows a `case` that runs on into the next.
//!
//! ## Why
//! A forgotten `break` looks like one that was left out on purpose. A comment says which it is.
//!
//! ## Bad
//! ```js
//! switch (day) {
//!     case 1:
//!         open();
//!     case 2:
//!         close();
//! }
//! ```
//!
//! ## Good
//! ```js
//! switch (day) {
//!     case 1:
//!         open();
//!     // falls through
//!     case 2:
//!         close();
//! }
//! ```
//!
//! ## Options
//! * `commentPattern` (`"falls?\\s?through"`, in any case): what a comment says that allows it.
//! * `allowEmptyCase` (`false`): a `case` without statements may be followed by an empty line.
//! * `reportUnusedFallthroughComment` (`false`): reports such a comment where nothing falls through.

use serde::Deserialize;
use source::TextRange;
use syntax::Comment;
use syntax::ast::{Stmt, SwitchCase, SwitchStmt};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("no-fallthrough", Suspicious, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    comment_pattern: Option<Pattern>,
    allow_empty_case: bool,
    report_unused_fallthrough_comment: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, switch) in file.nodes.all::<SwitchStmt>() {
        let mut flow = None;
        let cases = file.nodes.children(id).skip(1);
        for ((id, case), next) in cases.zip(&switch.cases).zip(switch.cases.iter().skip(1)) {
            let may_run_on = case.cons.is_empty() && is_close(file, options, case, next);
            if may_run_on && !options.report_unused_fallthrough_comment {
                continue;
            }
            let fate = flow.get_or_insert_with(|| file.flow_around(id)).fate(id);
            let comment = fallthrough_comment(file, options, case, next);
            match comment {
                None if fate.is_completed && !may_run_on => {
                    let word = if next.test.is_some() { "case" } else { "default" };
                    let message = format!("the `case` before runs on into this `{word}`");
                    report.at(next.range(), message);
                }
                Some(comment) if !fate.is_completed && options.report_unused_fallthrough_comment => {
                    report.at(comment.range, "the comment allows to fall through, but nothing does");
                }
                _ => {}
            }
        }
    }
}

/// Whether an empty `case` stands together with the next.
fn is_close(file: &File, options: &Options, case: &SwitchCase, next: &SwitchCase) -> bool {
    let between = file.slice(TextRange::new(case.range().end(), next.range().start()));
    options.allow_empty_case || between.matches('\n').count() < 2
}

/// The comment that allows it: the last before the next `case`, or in the block that is all of this one.
fn fallthrough_comment<'f>(
    file: &'f File,
    options: &Options,
    case: &SwitchCase,
    next: &SwitchCase,
) -> Option<&'f Comment> {
    let is_meant = |comment: &&Comment| {
        let text = file.comment_text(comment);
        let is_directive = text.trim_start().starts_with("eslint-");
        !is_directive
            && match &options.comment_pattern {
                Some(pattern) => pattern.matches(text),
                None => says_falls_through(text),
            }
    };
    let last_before = |end: u32, start: u32| file.comments_in(TextRange::new(start, end)).last().filter(is_meant);
    let in_block = match case.cons.as_slice() {
        [Stmt::Block(block)] => {
            let inside = block.range();
            let end = inside.end() - 1;
            last_before(end, file.previous_token_end(end))
        }
        _ => None,
    };
    let start = next.range().start();
    in_block.or_else(|| last_before(start, file.previous_token_end(start)))
}

/// `falls through`, `fall through`, `fallthrough`, in any case.
fn says_falls_through(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices("fall").any(|(at, _)| {
        let rest = &lower[at + "fall".len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
        rest.starts_with("through")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn a_case_ends_or_says_that_it_does_not() {
        check(
            &RULE,
            "
switch (a) {
    case 1: b();
    case 2: c(); break;
//  ^^^^^^^^^^^^^^^^^^^ runs on into this `case`
    case 3: d();
    // falls through
    case 4: { e(); /* fallthrough */ }
    case 5:
    case 6: if (f) { break; } else { throw g; }
    default: h();
}
",
        );
    }

    #[test]
    fn options_say_what_the_comment_is() {
        let text = "
switch (a) {
    case 1: b();
    // goes on
    case 2: c(); break;
    /* goes on */ case 3: d();
//  ^^^^^^^^^^^^^ nothing does
}
";
        let options = json!([{ "commentPattern": "goes\\son", "reportUnusedFallthroughComment": true }]);
        case(&RULE, text).options(options).check();
    }
}

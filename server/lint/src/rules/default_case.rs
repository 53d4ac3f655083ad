//! Requires a `default` in each `switch`.
//!
//! ## Why
//! A value that nobody thought of passes without a word. A comment `// no default` says that it may.
//!
//! ## Bad
//! ```js
//! switch (color) {
//!     case "red": stop(); break;
//! }
//! ```
//!
//! ## Good
//! ```js
//! switch (color) {
//!     case "red": stop(); break;
//!     default: go();
//! }
//! ```
//!
//! ## Options
//! - `commentPattern` (default `^no default$`, in any case): what a comment at the end says that stands for a `default`.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::SwitchStmt;

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("default-case", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    comment_pattern: Option<Pattern>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, switch) in file.nodes.all::<SwitchStmt>() {
        let Some(last) = switch.cases.last() else { continue };
        if switch.cases.iter().any(|case| case.test.is_none()) {
            continue;
        }
        let range = switch.range();
        let comments = file.comments_in(TextRange::new(last.range().end(), range.end()));
        let comment = comments.last().map(|comment| file.comment_text(comment).trim());
        let is_said = comment.is_some_and(|text| match &options.comment_pattern {
            Some(pattern) => pattern.matches(text),
            None => text.eq_ignore_ascii_case("no default"),
        });
        if !is_said {
            let head = file.find_token(switch.discriminant.range().end(), range.end(), ")");
            let end = head.map_or(range.end(), TextRange::end);
            report.at(TextRange::new(range.start(), end), "the `switch` has no `default`");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn a_default_or_a_comment() {
        check(
            &RULE,
            "
switch ((a)) { case 1: break; /* no */ }
//^^^^^^^^^^ no `default`
switch (a) { case 1: default: }
switch (a) { case 1: /* No Default */ }
switch (a) {}
",
        );
        let options = json!([{ "commentPattern": "^skip" }]);
        case(&RULE, "switch (a) { case 1: // skip it\n }").options(options).check();
    }
}

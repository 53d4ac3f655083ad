//! Requires that the parameters of a promise's executor are named `resolve` and `reject`.
//!
//! ## Why
//! In the wrong order they still look right.
//!
//! ## Bad
//! ```js
//! new Promise((reject, resolve) => setTimeout(resolve, 10));
//! ```
//!
//! ## Good
//! ```js
//! new Promise((resolve, reject) => setTimeout(resolve, 10));
//! ```
//!
//! ## Options
//! - `resolvePattern` (default `^_?resolve$`), `rejectPattern` (default `^_?reject$`): regular expressions of the names.

use serde::Deserialize;
use syntax::ast::{Expr, Pat};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::promises::is_promise_class;
use crate::report::Report;
use crate::rule::rule;

rule!("param-names", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    resolve_pattern: Option<Pattern>,
    reject_pattern: Option<Pattern>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for new in file.constructions() {
        let [executor] = new.arguments else { continue };
        if !is_promise_class(new.callee) {
            continue;
        }
        let parameters: Vec<&Pat> = match without_parentheses(&executor.expr) {
            Expr::Fn(it) => it.function.params.iter().map(|parameter| &parameter.pat).collect(),
            Expr::Arrow(it) => it.params.iter().collect(),
            _ => continue,
        };
        let wanted = [("resolve", &options.resolve_pattern), ("reject", &options.reject_pattern)];
        for (parameter, (word, pattern)) in parameters.into_iter().zip(wanted) {
            let Pat::Ident(name) = parameter else { continue };
            let is_right = match pattern {
                Some(pattern) => pattern.matches(&name.id.sym),
                None => name.id.sym.strip_prefix('_').unwrap_or(&name.id.sym) == word,
            };
            if !is_right {
                report.at(name.id.range(), format!("this parameter is the promise's `{word}`"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_of_parameters() {
        check(&RULE, "\nnew Promise((_resolve, rej) => {});\n//                     ^^^ the promise's `reject`\n");
        let options = json!([{ "resolvePattern": "^yes$", "rejectPattern": "^no$" }]);
        case(&RULE, "new Promise(function (yes, no) {})").options(options).check();
    }
}

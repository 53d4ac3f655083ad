//! Requires as many arguments as the functions of promises take.
//!
//! ## Why
//! What is too much is dropped, and `then()` without a callback does nothing.
//!
//! ## Bad
//! ```js
//! const all = Promise.all(first, second);
//! ```
//!
//! ## Good
//! ```js
//! const all = Promise.all([first, second]);
//! ```
//!
//! ## Options
//! - `exclude` (default `[]`): names of functions that are not looked at.

use serde::Deserialize;

use crate::file::File;
use crate::options::RuleOptions;
use crate::promises::maker;
use crate::report::Report;
use crate::rule::rule;

rule!("valid-params", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    exclude: Vec<String>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for call in file.calls() {
        let Some((_, name)) = call.method() else { continue };
        let (wanted, words) = match &*name {
            "then" => (1..=2, "1 or 2 arguments"),
            "catch" | "finally" => (1..=1, "1 argument"),
            "resolve" | "reject" if maker(call.callee).is_some() => (0..=1, "0 or 1 arguments"),
            "all" | "allSettled" | "any" | "race" if maker(call.callee).is_some() => (1..=1, "1 argument"),
            _ => continue,
        };
        let has_spread = call.arguments.iter().any(|argument| argument.spread.is_some());
        let is_excluded = options.exclude.iter().any(|excluded| *excluded == *name);
        if !has_spread && !is_excluded && !wanted.contains(&call.arguments.len()) {
            report.at(call.range, format!("`{name}` of a promise takes {words}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn arguments_are_counted() {
        check(&RULE, "\na.then(); b.catch(...c); Promise.resolve(); d.all(1, 2);\n//^^^^^^ takes 1 or 2 arguments\n");
        case(&RULE, "a.catch(TypeError, b)").options(json!([{ "exclude": ["catch"] }])).check();
    }
}

//! Disallows patterns and flags for `RegExp` that it refuses.
//!
//! ## Why
//! A literal that is wrong is a syntax error, found at once; a string that is wrong throws when the call runs.
//!
//! ## Bad
//! ```js
//! const open = new RegExp("[");
//! ```
//!
//! ## Good
//! ```js
//! const open = new RegExp("\\[");
//! ```
//!
//! ## Options
//! - `allowConstructorFlags` (default `[]`): flags that are fine beside those of ECMAScript.

use serde::Deserialize;

use crate::file::File;
use crate::options::RuleOptions;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;

rule!("no-invalid-regexp", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_constructor_flags: Vec<String>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (range, arguments) in regex::calls(file) {
        let flags = regex::given_flags(file, arguments.get(1..).unwrap_or_default());
        if let Some(problem) = flags.as_deref().and_then(|flags| wrong_flags(flags, options)) {
            report.at(range, problem);
            continue;
        }
        let Some(source) = regex::RegexSource::of_call(file, range, arguments) else { continue };
        let outcome = match flags {
            Some(flags) => {
                let known: String = flags.chars().filter(|flag| FLAGS.contains(*flag)).collect();
                source.read(&known, |_| ())
            }
            // Flags that are not known may make it right.
            None => source.read("", |_| ()).or_else(|_| source.read("u", |_| ())).or_else(|_| source.read("v", |_| ())),
        };
        if let Err(problem) = outcome {
            report.at(range, format!("the pattern can't be read: {}", lowered(&problem)));
        }
    }
}

const FLAGS: &str = "dgimsuvy";

fn wrong_flags(flags: &str, options: &Options) -> Option<String> {
    let is_allowed = |flag: char| {
        FLAGS.contains(flag) || options.allow_constructor_flags.iter().any(|allowed| allowed.contains(flag))
    };
    for (index, flag) in flags.char_indices() {
        if !is_allowed(flag) {
            return Some(format!("there is no flag `{flag}`"));
        }
        if flags[..index].contains(flag) {
            return Some(format!("the flag `{flag}` is there twice"));
        }
    }
    (flags.contains('u') && flags.contains('v')).then(|| "the flags `u` and `v` exclude each other".to_owned())
}

fn lowered(message: &str) -> String {
    let message = message.strip_prefix("Invalid regular expression: ").unwrap_or(message);
    let mut characters = message.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn wrong_patterns_and_flags_are_reported() {
        check(
            &RULE,
            r"
a = RegExp('[');
//  ^^^^^^^^^^^ can't be read
a = new RegExp('.', 'z');
//  ^^^^^^^^^^^^^^^^^^^^ no flag `z`
a = new RegExp('\\u{0}*', flags);
a = new RegExp(pattern, 'uv');
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ exclude each other
",
        );
    }

    #[test]
    fn flags_can_be_allowed() {
        case(&RULE, "new RegExp('.', 'ga')").options(json!([{ "allowConstructorFlags": ["a"] }])).check();
    }
}

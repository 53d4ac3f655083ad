//! Disallows writing to globals that are not to be changed.
//!
//! ## Why
//! All other code that uses the global gets what was written, or nothing happens at all: `undefined = 1`.
//!
//! ## Bad
//! ```js
//! Object = null;
//! ```
//!
//! ## Good
//! ```js
//! /* global settings: writable */
//! settings = null;
//! ```
//!
//! ## Options
//! - `exceptions` (default `[]`): names of globals that may be written.

use serde::Deserialize;

use crate::file::File;
use crate::globals::Global;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-global-assign", Correctness, Error, None, options: NoGlobalAssign);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoGlobalAssign {
    exceptions: Vec<String>,
}

impl RuleOptions for NoGlobalAssign {}

fn run(file: &File, options: &NoGlobalAssign, report: &mut Report) {
    for reference in file.undeclared().filter(|reference| reference.is_write()) {
        let is_readonly = file.globals.get(&reference.name) == Some(Global::Readonly);
        if is_readonly && !options.exceptions.iter().any(|exception| **exception == *reference.name) {
            report.at(reference.range, format!("`{}` is a global that is not to be changed", reference.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn writing() {
        check(
            &RULE,
            "
/* global a: writable, bbb */
a = 1; ({ bbb } = a);
//        ^^^ `bbb` is a global
{ let Object; Object = 1; }
",
        );
    }

    #[test]
    fn exceptions() {
        case(&RULE, "Object = 1;").options(json!([{ "exceptions": ["Object"] }])).check();
    }
}

//! Disallows components that nothing declares.
//!
//! ## Why
//! They throw a ReferenceError. `no-undef` tells the same; this rule is for those who have that one off.
//!
//! ## Bad
//! ```js
//! const page = <Missing />;
//! ```
//!
//! ## Good
//! ```js
//! import Page from "./page.js";
//! const page = <Page />;
//! ```
//!
//! ## Options
//! - `allowGlobals` (default `false`): globals of the environment count as declared in modules, too.

use serde::Deserialize;
use syntax::Goal;
use syntax::semantic::Node;

use crate::file::File;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("jsx-no-undef", React, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_globals: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let counts_globals = options.allow_globals || file.kind.goal != Goal::Module;
    for reference in file.undeclared() {
        let is_element = matches!(
            file.parent(reference.node),
            Some(Node::JSXOpeningElement(_) | Node::JSXMemberExpr(_) | Node::JSXClosingElement(_))
        );
        if is_element && *reference.name != *"this" && !(counts_globals && file.has_global(&reference.name)) {
            report.at(reference.range, format!("`{}` is not declared", reference.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn components_that_are_missing() {
        let text = "\nfunction A() { return <><A /><B.C /><div /></>; }\n//                            ^ `B` is not declared\n";
        case(&RULE, text).kind(SourceKind::new(Language::Jsx, Goal::Module)).check();
    }
}

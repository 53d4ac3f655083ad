//! Disallows variables that are named as what everybody takes for granted: `undefined`, `NaN`, `eval`.
//!
//! ## Why
//! Whoever reads the code below the declaration is misled.
//!
//! ## Bad
//! ```js
//! const NaN = 0;
//! ```
//!
//! ## Good
//! ```js
//! const none = 0;
//! ```
//!
//! ## Options
//! - `reportGlobalThis` (default `true`): also `globalThis`.

use serde::Deserialize;
use syntax::semantic::{DefinitionKind, Node, Variable};

use crate::file::File;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-shadow-restricted-names", Suspicious, Error, None, options: NoShadowRestrictedNames);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoShadowRestrictedNames {
    report_global_this: bool,
}

impl Default for NoShadowRestrictedNames {
    fn default() -> Self {
        NoShadowRestrictedNames { report_global_this: true }
    }
}

impl RuleOptions for NoShadowRestrictedNames {}

fn run(file: &File, options: &NoShadowRestrictedNames, report: &mut Report) {
    let mut last = None;
    for variable in file.variables() {
        let is_restricted = match &*variable.name {
            "undefined" => !is_undefined(file, variable),
            "NaN" | "Infinity" | "eval" | "arguments" => true,
            "globalThis" => options.report_global_this,
            _ => false,
        };
        for definition in variable.definitions.iter().filter(|it| is_restricted && it.kind != DefinitionKind::Type) {
            // A class has its name twice, outside of it and inside.
            if last.replace(definition.range) != Some(definition.range) {
                report.at(definition.range, format!("`{}` hides the global of this name", variable.name));
            }
        }
    }
}

/// Whether a variable named `undefined` is just that: it never has a value.
fn is_undefined(file: &File, variable: &Variable) -> bool {
    let has_no_value = variable
        .definitions
        .iter()
        .all(|definition| matches!(file.node(definition.node), Node::VarDeclarator(it) if it.init.is_none()));
    has_no_value && file.references_of(variable).all(|reference| !reference.is_write())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::case;

    #[test]
    fn every_declaration() {
        case(
            &RULE,
            "
function f(NaN) {}
//         ^^^ `NaN` hides
class Infinity {}
//    ^^^^^^^^ `Infinity` hides
function g() { var undefined; return undefined; }
",
        )
        .script()
        .check();
    }
}

//! Disallows giving something the name that it has.
//!
//! ## Why
//! `{ size: size }` in a pattern, `import { a as a }` and `export { a as a }` say a name twice.
//!
//! ## Bad
//! ```js
//! const { size: size } = options;
//! ```
//!
//! ## Good
//! ```js
//! const { size } = options;
//! ```
//!
//! ## Options
//! - `ignoreDestructuring` (default `false`)
//! - `ignoreImport` (default `false`)
//! - `ignoreExport` (default `false`)

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{ExportNamedSpecifier, Expr, ImportNamedSpecifier, KeyValuePatProp, ModuleExportName, Pat, PropName};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::property_name;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-rename", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore_destructuring: bool,
    ignore_import: bool,
    ignore_export: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    if !options.ignore_destructuring {
        for (_, property) in file.nodes.all::<KeyValuePatProp>() {
            pattern(file, property, report);
        }
    }
    if !options.ignore_import {
        for (_, specifier) in file.nodes.all::<ImportNamedSpecifier>() {
            if specifier.imported.as_ref().is_some_and(|imported| text(imported) == Some(&specifier.local.sym)) {
                useless(file, specifier.range(), specifier.local.range(), report);
            }
        }
    }
    if !options.ignore_export {
        for (_, specifier) in file.nodes.all::<ExportNamedSpecifier>() {
            if specifier.exported.as_ref().is_some_and(|exported| text(exported) == text(&specifier.orig)) {
                useless(file, specifier.range(), specifier.orig.range(), report);
            }
        }
    }
}

fn text(name: &ModuleExportName) -> Option<&str> {
    match name {
        ModuleExportName::Ident(name) => Some(&name.sym),
        ModuleExportName::Str(name) => name.value.as_str(),
    }
}

fn pattern(file: &File, property: &KeyValuePatProp, report: &mut Report) {
    if !matches!(property.key, PropName::Ident(_) | PropName::Str(_)) {
        return;
    }
    let (target, has_default) = match &*property.value {
        Pat::Assign(default) => (&*default.left, true),
        other => (other, false),
    };
    let (name, range, is_wrapped) = match target {
        Pat::Ident(name) => (&name.id.sym, name.id.range(), false),
        Pat::Expr(expression) => match without_parentheses(expression) {
            Expr::Ident(name) => (&name.sym, name.range(), true),
            _ => return,
        },
        _ => return,
    };
    if property_name(&property.key).is_some_and(|key| *key == **name) {
        if has_default && is_wrapped {
            report.at(property.range(), MESSAGE);
            return;
        }
        let kept = if has_default { property.value.range() } else { range };
        useless(file, property.range(), kept, report);
    }
}

const MESSAGE: &str = "this gets the name that it has";

/// Reports a whole of which a part is enough.
fn useless(file: &File, whole: TextRange, kept: TextRange, report: &mut Report) {
    let problem = report.at(whole, MESSAGE);
    if file.comments_in(whole).len() == file.comments_in(kept).len() {
        problem.fix([Edit::replace(whole, file.slice(kept))]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn names_said_twice_are_reported() {
        check(
            &RULE,
            "
const { a: a, b: c, ['d']: d } = e;
//      ^^^^ the name that it has
import { f as f } from 'g';
//       ^^^^^^
export { f as 'f' };
//       ^^^^^^^^
",
        );
    }

    #[test]
    fn one_is_kept() {
        check_fix(&RULE, "({ a: (a), 'b': b = 1 } = c)", "({ a, b = 1 } = c)");
    }

    #[test]
    fn kinds_can_be_ignored() {
        case(&RULE, "import { a as a } from 'b'").options(json!([{ "ignoreImport": true }])).check();
    }
}

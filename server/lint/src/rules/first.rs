//! Requires imports to stand before everything else.
//!
//! ## Why
//! Imported modules run first wherever the import stands, so an import further down only looks as if what is above had run before.
//!
//! ## Bad
//! ```js
//! setUp();
//! import { run } from './run.js';
//! ```
//!
//! ## Good
//! ```js
//! import { run } from './run.js';
//! setUp();
//! ```
//!
//! ## Options
//! `"absolute-first"`: imports of packages stand before those of files.

use serde::Deserialize;
use serde_json::Value;
use syntax::ast::{ImportDecl, Lit, TsImportEqualsDecl};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::report::Report;
use crate::rule::rule;

rule!("first", Imports, Off, None, options: First);

#[derive(Default, Deserialize)]
struct First {
    packages: Packages,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Packages {
    AbsoluteFirst,
    #[default]
    DisableAbsoluteFirst,
}

impl RuleOptions for First {
    fn read(values: &[Value]) -> Result<Self, OptionsError> {
        match values {
            [] => Ok(First::default()),
            [word] => Ok(First { packages: from_value(word)? }),
            _ => Err(OptionsError("takes one option, a word".to_owned())),
        }
    }

    fn schema() -> Vec<Value> {
        vec![serde_json::json!({ "enum": ["absolute-first", "disable-absolute-first"] })]
    }
}

fn run(file: &File, options: &First, report: &mut Report) {
    if file.nodes.all::<ImportDecl>().next().is_none() {
        return;
    }
    let (mut is_late, mut has_relative) = (false, false);
    for id in file.nodes.children(NodeId::PROGRAM) {
        let node = file.node(id);
        let Node::ImportDecl(import) = node else {
            let is_import = matches!(node, Node::TsImportEqualsDecl(TsImportEqualsDecl { is_export: false, .. }));
            is_late |= !is_import && !matches!(node, Node::ExprStmt(it) if it.expr.as_lit().is_some_and(Lit::is_str));
            continue;
        };
        let is_relative = import.src.value.as_str().is_some_and(|specifier| specifier.starts_with('.'));
        if is_late {
            report.at(import.range(), "this import runs before what stands above it; it belongs to the top");
        } else if has_relative && !is_relative && options.packages == Packages::AbsoluteFirst {
            report.at(import.range(), "imports of packages belong before those of files");
        }
        has_relative |= is_relative;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn imports_below_others() {
        check(
            &RULE,
            "
'use strict';
import a from 'a';
export * from 'b';
import c from 'c';
//^^^^^^^^^^^^^^^^ this import runs before what stands above it
f();
import d from './d';
//^^^^^^^^^^^^^^^^^^ this import runs before what stands above it
",
        );
    }

    #[test]
    fn packages_before_files() {
        let text = "
import a from './a';
import b from 'b';
//^^^^^^^^^^^^^^^^ imports of packages belong before those of files
";
        case(&RULE, text).options(json!(["absolute-first"])).check();
    }
}

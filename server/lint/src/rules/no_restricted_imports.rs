//! Disallows imports that the configuration names.
//!
//! ## Why
//! A project may have a module of its own for something, or want to be rid of a package.
//!
//! ## Bad
//! ```js
//! /* eslint no-restricted-imports: ["error", "lodash"] */
//! import { map } from "lodash";
//! ```
//!
//! ## Good
//! ```js
//! /* eslint no-restricted-imports: ["error", "lodash"] */
//! import map from "./map.js";
//! ```
//!
//! ## Options
//! Names of modules, or objects as in `paths`; or one object:
//! - `paths`: names, or objects with `name`, `message`, and `importNames` or `allowImportNames` for what is not wanted of it, or
//!   wanted only.
//! - `patterns`: patterns as a `.gitignore` has them, or objects with `group` (such patterns) or `regex`, `caseSensitive`
//!   (default `false`), `message`, `importNames`, `importNamePattern`, `allowImportNames`, `allowImportNamePattern`.

mod restrictions;

use source::TextRange;
use syntax::ast::{ExportAll, ExportSpecifier, ImportDecl, ImportSpecifier, ModuleExportName, NamedExport, Str};

use self::restrictions::{Restriction, Restrictions};
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-restricted-imports", Suspicious, Off, None, options: Restrictions);

fn run(file: &File, options: &Restrictions, report: &mut Report) {
    if options.0.is_empty() {
        return;
    }
    for (_, import) in file.nodes.all::<ImportDecl>() {
        look(options, &import.src, import.range(), || import.specifiers.iter().map(imported).collect(), report);
    }
    for (_, export) in file.nodes.all::<NamedExport>() {
        if let Some(specifier) = &export.src {
            look(options, specifier, export.range(), || export.specifiers.iter().map(exported).collect(), report);
        }
    }
    for (_, export) in file.nodes.all::<ExportAll>() {
        let range = export.range();
        let star = || file.find_token(range.start() + "export".len() as u32, range.end(), "*").unwrap_or(range);
        look(options, &export.src, range, || vec![(ALL.to_owned(), star())], report);
    }
}

/// The name that stands for all of a module.
const ALL: &str = "*";

fn imported(specifier: &ImportSpecifier) -> (String, TextRange) {
    match specifier {
        ImportSpecifier::Default(it) => ("default".to_owned(), it.range()),
        ImportSpecifier::Namespace(it) => (ALL.to_owned(), it.range()),
        ImportSpecifier::Named(it) => {
            let name = it.imported.as_ref().map_or(it.local.sym.to_string(), written);
            (name, it.range())
        }
    }
}

fn exported(specifier: &ExportSpecifier) -> (String, TextRange) {
    match specifier {
        ExportSpecifier::Named(it) => (written(&it.orig), it.range()),
        ExportSpecifier::Namespace(it) => {
            let start = it.range().start();
            (ALL.to_owned(), TextRange::new(start, start + ALL.len() as u32))
        }
        ExportSpecifier::Default(it) => ("default".to_owned(), it.exported.range()),
    }
}

fn written(name: &ModuleExportName) -> String {
    name.atom().to_string()
}

fn look(
    options: &Restrictions,
    specifier: &Str,
    range: TextRange,
    names: impl Fn() -> Vec<(String, TextRange)>,
    report: &mut Report,
) {
    let Some(path) = specifier.value.as_str().map(str::trim) else { return };
    for restriction in options.0.iter().filter(|restriction| restriction.is_about(path)) {
        let Restriction { wanted, .. } = restriction;
        let why = wanted.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
        if wanted.is_about_all() {
            report.at(range, format!("`{path}` is not to be imported{why}"));
            continue;
        }
        for (name, place) in names() {
            if name == ALL {
                report.at(place, format!("not all of `{path}` is to be imported{why}"));
            } else if !wanted.allows(&name) {
                report.at(place, format!("`{name}` is not to be imported from `{path}`{why}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn modules_by_name() {
        let options = json!(["a", { "name": "b", "importNames": ["c"], "message": "Take d." }]);
        let text = "
export * from 'a';
//^^^^^^^^^^^^^^^^ `a` is not to be imported
import { c, e } from 'b';
//       ^ from `b`: Take d.
import * as f from 'b'; import 'a/g';
//     ^^^^^^ not all of `b`
";
        case(&RULE, text).options(options).check();
    }

    #[test]
    fn modules_by_pattern() {
        let options = json!([{ "patterns": ["a/*", "!a/b", { "regex": "^C", "allowImportNamePattern": "^d" }] }]);
        let text = "
import x from 'a/c';
//^^^^^^^^^^^^^^^^^^ `a/c` is not
import 'a/b';
import { d, e } from 'c';
//          ^ `e` is not
";
        case(&RULE, text).options(options).check();
    }
}

//! Requires `node:` before the names of Node's modules.
//!
//! ## Why
//! It shows that no package is meant, and no package can come in between.
//!
//! ## Bad
//! ```js
//! import { readFile } from "fs/promises";
//! ```
//!
//! ## Good
//! ```js
//! import { readFile } from "node:fs/promises";
//! ```

use resolve::builtins;
use source::Edit;
use syntax::ast::{CallExpr, Callee, ExportAll, Expr, ImportDecl, Lit, NamedExport, Str};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("prefer-node-protocol", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    let imports = file.nodes.all::<ImportDecl>().map(|(_, it)| &*it.src);
    let exports = file.nodes.all::<NamedExport>().filter_map(|(_, it)| it.src.as_deref());
    let all = file.nodes.all::<ExportAll>().map(|(_, it)| &*it.src);
    let calls = file.nodes.all::<CallExpr>().filter_map(|(_, call)| loaded(file, call));
    for specifier in imports.chain(exports).chain(all).chain(calls) {
        let Some(name) = specifier.value.as_str().filter(|name| builtins::bare(name).is_some()) else { continue };
        let range = specifier.range();
        report
            .at(range, format!("`node:{name}` shows that Node's module is meant"))
            .fix([Edit::insert(range.start() + 1, "node:")]);
    }
}

/// What `import()` or `require()` names.
fn loaded<'a>(file: &File, call: &'a CallExpr) -> Option<&'a Str> {
    let is_loading = match &call.callee {
        Callee::Import(_) => true,
        Callee::Expr(callee) => file.is_global(callee, "require"),
        Callee::Super(_) => false,
    };
    match without_parentheses(&call.args.first()?.expr) {
        Expr::Lit(Lit::Str(specifier)) if is_loading => Some(specifier),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check_fix};

    #[test]
    fn names_of_modules() {
        check_fix(&RULE, "export * from 'os'; import a from 'b';", "export * from 'node:os'; import a from 'b';");
        case(&RULE, "x = [require('fs'), import('path'), require('node:fs')]")
            .global("require")
            .check_fix("x = [require('node:fs'), import('node:path'), require('node:fs')]");
    }
}

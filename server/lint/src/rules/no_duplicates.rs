//! Disallows more than one import of the same module.
//!
//! ## Why
//! Several lines say what one could say, and hide from each other what is taken from the module.
//!
//! ## Bad
//! ```js
//! //- /shapes.js
//! export const circle = 1, square = 2;
//! //- /main.js
//! import { circle } from './shapes.js';
//! import { square } from './shapes.js';
//! ```
//!
//! ## Good
//! ```js
//! //- /shapes.js
//! export const circle = 1, square = 2;
//! //- /main.js
//! import { circle, square } from './shapes.js';
//! ```
//!
//! ## Options
//! `{ "considerQueryString": true }`: `./a?x` and `./a?y` are two modules. `{ "includeExports": true }`: `export … from` counts as well.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::imports::Target;
use crate::imports::importer::Importer;
use crate::imports::module::{Imported, Request, RequestKind};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-duplicates", Imports, Off, None, modules, options: NoDuplicates);

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NoDuplicates {
    #[serde(rename = "considerQueryString")]
    consider_query_string: bool,
    #[serde(rename = "includeExports")]
    include_exports: bool,
    /// Types are told apart in any case.
    #[serde(rename = "prefer-inline")]
    prefer_inline: bool,
}

impl RuleOptions for NoDuplicates {}

/// The same module in the same way: what can be one statement.
#[derive(PartialEq, Eq, Hash)]
struct Line {
    module: Result<Arc<Path>, String>,
    kind: RequestKind,
    is_type_only: bool,
    is_namespace: bool,
}

fn run(importer: &Importer, options: &NoDuplicates, report: &mut Report) {
    let is_asked = |request: &&Request| {
        request.kind == RequestKind::Import || options.include_exports && request.kind == RequestKind::ReExport
    };
    let mut first: FxHashMap<Line, &Request> = FxHashMap::default();
    for request in importer.module.requests.iter().filter(is_asked) {
        let query = request.specifier.split_once('?').map_or("", |(_, query)| query);
        let module = match importer.target(request) {
            Target::File(file) if query.is_empty() || !options.consider_query_string => Ok(file),
            _ => Err(request.specifier.clone()),
        };
        let is_namespace = request.names.iter().any(|name| name.imported == Imported::All);
        let is_type_only = request.is_type_only && !options.prefer_inline;
        let line = Line { module, kind: request.kind, is_type_only, is_namespace };
        match first.get(&line) {
            Some(earlier) => {
                let problem = report.at(request.range.into(), format!("`{}` is imported twice", request.specifier));
                problem.relate(earlier.range.into(), "it is imported here already");
            }
            None => {
                first.insert(line, request);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn the_same_module_by_any_name() {
        check_project(
            &RULE,
            r#"
//- /folder/a.js
export default 1;
//- /folder/main.js
import a from './a.js';
import { b } from '../folder/a.js';
//                ^^^^^^^^^^^^^^^^ `../folder/a.js` is imported twice
import * as c from './a.js';
import d from 'none';
import { e } from 'none';
//                ^^^^^^ `none` is imported twice
export * from './a.js';
//- /main.ts
import type { A } from './folder/a.js';
import { a } from './folder/a.js';
"#,
        );
    }
}

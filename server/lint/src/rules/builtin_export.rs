//! Disallows imports of names that Node's own modules do not export.
//!
//! ## Why
//! The program ends before its first line has run. Names of all versions that are in use count, also of those that are newer than the one
//! that runs Lode's programs.
//!
//! ## Bad
//! ```js
//! import { readfile } from 'node:fs';
//! ```
//!
//! ## Good
//! ```js
//! import { readFile } from 'node:fs';
//! ```

use crate::imports::exports::similar;
use crate::imports::importer::Importer;
use crate::imports::module::Imported;
use crate::imports::{Target, builtins};
use crate::report::Report;
use crate::rule::rule;

rule!("builtin-export", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    for request in importer.module.requests.iter().filter(|request| request.kind.is_static()) {
        for name in &request.names {
            let Imported::Named(asked) = &name.imported else { continue };
            let Target::Builtin(builtin) = importer.target(request) else { break };
            let Some(module) = builtins::module(builtin) else { break };
            if module.exports(asked) || !importer.is_value(request, name) {
                continue;
            }
            let specifier = &request.specifier;
            let message = match similar(asked, module.exported_names()) {
                Some(near) => format!("Node's `{specifier}` does not export `{asked}`; is `{near}` meant?"),
                None => format!("Node's `{specifier}` does not export `{asked}`"),
            };
            report.at(name.range.into(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn names_of_builtins() {
        check_project(
            &RULE,
            r#"
//- /main.mjs
import { readfile, readFile, default as fs } from 'node:fs';
//       ^^^^^^^^ Node's `node:fs` does not export `readfile`; is `readFile` meant?
import { Readable, EventEmiter } from 'stream';
//                 ^^^^^^^^^^^ Node's `stream` does not export `EventEmiter`
export { jion } from 'path';
//       ^^^^ is `join` meant?
import os, * as all from 'os';
//- /types.ts
import { Stats, BigIntStats, PathLike, nothing } from 'fs';
//                                     ^^^^^^^ does not export `nothing`
let a: BigIntStats, b: PathLike = nothing;
"#,
        );
    }
}

//! Disallows imports of names that a module does not export.
//!
//! ## Why
//! The program ends before its first line has run. What other modules hand on with `export * from` counts.
//!
//! ## Bad
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import { cirlce } from './shapes.mjs';
//! ```
//!
//! ## Good
//! ```js
//! //- /shapes.mjs
//! export const circle = 1;
//! //- /main.mjs
//! import { circle } from './shapes.mjs';
//! ```

use crate::imports::exports::{Given, similar};
use crate::imports::importer::Importer;
use crate::imports::module::Imported;
use crate::report::Report;
use crate::rule::rule;

rule!("named", Imports, Error, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations {
        return;
    }
    let in_node = importer.is_module_in_node();
    for request in importer.module.requests.iter().filter(|request| request.kind.is_static()) {
        let names = request.names.iter().filter_map(|name| match &name.imported {
            Imported::Named(asked) if importer.is_value(request, name) => Some((asked, name)),
            _ => None,
        });
        for (asked, name) in names {
            let target = importer.target(request);
            let Some(file) = target.file() else { break };
            if !importer.modules.module(file).is_some_and(|module| module.is_module)
                || importer.modules.gives(file, asked, in_node) != Given::No
            {
                continue;
            }
            let names = importer.modules.names(file, in_node);
            let message = match similar(asked, names.iter().map(String::as_str)) {
                Some(near) => format!("`{}` does not export `{asked}`; is `{near}` meant?", request.specifier),
                None if asked == &default_of(file) && names.iter().any(|name| name == "default") => {
                    format!("`{}` does not export `{asked}` by that name, only as its default", request.specifier)
                }
                None => format!("`{}` does not export `{asked}`", request.specifier),
            };
            report.at(name.range.into(), message);
        }
    }
}

/// What the default of a file is mostly called: as the file.
fn default_of(file: &std::path::Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn own_modules_and_packages() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module" }
//- /node_modules/shapes/package.json
{ "name": "shapes", "type": "module", "exports": "./index.js" }
//- /node_modules/shapes/index.js
export * from './round.js';
export { default as square } from './square.js';
//- /node_modules/shapes/round.js
export function circle() {}
export * from './index.js';
//- /node_modules/shapes/square.js
export default 1;
//- /lib.js
const a = 1, b = 2;
export { a, b as 'quoted name' };
export const { c, d: [e] } = {};
export * as all from 'shapes';
//- /main.js
import { circle, square, cirlce } from 'shapes';
//                       ^^^^^^ `shapes` does not export `cirlce`; is `circle` meant?
import { a, b, c, d, e, all, 'quoted name' as f } from './lib.js';
//          ^ `./lib.js` does not export `b`
//                ^ `./lib.js` does not export `d`
export { circle as round, a } from 'shapes';
//                        ^ `shapes` does not export `a`
import { lib } from './lib.js';
//       ^^^ `./lib.js` does not export `lib`
import * as ns from './lib.js';
import { x } from './none.js';
"#,
        );
    }

    #[test]
    fn types_are_no_values() {
        check_project(
            &RULE,
            r#"
//- /lib.ts
export interface Shape {}
export type Size = number;
export enum Kind { A }
declare const x: number;
export = x;
//- /other.ts
export interface Shape {}
//- /main.ts
import { Shape, Size, Kind, anything } from './lib';
import { Shape as Other, Missing, used } from './other';
//                                ^^^^ `./other` does not export `used`
const a: Missing = used(Kind, anything);
"#,
        );
    }

    #[test]
    fn common_js_is_not_asked() {
        check_project(
            &RULE,
            r#"
//- /lib.cjs
exports.a = 1;
//- /data.json
{}
//- /main.mjs
import { b } from './lib.cjs';
import { c } from './data.json';
"#,
        );
    }
}
